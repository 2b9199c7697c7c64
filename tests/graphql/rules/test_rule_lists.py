"""Lists of rules as a shop owner looks through them: in words, by state, counted."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from saleor_customer_groups import port
from saleor_customer_groups.models import CustomerGroup, PriceRule, Promotion
from saleor_customer_groups.services.rules.price_lists import (
    price_list_entries,
    price_lists,
)
from saleor_customer_groups.services.rules.price_lists.price_list_entries import (
    EntryValues,
)
from tests.api import Caller
from tests.graphql.ids import id_of
from tests.owner import Shop

NOW = timezone.now()
PAST, FUTURE = NOW - timedelta(days=2), NOW + timedelta(days=2)
STATES = {
    "Runs": {"valid_from": PAST, "valid_until": FUTURE},
    "Always": {},
    "Later": {"valid_from": FUTURE},
    "Over": {"valid_until": PAST},
    "Off": {"is_active": False, "valid_until": PAST},
}
EXPECTED = {
    "Always": "RUNNING",
    "Later": "PLANNED",
    "Off": "OFF",
    "Over": "ENDED",
    "Runs": "RUNNING",
}
KINDS = ["PriceRule", "PriceList", "Promotion"]


@pytest.fixture
def rows(
    gold: CustomerGroup,
    make_rule: Callable[..., PriceRule],
    make_promotion: Callable[..., Promotion],
) -> None:
    """Make rules, lists and promotions in all states."""
    for place, (name, values) in enumerate(STATES.items()):
        given = {"name": name, "priority": place, **values}
        make_rule(gold, **given)
        make_promotion(gold, **given)
        price_lists.create_price_list(values=given, groups=[gold], now=NOW)


def ask(staff: Caller, kind: str, **asked: Any) -> list[dict[str, Any]]:
    document = f"""query(
      $filter: CustomerGroup{kind}FilterInput, $sortBy: CustomerGroup{kind}SortingInput,
      $first: Int!, $after: String
    ) {{
      customerGroup{kind}s(
        first: $first, after: $after, filter: $filter, sortBy: $sortBy
      ) {{
        totalCount pageInfo {{ endCursor }} edges {{ node {{ name state summary }} }}
      }}
    }}"""
    answer = staff.ask(document, **{"first": 20, **asked})
    return [edge["node"] for edge in answer["edges"]]


def names(found: list[dict[str, Any]]) -> list[str]:
    return [each["name"] for each in found]


@pytest.mark.parametrize("kind", KINDS)
def test_states(kind: str, rows: None, staff: Caller) -> None:
    found = {each["name"]: each["state"] for each in ask(staff, kind)}

    assert found == EXPECTED
    for state in ("RUNNING", "PLANNED", "ENDED", "OFF"):
        expected = [name for name in EXPECTED if EXPECTED[name] == state]
        assert names(ask(staff, kind, filter={"states": [state]})) == expected
    both = ask(staff, kind, filter={"states": ["OFF", "PLANNED"]})
    assert names(both) == ["Later", "Off"]


@pytest.mark.parametrize("kind", KINDS)
def test_filters_by_moment_and_priority(kind: str, rows: None, staff: Caller) -> None:
    later = (NOW + timedelta(days=3)).isoformat()

    assert names(ask(staff, kind, filter={"runsAt": later})) == ["Always", "Later"]
    between = {"minPriority": 1, "maxPriority": 2}
    assert names(ask(staff, kind, filter=between)) == ["Always", "Later"]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    ("field", "expected"),
    [
        ("PRIORITY", ["Runs", "Always", "Later", "Over", "Off"]),
        # What always has begun, or never ends, comes where that would be.
        ("VALID_FROM", ["Always", "Off", "Over", "Runs", "Later"]),
        ("VALID_UNTIL", ["Off", "Over", "Runs", "Always", "Later"]),
    ],
)
def test_sorts(
    kind: str, field: str, expected: list[str], rows: None, staff: Caller
) -> None:
    for direction, wanted in (("ASC", expected), ("DESC", expected[::-1])):
        sort_by = {"field": field, "direction": direction}
        document = f"""query($after: String) {{
          customerGroup{kind}s(
            first: 2, after: $after, sortBy: {{field: {field}, direction: {direction}}}
          ) {{ edges {{ node {{ name }} }} pageInfo {{ endCursor }} }}
        }}"""
        paged: list[str] = []
        after = None
        for _ in range(3):
            answer = staff.ask(document, after=after)
            paged += [edge["node"]["name"] for edge in answer["edges"]]
            after = answer["pageInfo"]["endCursor"]

        assert names(ask(staff, kind, sortBy=sort_by)) == wanted
        assert paged == wanted


COUNTS = """query($groups: [ID!]) {
  customerGroupRuleCounts(customerGroups: $groups) {
    priceRules { total running planned ended off }
    priceLists { total running planned ended off }
    promotions { total running planned ended off }
  }
}"""


def test_counts(
    rows: None,
    staff: Caller,
    gold: CustomerGroup,
    trade: CustomerGroup,
    make_rule: Callable[..., PriceRule],
) -> None:
    make_rule(gold, trade, name="Shared")
    each = {"total": 5, "running": 2, "planned": 1, "ended": 1, "off": 1}
    one_more = {**each, "total": 6, "running": 3}
    none = dict.fromkeys(each, 0)

    assert staff.ask(COUNTS) == {
        "priceRules": one_more,
        "priceLists": each,
        "promotions": each,
    }
    of_both = staff.ask(COUNTS, groups=[id_of(gold), id_of(trade)])
    assert of_both["priceRules"] == one_more
    assert staff.ask(COUNTS, groups=[id_of(trade)]) == {
        "priceRules": {**none, "total": 1, "running": 1},
        "priceLists": none,
        "promotions": none,
    }


def percent(value: str, **more: Any) -> dict[str, Any]:
    return {"kind": "percent_off", "percent": value, **more}


def test_a_rule_in_words(
    staff: Caller,
    shop: Shop,
    gold: CustomerGroup,
    trade: CustomerGroup,
    make_rule: Callable[..., PriceRule],
) -> None:
    coffee, tea = str(shop.coffee.pk), str(shop.tea.pk)
    latte = str(shop.latte.product.pk)
    tiers = [
        {"min_quantity": quantity, "amount": amount}
        for quantity, amount in ((1, "5.00"), (10, "4.50"))
    ]
    [channel] = [each.name for each in port.shop_channels()]
    sentences: dict[str, tuple[dict[str, Any], str]] = {
        "a": ({"adjustment": percent("15")}, "15 % off everything for Gold"),
        "b": (
            {
                "adjustment": percent("12.5"),
                "valid_until": datetime(2027, 1, 1, tzinfo=UTC),
            },
            "12.5 % off everything for Gold until 31 December 2026",
        ),
        "c": (
            {
                "adjustment": {
                    "kind": "fixed_price",
                    "currency": "USD",
                    "tiers": tiers,
                },
                "scope": {"include": {"products": [latte]}},
            },
            "Fixed price 5.00 USD from 1 unit, fixed price 4.50 USD from 10 units on"
            " latte for Gold",
        ),
        "d": (
            {
                "adjustment": {
                    "kind": "amount_off",
                    "amount": "3.00",
                    "currency": "USD",
                },
                "scope": {
                    "include": {"categories": [coffee, tea]},
                    "exclude": {"products": [latte]},
                },
                "min_subtotal_amount": "100.00",
                "min_subtotal_currency": "USD",
                "min_quantity": 2,
                "channels": ["default-channel"],
                "valid_from": datetime(2026, 3, 1, 18, 30, tzinfo=UTC),
            },
            "3.00 USD off Coffee and Tea except latte for Gold from 100.00 USD from 2"
            f" units in the cart in {channel} from 1 March 2026, 18:30",
        ),
    }
    for name, (values, _) in sentences.items():
        make_rule(gold, name=name, **values)
    make_rule(gold, trade, name="e", adjustment=percent("5", adds_to_inherited=True))
    PriceRule.objects.filter(name="a").update(code="kept")

    found = {each["name"]: each["summary"] for each in ask(staff, "PriceRule")}

    assert found == {
        **{name: sentence for name, (_, sentence) in sentences.items()},
        "e": "Additional 5 % off everything for Gold and Trade",
    }


def test_what_is_deleted_or_broken_in_words(
    staff: Caller,
    shop: Shop,
    gold: CustomerGroup,
    make_rule: Callable[..., PriceRule],
) -> None:
    scope = {"include": {"categories": [str(shop.tea.pk)]}}
    make_rule(gold, name="Gone", scope=scope)
    broken = make_rule(gold, name="Broken")
    shop.tea.delete()
    PriceRule.objects.filter(pk=broken.pk).update(adjustment={"kind": "soup"})

    assert [each["summary"] for each in ask(staff, "PriceRule")] == [
        "",
        "10 % off something deleted for Gold",
    ]


def test_price_lists_and_promotions_in_words(
    staff: Caller,
    shop: Shop,
    gold: CustomerGroup,
    make_promotion: Callable[..., Promotion],
) -> None:
    listed = price_lists.create_price_list(
        values={"name": "Contract"}, groups=[gold], now=NOW
    )
    price_lists.create_price_list(values={"name": "Empty"}, groups=[gold], now=NOW)
    price_list_entries.put_entries(
        price_list=listed,
        entries=[EntryValues(shop.latte.pk, "USD", 1, Decimal(8))],
        now=NOW,
    )
    scope = {"include": {"categories": [str(shop.coffee.pk)]}}
    make_promotion(
        gold,
        name="Spring",
        benefit={"kind": "percent_off", "percent": "10", "scope": scope},
        conditions=[
            {"kind": "min_subtotal", "amount": "50.00", "currency": "USD"},
            {"kind": "min_quantity", "quantity": 3, "scope": scope},
        ],
    )
    make_promotion(gold, name="Free", benefit={"kind": "free_shipping"})

    assert [each["summary"] for each in ask(staff, "PriceList")] == [
        "1 price of its own for Gold",
        "0 prices of its own for Gold",
    ]
    assert [each["summary"] for each in ask(staff, "Promotion")] == [
        "Free shipping for Gold",
        "10 % off Coffee for Gold from 50.00 USD from 3 units of Coffee",
    ]


def test_a_promotion_names_what_is_bought_and_what_is_got(
    staff: Caller,
    shop: Shop,
    gold: CustomerGroup,
    make_promotion: Callable[..., Promotion],
) -> None:
    coffee = {"include": {"categories": [str(shop.coffee.pk)]}}
    tea = {"include": {"categories": [str(shop.tea.pk)]}}
    gifts = [str(each.pk) for each in (shop.latte, shop.espresso, shop.green_tea)]
    extra = shop.catalogue.variant("extra", "1.00", category=shop.tea)
    for name, benefit in {
        "a": {
            "kind": "bundle",
            "components": [{"scope": coffee, "quantity": 2}, {"scope": tea}],
            "price": "25.00",
            "currency": "USD",
        },
        "b": {"kind": "buy_x_get_y", "buy": {"scope": tea}, "get": {"scope": tea}},
        "c": {"kind": "buy_x_get_y", "buy": {"scope": tea}, "get": {"scope": coffee}},
        "d": {"kind": "buy_x_get_y"},
        "e": {"kind": "gift", "variants": gifts[:1]},
        "f": {"kind": "gift", "variants": gifts[:2], "per": {"scope": tea}},
        "g": {"kind": "gift", "variants": gifts},
        "h": {"kind": "gift", "variants": [str(extra.pk)]},
    }.items():
        make_promotion(gold, name=name, benefit=benefit)
    extra.delete()

    found = {each["name"]: each["summary"] for each in ask(staff, "Promotion")}

    assert found == {
        "a": "A set for 25.00 USD (Coffee and Tea) for Gold",
        "b": "Buy 1, get 1 free (Tea) for Gold",
        "c": "Buy 1, get 1 free (Tea → Coffee) for Gold",
        "d": "Buy 1, get 1 free for Gold",
        "e": "1 free gift (latte) for Gold",
        "f": "1 free gift for every unit (Tea → latte or espresso) for Gold",
        "g": "1 free gift (latte or 2 others) for Gold",
        "h": "1 free gift (something deleted) for Gold",
    }


def test_uses_left(
    staff: Caller, gold: CustomerGroup, make_promotion: Callable[..., Promotion]
) -> None:
    make_promotion(gold, name="Unlimited")
    limited = make_promotion(gold, name="Limited", limit_total=2)
    limited.uses.create(used_by="a", checkout_key="1", order_id="1", reserved_at=NOW)
    document = """{ customerGroupPromotions(first: 5) {
      edges { node { name usesCount usesLeft limitTotal } } } }"""

    def found() -> list[Any]:
        edges = staff.ask(document)["edges"]
        return [tuple(edge["node"].values()) for edge in edges]

    assert found() == [("Limited", 1, 1, 2), ("Unlimited", 0, None, None)]
    for number in (2, 3):
        limited.uses.create(
            used_by="b", checkout_key=str(number), order_id=str(number), reserved_at=NOW
        )
    assert found()[0] == ("Limited", 3, 0, 2)
