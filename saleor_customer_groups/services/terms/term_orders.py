"""Orders that are not paid online, kept as Saleor has them.

What is open is calculated from the order's money as it is now, never from events: so
that each payment, refund or cancellation counts once, whichever way it comes by.
docs/terms.md, section 2.
"""

import logging
from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal

from django.db.models import Q

from ... import port
from ...engine.base.messages import Message
from ...engine.money import ZERO
from ...engine.terms.open_items import Agreed, Money, early_amount
from ...models import (
    Cause,
    CreditNote,
    TermsChange,
    TermsOrder,
    TermsPayment,
    TermsState,
)
from ...port.contract.terms import OrderMoney
from ..base.csv.files import batches
from ..base.occasions import Occasion
from ..base.transactions.isolation import FaultsLogged, isolated
from . import ledger
from .accounts import today_of

logger = logging.getLogger(__name__)

_MONEY = ("total_amount", "captured_amount", "refunded_amount", "credited_amount")
_KEPT = (
    *(*_MONEY, "open_amount", "early_amount", "captured_in_time"),
    *("state", "customer_id"),
)
_OVER = (TermsState.REJECTED, TermsState.CANCELLED)


def refresh_order(order_id: str, *, now: datetime) -> None:
    """Have an order as Saleor has it now, if it is one of ours; a fault is logged."""
    logged = FaultsLogged(
        logger, "What is open of order %s is found out at night: not now", order_id
    )
    with logged, isolated():
        if TermsOrder.objects.filter(order_id=order_id).exists():
            refresh(Q(order_id=order_id), now=now)


def refresh_locked(order_id: str, *, now: datetime) -> TermsOrder | None:
    """Return an order as Saleor has it now, locked; None if it is none of ours."""
    rows = refresh(Q(order_id=order_id), now=now)
    return rows[0] if rows else None


def refresh_open(*, now: datetime) -> None:
    """Have all orders of which something is open as Saleor has them now."""
    rows = TermsOrder.objects.filter(open_amount__gt=0).order_by("pk")
    for pks in batches(list(rows.values_list("pk", flat=True))):
        logged = FaultsLogged(logger, "What is open of some orders is as it was before")
        with logged, isolated():
            refresh(Q(pk__in=pks), now=now)


def refresh(which: Q, *, now: datetime) -> list[TermsOrder]:
    """Have orders as Saleor has them now; to be called in a transaction.

    :param which: the orders, which are locked.
    :returns: them, in the order of their keys.
    """
    # Locked first: of two at once the later one has read the later money.
    rows = list(TermsOrder.objects.select_for_update().filter(which).order_by("pk"))
    if not rows:
        return rows
    notes = {
        note.order_id: note
        for note in CreditNote.objects.filter(order__in=[row.pk for row in rows])
    }
    recorded: dict[int, list[tuple[date, Decimal]]] = defaultdict(list)
    early = [row.pk for row in rows if row.early_amount is not None]
    for pk, *payment in (
        TermsPayment.objects.filter(order__in=early)
        .values_list("order", "received_on", "amount")
        .order_by()
        if early
        else ()
    ):
        recorded[pk].append(tuple(payment))
    found = port.order_money(
        [row.order_id for row in rows],
        own_grants=[note.grant_id for note in notes.values() if note.grant_id],
    )
    changed = []
    for row in rows:
        note = notes.get(row.pk)
        row.credited_amount = note.amount if note is not None else ZERO
        order = found.get(row.order_id)
        before = [getattr(row, name) for name in _KEPT]
        fill(row, order)
        is_early = _is_settled_early(row, recorded[row.pk], today_of(now))
        if note is None and order is not None and is_early:
            _write_off(row, now)
            fill(row, order)
        if [getattr(row, name) for name in _KEPT] != before:
            row.updated_at = now
            changed.append(row)
    TermsOrder.objects.bulk_update(changed, [*_KEPT, "updated_at"])
    return rows


def fill(row: TermsOrder, order: OrderMoney | None) -> None:
    """Have a row as Saleor has its order now; it is not stored.

    :param order: None if it was deleted.
    """
    if order is None:
        # Nobody can pay it any more.
        row.open_amount = ZERO
        row.state = TermsState.CANCELLED
        return
    # Staff may have given it to another account; to none it is still who ordered it.
    row.customer_id = order.customer_id or row.customer_id
    money = order.money
    if row.early_percent is not None:
        row.early_amount = early_amount(
            row.early_percent,
            total=money.total,
            refunded=money.refunded,
            currency=row.currency,
        )
    row.total_amount = money.total
    row.captured_amount = money.captured
    row.refunded_amount = money.refunded
    row.open_amount = Money(
        total=money.total,
        captured=money.captured,
        refunded=money.refunded,
        credited=row.credited_amount,
        is_undone=money.is_undone,
    ).open_amount
    row.state = _state(row, order)


def _state(row: TermsOrder, order: OrderMoney) -> TermsState:
    if order.money.is_undone:
        is_rejected = row.state == TermsState.REJECTED
        return TermsState.REJECTED if is_rejected else TermsState.CANCELLED
    is_waiting = row.state == TermsState.WAITING and order.is_held is not False
    # What was paid needs no approval: nothing is lent.
    if is_waiting and not (order.is_held is None and not row.open_amount):
        return TermsState.WAITING
    return TermsState.OPEN if row.open_amount else TermsState.SETTLED


def _is_settled_early(
    row: TermsOrder, recorded: Sequence[tuple[date, Decimal]], today: date
) -> bool:
    """Tell whether an order was paid early, and keep what Saleor has captured in time.

    Recorded payments have the day on which they were received, whenever that is told.
    What Saleor captures counts for the day on which it does so: we are told at once.
    What is given back is taken off what was paid in time: it makes nothing early.

    :param recorded: days and amounts.
    """
    if row.early_amount is None or row.early_until is None or row.state in _OVER:
        return False
    rest = row.captured_amount - sum((amount for _, amount in recorded), ZERO)
    is_over = today > row.early_until
    row.captured_in_time = min(row.captured_in_time, rest) if is_over else rest
    if not row.open_amount or row.captured_amount < row.early_amount:
        return False
    agreed = Agreed(row.due_on, row.early_until, row.early_amount)
    return agreed.is_settled_early([*recorded, (row.early_until, row.captured_in_time)])


def _write_off(row: TermsOrder, now: datetime) -> None:
    """Book the rest of an order that was paid early as a credit note."""
    amount = row.open_amount
    grant_id = port.grant_credit(
        row.order_id,
        amount,
        reason=Message("Discount for early payment"),
        user_id=None,
    )
    CreditNote.objects.create(
        order=row, amount=amount, grant_id=grant_id, created_at=now
    )
    row.credited_amount = amount
    ledger.record(
        TermsChange.CREDIT_NOTE,
        Occasion(now=now, cause=Cause.RULE),
        customer_id=row.customer_id,
        group_code=row.group_code,
        order_id=row.order_id,
        details={"amount": format(amount, "f"), "currency": row.currency},
    )
