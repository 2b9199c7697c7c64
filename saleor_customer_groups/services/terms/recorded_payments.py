"""Payments that staff or apps record: one or several, all or nothing.

docs/terms.md, Being paid.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q

from ... import port
from ...engine.base.messages import Message
from ...engine.money import has_too_many_decimals
from ...engine.terms.offers import written
from ...models import TermsChange, TermsOrder, TermsPayment, TermsState
from ..base.occasions import Occasion
from ..base.refusals import Code, refuse, refuse_all, too_many
from . import ledger
from .accounts import today_of
from .term_orders import refresh

MAX_PAYMENTS = 500
MAX_REFERENCE = 128


@dataclass(frozen=True, slots=True)
class Received:
    """A payment that was received otherwise than through Saleor.

    :param order_id: the primary key of Saleor's order as text.
    :param amount: in the currency of the order.
    :param reference: that of the payment, by which it is recorded once.
    """

    order_id: str
    amount: Decimal
    received_on: date
    reference: str


@dataclass(frozen=True, slots=True)
class Recorded:
    """Orders as they are after their payments, in the order of these.

    :param number: how many payments were recorded; the others were there already.
    """

    orders: tuple[TermsOrder, ...]
    number: int


@transaction.atomic
def record_payments(
    payments: Sequence[Received],
    *,
    occasion: Occasion,
    field: str = "payments.{place}.",
    dry_run: bool = False,
) -> Recorded:
    """Record payments, all or none. One that is recorded already changes nothing.

    :param field: where a payment stands in the input, with ``{place}`` for its number.
    :param dry_run: change nothing, find the refusals.
    :raises django.core.exceptions.ValidationError: one is refused, with its place.
    """
    if len(payments) > MAX_PAYMENTS:
        raise too_many(
            "payments",
            len(payments),
            Message("payments in one call"),
            maximum=MAX_PAYMENTS,
        )
    keys = [each.order_id for each in payments]
    rows = {
        row.order_id: row for row in refresh(Q(order_id__in=keys), now=occasion.now)
    }
    there = {
        (each.order.order_id, each.reference): each
        for each in TermsPayment.objects.filter(
            order__in=[row.pk for row in rows.values()]
        ).select_related("order")
    }
    mistakes: list[ValidationError] = []
    new: list[Received] = []
    left = {key: row.open_amount for key, row in rows.items()}
    for place, payment in enumerate(payments):
        at = field.format(place=place)
        row = rows.get(payment.order_id)
        known = there.get((payment.order_id, payment.reference))
        found = list(
            _mistakes(payment, row, known, left=left, occasion=occasion, at=at)
        )
        mistakes += found
        if found or known is not None or row is None:
            continue
        there[payment.order_id, payment.reference] = TermsPayment(
            order=row, amount=payment.amount, received_on=payment.received_on
        )
        left[payment.order_id] -= payment.amount
        new.append(payment)
    refuse_all(mistakes)
    if not dry_run:
        for payment in new:
            _record(payment, rows[payment.order_id], occasion)
        if new:
            after = refresh(Q(order_id__in=keys), now=occasion.now)
            rows = {row.order_id: row for row in after}
    return Recorded(tuple(rows[key] for key in dict.fromkeys(keys)), len(new))


def _mistakes(
    payment: Received,
    row: TermsOrder | None,
    known: TermsPayment | None,
    *,
    left: dict[str, Decimal],
    occasion: Occasion,
    at: str,
) -> Iterable[ValidationError]:
    if row is None:
        yield refuse(
            f"{at}order_id",
            Code.NOT_FOUND,
            Message("There is no such order on terms."),
        )
        return
    reference = payment.reference
    if not reference:
        yield refuse(
            f"{at}reference",
            Code.REQUIRED,
            Message("Give the reference of the payment."),
        )
    elif len(reference) > MAX_REFERENCE or not reference.isprintable():
        yield refuse(
            f"{at}reference",
            Code.INVALID,
            Message(
                "A reference has at most {most} printable characters.",
                most=MAX_REFERENCE,
            ),
        )
    if payment.received_on > today_of(occasion.now):
        yield refuse(
            f"{at}received_on", Code.INVALID, Message("This day is in the future.")
        )
    if known is not None:
        is_same = (known.amount, known.received_on) == (
            payment.amount,
            payment.received_on,
        )
        if not is_same:
            yield refuse(
                f"{at}reference",
                Code.UNIQUE,
                Message(
                    "Order {number} has another payment with this reference.",
                    number=row.number,
                ),
            )
        return
    yield from _mistakes_of_amount(payment.amount, row, left[payment.order_id], at)


def _mistakes_of_amount(
    amount: Decimal, row: TermsOrder, left: Decimal, at: str
) -> Iterable[ValidationError]:
    if row.state == TermsState.WAITING:
        yield refuse(
            f"{at}order_id",
            Code.IN_USE,
            Message(
                "Order {number} waits for approval. Approve it first.",
                number=row.number,
            ),
        )
    elif amount <= 0:
        yield refuse(f"{at}amount", Code.INVALID, Message("Must be more than 0."))
    elif has_too_many_decimals(amount, row.currency):
        yield refuse(
            f"{at}amount",
            Code.INVALID,
            Message("Has more decimals than {currency} has.", currency=row.currency),
        )
    elif amount > left:
        yield refuse(
            f"{at}amount",
            Code.INVALID,
            Message(
                "Only {open} {currency} of order {number} is open.",
                open=written(left, row.currency),
                currency=row.currency,
                number=row.number,
            ),
        )


def _record(payment: Received, row: TermsOrder, occasion: Occasion) -> None:
    TermsPayment.objects.create(
        order=row,
        amount=payment.amount,
        received_on=payment.received_on,
        reference=payment.reference,
        recorded_at=occasion.now,
        user_id=occasion.actor.user_id,
        app_name=occasion.actor.app_name[:250],
    )
    port.record_payment(
        row.order_id,
        payment.amount,
        reference=payment.reference,
        user_id=occasion.actor.user_id,
    )
    details: dict[str, Any] = {
        "amount": format(payment.amount, "f"),
        "currency": row.currency,
        "received_on": payment.received_on.isoformat(),
        "reference": payment.reference,
    }
    ledger.record(
        TermsChange.PAYMENT,
        occasion,
        customer_id=row.customer_id,
        group_code=row.group_code,
        order_id=row.order_id,
        details=details,
    )
