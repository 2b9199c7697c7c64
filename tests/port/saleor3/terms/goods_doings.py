"""What staff do to the goods of an order on Saleor 3, which changes its money."""

from decimal import Decimal
from random import Random
from typing import Any

from graphql_relay import to_global_id
from saleor.warehouse.models import Warehouse

from tests.journeys.terms.books import Books, Desk

from .seen import ERRORS


def fulfil(desk: Desk, books: Books, random: Random) -> str:
    """Send a part of it."""
    left = [line for line in desk.seen["lines"] if line["quantityToFulfill"] > 0]
    if not left:
        return ""
    line = random.choice(left)
    stock = {
        "warehouse": to_global_id("Warehouse", Warehouse.objects.get().pk),
        "quantity": random.randint(1, line["quantityToFulfill"]),
    }
    done = desk.tried(
        "mutation($id: ID!, $lines: [OrderFulfillLineInput!]!) {"
        f" orderFulfill(order: $id, input: {{lines: $lines}}) {{ {ERRORS} }} }}",
        id=books.order.id,
        lines=[{"orderLineId": line["id"], "stocks": [stock]}],
    )
    return "fulfil" if done else ""


def _sent(desk: Desk) -> list[tuple[str, str, int]]:
    """Return what was sent: the line of the parcel, of the order, and how many."""
    return [
        (line["id"], line["orderLine"]["id"], line["quantity"])
        for parcel in desk.seen["fulfillments"]
        if parcel["status"] == "FULFILLED"
        for line in parcel["lines"]
    ]


def _worth(desk: Desk, line: str, number: int) -> Decimal:
    (found,) = (each for each in desk.seen["lines"] if each["id"] == line)
    total = Decimal(str(found["totalPrice"]["gross"]["amount"]))
    return total * number / found["quantity"]


def take_back(desk: Desk, books: Books, random: Random) -> str:
    """Take back a part of what was sent, or of what was not sent yet."""
    is_replaced = random.random() < 0.2
    given: dict[str, Any] = {}
    if sent := _sent(desk):
        parcel, line, most = random.choice(sent)
        number = random.randint(1, most)
        given["fulfillmentLines"] = [
            {"fulfillmentLineId": parcel, "quantity": number, "replace": is_replaced}
        ]
    else:
        left = [each for each in desk.seen["lines"] if each["quantityToFulfill"] > 0]
        if not left:
            return ""
        found = random.choice(left)
        line = found["id"]
        number = random.randint(1, found["quantityToFulfill"])
        given["orderLines"] = [
            {"orderLineId": line, "quantity": number, "replace": is_replaced}
        ]
    done = desk.tried(
        "mutation($id: ID!, $what: OrderReturnProductsInput!) {"
        " orderFulfillmentReturnProducts(order: $id, input: $what)"
        f" {{ {ERRORS} }} }}",
        id=books.order.id,
        what=given,
    )
    if done is None:
        return ""
    if is_replaced:
        # They get others for it: nothing has changed about what is to be paid.
        return "replace"
    books.returned += _worth(desk, line, number)
    return "return sent" if sent else "return unsent"


def cancel_fulfilment(desk: Desk, books: Books, random: Random) -> str:
    """Take a parcel back into stock, which is to be sent again."""
    sent = [each for each in desk.seen["fulfillments"] if each["status"] == "FULFILLED"]
    if not sent or random.random() < 0.6:
        return ""
    done = desk.tried(
        "mutation($id: ID!, $to: ID!) {"
        " orderFulfillmentCancel(id: $id, input: {warehouseId: $to})"
        f" {{ {ERRORS} }} }}",
        id=random.choice(sent)["id"],
        to=to_global_id("Warehouse", Warehouse.objects.get().pk),
    )
    return "cancel fulfilment" if done else ""


def refund_products(desk: Desk, books: Books, random: Random) -> str:
    """Refund goods in the way of older payments: Saleor refuses that."""
    if not (sent := _sent(desk)):
        return ""
    done = desk.tried(
        "mutation($id: ID!, $what: OrderRefundProductsInput!) {"
        " orderFulfillmentRefundProducts(order: $id, input: $what)"
        f" {{ {ERRORS} }} }}",
        id=books.order.id,
        what={"fulfillmentLines": [{"fulfillmentLineId": sent[0][0], "quantity": 1}]},
    )
    assert done is None
    return "refused: refund products"
