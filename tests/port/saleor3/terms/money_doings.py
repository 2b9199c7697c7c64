"""What staff and apps do to the money of an order itself on Saleor 3."""

from decimal import Decimal
from random import Random
from typing import Any

from graphql_relay import from_global_id, to_global_id
from saleor.payment.models import TransactionItem

from tests.journeys.terms.books import OURS, ZERO, Books, Desk, pick

from .seen import ERRORS, look


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
        f'"Card", amountCharged: $paid}}) {{ {ERRORS} }} }}',
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
        f" transactionUpdate(id: $id, transaction: $new) {{ {ERRORS} }} }}",
        id=item,
        new=given,
    )
    if done is None:
        return ""
    if "amountCharged" in given:
        books.received[name] = Decimal(given["amountCharged"]["amount"])
    if "amountRefunded" in given:
        # What was asked to be given back is still to come.
        arrived = Decimal(given["amountRefunded"]["amount"])
        books.refunded[name] = arrived + books.asked_back[name]
    return "transaction update"


_REPORT = f"""mutation(
  $id: ID!, $type: TransactionEventTypeEnum!, $amount: PositiveDecimal!, $psp: String!
) {{
  transactionEventReport(id: $id, type: $type, amount: $amount, pspReference: $psp) {{
    {ERRORS}
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
    if how == "REQUEST":
        books.asked_back[name] += amount
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
        f" transactionRequestAction(id: $id, actionType: $action) {{ {ERRORS} }} }}",
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
        f" {{ grantedRefund {{ id }} {ERRORS} }} }}",
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
        f" {{ {ERRORS} }} }}",
        id=granted,
        amount=str(amount),
    )
    if done is None:
        return ""
    books.granted[granted] = amount
    return "change grant"


def pay_back_grant(desk: Desk, books: Books, random: Random) -> str:
    """Ask for a granted refund to be paid, which no app does: Saleor refuses it."""
    if not books.granted:
        return ""
    _, item = _item(books, random)
    done = desk.tried(
        "mutation($id: ID!, $granted: ID!) {"
        " transactionRequestRefundForGrantedRefund(id: $id, grantedRefundId: $granted)"
        f" {{ {ERRORS} }} }}",
        id=item,
        granted=random.choice(list(books.granted)),
    )
    assert done is None
    return "refused: pay back grant"


def cancel_many(desk: Desk, books: Books, random: Random) -> str:
    """Cancel it as one of several, now and then."""
    if random.random() < 0.8:
        return ""
    done = desk.tried(
        f"mutation($ids: [ID!]!) {{ orderBulkCancel(ids: $ids) {{ {ERRORS} }} }}",
        ids=[books.order.id],
    )
    if done is None:
        return ""
    books.is_undone = True
    return "cancel many"


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
        f"mutation($id: ID!) {{ {name}(id: $id{more}) {{ {ERRORS} }} }}",
        id=books.order.id,
    )
    assert done is None
    return f"refused: {name}"
