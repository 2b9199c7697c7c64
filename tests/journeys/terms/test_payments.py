"""What was received for orders on terms. terms.md, Being paid."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from saleor_customer_groups import port
from saleor_customer_groups.models import CreditNote, TermsLedgerEntry, TermsPayment
from tests.journeys.terms.paying import (
    World,
    buy_on_terms,
    cancel,
    capture,
    record,
    refund,
    row_of,
    set_terms,
    today,
    transaction_of,
)
from tests.owner import Shop
from tests.storefront import Order, Refused

BULK = """mutation($payments: [CustomerGroupPaymentInput!]!, $dry: Boolean) {
  customerGroupPaymentBulkRecord(payments: $payments, dryRun: $dry) {
    count terms { state } errors { field code message }
  }
}"""

# Saleor 3 tells of an order after its transaction.
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def world(shop: Shop) -> World:
    return World(shop)


@pytest.fixture
def order(world: World) -> Order:
    return buy_on_terms(world.member, {world.shop.espresso: 3})


def refused(call: Any, *given: Any, **more: Any) -> list[tuple[str, str]]:
    with pytest.raises(Refused) as error:
        call(*given, **more)
    return [(each["field"], each["code"]) for each in error.value.errors]


def saleor_of(world: World, order: Order) -> dict[str, Any]:
    asked = "isPaid totalCaptured { amount }" if port.GENERATION == 2 else ""
    asked = asked or "isPaid totalCharged { amount } chargeStatus"
    return world.owner.ask(
        f"query($id: ID!) {{ order(id: $id) {{ {asked} }} }}", id=order.id
    )["order"]


def test_a_part_and_the_rest(world: World, order: Order) -> None:
    total = row_of(order).total_amount

    part = record(world.owner, order, "10.00", on=today())

    assert part == {
        "state": "OPEN",
        "paid": {"amount": 10.0},
        "credited": {"amount": 0.0},
        "open": {"amount": float(total - 10)},
    }
    assert saleor_of(world, order)["isPaid"] is False
    rest = record(world.owner, order, str(total - 10), on=today(), reference="R2")
    assert rest["state"] == "SETTLED"
    assert rest["open"] == {"amount": 0.0}
    assert saleor_of(world, order)["isPaid"] is True
    assert TermsLedgerEntry.objects.filter(change="payment").count() == 2


def test_the_same_reference_is_recorded_once(world: World, order: Order) -> None:
    first = record(world.owner, order, "10.00", on=today())

    assert record(world.owner, order, "10.00", on=today()) == first
    assert TermsPayment.objects.count() == 1
    assert refused(record, world.owner, order, "11.00", on=today()) == [
        ("reference", "UNIQUE")
    ]
    assert row_of(order).captured_amount == 10


def test_what_is_refused_changes_nothing(world: World, order: Order) -> None:
    more = str(row_of(order).total_amount + Decimal("0.01"))
    for amount, on, reference, expected in (
        (more, today(), "R", ("amount", "INVALID")),
        ("0", today(), "R", ("amount", "INVALID")),
        ("1.001", today(), "R", ("amount", "INVALID")),
        ("1", today() + timedelta(days=1), "R", ("receivedOn", "INVALID")),
        ("1", today(), " ", ("reference", "REQUIRED")),
        ("1", today(), "r" * 129, ("reference", "INVALID")),
    ):
        found = refused(record, world.owner, order, amount, on=on, reference=reference)
        assert found == [expected]
    assert not TermsPayment.objects.exists()
    assert row_of(order).captured_amount == 0
    with pytest.raises(Refused):
        record(world.member, order, "1", on=today())


def test_several_at_once_or_none(world: World, order: Order) -> None:
    other = buy_on_terms(world.member, {world.shop.latte: 1})
    given = [
        {
            "orderId": each.id,
            "amount": amount,
            "receivedOn": today().isoformat(),
            "reference": "R1",
        }
        for each, amount in ((order, "5"), (other, "9999"))
    ]

    assert refused(world.owner.change, BULK, payments=given) == [
        ("payments.1.amount", "INVALID")
    ]
    assert not TermsPayment.objects.exists()
    given[1]["amount"] = "2"
    dry = world.owner.change(BULK, payments=given, dry=True)
    assert dry["count"] == 2
    assert not TermsPayment.objects.exists()
    done = world.owner.change(BULK, payments=given, dry=False)
    assert done["count"] == 2
    again = world.owner.change(BULK, payments=given, dry=False)
    assert again["count"] == 0
    assert row_of(order).captured_amount == 5
    assert row_of(other).captured_amount == 2


IMPORT = """mutation($csv: String!, $dry: Boolean) {
  customerGroupPaymentsImport(csv: $csv, dryRun: $dry) {
    recorded unchanged badRows { line message } errors { field code message }
  }
}"""


def test_a_file_of_payments_counts_as_a_whole(world: World, order: Order) -> None:
    number = row_of(order).number
    head = "order,amount,received_on,reference\n"
    day = today().isoformat()
    wrong = f"{head}{number},10.00,{day},A\n99999,1,{day},B\n{number},x,{day},C\n"

    found = world.owner.change(IMPORT, csv=wrong)

    assert found["recorded"] == 0
    assert found["badRows"] == [
        {"line": 3, "message": "There is no order 99999 on terms."},
        {"line": 4, "message": "The amount 'x' is not a number such as 12.50."},
    ]
    assert not TermsPayment.objects.exists()
    more = f"{head}#{number};10,00;{day};A\n#{number};999;{day};B\n".replace(
        ",", ";", 3
    )
    found = world.owner.change(IMPORT, csv=more)
    assert [each["line"] for each in found["badRows"]] == [3]
    assert not TermsPayment.objects.exists()
    right = f"{head}{number},10.00,{day},A\n{number},5.50,{day},B\n"
    assert world.owner.change(IMPORT, csv=right, dry=True)["recorded"] == 2
    assert not TermsPayment.objects.exists()
    assert world.owner.change(IMPORT, csv=right)["recorded"] == 2
    again = world.owner.change(IMPORT, csv=right)
    assert (again["recorded"], again["unchanged"]) == (0, 2)
    assert row_of(order).captured_amount == Decimal("15.50")


def test_all_that_is_wrong_in_a_file_is_said_at_once(
    world: World, order: Order
) -> None:
    number, day = row_of(order).number, today().isoformat()
    rows = {
        f",5,{day},A": "The row names no order.",
        f"{number},,{day},B": "The row has no amount.",
        f"{number},-5,{day},C": "The amount '-5' cannot be negative.",
        f"{number},0,{day},D": "Must be more than 0.",
        f"{number},999,{day},E": f"Only 70.00 USD of order {number} is open.",
        f"{number},5,,F": "The row has no day on which the payment was received.",
        f"{number},5,1.2.2026,G": "'1.2.2026' is not a day such as 2026-01-01.",
        f"{number},5,{today() + timedelta(days=1)},H": "This day is in the future.",
        f"{number},5,{day},": "Give the reference of the payment.",
        f"{number},5,{day},I": "",
    }
    csv = "\n".join(["order,amount,received_on,reference", *rows])

    found = world.owner.change(IMPORT, csv=csv)

    assert {each["line"]: each["message"] for each in found["badRows"]} == {
        line: message for line, message in enumerate(rows.values(), start=2) if message
    }
    assert (found["recorded"], found["unchanged"]) == (0, 0)
    assert not TermsPayment.objects.exists()


def test_paid_early_the_order_counts_as_settled(world: World) -> None:
    set_terms(world.owner, world.vip, earlyPaymentPercent="2", earlyPaymentDays=10)
    order = buy_on_terms(world.member, {world.shop.espresso: 3})
    row = row_of(order)
    early = row.early_amount
    assert early is not None
    assert row.early_until == today() + timedelta(days=10)

    found = record(world.owner, order, str(early), on=today())

    off = row.total_amount - early
    assert found == {
        "state": "SETTLED",
        "paid": {"amount": float(early)},
        "credited": {"amount": float(off)},
        "open": {"amount": 0.0},
    }
    note = CreditNote.objects.get()
    assert note.amount == off
    assert bool(note.grant_id) is (port.GENERATION == 3)
    if port.GENERATION == 3:
        assert saleor_of(world, order)["chargeStatus"] == "FULL"
    # Once, however often it is looked at.
    assert record(world.owner, order, str(early), on=today()) == found
    assert CreditNote.objects.count() == 1


def test_a_cent_less_is_not_enough(world: World) -> None:
    set_terms(world.owner, world.vip, earlyPaymentPercent="2", earlyPaymentDays=10)
    order = buy_on_terms(world.member, {world.shop.espresso: 3})
    early = row_of(order).early_amount
    assert early is not None

    found = record(world.owner, order, str(early - Decimal("0.01")), on=today())

    assert found["state"] == "OPEN"
    assert not CreditNote.objects.exists()


def test_what_has_come_back_is_not_in_the_early_amount(world: World) -> None:
    set_terms(world.owner, world.vip, earlyPaymentPercent="2", earlyPaymentDays=10)
    order = buy_on_terms(world.member, {world.shop.espresso: 3})
    record(world.owner, order, "20", on=today())

    refund(world.owner, order, "20")

    # 2 % of the 50.00 that are left.
    row = row_of(order)
    assert (row.total_amount, row.refunded_amount, row.open_amount) == (70, 20, 50)
    assert row.early_amount == 49
    found = record(world.owner, order, "48.99", on=today(), reference="R2")
    assert (found["state"], found["open"]) == ("OPEN", {"amount": 1.01})
    found = record(world.owner, order, "0.01", on=today(), reference="R3")
    assert found == {
        "state": "SETTLED",
        "paid": {"amount": 49.0},
        "credited": {"amount": 21.0},
        "open": {"amount": 0.0},
    }
    assert CreditNote.objects.get().amount == 1


def test_what_saleor_captures_counts(world: World, order: Order) -> None:
    capture(world.owner, order, "15")

    row = row_of(order)
    assert row.captured_amount == 15
    assert row.open_amount == row.total_amount - 15


def test_cancelling_leaves_nothing_open(world: World, order: Order) -> None:
    cancel(world.owner, order)

    row = row_of(order)
    assert (row.state, row.open_amount) == ("cancelled", 0)
    set_terms(world.owner, world.vip, creditLimit="100", creditCurrency="USD")
    buy_on_terms(world.member, {world.shop.espresso: 3})


def test_a_refund_lowers_what_is_open_once(world: World, order: Order) -> None:
    total = row_of(order).total_amount
    record(world.owner, order, str(total), on=today())
    if port.GENERATION == 3:
        world.owner.change(
            "mutation($id: ID!, $of: ID!) { orderGrantRefundCreate(id: $id, input:"
            " {amount: 7, transactionId: $of}) { errors { field code message } } }",
            id=order.id,
            of=transaction_of(order),
        )
        assert row_of(order).refunded_amount == 7
        assert row_of(order).open_amount == 0
    else:
        world.owner.change(
            'mutation($id: ID!) { orderRefund(id: $id, amount: "7")'
            " { orderErrors { field code message } } }",
            id=order.id,
        )
        row = row_of(order)
        assert (row.captured_amount, row.refunded_amount) == (total - 7, 7)
        assert row.open_amount == 0
