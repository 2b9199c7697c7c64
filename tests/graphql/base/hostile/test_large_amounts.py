"""Amounts in the wrong field, such as a bar code in the column of prices."""

from decimal import Decimal
from typing import Any

import pytest
from graphene import Node

from saleor_customer_groups import port
from saleor_customer_groups.models import PriceList, PriceRule
from saleor_customer_groups.services.rules.price_lists import price_lists
from tests.graphql.ids import id_of
from tests.graphql.stored import everything
from tests.owner import Shop
from tests.services.conftest import NOW
from tests.storefront import Storefront

from ...rules.test_price_lists import IMPORT
from ...rules.test_price_rules import CREATE, UPDATE

# What goods may come to, nine tenths of what the columns of 2.10 hold where prices
# include taxes and half of those of Saleor 3, and 50 units of what is a fiftieth of it.
MOST = {2: "8,999,999,999.99", 3: "49,999,999,999,999,999.999"}[port.GENERATION]
MAX_EACH = {2: "179999999.99", 3: "999999999999999.99"}[port.GENERATION]
TOO_MUCH_EACH = {2: "180000000.00", 3: "1000000000000000.00"}[port.GENERATION]
TOO_MUCH = {2: "9000000000.00", 3: "50000000000000000.00"}[port.GENERATION]
PUT = """mutation($id: ID!, $entries: [CustomerGroupPriceListEntryInput!]!) {
  customerGroupPriceListEntriesPut(id: $id, entries: $entries) {
    added changed warnings errors { field code message }
  }
}"""


def each(amount: str) -> str:
    return (
        f"{Decimal(amount):,f} is too much for a price: 50 units would come to more"
        f" than {MOST}, the most that Saleor can charge for goods."
    )


def above(amount: str) -> str:
    written = f"{Decimal(amount):,f}"
    return (
        f"{written} is too much: {MOST} is the most that Saleor can charge for goods."
    )


@pytest.fixture
def owner(shop: Shop) -> Storefront:
    return shop.owner()


@pytest.fixture
def contract(shop: Shop) -> PriceList:
    return price_lists.create_price_list(
        values={"name": "Contract"}, groups=[shop.group("Trade")], now=NOW
    )


def entry(variant: Any, amount: str) -> dict[str, Any]:
    return {
        "variant": Node.to_global_id("ProductVariant", variant.pk),
        "currency": "USD",
        "minQuantity": 1,
        "unitPrice": amount,
    }


def test_a_price_that_cannot_be_charged_stays_out_of_a_list(
    shop: Shop, owner: Storefront, contract: PriceList
) -> None:
    before = everything()

    for amount, message in (
        (TOO_MUCH_EACH, each(TOO_MUCH_EACH)),
        (TOO_MUCH, above(TOO_MUCH)),
    ):
        answer = owner.ask(
            PUT, id=id_of(contract), entries=[entry(shop.latte, amount)]
        )["customerGroupPriceListEntriesPut"]
        error = {"field": "entries.0", "code": "INVALID", "message": message}
        assert answer["errors"] == [error]
        text = f"sku,currency,min_quantity,unit_price\nlatte,USD,1,{amount}\n"
        answer = owner.change(IMPORT, id=id_of(contract), csv=text)
        assert answer["badRows"] == [{"line": 2, "message": message}]
    assert everything() == before

    answer = owner.change(
        PUT, id=id_of(contract), entries=[entry(shop.latte, MAX_EACH)]
    )
    assert answer["added"] == 1
    # Of a price that is taken a cart can be full.
    ann = shop.member(contract.groups.get(), "ann@example.com")
    (line,) = ann.open_checkout({shop.latte: 50}).lines
    # Answers have floating-point numbers.
    assert (float(line.unit), line.group) == (float(MAX_EACH), "Trade")


def test_a_price_far_above_the_listing_price_is_taken_with_a_warning(
    shop: Shop, owner: Storefront, contract: PriceList
) -> None:
    head = "sku,currency,min_quantity,unit_price\n"
    warned = IMPORT.replace("removed bad", "removed warnings bad")

    # Espresso is listed at 20.00, latte at 9.99.
    for rows, warnings in (
        ("espresso,USD,1,200.00\n", []),
        (
            "espresso,USD,1,200.01\n",
            [
                "1 price is more than 10 times the listing price, such as 200.01 USD"
                " instead of 20.00 USD. Is it another column?"
            ],
        ),
        (
            "espresso,USD,1,20.00\nespresso,USD,2,4006381.00\nlatte,USD,2,99.91\n",
            [
                "2 prices are more than 10 times the listing price, such as 4006381.00"
                " USD instead of 20.00 USD. Is it another column?"
            ],
        ),
    ):
        for dry_run in (True, False):
            answer = owner.change(
                warned, id=id_of(contract), csv=head + rows, dryRun=dry_run
            )
            assert answer["warnings"] == warnings
    answer = owner.change(PUT, id=id_of(contract), entries=[entry(shop.latte, "100")])
    (warning,) = answer["warnings"]
    assert warning.startswith("1 price is more than 10 times the listing price")


@pytest.mark.parametrize(
    ("adjustment", "field", "message"),
    [
        (
            {"kind": "fixed_price", "parameters": {"amount": TOO_MUCH_EACH}},
            "amount",
            each(TOO_MUCH_EACH),
        ),
        (
            {
                "kind": "amount_increase",
                "parameters": {
                    "tiers": [
                        {"min_quantity": 1, "amount": "1"},
                        {"min_quantity": 5, "amount": TOO_MUCH},
                    ]
                },
            },
            "tiers.1.amount",
            above(TOO_MUCH),
        ),
        (
            {"kind": "percent_increase", "parameters": {"percent": "99999999999999"}},
            "percent",
            "99,999,999,999,999 % is too much: 1,000,000 % is the most.",
        ),
        (
            {
                "kind": "cost_plus",
                "parameters": {"tiers": [{"min_quantity": 1, "percent": "1000001"}]},
            },
            "tiers.0.percent",
            "1,000,001 % is too much: 1,000,000 % is the most.",
        ),
    ],
)
def test_a_rule_that_cannot_be_charged_is_refused(
    shop: Shop, owner: Storefront, adjustment: Any, field: str, message: str
) -> None:
    trade = shop.group("Trade")
    parameters = adjustment["parameters"]
    if "percent" not in str(parameters):
        parameters = {**parameters, "currency": "USD"}
    before = everything()

    answer = owner.ask(
        CREATE,
        input={
            "name": "Dear",
            "groups": [id_of(trade)],
            "adjustment": {**adjustment, "parameters": parameters},
        },
    )["customerGroupPriceRuleCreate"]

    assert answer["errors"] == [
        {"field": f"adjustment.{field}", "code": "INVALID", "message": message}
    ]
    assert everything() == before


def test_what_promotions_give_and_ask_for_can_be_charged(
    shop: Shop, owner: Storefront
) -> None:
    create = """mutation($input: CustomerGroupPromotionCreateInput!) {
      customerGroupPromotionCreate(input: $input) {
        errors { field code message }
      }
    }"""
    trade = shop.group("Trade")
    before = everything()
    off = {"kind": "percent_off", "parameters": {"percent": "10"}}
    minimum = {"amount": TOO_MUCH, "currency": "USD"}
    set_of_two = {"components": [{"quantity": 2}], "price": TOO_MUCH, "currency": "USD"}

    for values, field in (
        (
            {"benefit": {"kind": "amount_off", "parameters": minimum}},
            "benefit.amount",
        ),
        ({"benefit": {"kind": "bundle", "parameters": set_of_two}}, "benefit.price"),
        (
            {"benefit": {"kind": "free_shipping", "parameters": {"up_to": TOO_MUCH}}},
            "benefit.up_to",
        ),
        (
            {
                "benefit": off,
                "conditions": [{"kind": "min_subtotal", "parameters": minimum}],
            },
            "conditions.0.amount",
        ),
    ):
        answer = owner.ask(
            create, input={"name": "Gift", "groups": [id_of(trade)], **values}
        )["customerGroupPromotionCreate"]
        assert answer["errors"] == [
            {"field": field, "code": "INVALID", "message": above(TOO_MUCH)}
        ]
    assert everything() == before


def test_an_old_rule_that_is_too_large_can_be_switched_off(
    shop: Shop, owner: Storefront
) -> None:
    rule = shop.rule(shop.group("Trade"), "percent_off", "10", min_subtotal_amount=None)
    PriceRule.objects.update(
        adjustment={"kind": "percent_increase", "percent": "99999999999999"}
    )

    answer = owner.ask(UPDATE, id=id_of(rule), input={"minSubtotalAmount": TOO_MUCH})
    (error,) = answer["customerGroupPriceRuleUpdate"]["errors"]
    assert (error["field"], error["message"]) == ("minSubtotalAmount", above(TOO_MUCH))
    answer = owner.ask(UPDATE, id=id_of(rule), input={"isActive": False})
    assert answer["customerGroupPriceRuleUpdate"]["errors"] == []
