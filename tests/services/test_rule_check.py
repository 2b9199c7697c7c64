"""What a check of the rules finds: one shop for each kind of mistake."""

from collections.abc import Callable, Iterable
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.db import transaction

from saleor_customer_groups.models import CustomerGroup, PriceList, PriceRule
from saleor_customer_groups.services import price_lists
from saleor_customer_groups.services.configuration import Configuration
from saleor_customer_groups.services.price_lists import EntryValues
from saleor_customer_groups.services.rule_check import check_rules
from tests.owner import Shop
from tests.queries import counted

from .conftest import NOW

D = Decimal
Found = list[tuple[str, str | None, str]]


class CheckedShop(Shop):
    """A shop whose group VIP has a member."""

    def __init__(self) -> None:
        super().__init__()
        self.vip = self.group_with_member("VIP")

    def group_with_member(self, name: str, **values: Any) -> CustomerGroup:
        group = self.group(name, **values)
        email = f"{group.code}@example.com"
        get_user_model().objects.create(email=email)
        self.put_into(group, email)
        return group

    def price_list(
        self, *entries: tuple[Any, ...], groups: Iterable[CustomerGroup] = ()
    ) -> PriceList:
        made = price_lists.create_price_list(
            values={"name": "Contract"}, groups=[*groups] or [self.vip], now=NOW
        )
        values = [
            EntryValues(variant.pk, currency, quantity, D(amount))
            for variant, currency, quantity, amount in entries
        ]
        price_lists.put_entries(price_list=made, entries=values, now=NOW)
        return made

    def check(self, **settings: Any) -> Found:
        configuration = Configuration.model_validate(settings)
        return [
            (found.kind.value, found.code, found.message)
            for found in check_rules(configuration=configuration, now=NOW)
        ]


@pytest.fixture
def shop(db: None) -> CheckedShop:
    return CheckedShop()


def store(rule: PriceRule, **values: Any) -> None:
    """Store what comes to be by an upgrade or by hand alone."""
    PriceRule.objects.filter(pk=rule.pk).update(**values)


def a_broken_rule(shop: CheckedShop) -> None:
    store(shop.rule(shop.vip, "percent_off", "10"), adjustment={"kind": "percent_off"})


def a_rule_of_no_group(shop: CheckedShop) -> None:
    shop.rule(shop.vip, "percent_off", "10").groups.clear()


def a_rule_of_an_inactive_group(shop: CheckedShop) -> None:
    shop.rule(shop.vip, "percent_off", "10")
    CustomerGroup.objects.filter(pk=shop.vip.pk).update(is_active=False)


def a_rule_that_has_ended(shop: CheckedShop) -> None:
    shop.rule(shop.vip, "percent_off", "10", valid_until=NOW)


def a_rule_that_never_begins(shop: CheckedShop) -> None:
    once = NOW + timedelta(days=1)
    shop.rule(shop.vip, "percent_off", "10", valid_from=once, valid_until=once)


def a_rule_in_an_unknown_channel(shop: CheckedShop) -> None:
    store(shop.rule(shop.vip, "percent_off", "10"), channels=["kiosk"])


def a_rule_in_another_currency(shop: CheckedShop) -> None:
    adjustment = {"kind": "amount_off", "amount": "5", "currency": "PLN"}
    shop.rule(shop.vip, "amount_off", "5", adjustment=adjustment)


def a_rule_on_a_deleted_category(shop: CheckedShop) -> None:
    old = shop.catalogue.category("Old")
    shop.rule(shop.vip, "percent_off", "10", category=old)
    old.delete()


def a_rule_that_excludes_what_it_includes(shop: CheckedShop) -> None:
    coffee = {"categories": [str(shop.coffee.pk)]}
    scope = {"include": coffee, "exclude": coffee}
    shop.rule(shop.vip, "percent_off", "10", scope=scope)


def a_rule_from_too_many_units(shop: CheckedShop) -> None:
    tiers = [{"min_quantity": 51, "percent": "10"}]
    adjustment = {"kind": "percent_off", "tiers": tiers}
    shop.rule(shop.vip, "percent_off", "10", adjustment=adjustment)


def a_list_of_an_inactive_group(shop: CheckedShop) -> None:
    shop.price_list((shop.latte, "USD", 1, "9"), groups=[shop.group("Old")])
    CustomerGroup.objects.filter(code="old").update(is_active=False)


def a_price_from_too_many_units(shop: CheckedShop) -> None:
    shop.price_list((shop.latte, "USD", 1, "9"), (shop.latte, "USD", 51, "8"))


def an_increase_beside_a_discount(shop: CheckedShop) -> None:
    shop.rule(shop.vip, "percent_off", "10")
    child = shop.group_with_member("Gold", parent=shop.vip)
    shop.rule(child, "percent_increase", "5", category=shop.tea)


def two_rules_alike(shop: CheckedShop) -> None:
    shop.rule(shop.vip, "percent_off", "10", category=shop.tea, priority=1)
    shop.rule(shop.vip, "percent_off", "15", category=shop.tea)


def two_adding_rules(shop: CheckedShop) -> None:
    for percent, category in (("5", shop.tea), ("2", None), ("3", shop.coffee)):
        adjustment = {
            "kind": "percent_off",
            "percent": percent,
            "adds_to_inherited": True,
        }
        shop.rule(
            shop.vip,
            "percent_off",
            percent,
            category=category,
            adjustment=adjustment,
            priority=-int(percent),
        )


def promotions_on_top(shop: CheckedShop) -> None:
    for number in range(4):
        shop.rule(
            shop.vip,
            "percent_off",
            f"{number}",
            min_quantity=number + 1,
            with_promotions="stack",
        )


def prices_in_another_currency(shop: CheckedShop) -> None:
    shop.price_list(
        (shop.latte, "USD", 1, "9"),
        (shop.latte, "EUR", 1, "9"),
        (shop.espresso, "EUR", 1, "9"),
    )


def a_price_below_cost(shop: CheckedShop) -> None:
    shop.price_list((shop.latte, "USD", 1, "1"), (shop.espresso, "USD", 1, "11.99"))


def a_list_without_prices(shop: CheckedShop) -> None:
    shop.price_list()


def a_group_without_members(shop: CheckedShop) -> None:
    parent = shop.group("Region")
    shop.group_with_member("City", parent=parent)
    shop.group("Village", parent=parent)


TEN_OFF = "vip-percent_off-10"
MISTAKES: list[tuple[Callable[[CheckedShop], None], Found]] = [
    (
        a_broken_rule,
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
        a_rule_of_no_group,
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
        a_rule_of_an_inactive_group,
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
        a_rule_that_has_ended,
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
        a_rule_that_never_begins,
        [
            (
                "nobody_gets_it",
                TEN_OFF,
                "VIP percent_off 10 ends when it begins. Let it end later.",
            )
        ],
    ),
    (
        a_rule_in_an_unknown_channel,
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
        a_rule_in_another_currency,
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
        a_rule_on_a_deleted_category,
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
        a_rule_that_excludes_what_it_includes,
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
        a_rule_from_too_many_units,
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
        a_list_of_an_inactive_group,
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
        a_price_from_too_many_units,
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
        an_increase_beside_a_discount,
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
        two_rules_alike,
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
        two_adding_rules,
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
        promotions_on_top,
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
        prices_in_another_currency,
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
        a_price_below_cost,
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
        a_list_without_prices,
        [
            (
                "empty_list",
                "contract",
                "Contract has no prices. Fill it, or delete it.",
            )
        ],
    ),
    (
        a_group_without_members,
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
    shop.price_list((shop.espresso, "USD", 1, "12.00"), (shop.latte, "USD", 50, "9"))

    assert shop.check() == []


def test_an_increase_counts_under_another_policy(shop: CheckedShop) -> None:
    an_increase_beside_a_discount(shop)

    assert shop.check(policy="stack") == []


def test_four_mistakes_of_each_kind_cost_as_much_as_one(shop: CheckedShop) -> None:
    def more(count: int) -> int:
        for _ in range(count):
            for make in (
                a_rule_on_a_deleted_category,
                a_rule_of_no_group,
                two_rules_alike,
                a_price_below_cost,
            ):
                make(shop)
        shop.check()
        with counted() as queries:
            found.append(len(shop.check()))
        return queries.count

    found: list[int] = []

    assert more(1) == more(3)
    assert found == [4, 19]
