"""What a check of the rules finds: one shop for each kind of mistake."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import transaction

from saleor_customer_groups import port
from saleor_customer_groups.models import CustomerGroup
from tests.queries import counted

from ..conftest import NOW
from . import mistakes
from .mistakes import CheckedShop, D, Found


@pytest.fixture
def shop(db: None) -> CheckedShop:
    return CheckedShop()


TEN_OFF = "vip-percent_off-10"
# A fiftieth of what Saleor's columns hold, less what taxes and shipping may come to.
MAX_EACH = {2: "179,999,999.999", 3: "999,999,999,999,999.999"}[port.GENERATION]
MISTAKES: list[tuple[Callable[[CheckedShop], None], Found]] = [
    (
        mistakes.a_broken_rule,
        [
            (
                "nobody_gets_it",
                TEN_OFF,
                "VIP percent_off 10 has no effect, because it cannot be read:"
                " adjustment: needs either percent or tiers.",
            )
        ],
    ),
    (
        mistakes.a_rule_of_no_group,
        [
            (
                "nobody_gets_it",
                TEN_OFF,
                "VIP percent_off 10 hangs on no customer group. Give it one, or delete"
                " it.",
            )
        ],
    ),
    (
        mistakes.a_rule_of_an_inactive_group,
        [
            (
                "nobody_gets_it",
                TEN_OFF,
                "No customer group of VIP percent_off 10 is active. Activate one, or"
                " delete VIP percent_off 10.",
            )
        ],
    ),
    (
        mistakes.a_rule_that_has_ended,
        [
            (
                "nobody_gets_it",
                TEN_OFF,
                "VIP percent_off 10 ended on 2026-03-15. Delete it, or let it end"
                " later.",
            )
        ],
    ),
    (
        mistakes.a_rule_that_never_begins,
        [
            (
                "nobody_gets_it",
                TEN_OFF,
                "VIP percent_off 10 ends when it begins. Let it end later.",
            )
        ],
    ),
    (
        mistakes.a_rule_in_an_unknown_channel,
        [
            (
                "nobody_gets_it",
                TEN_OFF,
                "VIP percent_off 10 counts only in kiosk, and there is no such channel."
                " Choose others.",
            )
        ],
    ),
    (
        mistakes.a_rule_in_another_currency,
        [
            (
                "nobody_gets_it",
                "vip-amount_off-5",
                "VIP amount_off 5 is in PLN, and none of its channels is. Change"
                " either.",
            )
        ],
    ),
    (
        mistakes.a_rule_on_a_deleted_category,
        [
            (
                "nobody_gets_it",
                TEN_OFF,
                "All that VIP percent_off 10 concerns has been deleted. Choose goods,"
                " or delete it.",
            )
        ],
    ),
    (
        mistakes.a_rule_that_excludes_what_it_includes,
        [
            (
                "nobody_gets_it",
                TEN_OFF,
                "VIP percent_off 10 excludes all that it includes. Change what it"
                " concerns.",
            )
        ],
    ),
    (
        mistakes.a_rule_from_too_many_units,
        [
            (
                "nobody_gets_it",
                TEN_OFF,
                "VIP percent_off 10 begins at 51 units, and a cart holds 50 of a"
                " variant. Let it begin earlier, or raise the limit in Saleor.",
            )
        ],
    ),
    (
        mistakes.a_list_of_an_inactive_group,
        [
            (
                "nobody_gets_it",
                "contract",
                "No customer group of Contract is active. Activate one, or delete"
                " Contract.",
            )
        ],
    ),
    (
        mistakes.a_price_from_too_many_units,
        [
            (
                "nobody_gets_it",
                "contract",
                "In Contract 1 price is for more than 50 units, which no cart holds of"
                " a variant. Change the quantities, or raise the limit in Saleor.",
            )
        ],
    ),
    (
        mistakes.an_increase_beside_a_discount,
        [
            (
                "increase_cancelled",
                "gold-percent_increase-5",
                "Gold percent_increase 5 never counts: whoever gets it also gets VIP"
                " percent_off 10, which is lower, and the best price counts. Give it"
                " other groups or goods, or choose another conflict policy.",
            )
        ],
    ),
    (
        mistakes.two_rules_alike,
        [
            (
                "twins",
                "vip-percent_off-15",
                "VIP percent_off 10 (10 % off) and VIP percent_off 15 (15 % off) are"
                " for the same goods at the same time in VIP. Delete one of them.",
            )
        ],
    ),
    (
        mistakes.two_adding_rules,
        [
            (
                "several_add",
                "vip-percent_off-3",
                "In VIP both VIP percent_off 2 and VIP percent_off 3 add to the"
                " inherited discount, and only VIP percent_off 2 does so where both"
                " count. Make one rule of them.",
            ),
            (
                "several_add",
                "vip-percent_off-5",
                "In VIP both VIP percent_off 2 and VIP percent_off 5 add to the"
                " inherited discount, and only VIP percent_off 2 does so where both"
                " count. Make one rule of them.",
            ),
        ],
    ),
    (
        mistakes.promotions_on_top,
        [
            (
                "floor_undercut",
                None,
                "The minimum margin of 12.5 % does not hold for VIP percent_off 0, VIP"
                " percent_off 1 and 2 others: Saleor's promotions come on top. Let the"
                " better price count instead, if it is to hold.",
            )
        ],
    ),
    (
        mistakes.prices_in_another_currency,
        [
            (
                "foreign_currency",
                "contract",
                "In Contract 2 prices are in EUR, but it sells in USD only. Change or"
                " remove them.",
            )
        ],
    ),
    (
        mistakes.a_price_below_cost,
        [
            (
                "below_cost",
                "contract",
                "In Contract 1 price is below cost, such as for espresso. Raise them,"
                " unless they are meant to be.",
            )
        ],
    ),
    (
        mistakes.promotions_nobody_can_get,
        [
            ("nobody_gets_it", code, message)
            for code, message in (
                (
                    "a-ended",
                    "A ended ended on 2026-03-15. Delete it, or let it end later.",
                ),
                (
                    "b-empty-group",
                    "Nobody is in Nobody, so that nobody gets B empty group. Add"
                    " customers.",
                ),
                (
                    "c-no-group",
                    "C no group hangs on no customer group. Give it one, or delete it.",
                ),
                (
                    "d-in-pln",
                    "D in PLN is in PLN, and none of its channels is. Change either.",
                ),
                (
                    "e-minimum-in-eur",
                    "E minimum in EUR asks for a minimum in EUR, and none of its"
                    " channels is. Change either.",
                ),
                (
                    "f-deleted",
                    "All that F deleted concerns has been deleted. Choose goods, or"
                    " delete it.",
                ),
                (
                    "g-no-goods",
                    "There are no goods in what G no goods concerns. Choose others, or"
                    " put goods into it.",
                ),
                (
                    "h-too-many",
                    "H too many asks for 51 units, and a cart holds 50 of what it"
                    " concerns. Ask for less, or raise the limit in Saleor.",
                ),
                (
                    "i-nothing",
                    "I nothing takes off 0, which is nothing. Say how much, or switch"
                    " it off.",
                ),
                (
                    "j-broken",
                    "J broken has no effect, because it cannot be read:"
                    " benefit.percent: is missing.",
                ),
                (
                    "k-used-up",
                    "K used up has been used 2 times, and its limit is 1. Raise the"
                    " limit, or switch it off.",
                ),
            )
        ]
        + [
            (
                "empty_group",
                "nobody",
                "Nobody is in Nobody, nor in a group that inherits its prices. Add"
                " customers, or delete it.",
            )
        ],
    ),
    (
        mistakes.gifts_that_cannot_be_given,
        [
            (
                "gift_unavailable",
                "spring",
                "Spring gives nothing: hidden 0 is not published; sold out 0 has 1 unit"
                " in stock, and 2 are given; a gift has been deleted. Choose other"
                " gifts, or make one available.",
            )
        ],
    ),
    (
        mistakes.a_discount_as_large_as_its_minimum,
        [
            (
                "gives_more_than_minimum",
                "spring",
                "Spring takes 20.00 USD off from 20.00 USD on, so that an order of that"
                " costs nothing. Raise its minimum, or lower what it gives.",
            )
        ],
    ),
    (
        mistakes.a_level_in_which_all_are,
        [
            (
                "level_for_all",
                "bronze",
                "Bronze begins at 0, so that every customer is in it and leaves"
                " Standard: Standard percent_off 4 then counts for nobody. Give it to"
                " the programme's group, too, or let Bronze begin above 0.",
            )
        ],
    ),
    (
        mistakes.a_price_far_above_listing,
        [
            (
                "far_above_listing",
                "contract",
                "In Contract 1 price is more than 10 times the listing price, such as"
                " for espresso. Correct them, unless they are meant to be.",
            )
        ],
    ),
    (
        mistakes.prices_that_cannot_be_charged,
        [
            (
                "far_above_listing",
                "contract",
                "In Contract 1 price is more than 10 times the listing price, such as"
                " for latte. Correct them, unless they are meant to be.",
            ),
            (
                "too_large",
                "vip-percent_increase-10",
                "VIP percent_increase 10 makes up to 30,000,000,000,000,000,030.00,"
                f" more than {MAX_EACH} for a unit, which Saleor cannot charge for 50"
                " of them: its own price holds instead. Correct the rule, or what it"
                " concerns.",
            ),
            (
                "too_large",
                "contract",
                f"In Contract 1 price is more than {MAX_EACH} for a unit, which Saleor"
                " cannot charge for 50 of them: its own price holds instead. Correct"
                " the list.",
            ),
        ],
    ),
    (
        mistakes.a_list_without_prices,
        [
            (
                "empty_list",
                "contract",
                "Contract has no prices. Fill it, or delete it.",
            )
        ],
    ),
    (
        mistakes.a_group_without_members,
        [
            (
                "empty_group",
                "village",
                "Nobody is in Village, nor in a group that inherits its prices. Add"
                " customers, or delete it.",
            )
        ],
    ),
]


def test_every_kind_of_mistake_is_found(shop: CheckedShop) -> None:
    found = {}
    for make, _ in MISTAKES:
        with transaction.atomic():
            make(shop)
            found[make.__name__] = shop.check(minimum_margin_percent=D("12.50"))
            transaction.set_rollback(True)

    assert found == {make.__name__: expected for make, expected in MISTAKES}


def test_nothing_is_found_in_a_shop_without_mistakes(shop: CheckedShop) -> None:
    gold = shop.group_with_member("Gold", parent=shop.vip)
    later = NOW + timedelta(days=9)
    shop.rule(shop.vip, "percent_off", "10", category=shop.tea, valid_until=later)
    shop.rule(shop.vip, "percent_off", "11", category=shop.tea, valid_from=later)
    shop.rule(shop.vip, "percent_off", "12", category=shop.tea, min_quantity=9)
    shop.rule(gold, "percent_off", "13", category=shop.tea)
    shop.rule(gold, "percent_increase", "5", category=shop.coffee)
    shop.rule(shop.vip, "percent_off", "50", is_active=False, valid_until=NOW)
    shop.rule(shop.default_group(), "percent_off", "1", with_promotions="stack")
    many = {"kind": "percent_off", "tiers": [{"min_quantity": 51, "percent": "14"}]}
    for counts in ("product", "scope"):
        shop.rule(shop.vip, "percent_off", "14", adjustment=many, tiers_count=counts)
    shop.price_list((shop.espresso, "USD", 1, "12.00"), (shop.latte, "USD", 50, "9"))

    assert shop.check() == []


def test_groups_whose_conditions_cannot_be_asked_are_found(shop: CheckedShop) -> None:
    denies = {"field": "in_group", "operator": "ne", "value": "self"}
    gone = shop.group_with_member("Gone", kind="hybrid")
    itself = shop.group_with_member("Self", kind="hybrid")
    off = shop.group_with_member("Off", kind="hybrid")
    CustomerGroup.objects.filter(pk__in=[gone.pk, off.pk]).update(
        conditions_problem="all[0].value: there is no such group: gold"
    )
    CustomerGroup.objects.filter(pk=off.pk).update(is_active=False)
    CustomerGroup.objects.filter(pk=itself.pk).update(conditions=denies)

    assert shop.check() == [
        (
            "conditions_not_asked",
            code,
            f"The members of {name} stay as they are, because its conditions cannot be"
            f" asked: {problem}. Change the conditions.",
        )
        for code, name, problem in (
            ("gone", "Gone", "all[0].value: there is no such group: gold"),
            (
                "self",
                "Self",
                "The conditions go round in a circle with a negation in it"
                " (self → self): who joins would no longer meet them, and who leaves"
                " would meet them again",
            ),
        )
    ]


def test_an_increase_counts_under_another_policy(shop: CheckedShop) -> None:
    mistakes.an_increase_beside_a_discount(shop)

    assert shop.check(policy="stack") == []


def test_four_mistakes_of_each_kind_cost_as_much_as_one(shop: CheckedShop) -> None:
    def more(count: int) -> int:
        for _ in range(count):
            for make in (
                mistakes.a_rule_on_a_deleted_category,
                mistakes.a_rule_of_no_group,
                mistakes.two_rules_alike,
                mistakes.a_price_below_cost,
                mistakes.a_discount_as_large_as_its_minimum,
                mistakes.gifts_that_cannot_be_given,
            ):
                make(shop)
        shop.check()
        with counted() as queries:
            found.append(len(shop.check()))
        return queries.count

    found: list[int] = []

    assert more(1) == more(3)
    assert found == [6, 27]
