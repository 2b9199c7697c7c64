"""What a check of the rules finds: one shop for each kind of mistake."""

from datetime import timedelta

import pytest
from django.db import transaction

from saleor_customer_groups.models import CustomerGroup, PriceRule
from tests.queries import counted

from ...conftest import NOW
from . import mistakes
from .mistakes import CheckedShop, D
from .price_list_findings import PRICE_LISTS
from .promotion_findings import PROMOTIONS
from .rule_findings import RULES
from .visibility_findings import SETS


@pytest.fixture
def shop(db: None) -> CheckedShop:
    return CheckedShop()


MISTAKES = [*RULES, *PRICE_LISTS, *PROMOTIONS, *SETS]


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


def test_a_level_for_all_leaves_the_default_group_what_its_own_groups_have(
    shop: CheckedShop,
) -> None:
    mistakes.a_level_in_which_all_are(shop)
    rule, loyal = PriceRule.objects.get(), CustomerGroup.objects.get(code="loyal")
    bronze = CustomerGroup.objects.get(code="bronze")

    def kinds() -> list[str]:
        return [kind for kind, _, _ in shop.check()]

    assert kinds() == ["level_for_all"]
    rule.groups.add(loyal)
    assert kinds() == []
    CustomerGroup.objects.filter(pk=loyal.pk).update(is_active=False)
    assert kinds() == ["level_for_all"]
    rule.groups.set([shop.default_group(), bronze])
    assert kinds() == []
    rule.groups.set([shop.default_group()])
    CustomerGroup.objects.filter(pk=loyal.pk).update(
        is_active=True, parent=shop.default_group()
    )
    assert kinds() == []


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
