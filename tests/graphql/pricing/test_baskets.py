"""Baskets for staff: why they cost what they do, and with a rule that is not saved."""

from collections.abc import Callable
from typing import Any

import pytest
from graphql_relay import to_global_id

from saleor_customer_groups.models import CustomerGroup, PriceRule
from tests.api import Caller, make_customer
from tests.graphql.ids import id_of
from tests.graphql.stored import everything
from tests.owner import Shop
from tests.port.plugin import configure

BASKET = """{
  total { amount } verdicts { kind code reason message priceRule { name } }
  lines {
    variant { productName sku } quantity listPrice { amount } publicPrice { amount }
    unitPrice { amount } total { amount } applied reason
    promotions { code name amount { amount } }
    candidates {
      kind code name groupName price { amount } reason message
      priceRule { name } priceList { name }
    }
  }
}"""
ERRORS = "errors { field code message }"
PREVIEW = f"""query($input: CustomerGroupPriceRulePreviewInput!) {{
  customerGroupPriceRulePreview(input: $input) {{
    isSwitchedOn current {BASKET} draft {BASKET} {ERRORS}
  }}
}}"""
EXPLAIN = f"""query($input: CustomerGroupBasketExplainInput!) {{
  customerGroupBasketExplain(input: $input) {{
    isSwitchedOn basket {BASKET} {ERRORS}
  }}
}}"""
CHANNEL = {"channel": "default-channel"}


def percent_off(value: str) -> dict[str, Any]:
    return {"kind": "percent_off", "parameters": {"percent": value}}


def prices(basket: dict[str, Any]) -> dict[str, tuple[float, float]]:
    return {
        line["variant"]["sku"]: (
            line["listPrice"]["amount"],
            line["unitPrice"]["amount"],
        )
        for line in basket["lines"]
    }


def test_a_rule_is_tried_on_examples_of_what_it_concerns(
    staff: Caller, shop: Shop, gold: CustomerGroup
) -> None:
    before = everything()
    draft = {
        "groups": [id_of(gold)],
        "scope": {"include": {"categories": [id_of(shop.coffee)]}},
        "adjustment": percent_off("10"),
    }

    answer = staff.ask(PREVIEW, input={**CHANNEL, "priceRule": draft})

    assert answer["errors"] == []
    assert answer["isSwitchedOn"] is True
    assert prices(answer["current"]) == {
        "espresso": (20.0, 20.0),
        "latte": (9.99, 9.99),
    }
    assert prices(answer["draft"]) == {"espresso": (20.0, 18.0), "latte": (9.99, 8.99)}
    espresso = answer["draft"]["lines"][0]
    assert espresso["reason"] == "10 % off for Gold"
    assert espresso["candidates"] == [
        {
            "kind": "price_rule",
            "code": "draft",
            "name": "Draft",
            "groupName": "Gold",
            "price": {"amount": 18.0},
            "reason": "APPLIED",
            "message": "10 % off for Gold",
            "priceRule": None,
            "priceList": None,
        }
    ]
    assert answer["current"]["lines"][0]["reason"] == (
        "no price list or price rule counts: the public price"
    )
    assert [each["code"] for each in answer["draft"]["verdicts"]] == ["draft"]
    assert everything() == before


def test_a_changed_rule_takes_the_place_of_the_saved_one(
    staff: Caller,
    shop: Shop,
    gold: CustomerGroup,
    make_rule: Callable[..., PriceRule],
) -> None:
    rule = make_rule(gold)
    lines = [{"variantId": id_of(shop.espresso), "quantity": 2}]
    input = {
        **CHANNEL,
        "lines": lines,
        "priceRuleId": id_of(rule),
        "priceRule": {"adjustment": percent_off("25")},
    }
    before = everything()

    answer = staff.ask(PREVIEW, input=input)

    assert answer["errors"] == []
    assert answer["current"]["total"]["amount"] == 36.0
    assert answer["draft"]["total"]["amount"] == 30.0
    (candidate,) = answer["draft"]["lines"][0]["candidates"]
    assert candidate["priceRule"] == {"name": "Ten off"}
    assert everything() == before


def test_tiers_are_tried_from_their_first_quantity(
    staff: Caller, shop: Shop, gold: CustomerGroup
) -> None:
    tiers = [{"min_quantity": 5, "percent": "10"}, {"min_quantity": 9, "percent": "20"}]
    draft = {
        "groups": [id_of(gold)],
        "scope": {"include": {"variants": [id_of(shop.espresso)]}},
        "adjustment": {"kind": "percent_off", "parameters": {"tiers": tiers}},
    }

    answer = staff.ask(PREVIEW, input={**CHANNEL, "priceRule": draft})

    (line,) = answer["draft"]["lines"]
    assert (line["quantity"], line["unitPrice"]["amount"]) == (5, 18.0)


@pytest.mark.parametrize(
    ("adjustment", "field"),
    [
        (percent_off("101"), "priceRule.adjustment.percent"),
        (
            {
                "kind": "percent_off",
                "parameters": {"tiers": [{"min_quantity": 0, "percent": "5"}]},
            },
            "priceRule.adjustment.tiers.0.min_quantity",
        ),
        ({"kind": "soup", "parameters": {}}, "priceRule.adjustment.kind"),
    ],
)
def test_what_is_wrong_with_a_draft_stands_beside_its_field(
    adjustment: dict[str, Any],
    field: str,
    staff: Caller,
    shop: Shop,
    gold: CustomerGroup,
) -> None:
    draft = {"groups": [id_of(gold)], "adjustment": adjustment}

    answer = staff.ask(PREVIEW, input={**CHANNEL, "priceRule": draft})

    assert [each["field"] for each in answer["errors"]] == [field]
    assert answer["current"] is None
    assert answer["draft"] is None


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({"channel": "moon"}, [("channel", "NOT_FOUND"), ("lines", "REQUIRED")]),
        (
            {"priceRuleId": to_global_id("CustomerGroupPriceRule", 10**6)},
            [("priceRuleId", "NOT_FOUND")],
        ),
        ({"groupCodes": ["nobody"]}, [("groupCodes.0", "NOT_FOUND")]),
        ({"lines": [{"variantId": "x", "quantity": 1}]}, [("lines.0.variantId",)]),
    ],
)
def test_what_is_wrong_with_the_basket(
    more: dict[str, Any],
    expected: list[tuple[str, ...]],
    staff: Caller,
    shop: Shop,
    gold: CustomerGroup,
) -> None:
    draft = {"groups": [id_of(gold)], "adjustment": percent_off("5")}

    answer = staff.ask(PREVIEW, input={**CHANNEL, "priceRule": draft, **more})

    found = [(each["field"], each["code"]) for each in answer["errors"]]
    assert [each[: len(e)] for each, e in zip(found, expected, strict=True)] == expected


def test_nothing_to_try_a_rule_on(
    staff: Caller, shop: Shop, gold: CustomerGroup
) -> None:
    empty = shop.catalogue.category("Empty")
    draft = {
        "groups": [id_of(gold)],
        "scope": {"include": {"categories": [id_of(empty)]}},
        "adjustment": percent_off("5"),
    }

    answer = staff.ask(PREVIEW, input={**CHANNEL, "priceRule": draft})

    assert answer["errors"] == [
        {
            "field": "lines",
            "code": "NOT_FOUND",
            "message": (
                "Channel default-channel sells nothing that the rule concerns."
            ),
        }
    ]


def test_every_line_of_a_basket_says_what_competed_for_it(
    staff: Caller,
    shop: Shop,
    gold: CustomerGroup,
    trade: CustomerGroup,
    make_rule: Callable[..., PriceRule],
    make_promotion: Callable[..., Any],
    add_members: Callable[..., None],
) -> None:
    ann = make_customer("ann")
    add_members(gold, ann)
    add_members(trade, ann)
    make_rule(gold, name="Ten")
    coffee = {"include": {"categories": [str(shop.coffee.pk)]}}
    make_rule(
        trade,
        name="Twenty",
        scope=coffee,
        adjustment={"kind": "percent_off", "percent": "20"},
    )
    make_rule(gold, name="Asleep", is_active=False)
    make_promotion(
        gold,
        name="Spring",
        benefit={
            "kind": "amount_off",
            "amount": "2.00",
            "currency": "USD",
            "scope": coffee,
        },
    )
    make_promotion(
        gold,
        name="Rich",
        conditions=[{"kind": "min_subtotal", "amount": "500.00", "currency": "USD"}],
    )
    lines = [
        {"variantId": id_of(each), "quantity": 1}
        for each in (shop.espresso, shop.green_tea)
    ]

    answer = staff.ask(EXPLAIN, input={**CHANNEL, "lines": lines, "customerId": ann.id})

    assert answer["errors"] == []
    basket = answer["basket"]
    espresso, tea = basket["lines"]
    assert [
        (each["name"], each["groupName"], each["price"]["amount"], each["reason"])
        for each in espresso["candidates"]
    ] == [("Twenty", "Trade", 16.0, "APPLIED"), ("Ten", "Gold", 18.0, "LOST")]
    assert espresso["candidates"][1]["message"] == (
        "lost to Twenty: 16.00 is lower than 18.00"
    )
    assert espresso["candidates"][1]["priceRule"] == {"name": "Ten"}
    assert espresso["promotions"] == [
        {"code": "spring", "name": "Spring", "amount": {"amount": 2.0}}
    ]
    assert (espresso["total"]["amount"], tea["total"]["amount"]) == (14.0, 27.0)
    assert tea["reason"] == "10 % off for Gold"
    assert {each["code"]: each["reason"] for each in basket["verdicts"]} == {
        "asleep": "INACTIVE",
        "rich": "CONDITION_NOT_MET",
        "spring": "APPLIED",
        "ten": "PARTLY_APPLIED",
        "twenty": "APPLIED",
    }


def test_while_switched_off_everybody_pays_saleors_prices(
    staff: Caller,
    shop: Shop,
    gold: CustomerGroup,
    make_rule: Callable[..., PriceRule],
) -> None:
    make_rule(gold)
    configure(active=False)
    lines = [{"variantId": id_of(shop.espresso), "quantity": 1}]
    input = {**CHANNEL, "lines": lines, "groupCodes": ["gold"]}

    answer = staff.ask(EXPLAIN, input=input)

    assert answer["isSwitchedOn"] is False
    (line,) = answer["basket"]["lines"]
    assert line["unitPrice"] == {"amount": 20.0}
    assert line["candidates"] == []
    assert [each["reason"] for each in answer["basket"]["verdicts"]] == ["INACTIVE"]
