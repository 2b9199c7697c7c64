"""What staff and apps do to the money of an order on Saleor 3."""

from collections.abc import Sequence
from decimal import Decimal
from random import Random
from typing import Any

from graphql_relay import from_global_id, to_global_id
from saleor.payment.models import TransactionItem
from saleor.shipping.models import ShippingMethod, ShippingMethodChannelListing
from saleor.warehouse.models import Warehouse

from tests.journeys.terms.books import (
    OUR_DOINGS,
    OURS,
    OURS_DONE,
    ZERO,
    Books,
    Desk,
    Doing,
    pick,
)

_ERRORS = "errors { field code message }"
_LOOK = """query($id: ID!) { order(id: $id) {
  status total { gross { amount } } discounts { id }
  lines {
    id quantity quantityToFulfill totalPrice { gross { amount } }
  }
  fulfillments { id status lines { id quantity orderLine { id } } }
} }"""


def look(desk: Desk, books: Books, random: Random) -> str:
    """Read what the order costs."""
    desk.seen = desk.owner.ask(_LOOK, id=books.order.id)["order"]
    books.read(desk.seen)
    return ""


def _key(books: Books) -> str:
    return str(from_global_id(books.order.id)[1])


def _items(books: Books) -> dict[str, str]:
    """Return the ids of transactions by what the books call them."""
    rows = TransactionItem.objects.filter(order=_key(books)).order_by("pk")
    ids = [to_global_id("TransactionItem", row.token) for row in rows]
    return dict(zip([OURS, "other", "more"], ids, strict=False))


def _item(books: Books, random: Random) -> tuple[str, str]:
    name, item = random.choice(list(_items(books).items()))
    return name, item


def _usd(amount: Decimal) -> dict[str, str]:
    return {"amount": str(amount), "currency": "USD"}


def create_transaction(desk: Desk, books: Books, random: Random) -> str:
    """Tell of a payment of one's own, as payment apps do."""
    if len(_items(books)) > 2:
        return ""
    name = ("other", "more")[len(_items(books)) - 1]
    amount = pick(random, books.total - books.paid)
    done = desk.tried(
        "mutation($id: ID!, $paid: MoneyInput!) { transactionCreate(id: $id,"
        f" transaction: {{name: "
        f'"Card", amountCharged: $paid}}) {{ {_ERRORS} }} }}',
        id=books.order.id,
        paid=_usd(amount),
    )
    if done is None:
        return ""
    books.received[name] = amount
    return "transaction create"


def update_transaction(desk: Desk, books: Books, random: Random) -> str:
    """Say what was received by a transaction, and what was given back of it."""
    name, item = _item(books, random)
    given: dict[str, Any] = {}
    if random.random() < 0.7:
        given["amountCharged"] = _usd(pick(random, books.total))
    if random.random() < 0.4:
        given["amountRefunded"] = _usd(pick(random, books.received[name] or ZERO))
    if random.random() < 0.3:
        given["amountCanceled"] = _usd(pick(random, books.total))
    done = desk.tried(
        "mutation($id: ID!, $new: TransactionUpdateInput!) {"
        f" transactionUpdate(id: $id, transaction: $new) {{ {_ERRORS} }} }}",
        id=item,
        new=given,
    )
    if done is None:
        return ""
    if "amountCharged" in given:
        books.received[name] = Decimal(given["amountCharged"]["amount"])
    if "amountRefunded" in given:
        books.refunded[name] = Decimal(given["amountRefunded"]["amount"])
    return "transaction update"


_REPORT = f"""mutation(
  $id: ID!, $type: TransactionEventTypeEnum!, $amount: PositiveDecimal!, $psp: String!
) {{
  transactionEventReport(id: $id, type: $type, amount: $amount, pspReference: $psp) {{
    {_ERRORS}
  }}
}}"""


def _report(
    desk: Desk, random: Random, item: str, type_: str, amount: Decimal, psp: str
) -> bool:
    """Report something, now and then twice, as services do that repeat themselves."""
    for _ in range(random.choice([1, 1, 2])):
        done = desk.tried(_REPORT, id=item, type=type_, amount=str(amount), psp=psp)
    return bool(done)


def report_charge(desk: Desk, books: Books, random: Random) -> str:
    """Report that something was received, and now and then that the bank took it."""
    name, item = _item(books, random)
    desk.references += 1
    psp = f"C{desk.references}"
    amount = pick(random, books.total - books.paid)
    if random.random() < 0.3:
        # Asked for: nothing has come in yet.
        return _asked(_report(desk, random, item, "CHARGE_REQUEST", amount, psp))
    if not _report(desk, random, item, "CHARGE_SUCCESS", amount, psp):
        return ""
    books.received[name] += amount
    if random.random() < 0.3:
        look(desk, books, random)
        books.close()
        assert _report(desk, random, item, "CHARGE_BACK", amount, psp)
        books.received[name] -= amount
        return "report charge back"
    return "report charge"


def _asked(done: bool) -> str:
    return "report charge request" if done else ""


def report_refund(desk: Desk, books: Books, random: Random) -> str:
    """Report that something is given back, was, or has not arrived."""
    name, item = _item(books, random)
    if not books.received[name]:
        return ""
    desk.references += 1
    psp = f"B{desk.references}"
    amount = pick(random, books.received[name])
    how = random.choice(["SUCCESS", "REQUEST", "REQUEST SUCCESS", "REQUEST FAILURE"])
    done = "report refund"
    for event in how.split():
        if not _report(desk, random, item, f"REFUND_{event}", amount, psp):
            return ""
        if event == how.split()[0]:
            books.received[name] -= amount
            books.refunded[name] += amount
        if event == "FAILURE":
            books.received[name] += amount
            books.refunded[name] -= amount
        done = f"report refund {event}"
    if done == "report refund SUCCESS" and random.random() < 0.3:
        assert _report(desk, random, item, "REFUND_REVERSE", amount, psp)
        books.received[name] += amount
        books.refunded[name] -= amount
        done = "report refund REVERSE"
    return done


def request_action(desk: Desk, books: Books, random: Random) -> str:
    """Press a button of a transaction that no app stands behind: Saleor refuses it."""
    done = desk.tried(
        "mutation($id: ID!, $action: TransactionActionEnum!) {"
        f" transactionRequestAction(id: $id, actionType: $action) {{ {_ERRORS} }} }}",
        id=_items(books)[OURS],
        action=random.choice(["CHARGE", "REFUND", "CANCEL"]),
    )
    assert done is None
    return "refused: request action"


def grant(desk: Desk, books: Books, random: Random) -> str:
    """Grant a refund of a part."""
    name, item = _item(books, random)
    amount = pick(random, books.received[name] or Decimal(1))
    done = desk.tried(
        "mutation($id: ID!, $of: ID!, $amount: Decimal!) {"
        " orderGrantRefundCreate(id: $id, input: {amount: $amount, transactionId: $of})"
        f" {{ grantedRefund {{ id }} {_ERRORS} }} }}",
        id=books.order.id,
        of=item,
        amount=str(amount),
    )
    if done is None:
        return ""
    books.granted[done["grantedRefund"]["id"]] = amount
    return "grant"


def change_grant(desk: Desk, books: Books, random: Random) -> str:
    """Grant another amount than before."""
    if not books.granted:
        return ""
    granted = random.choice(list(books.granted))
    amount = pick(random, books.granted[granted])
    done = desk.tried(
        "mutation($id: ID!, $amount: Decimal!) {"
        " orderGrantRefundUpdate(id: $id, input: {amount: $amount})"
        f" {{ {_ERRORS} }} }}",
        id=granted,
        amount=str(amount),
    )
    if done is None:
        return ""
    books.granted[granted] = amount
    return "change grant"


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
        f" orderFulfill(order: $id, input: {{lines: $lines}}) {{ {_ERRORS} }} }}",
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
        f" {{ {_ERRORS} }} }}",
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
        f" {{ {_ERRORS} }} }}",
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
        f" {{ {_ERRORS} }} }}",
        id=books.order.id,
        what={"fulfillmentLines": [{"fulfillmentLineId": sent[0][0], "quantity": 1}]},
    )
    assert done is None
    return "refused: refund products"


def use_older_ways(desk: Desk, books: Books, random: Random) -> str:
    """Mark it as paid, capture, refund or void it: Saleor refuses that."""
    name, more = random.choice(
        [
            ("orderMarkAsPaid", ""),
            ("orderCapture", ", amount: 1"),
            ("orderRefund", ", amount: 1"),
            ("orderVoid", ""),
        ]
    )
    done = desk.tried(
        f"mutation($id: ID!) {{ {name}(id: $id{more}) {{ {_ERRORS} }} }}",
        id=books.order.id,
    )
    assert done is None
    return f"refused: {name}"


def confirm(desk: Desk, books: Books, random: Random) -> str:
    """Confirm it in Saleor, which approves it."""
    if random.random() < 0.6:
        return ""
    done = desk.tried(
        f"mutation($id: ID!) {{ orderConfirm(id: $id) {{ {_ERRORS} }} }}",
        id=books.order.id,
    )
    return "confirm" if done else ""


def edit(desk: Desk, books: Books, random: Random) -> str:
    """Edit an order that waits, as a draft: lines, discounts, shipping."""
    if desk.seen["status"] != "UNCONFIRMED":
        return ""
    line = random.choice(desk.seen["lines"])["id"]
    variant = to_global_id("ProductVariant", desk.shop.green_tea.pk)
    first = ShippingMethod.objects.order_by("pk").first()
    assert first is not None
    other, is_new = ShippingMethod.objects.get_or_create(
        name="Fast", shipping_zone=first.shipping_zone, type=first.type
    )
    if is_new:
        channel = desk.shop.catalogue.channel
        ShippingMethodChannelListing.objects.create(
            shipping_method=other, channel=channel, price_amount=17, currency="USD"
        )
    method = to_global_id("ShippingMethod", random.choice([first, other]).pk)
    discount = {
        "valueType": random.choice(["FIXED", "PERCENTAGE"]),
        "value": str(random.choice([1, 5, 10])),
    }
    known = [each["id"] for each in desk.seen["discounts"]]
    ways: dict[str, tuple[str, dict[str, Any]]] = {
        "orderLinesCreate": (
            "id: $id, input: $new",
            {"new: [OrderLineCreateInput!]!": [{"variantId": variant, "quantity": 2}]},
        ),
        "orderLineUpdate": (
            "id: $line, input: $new",
            {
                "line: ID!": line,
                "new: OrderLineInput!": {"quantity": random.randint(1, 5)},
            },
        ),
        "orderLineDelete": ("id: $line", {"line: ID!": line}),
        "orderLineDiscountUpdate": (
            "orderLineId: $line, input: $new",
            {"line: ID!": line, "new: OrderDiscountCommonInput!": discount},
        ),
        "orderLineDiscountRemove": ("orderLineId: $line", {"line: ID!": line}),
        "orderDiscountAdd": (
            "orderId: $id, input: $new",
            {"new: OrderDiscountCommonInput!": discount},
        ),
        "orderUpdateShipping": (
            "order: $id, input: $new",
            {"new: OrderUpdateShippingInput!": {"shippingMethod": method}},
        ),
        "orderUpdate": (
            "id: $id, input: $new",
            {"new: OrderUpdateInput!": {"userEmail": "new@example.com"}},
        ),
    }
    if known:
        ways["orderDiscountUpdate"] = (
            "discountId: $of, input: $new",
            {"of: ID!": known[0], "new: OrderDiscountCommonInput!": discount},
        )
        ways["orderDiscountDelete"] = ("discountId: $of", {"of: ID!": known[0]})
    name = random.choice(sorted(ways))
    arguments, given = ways[name]
    if "$id" in arguments:
        given = {"id: ID!": books.order.id, **given}
    declared = ", ".join(f"${each}" for each in given)
    done = desk.tried(
        f"mutation({declared}) {{ {name}({arguments}) {{ {_ERRORS} }} }}",
        **{each.partition(":")[0]: value for each, value in given.items()},
    )
    return name if done else ""


DOINGS: Sequence[Doing] = (
    *OUR_DOINGS,
    create_transaction,
    update_transaction,
    update_transaction,
    report_charge,
    report_charge,
    report_refund,
    report_refund,
    request_action,
    grant,
    change_grant,
    fulfil,
    fulfil,
    take_back,
    take_back,
    cancel_fulfilment,
    refund_products,
    use_older_ways,
    confirm,
    edit,
    edit,
    edit,
)
DONE = OURS_DONE | {
    *("transaction create", "transaction update"),
    *("report charge", "report charge request", "report charge back"),
    *(f"report refund {each}" for each in ("SUCCESS", "REQUEST", "FAILURE", "REVERSE")),
    *("grant", "change grant", "fulfil", "return sent", "return unsent", "replace"),
    *("cancel fulfilment", "confirm"),
    *("refused: request action", "refused: refund products"),
    *("refused: orderMarkAsPaid", "refused: orderCapture"),
    *("refused: orderRefund", "refused: orderVoid"),
    *("orderLinesCreate", "orderLineUpdate", "orderLineDelete"),
    *("orderLineDiscountUpdate", "orderLineDiscountRemove"),
    *("orderDiscountAdd", "orderDiscountUpdate", "orderDiscountDelete"),
    *("orderUpdateShipping", "orderUpdate"),
}
