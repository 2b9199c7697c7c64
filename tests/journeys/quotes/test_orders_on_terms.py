"""What becomes of accepted quotes on terms: approved, paid, cancelled, many at once."""

from functools import partial
from typing import Any

import pytest
from graphql_relay import from_global_id, to_global_id
from saleor.order.models import Order as SaleorOrder
from saleor.order.models import OrderEvent
from saleor.warehouse.models import Stock

from saleor_customer_groups import port
from saleor_customer_groups.models import PaymentChoice, TermsOrder
from tests.database.at_once import at_once
from tests.journeys.quotes import quoting
from tests.journeys.quotes.on_terms import (
    TOTAL,
    accepted,
    allocated,
    offered,
    saleor_of,
)
from tests.journeys.terms.paying import (
    World,
    cancel,
    choose,
    record,
    row_of,
    set_terms,
    today,
)
from tests.journeys.terms.test_approval import APPROVE, REJECT
from tests.journeys.terms.test_payments import capture
from tests.owner import Shop
from tests.storefront import Order, Refused

# Saleor 3 tells of an order after its transaction.
pytestmark = pytest.mark.django_db(transaction=True)

HELD = "UNCONFIRMED" if port.GENERATION == 3 else "UNFULFILLED"
CONFIRM = "mutation($id: ID!) { orderConfirm(id: $id) { errors { field code } } }"
MARK_AS_PAID = {
    3: "mutation($id: ID!) { orderMarkAsPaid(id: $id) { errors { field code } } }",
    2: """mutation($id: ID!) {
      orderMarkAsPaid(id: $id) { errors: orderErrors { field code } }
    }""",
}
_ERRORS = "orderErrors" if port.GENERATION == 2 else "errors"
FULFILL = f"""mutation($id: ID!, $line: ID!, $warehouse: ID!) {{
  orderFulfill(order: $id, input: {{lines: [{{
    orderLineId: $line, stocks: [{{quantity: 1, warehouse: $warehouse}}]
  }}]}}) {{ errors: {_ERRORS} {{ field code message }} }}
}}"""


@pytest.fixture
def world(shop: Shop) -> World:
    return World(shop)


@pytest.fixture
def waiting(world: World) -> Order:
    """An order that waits, because it is of just the amount."""
    set_terms(world.owner, world.vip, autoApproveBelow="70")
    order = accepted(world)
    assert row_of(order).state == "waiting"
    assert row_of(order).open_amount == TOTAL
    assert saleor_of(world, order)["status"] == HELD
    assert saleor_of(world, order)["totalAuthorized"] == {"amount": 70.0}
    assert allocated() == 3
    return order


def attempt(call: Any) -> list[tuple[str | None, str]]:
    """Return what something was refused with; nothing if it was not."""
    try:
        call()
    except Refused as error:
        return [(each.get("field"), each["code"]) for each in error.errors]
    return []


def confirmations() -> int:
    return OrderEvent.objects.filter(type="confirmed").count()


def test_below_the_amount_it_goes_through(world: World) -> None:
    set_terms(world.owner, world.vip, autoApproveBelow="70.01")

    order = accepted(world)

    assert row_of(order).state == "open"
    assert saleor_of(world, order)["status"] == "UNFULFILLED"


def test_one_that_waits_is_approved(world: World, waiting: Order) -> None:
    assert confirmations() == 0

    payload = world.owner.change(APPROVE, id=waiting.id)

    assert payload["terms"] == {"state": "OPEN"}
    found = saleor_of(world, waiting)
    assert (found["status"], found["isPaid"]) == ("UNFULFILLED", False)
    assert found["totalAuthorized"] == {"amount": 70.0}
    row = row_of(waiting)
    assert (row.open_amount, row.captured_amount) == (TOTAL, 0)
    assert world.owner.look_at_order(waiting).total == TOTAL
    assert confirmations() == (1 if port.GENERATION == 3 else 0)


def test_one_that_waits_is_rejected(world: World, waiting: Order) -> None:
    payload = world.owner.change(REJECT, id=waiting.id, reason="Too much")

    assert payload["terms"] == {"state": "REJECTED", "open": {"amount": 0.0}}
    assert saleor_of(world, waiting)["status"] == "CANCELED"
    assert allocated() == 0
    # The quote was accepted, and stays so.
    assert quoting.mine(world.member)[0].status == "ACCEPTED"


def test_saleor_holds_what_waits(world: World, waiting: Order) -> None:
    if port.GENERATION == 3:
        # Confirming it in the Dashboard approves it.
        world.owner.change(CONFIRM, id=waiting.id)
        assert row_of(waiting).state == "open"
        assert row_of(waiting).captured_amount == 0


def test_what_waits_is_not_sent(world: World, waiting: Order) -> None:
    line = world.owner.look_at_order(waiting).lines[0].id
    warehouse = to_global_id("Warehouse", Stock.objects.first().warehouse_id)
    given = {"id": waiting.id, "line": line, "warehouse": warehouse}
    assert attempt(lambda: world.owner.change(FULFILL, **given)) == [
        ("order", "INVALID")
    ]
    world.owner.change(APPROVE, id=waiting.id)
    assert attempt(lambda: world.owner.change(FULFILL, **given)) == []
    assert saleor_of(world, waiting)["status"] == "PARTIALLY_FULFILLED"


def test_one_that_waits_counts_against_the_limit(world: World, waiting: Order) -> None:
    set_terms(
        world.owner,
        world.vip,
        options=["NET_TERMS"],
        creditLimit="139",
        creditCurrency="USD",
    )
    quote = offered(world)

    assert attempt(lambda: quoting.accept(world.member, quote)) == [
        ("id", "CREDIT_EXCEEDED")
    ]
    world.owner.change(REJECT, id=waiting.id, reason="Too much")
    assert row_of(accepted(world, quote)).state == "waiting"


def test_a_recorded_payment_settles_it(world: World) -> None:
    order = accepted(world)

    part = record(world.owner, order, "30.00", on=today())
    assert part == {
        "state": "OPEN",
        "paid": {"amount": 30.0},
        "credited": {"amount": 0.0},
        "open": {"amount": 40.0},
    }
    # To Saleor 2.10 a payment is authorised or charged, never partly both.
    authorised = 40.0 if port.GENERATION == 3 else 0.0
    assert saleor_of(world, order)["totalAuthorized"] == {"amount": authorised}
    rest = record(world.owner, order, "40.00", on=today(), reference="R2")

    assert rest["state"] == "SETTLED"
    assert rest["open"] == {"amount": 0.0}
    assert saleor_of(world, order)["isPaid"] is True
    assert quoting.orders_of(world.member)[0][2] == TOTAL


def test_paid_early_less_is_enough(world: World) -> None:
    set_terms(world.owner, world.vip, earlyPaymentPercent="2", earlyPaymentDays=10)
    order = accepted(world)

    found = record(world.owner, order, "68.60", on=today())

    assert found == {
        "state": "SETTLED",
        "paid": {"amount": 68.6},
        "credited": {"amount": 1.4},
        "open": {"amount": 0.0},
    }


def test_what_saleor_captures_and_cancels_counts(world: World) -> None:
    set_terms(world.owner, world.vip, creditLimit="140", creditCurrency="USD")
    captured, cancelled = accepted(world), accepted(world)
    found = attempt(
        lambda: world.owner.change(MARK_AS_PAID[port.GENERATION], id=captured.id)
    )
    assert [code for _, code in found] == ["PAYMENT_ERROR"]

    capture(world.owner, captured, "70.00")
    cancel(world.owner, cancelled)

    assert (row_of(captured).state, row_of(captured).captured_amount) == (
        "settled",
        TOTAL,
    )
    assert (row_of(cancelled).state, row_of(cancelled).open_amount) == ("cancelled", 0)
    assert saleor_of(world, captured)["isPaid"] is True
    refund(world, captured, "20.00")
    row = row_of(captured)
    assert row.open_amount == 0
    assert (row.captured_amount, row.refunded_amount) == (TOTAL - 20, 20)
    assert row_of(accepted(world)).open_amount == TOTAL


def refund(world: World, order: Order, amount: str) -> None:
    """Have staff give something back in Saleor."""
    if port.GENERATION == 2:
        world.owner.change(
            "mutation($id: ID!, $amount: Decimal!) {"
            " orderRefund(id: $id, amount: $amount)"
            " { errors: orderErrors { field code message } } }",
            id=order.id,
            amount=amount,
        )
        return
    from saleor.payment.models import TransactionItem

    item = TransactionItem.objects.get(order=from_global_id(order.id)[1])
    world.owner.change(
        "mutation($id: ID!, $amount: PositiveDecimal!, $rest: PositiveDecimal!) {"
        " transactionUpdate(id: $id, transaction: {"
        ' amountRefunded: {amount: $amount, currency: "USD"}'
        ' amountCharged: {amount: $rest, currency: "USD"}})'
        " { errors { field code message } } }",
        id=to_global_id("TransactionItem", item.token),
        amount=amount,
        rest=str(TOTAL - 20),
    )


def test_pressed_twice_at_once_there_is_one_order(world: World) -> None:
    set_terms(
        world.owner,
        world.vip,
        options=["NET_TERMS"],
        creditLimit="70",
        creditCurrency="USD",
    )
    quote = offered(world)

    first, second = at_once(
        *(partial(quoting.accept, world.member, quote, "PO-1") for _ in range(2))
    )

    assert first == second
    assert first.status == "ACCEPTED"
    assert SaleorOrder.objects.count() == 1
    row = TermsOrder.objects.get()
    assert (row.open_amount, row.purchase_order_number) == (TOTAL, "PO-1")


def test_a_limit_that_fits_one_of_a_quote_and_a_checkout(world: World) -> None:
    set_terms(
        world.owner,
        world.vip,
        options=["NET_TERMS"],
        creditLimit="139.99",
        creditCurrency="USD",
    )
    quotes = [offered(world), offered(world)]
    checkout = world.member.open_checkout({world.shop.espresso: 3})
    world.member.ship(checkout)
    choose(world.member, checkout)

    answers = at_once(
        *(
            partial(attempt, partial(quoting.accept, world.member, quote))
            for quote in quotes
        ),
        partial(attempt, partial(world.member.complete, checkout)),
    )

    assert answers.count([]) == 1
    assert TermsOrder.objects.get().open_amount == TOTAL
    assert not PaymentChoice.objects.filter(reserved_at__isnull=False).exists()
    orders = SaleorOrder.objects.exclude(status="draft")
    assert [each.total.gross.amount for each in orders] == [TOTAL]
    placed = sum(quoting.mine(world.member)[n].status == "ACCEPTED" for n in range(2))
    assert placed == (0 if answers[2] == [] else 1)
    assert allocated() == 3
