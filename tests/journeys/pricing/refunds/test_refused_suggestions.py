"""Which questions about returned units are refused, and to whom."""

from typing import Any

import pytest

from tests.owner import Shop
from tests.storefront import Refused, Storefront

from .suggestions import SUGGEST, suggest


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
        "refundedAmount": None,
        "errors": [
            {
                "field": "lines.0.quantity",
                "code": "INVALID",
                "message": "The line has 2 units; give 1 to 2.",
            },
            {
                "field": "lines.1.lineId",
                "code": "UNIQUE",
                "message": "The same line is given twice, first as number 1.",
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
