"""What groups have of prices, in words: their own, and what they inherit."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from saleor_customer_groups.models import CustomerGroup, PriceRule, Promotion
from saleor_customer_groups.services.rules.price_lists.price_lists import (
    create_price_list,
)
from tests.api import Caller
from tests.graphql.ids import id_of
from tests.port import Catalogue
from tests.port.plugin import configure
from tests.queries import counted

LIST = "{ customerGroups(first: 50) { edges { node { name priceSummary } } } }"
ADVANTAGES = """query($id: ID!) { customerGroup(id: $id) { advantages {
  kind name text state group { name } isInherited inheritance by
  priceRule { code } priceList { code } promotion { code }
} } }"""


def off(percent: str, **more: Any) -> dict[str, Any]:
    return {"kind": "percent_off", "percent": percent, **more}


def test_says_in_a_few_words_what_a_group_has(
    staff: Caller,
    make_group: Callable[..., CustomerGroup],
    make_rule: Callable[..., PriceRule],
    make_promotion: Callable[..., Promotion],
    catalogue: Catalogue,
) -> None:
    tea = catalogue.category("Tea")
    now = timezone.now()
    one, several, rest = (make_group(name) for name in ("One", "Several", "Rest"))
    make_rule(one, adjustment=off("15"))
    make_rule(one, name="Off", is_active=False)
    make_rule(one, name="Over", valid_until=now - timedelta(days=1))
    scope = {"include": {"categories": [str(tea.pk)]}}
    for number in range(3):
        make_rule(several, name=f"Rule {number}", scope=scope)
    make_promotion(several)
    create_price_list(values={"name": "Listed"}, groups=[several], now=now)
    make_rule(rest, name="Tea", scope=scope)
    make_group("Below", parent=one)

    found = staff.ask(LIST)["edges"]

    assert {each["node"]["name"]: each["node"]["priceSummary"] for each in found} == {
        "Below": "",
        "One": "15 % off everything",
        "Rest": "10 % off Tea",
        "Several": "1 price list, 3 price rules, 1 promotion",
        "Standard": "",
    }


def advantages(staff: Caller, group: CustomerGroup) -> list[dict[str, Any]]:
    return staff.ask(ADVANTAGES, id=id_of(group))["advantages"]


def test_names_its_own_before_what_it_inherits(
    staff: Caller,
    make_group: Callable[..., CustomerGroup],
    make_rule: Callable[..., PriceRule],
    make_promotion: Callable[..., Promotion],
) -> None:
    top = make_group("Trade")
    gold = make_group("Gold", parent=top)
    make_promotion(gold, is_active=False)
    create_price_list(values={"name": "Listed"}, groups=[gold], now=timezone.now())
    make_rule(top, name="Trade price", adjustment=off("15"))

    assert advantages(staff, gold) == [
        {
            "kind": "price_list",
            "name": "Listed",
            "text": "0 prices of its own",
            "state": "RUNNING",
            "group": {"name": "Gold"},
            "isInherited": False,
            "inheritance": "COUNTS",
            "by": "",
            "priceRule": None,
            "priceList": {"code": "listed"},
            "promotion": None,
        },
        {
            "kind": "promotion",
            "name": "Spring",
            "text": "10 % off everything",
            "state": "OFF",
            "group": {"name": "Gold"},
            "isInherited": False,
            "inheritance": "COUNTS",
            "by": "",
            "priceRule": None,
            "priceList": None,
            "promotion": {"code": "spring"},
        },
        {
            "kind": "price_rule",
            "name": "Trade price",
            "text": "15 % off everything",
            "state": "RUNNING",
            "group": {"name": "Trade"},
            "isInherited": True,
            "inheritance": "COUNTS",
            "by": "",
            "priceRule": {"code": "trade-price"},
            "priceList": None,
            "promotion": None,
        },
    ]


@pytest.mark.parametrize(
    ("own", "policy", "expected"),
    [
        (off("5", adds_to_inherited=True), "best_price", ("ADDED_TO", "Own")),
        (off("5", adds_to_inherited=True), "priority", ("ADDED_TO", "Own")),
        (off("20"), "best_price", ("OUTDONE", "Own")),
        (off("15"), "best_price", ("OUTDONE", "Own")),
        (off("14"), "best_price", ("COUNTS", "")),
        (off("20"), "stack", ("COUNTS", "")),
        (
            {
                "kind": "percent_off",
                "tiers": [{"min_quantity": 1, "percent": "20"}],
            },
            "best_price",
            ("COUNTS", ""),
        ),
        ({"kind": "percent_increase", "percent": "20"}, "best_price", ("COUNTS", "")),
    ],
)
def test_says_what_a_nearer_rule_makes_of_what_is_inherited(
    own: dict[str, Any],
    policy: str,
    expected: tuple[str, str],
    staff: Caller,
    make_group: Callable[..., CustomerGroup],
    make_rule: Callable[..., PriceRule],
) -> None:
    configure(active=True, policy=policy)
    top = make_group("Trade")
    gold = make_group("Gold", parent=top)
    make_rule(top, name="Trade price", adjustment=off("15"))
    make_rule(gold, name="Own", adjustment=own)

    mine, inherited = advantages(staff, gold)

    assert (mine["inheritance"], mine["by"]) == ("COUNTS", "")
    assert (inherited["inheritance"], inherited["by"]) == expected


def test_one_that_is_switched_off_changes_nothing(
    staff: Caller,
    make_group: Callable[..., CustomerGroup],
    make_rule: Callable[..., PriceRule],
) -> None:
    top = make_group("Trade")
    gold = make_group("Gold", parent=top)
    make_rule(top, name="Trade price", adjustment=off("15"))
    make_rule(gold, name="Own", adjustment=off("20"), is_active=False)

    own, inherited = advantages(staff, gold)

    assert (own["state"], inherited["inheritance"]) == ("OFF", "COUNTS")


@pytest.mark.parametrize(
    ("values", "above", "expected"),
    [
        ({}, {}, ["Middle", "Trade"]),
        ({"inherits_pricing": False}, {}, []),
        ({}, {"inherits_pricing": False}, ["Middle"]),
        ({}, {"is_active": False}, ["Trade"]),
    ],
)
def test_inherits_as_prices_do(
    values: dict[str, Any],
    above: dict[str, Any],
    expected: list[str],
    staff: Caller,
    make_group: Callable[..., CustomerGroup],
    make_rule: Callable[..., PriceRule],
) -> None:
    top = make_group("Trade")
    middle = make_group("Middle", parent=top, **above)
    gold = make_group("Gold", parent=middle, **values)
    for group in (top, middle):
        make_rule(group, name=f"Of {group.name}", adjustment=off("15", tiers=None))

    found = advantages(staff, gold)

    assert [each["group"]["name"] for each in found] == expected


def test_what_is_broken_has_no_words(
    staff: Caller, gold: CustomerGroup, make_rule: Callable[..., PriceRule]
) -> None:
    rule = make_rule(gold)
    PriceRule.objects.filter(pk=rule.pk).update(adjustment={"kind": "gone"})

    (found,) = advantages(staff, gold)

    assert (found["name"], found["text"]) == ("Ten off", "")


def test_twenty_rules_cost_as_many_queries_as_one(
    staff: Caller,
    make_group: Callable[..., CustomerGroup],
    make_rule: Callable[..., PriceRule],
    catalogue: Catalogue,
) -> None:
    tea = catalogue.category("Tea")
    scope = {"include": {"categories": [str(tea.pk)]}}
    top = make_group("Trade")
    document = """{ customerGroups(first: 50) { edges { node {
      priceSummary advantages { text inheritance }
    } } } }"""

    def cost() -> int:
        with counted() as queries:
            staff.ask(document)
        return queries.count

    make_rule(make_group("One", parent=top), scope=scope)
    cost()
    one = cost()
    for number in range(20):
        group = make_group(f"Group {number}", parent=top)
        make_rule(group, top, name=f"Rule {number}", scope=scope)
        make_rule(group, name=f"Adds {number}", adjustment=off("1"))

    assert cost() == one
