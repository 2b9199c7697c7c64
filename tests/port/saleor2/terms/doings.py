"""What staff do to the money of an order on Saleor 2.10."""

from collections.abc import Sequence
from random import Random

from graphql_relay import from_global_id, to_global_id
from saleor.payment.models import Payment
from saleor.shipping.models import ShippingMethod
from saleor.warehouse.models import Warehouse

from tests.journeys.terms.books import OUR_DOINGS, OURS_DONE, Books, Desk, Doing, pick

_ERRORS = "errors: {}Errors {{ field code message }}"
_OF_ORDER = _ERRORS.format("order")
_OF_PAYMENT = _ERRORS.format("payment")
_LOOK = """query($id: ID!) { order(id: $id) {
  status total { gross { amount } }
  lines { id quantity quantityFulfilled }
  fulfillments { id status }
} }"""


def look(desk: Desk, books: Books, random: Random) -> str:
    """Read what the order costs."""
    desk.seen = desk.owner.ask(_LOOK, id=books.order.id)["order"]
    books.read(desk.seen)
    return ""


def _payment(desk: Desk, books: Books, random: Random) -> Payment | None:
    """Return the payment with which Saleor goes on."""
    rows = Payment.objects.filter(order=from_global_id(books.order.id)[1])
    return rows.order_by("pk").last()


def capture(desk: Desk, books: Books, random: Random) -> str:
    """Capture a part or all of it."""
    payment = _payment(desk, books, random)
    amount = pick(random, books.total - books.paid)
    by_order = random.random() < 0.7
    if by_order or payment is None:
        done = desk.tried(
            "mutation($id: ID!, $amount: Decimal!) {"
            f" orderCapture(id: $id, amount: $amount) {{ {_OF_ORDER} }} }}",
            id=books.order.id,
            amount=str(amount),
        )
    else:
        done = desk.tried(
            "mutation($id: ID!, $amount: Decimal!) {"
            f" paymentCapture(paymentId: $id, amount: $amount) {{ {_OF_PAYMENT} }} }}",
            id=to_global_id("Payment", payment.pk),
            amount=str(amount),
        )
    if done is None:
        return ""
    books.received["saleor"] += amount
    return "capture by order" if by_order else "capture by payment"


def refund(desk: Desk, books: Books, random: Random) -> str:
    """Give a part or all of it back."""
    payment = _payment(desk, books, random)
    amount = pick(random, books.paid)
    by_order = random.random() < 0.7
    if by_order or payment is None:
        done = desk.tried(
            "mutation($id: ID!, $amount: Decimal!) {"
            f" orderRefund(id: $id, amount: $amount) {{ {_OF_ORDER} }} }}",
            id=books.order.id,
            amount=str(amount),
        )
    else:
        done = desk.tried(
            "mutation($id: ID!, $amount: Decimal!) {"
            f" paymentRefund(paymentId: $id, amount: $amount) {{ {_OF_PAYMENT} }} }}",
            id=to_global_id("Payment", payment.pk),
            amount=str(amount),
        )
    if done is None:
        return ""
    books.received["saleor"] -= amount
    books.refunded["saleor"] += amount
    return "refund by order" if by_order else "refund by payment"


def void(desk: Desk, books: Books, random: Random) -> str:
    """Let the authorisation go, which changes nothing."""
    if random.random() < 0.5:
        return ""
    payment = _payment(desk, books, random)
    if payment is None or random.random() < 0.5:
        done = desk.tried(
            f"mutation($id: ID!) {{ orderVoid(id: $id) {{ {_OF_ORDER} }} }}",
            id=books.order.id,
        )
        return "void by order" if done else ""
    done = desk.tried(
        f"mutation($id: ID!) {{ paymentVoid(paymentId: $id) {{ {_OF_PAYMENT} }} }}",
        id=to_global_id("Payment", payment.pk),
    )
    return "void by payment" if done else ""


def mark_as_paid(desk: Desk, books: Books, random: Random) -> str:
    """Try to mark it as paid: Saleor refuses that."""
    done = desk.tried(
        f"mutation($id: ID!) {{ orderMarkAsPaid(id: $id) {{ {_OF_ORDER} }} }}",
        id=books.order.id,
    )
    assert done is None
    return "refused: mark as paid"


def fulfil(desk: Desk, books: Books, random: Random) -> str:
    """Send a part of it."""
    warehouse = to_global_id("Warehouse", Warehouse.objects.get().pk)
    left = [
        (line["id"], line["quantity"] - line["quantityFulfilled"])
        for line in desk.seen["lines"]
        if line["quantity"] > line["quantityFulfilled"]
    ]
    if not left:
        return ""
    line, most = random.choice(left)
    stocks = [{"warehouse": warehouse, "quantity": random.randint(1, most)}]
    done = desk.tried(
        "mutation($id: ID!, $lines: [OrderFulfillLineInput!]!) {"
        " orderFulfill(order: $id, input: {lines: $lines})"
        f" {{ {_OF_ORDER} }} }}",
        id=books.order.id,
        lines=[{"orderLineId": line, "stocks": stocks}],
    )
    assert done is None or books.state != "WAITING"
    return "fulfil" if done else ""


def cancel_fulfilment(desk: Desk, books: Books, random: Random) -> str:
    """Take a parcel back."""
    sent = [each for each in desk.seen["fulfillments"] if each["status"] == "FULFILLED"]
    if not sent:
        return ""
    done = desk.tried(
        "mutation($id: ID!, $to: ID!) {"
        " orderFulfillmentCancel(id: $id, input: {warehouseId: $to})"
        f" {{ {_OF_ORDER} }} }}",
        id=random.choice(sent)["id"],
        to=to_global_id("Warehouse", Warehouse.objects.get().pk),
    )
    return "cancel fulfilment" if done else ""


def ship_otherwise(desk: Desk, books: Books, random: Random) -> str:
    """Choose a way of shipping with another price."""
    first = ShippingMethod.objects.order_by("pk").first()
    assert first is not None
    other, _ = ShippingMethod.objects.get_or_create(
        name="Fast",
        shipping_zone=first.shipping_zone,
        defaults={"type": first.type, "price_amount": 17, "currency": "USD"},
    )
    done = desk.tried(
        "mutation($id: ID!, $by: ID!) {"
        " orderUpdateShipping(order: $id, input: {shippingMethod: $by})"
        f" {{ {_OF_ORDER} }} }}",
        id=books.order.id,
        by=to_global_id("ShippingMethod", random.choice([first, other]).pk),
    )
    return "ship otherwise" if done else ""


def write_address(desk: Desk, books: Books, random: Random) -> str:
    """Write another e-mail, which changes nothing."""
    done = desk.tried(
        "mutation($id: ID!) {"
        ' orderUpdate(id: $id, input: {userEmail: "new@example.com"})'
        f" {{ {_OF_ORDER} }} }}",
        id=books.order.id,
    )
    return "write address" if done else ""


def edit_as_draft(desk: Desk, books: Books, random: Random) -> str:
    """Edit it as if it was a draft, which Saleor makes of it then."""
    if desk.seen["status"] != "DRAFT":
        if random.random() < 0.8:
            return ""
        done = desk.tried(
            "mutation($id: ID!) {"
            ' draftOrderUpdate(id: $id, input: {customerNote: "Ring twice"})'
            f" {{ {_OF_ORDER} }} }}",
            id=books.order.id,
        )
        return "make it a draft" if done else ""
    line = random.choice(desk.seen["lines"])["id"]
    if random.random() < 0.5:
        done = desk.tried(
            "mutation($id: ID!, $number: Int!) {"
            " draftOrderLineUpdate(id: $id, input: {quantity: $number})"
            f" {{ {_OF_ORDER} }} }}",
            id=line,
            number=random.randint(1, 5),
        )
        return "change a line" if done else ""
    done = desk.tried(
        "mutation($id: ID!, $new: [OrderLineCreateInput]!) {"
        f" draftOrderLinesCreate(id: $id, input: $new) {{ {_OF_ORDER} }} }}",
        id=books.order.id,
        new=[
            {
                "variantId": to_global_id("ProductVariant", desk.shop.green_tea.pk),
                "quantity": 1,
            }
        ],
    )
    return "add a line" if done else ""


def place_draft(desk: Desk, books: Books, random: Random) -> str:
    """Place it again, of which Saleor says that it failed, and does it all the same."""
    if desk.seen["status"] != "DRAFT":
        return ""
    desk.tried(
        f"mutation($id: ID!) {{ draftOrderComplete(id: $id) {{ {_OF_ORDER} }} }}",
        id=books.order.id,
    )
    return "place again"


def cancel_many(desk: Desk, books: Books, random: Random) -> str:
    """Cancel it as one of several, now and then."""
    if random.random() < 0.8:
        return ""
    done = desk.tried(
        f"mutation($ids: [ID]!) {{ orderBulkCancel(ids: $ids) {{ {_OF_ORDER} }} }}",
        ids=[books.order.id],
    )
    if done is None:
        return ""
    books.is_undone = True
    return "cancel many"


DOINGS: Sequence[Doing] = (
    *OUR_DOINGS,
    capture,
    capture,
    refund,
    refund,
    void,
    mark_as_paid,
    fulfil,
    cancel_fulfilment,
    ship_otherwise,
    write_address,
    edit_as_draft,
    edit_as_draft,
    place_draft,
    cancel_many,
)
DONE = OURS_DONE | {
    *("capture by order", "capture by payment", "refund by order"),
    *("refund by payment", "void by order", "void by payment", "fulfil"),
    *("refused: mark as paid", "make it a draft", "change a line", "add a line"),
    *("place again", "cancel many"),
    *("cancel fulfilment", "ship otherwise", "write address"),
}
