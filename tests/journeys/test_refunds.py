"""What staff are told that units which come back are worth."""

from decimal import Decimal
from typing import Any

import pytest

from tests.owner import Shop
from tests.port.answers import Order
from tests.storefront import Refused, Storefront

SUGGEST = """query($order: ID!, $lines: [CustomerGroupReturnedLineInput!]!) {
  customerGroupRefundSuggestion(orderId: $order, lines: $lines) {
    lines { lineId quantity amount { amount } }
    sharedAmount { amount currency } keptAmount { amount } promotions
    errors { field code message }
  }
}"""


def suggest(owner: Storefront, order: Order, **returned: int) -> Any:
    """Ask for units by SKU, with underscores for hyphens."""
    by_sku = {line.sku.replace("-", "_"): line.id for line in order.lines}
    lines = [{"lineId": by_sku[sku], "quantity": n} for sku, n in returned.items()]
    found = owner.ask(SUGGEST, order=order.id, lines=lines)
    return found["customerGroupRefundSuggestion"]


def readings(found: Any) -> tuple[Decimal, Decimal, list[str]]:
    assert found["errors"] == []
    return (
        Decimal(str(found["sharedAmount"]["amount"])),
        Decimal(str(found["keptAmount"]["amount"])),
        found["promotions"],
    )


def test_units_that_were_cheaper_are_worth_what_they_cost(shop: Shop) -> None:
    vip = shop.group("VIP")
    shop.rule(vip, "percent_off", "10")
    cake = shop.catalogue.variant("cake", "100.00", category=shop.tea)
    ann = shop.member(vip, "ann@example.com")
    order = ann.buy(ann.open_checkout({cake: 3}))

    found = suggest(shop.owner(), order, cake=2)

    assert readings(found) == (Decimal("180"), Decimal("180"), [])
    assert found["lines"] == [
        {
            "lineId": order.lines[0].id,
            "quantity": 2,
            "amount": {"amount": 180.0},
        }
    ]
    assert found["sharedAmount"]["currency"] == "USD"


# Saleor 3 tells of orders after their transaction.
@pytest.mark.django_db(transaction=True)
def test_the_free_unit_of_three_for_two_is_worth_its_share_or_nothing(
    shop: Shop,
) -> None:
    vip = shop.group("VIP")
    cake = shop.catalogue.variant("cake", "100.00", category=shop.tea)
    tea = {"scope": {"include": {"categories": [str(shop.tea.pk)]}}}
    shop.promotion(
        vip,
        "Three for two",
        kind="buy_x_get_y",
        buy={**tea, "quantity": 2},
        get={**tea, "quantity": 1},
    )
    ann = shop.member(vip, "ann@example.com")
    order = ann.buy(ann.open_checkout({cake: 3}))
    owner = shop.owner()

    assert order.total == Decimal("210.00")
    for returned, shared, kept in (
        # What is kept costs 200.00 for two units, 100.00 for one.
        (1, "66.67", "0.00"),
        (2, "133.33", "100.00"),
    ):
        assert readings(suggest(owner, order, cake=returned)) == (
            Decimal(shared),
            Decimal(kept),
            ["Three for two"],
        )
    assert readings(suggest(owner, order, cake=3)) == (
        Decimal("200"),
        Decimal("200"),
        [],
    )


# Saleor 3 tells of orders after their transaction.
@pytest.mark.django_db(transaction=True)
def test_who_keeps_a_gift_may_be_asked_for_its_price(shop: Shop) -> None:
    vip = shop.group("VIP")
    shop.promotion(vip, "A latte on top", kind="gift", variants=[str(shop.latte.pk)])
    ann = shop.member(vip, "ann@example.com")
    order = ann.buy(ann.open_checkout({shop.green_tea: 1}))
    owner = shop.owner()

    assert readings(suggest(owner, order, green_tea=1)) == (
        Decimal("30"),
        Decimal("20.01"),
        ["A latte on top"],
    )
    assert readings(suggest(owner, order, green_tea=1, latte=1)) == (
        Decimal("30"),
        Decimal("30"),
        [],
    )


def test_what_cannot_come_back_is_refused_on_its_field(shop: Shop) -> None:
    guest = Storefront()
    order = guest.buy(guest.open_checkout({shop.espresso: 2}))
    line = order.lines[0].id
    owner = shop.owner()

    found = owner.ask(
        SUGGEST,
        order=order.id,
        lines=[{"lineId": line, "quantity": 3}, {"lineId": line, "quantity": 1}],
    )["customerGroupRefundSuggestion"]

    assert found == {
        "lines": [],
        "sharedAmount": None,
        "keptAmount": None,
        "promotions": [],
        "errors": [
            {
                "field": "lines.0.quantity",
                "code": "INVALID",
                "message": "The line has 2 units; give 1 to 2.",
            },
            {
                "field": "lines.1.lineId",
                "code": "UNIQUE",
                "message": "The same line stands at place 0 too.",
            },
        ],
    }


@pytest.mark.parametrize(
    ("what", "field", "code"),
    [
        ("order", "orderId", "GRAPHQL_ERROR"),
        ("line", "lines.0.lineId", "GRAPHQL_ERROR"),
        ("nothing", "lines", "REQUIRED"),
    ],
)
def test_what_is_not_there_is_named(
    shop: Shop, what: str, field: str, code: str
) -> None:
    guest = Storefront()
    order = guest.buy(guest.open_checkout({shop.espresso: 1}))
    given: dict[str, Any] = {
        "order": order.id,
        "lines": [{"lineId": order.lines[0].id, "quantity": 1}],
    }
    if what == "order":
        given["order"] = order.lines[0].id
    elif what == "line":
        given["lines"][0]["lineId"] = order.id
    else:
        given["lines"] = []

    found = shop.owner().ask(SUGGEST, **given)["customerGroupRefundSuggestion"]

    errors = found["errors"]
    assert [(each["field"], each["code"]) for each in errors] == [(field, code)]


def test_suggestions_are_for_who_manages_orders_alone(shop: Shop) -> None:
    ann = shop.member(shop.default_group(), "ann@example.com")
    order = ann.buy(ann.open_checkout({shop.espresso: 1}))

    for somebody in (ann, Storefront()):
        with pytest.raises(Refused) as refused:
            suggest(somebody, order, espresso=1)
        (error,) = refused.value.errors
        assert error["extensions"]["exception"]["code"] == "PermissionDenied"
