"""Orders that are not paid online: recorded when placed, and kept as Saleor has them.

What is open is calculated from the order's money as it is now, never from events: so
that each payment, refund or cancellation counts once, whichever way it comes by.
docs/terms.md, section 2.
"""

import logging
from collections.abc import Collection, Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Q

from ... import port
from ...engine.base.messages import Message
from ...engine.money import ZERO, percent_of, round_amount
from ...engine.terms.open_items import Agreed, Money
from ...models import (
    Cause,
    CreditNote,
    CustomerGroup,
    PaymentChoice,
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
_KEPT = (*_MONEY, "open_amount", "early_amount", "state")
# How long recording an order waits for others.
_MAX_WAIT = timedelta(seconds=10)
_OVER = (TermsState.REJECTED, TermsState.CANCELLED)


def record_order(order_id: str, checkout_key: str, *, now: datetime) -> None:
    """Record an order by what was chosen for its checkout; a fault is logged.

    What was reserved counts until then, and the next look or the night records it.
    """
    logged = FaultsLogged(
        logger, "Order %s on terms is recorded later: it could not be now", order_id
    )
    with logged, isolated(max_wait=_MAX_WAIT):
        choice = PaymentChoice.objects.filter(
            checkout_key=checkout_key, agreed__isnull=False
        ).first()
        if choice is not None:
            _record({order_id: choice}, now=now)


def record_agreed(order_id: str, choice: PaymentChoice, *, now: datetime) -> None:
    """Record an order that was made just now, and not of a checkout.

    :param order_id: the primary key of the order as text.
    :param choice: which is not stored, with what was agreed.
    :raises LookupError: there is no such order.
    """
    found = port.order_money([order_id])
    # Saleor 3 says when a draft was placed once the transaction is over.
    placed = {key: each._replace(placed_at=now) for key, each in found.items()}
    _store({order_id: choice}, {order_id: placed[order_id]}, now=now)


def record_unrecorded(choices: Q, *, now: datetime) -> int:
    """Record orders whose choice is still there, in a constant number of queries.

    :param choices: which choices are looked at.
    :returns: how many there were.
    """
    reserved = {
        each.checkout_key: each
        for each in PaymentChoice.objects.filter(choices, agreed__isnull=False)
    }
    if not reserved:
        return 0
    orders = port.orders_of_checkouts(list(reserved))
    _record({order: reserved[key] for key, order in orders.items()}, now=now)
    return len(orders)


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
        _fill(row, order)
        if note is None and order is not None and _is_settled_early(row, now):
            _write_off(row, now)
            _fill(row, order)
        if [getattr(row, name) for name in _KEPT] != before:
            row.updated_at = now
            changed.append(row)
    TermsOrder.objects.bulk_update(changed, [*_KEPT, "updated_at"])
    return rows


def _fill(row: TermsOrder, order: OrderMoney | None) -> None:
    if order is None:
        # It was deleted: nobody can pay it any more.
        row.open_amount = ZERO
        row.state = TermsState.CANCELLED
        return
    money = order.money
    if row.early_percent is not None and row.total_amount != money.total:
        row.early_amount = _early_amount(money.total, row)
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


def _early_amount(total: Decimal, row: TermsOrder) -> Decimal:
    off = percent_of(total, row.early_percent)
    return round_amount(total - off, row.currency)


def _is_settled_early(row: TermsOrder, now: datetime) -> bool:
    if not row.open_amount or row.early_amount is None or row.state in _OVER:
        return False
    if row.captured_amount < row.early_amount:
        return False
    recorded = list(
        TermsPayment.objects.filter(order=row.pk).values_list("received_on", "amount")
    )
    # The rest was captured by Saleor itself, which we are told at once.
    rest = row.captured_amount - sum((amount for _, amount in recorded), ZERO)
    received: list[tuple[date, Decimal]] = [*recorded, (today_of(now), rest)]
    agreed = Agreed(row.due_on, row.early_until, row.early_amount)
    return agreed.is_settled_early([each for each in received if each[1] > 0])


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


def _record(choices: dict[str, PaymentChoice], *, now: datetime) -> None:
    """Record orders by the reservations of their checkouts.

    :param choices: by the primary key of the order as text.
    """
    found = port.order_money(list(choices))
    _store(choices, found, now=now)
    PaymentChoice.objects.filter(
        pk__in=[choice.pk for order_id, choice in choices.items() if order_id in found]
    ).delete()


def _store(
    choices: Mapping[str, PaymentChoice],
    found: Mapping[str, OrderMoney],
    *,
    now: datetime,
) -> None:
    groups = set(CustomerGroup.objects.values_list("pk", flat=True))
    rows = [
        _row(found[order_id], choice, groups, now)
        for order_id, choice in choices.items()
        if order_id in found
    ]
    there = TermsOrder.objects.filter(order_id__in=choices)
    before = set(there.values_list("order_id", flat=True))
    TermsOrder.objects.bulk_create(rows, ignore_conflicts=True)
    for row in rows:
        if row.order_id in before:
            continue
        port.freeze_terms(row.order_id, frozen(row))
        ledger.record(
            TermsChange.ORDERED,
            Occasion(now=now, cause=Cause.RULE),
            customer_id=row.customer_id,
            group_code=row.group_code,
            order_id=row.order_id,
            details={
                "option": row.option,
                "total": format(row.total_amount, "f"),
                "currency": row.currency,
                "state": str(row.state),
            },
        )


def frozen(row: TermsOrder) -> dict[str, Any]:
    """Return what the order's private metadata say of its terms."""
    return {
        "option": str(row.option),
        "purchase_order_number": row.purchase_order_number,
        "net_days": row.net_days,
        "due_on": row.due_on and row.due_on.isoformat(),
        "early_until": row.early_until and row.early_until.isoformat(),
        "early_amount": None
        if row.early_amount is None
        else format(row.early_amount, "f"),
    }


def _row(
    order: OrderMoney, choice: PaymentChoice, groups: Collection[int], now: datetime
) -> TermsOrder:
    agreed = choice.agreed if isinstance(choice.agreed, dict) else {}
    placed_on = today_of(order.placed_at)
    net_days, percent = agreed.get("net_days"), agreed.get("early_percent")
    group_id = agreed.get("group_id")
    row = TermsOrder(
        order_id=order.order_id,
        checkout_key=choice.checkout_key,
        number=order.number,
        customer_id=order.customer_id or choice.customer_id,
        group_id=group_id if group_id in groups else None,
        group_code=agreed.get("group_code") or "",
        option=choice.option,
        purchase_order_number=choice.purchase_order_number,
        instructions=agreed.get("instructions") or "",
        state=TermsState.WAITING if agreed.get("waits") else TermsState.OPEN,
        placed_at=order.placed_at,
        placed_on=placed_on,
        net_days=net_days,
        due_on=None if net_days is None else placed_on + timedelta(days=net_days),
        currency=order.currency,
        total_amount=order.money.total,
        open_amount=order.money.open_amount,
        updated_at=now,
    )
    if percent is not None:
        row.early_percent = Decimal(percent)
        row.early_until = placed_on + timedelta(days=agreed["early_days"])
        row.early_amount = _early_amount(order.money.total, row)
    _fill(row, order)
    return row
