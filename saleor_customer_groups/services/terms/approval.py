"""Orders that wait: staff approve or reject them. docs/terms.md, Approval."""

import logging

from django.db import transaction

from ... import port
from ...engine.base.messages import Message
from ...models import TermsChange, TermsOrder, TermsState
from ..base.occasions import Occasion
from ..base.refusals import Code, refuse
from ..base.transactions.isolation import FaultsLogged, isolated
from . import ledger
from .term_orders import refresh_locked

logger = logging.getLogger(__name__)

MAX_REASON = 500


@transaction.atomic
def approve_order(*, order_id: str, occasion: Occasion) -> TermsOrder:
    """Approve an order that waits; it stays unpaid.

    :param order_id: the primary key of Saleor's order as text.
    :raises django.core.exceptions.ValidationError: it does not wait.
    """
    row = _waiting(order_id, occasion)
    port.approve_order(order_id, user_id=occasion.actor.user_id)
    return _decided(row, TermsState.OPEN, TermsChange.APPROVED, occasion)


@transaction.atomic
def reject_order(*, order_id: str, occasion: Occasion) -> TermsOrder:
    """Reject an order that waits: it is cancelled, with stock and credit given back.

    :param order_id: the primary key of Saleor's order as text.
    :param occasion: with the reason.
    :raises django.core.exceptions.ValidationError: it does not wait, cannot be
        cancelled, or there is no reason.
    """
    reason = (occasion.reason or "").strip()
    if not reason:
        raise refuse("reason", Code.REQUIRED, Message("Say why it is rejected."))
    if len(reason) > MAX_REASON:
        raise refuse(
            "reason",
            Code.INVALID,
            Message(
                "{number} characters; the maximum is {most}.",
                number=len(reason),
                most=MAX_REASON,
            ),
        )
    row = _waiting(order_id, occasion)
    if not port.cancel_order(order_id, user_id=occasion.actor.user_id):
        raise refuse(
            "order_id",
            Code.IN_USE,
            Message("Something of this order was sent already: it stays as it is."),
        )
    return _decided(row, TermsState.REJECTED, TermsChange.REJECTED, occasion)


def waits_for_approval(order_id: str) -> bool:
    """Tell whether an order waits, and so cannot be sent yet.

    :param order_id: the primary key of Saleor's order as text.
    """
    waiting = TermsOrder.objects.filter(order_id=order_id, state=TermsState.WAITING)
    return waiting.exists()


def stays_unconfirmed(order_id: str) -> bool:
    """Tell whether a payment of a part of an order must not confirm it.

    It does not either where a fault hides whether the order waits: staff can confirm
    it, and the payment is booked.

    :param order_id: the primary key of Saleor's order as text.
    """
    waits = True
    logged = FaultsLogged(
        logger, "Order %s stays unconfirmed: who may confirm it is not known", order_id
    )
    with logged, isolated():
        waits = waits_for_approval(order_id)
    return waits


def _waiting(order_id: str, occasion: Occasion) -> TermsOrder:
    row = refresh_locked(order_id, now=occasion.now)
    if row is None:
        raise refuse(
            "order_id", Code.NOT_FOUND, Message("There is no such order on terms.")
        )
    if row.state != TermsState.WAITING:
        raise refuse(
            "order_id",
            Code.NOT_WAITING,
            Message("Order {number} does not wait for approval.", number=row.number),
        )
    return row


def _decided(
    row: TermsOrder, state: TermsState, change: TermsChange, occasion: Occasion
) -> TermsOrder:
    TermsOrder.objects.filter(pk=row.pk).update(state=state)
    ledger.record(
        change,
        occasion,
        customer_id=row.customer_id,
        group_code=row.group_code,
        order_id=row.order_id,
        details={
            "total": format(row.total_amount, "f"),
            "currency": row.currency,
        },
    )
    found = refresh_locked(row.order_id, now=occasion.now)
    return row if found is None else found
