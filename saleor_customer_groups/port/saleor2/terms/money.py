"""The money of orders of Saleor 2.10: read, and booked."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from decimal import Decimal
from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import Sum
from saleor.order import OrderStatus, events
from saleor.order.actions import cancel_order as cancel
from saleor.order.models import Order
from saleor.payment import TransactionKind
from saleor.payment.models import Payment, Transaction
from saleor.payment.utils import gateway_postprocess
from saleor.plugins.manager import get_plugins_manager

from ....engine.money import ZERO
from ....engine.terms.open_items import Money
from ...base.metadata import with_metadata
from ...contract.terms import OrderMoney
from ...terms.hooks import order_money_changed
from ..base.active_plugin import PLUGIN_ID
from ..pricing.orders.placed import placed_at

TERMS_KEY = "customer_groups.terms"


def order_money(
    order_ids: Collection[str], *, own_grants: Collection[str] = ()
) -> Mapping[str, OrderMoney]:
    """Return orders with their money, in a constant number of queries.

    One that staff edit as a draft, which Saleor lets them, is owed all the same.
    """
    keys = [int(each) for each in order_ids if each.isascii() and each.isdecimal()]
    if not keys:
        return {}
    orders = list(Order.objects.filter(pk__in=keys).annotate(placed_at=placed_at()))
    captured = _sums(
        Payment.objects.filter(order__in=keys)
        .values_list("order")
        .annotate(amount=Sum("captured_amount"))
        .order_by()
    )
    refunded = _sums(
        Transaction.objects.filter(
            payment__order__in=keys, kind=TransactionKind.REFUND, is_success=True
        )
        .values_list("payment__order")
        .annotate(amount=Sum("amount"))
        .order_by()
    )
    return {
        str(order.pk): OrderMoney(
            order_id=str(order.pk),
            number=str(order.pk),
            checkout_key=order.checkout_token or "",
            customer_id=order.user_id,
            currency=order.currency,
            placed_at=order.placed_at,
            is_held=None,
            money=Money(
                total=order.total_gross_amount,
                captured=captured[order.pk],
                refunded=refunded[order.pk],
                is_undone=order.status == OrderStatus.CANCELED,
            ),
        )
        for order in orders
    }


def orders_of_checkouts(keys: Collection[str]) -> Mapping[str, str]:
    """Return the orders that were made of checkouts, in one query."""
    rows = Order.objects.filter(checkout_token__in=list(keys)).order_by()
    return {token: str(pk) for token, pk in rows.values_list("checkout_token", "pk")}


def freeze_terms(order_id: str, terms: Mapping[str, Any]) -> None:
    """Store on an order, for apps, on which terms it is."""
    Order.objects.filter(pk=order_id).update(
        private_metadata=with_metadata("private_metadata", {TERMS_KEY: dict(terms)})
    )


def record_payment(
    order_id: str, amount: Decimal, *, reference: str, user_id: int | None
) -> None:
    """Book a payment on our own payment of an order, as if it was captured."""
    order = Order.objects.get(pk=order_id)
    payment = order.payments.filter(gateway=PLUGIN_ID, is_active=True).first()
    if payment is None:
        # It was voided, or the order has none.
        payment = Payment.objects.create(
            gateway=PLUGIN_ID,
            total=order.total_gross_amount,
            currency=order.currency,
            billing_email=order.user_email,
            token=reference[:128],
            order=order,
        )
    booked = Transaction.objects.create(
        payment=payment,
        kind=TransactionKind.CAPTURE,
        token=reference[:512],
        is_success=True,
        amount=amount,
        currency=order.currency,
        gateway_response={},
    )
    gateway_postprocess(booked, payment)
    user = get_user_model()._default_manager.filter(pk=user_id).first()
    events.payment_captured_event(
        order=order, user=user, amount=amount, payment=payment
    )
    transaction.on_commit(lambda: get_plugins_manager().order_updated(order))


def grant_credit(
    order_id: str, amount: Decimal, *, reason: str, user_id: int | None
) -> str:
    """Return an empty text: Saleor 2.10 has nothing of the kind."""
    return ""


def approve_order(order_id: str, *, user_id: int | None) -> None:
    """Do nothing: Saleor 2.10 does not know that an order waits."""


def cancel_order(order_id: str, *, user_id: int | None) -> bool:
    """Cancel an order as Saleor does, with its stock."""
    order = Order.objects.get(pk=order_id)
    if not order.can_cancel():
        return False
    cancel(
        order=order,
        user=get_user_model()._default_manager.filter(pk=user_id).first(),
    )
    return True


def payment_booked(*, instance: Payment, created: bool, **_: Any) -> None:
    """Have what is open of an order found out again when it is paid or refunded."""
    if not created and instance.order_id is not None:
        _changed(str(instance.order_id))


def order_saved(
    *,
    instance: Order,
    created: bool,
    update_fields: frozenset[str] | None = None,
    **_: Any,
) -> None:
    """Do so, too, when it is cancelled or its total changes."""
    if not created and (
        not update_fields
        or not update_fields.isdisjoint({"status", "total_gross_amount"})
    ):
        _changed(str(instance.pk))


def _changed(order_id: str) -> None:
    transaction.on_commit(lambda: order_money_changed(order_id))


def _sums(rows: Any) -> dict[int, Decimal]:
    found: dict[int, Decimal] = defaultdict(Decimal)
    for order, amount in rows:
        found[order] += amount or ZERO
    return found
