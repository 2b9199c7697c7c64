"""Orders that are not paid online are recorded when they are placed, or later.

docs/terms.md, Choosing, and placing the order.
"""

import logging
from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Q

from ... import port
from ...models import (
    Cause,
    CustomerGroup,
    PaymentChoice,
    TermsChange,
    TermsOrder,
    TermsState,
)
from ...port.contract.terms import OrderMoney
from ..base.occasions import Occasion
from ..base.transactions.isolation import FaultsLogged, isolated
from . import ledger
from .accounts import today_of
from .term_orders import fill

logger = logging.getLogger(__name__)

# How long recording an order waits for others.
MAX_WAIT = timedelta(seconds=10)


def record_order(order_id: str, checkout_key: str, *, now: datetime) -> None:
    """Record an order by what was chosen for its checkout; a fault is logged.

    What was reserved counts until then, and the next look or the night records it.
    """
    logged = FaultsLogged(
        logger, "Order %s on terms is recorded later: it could not be now", order_id
    )
    with logged, isolated(max_wait=MAX_WAIT):
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
    fill(row, order)
    return row
