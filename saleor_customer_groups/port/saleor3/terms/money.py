"""The money of orders of Saleor 3: read, and booked."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import F, Sum
from saleor.order import FulfillmentStatus, OrderStatus
from saleor.order.models import (
    Fulfillment,
    FulfillmentLine,
    Order,
    OrderGrantedRefund,
)
from saleor.order.utils import updates_amounts_for_order
from saleor.payment import TransactionKind
from saleor.payment.models import Transaction, TransactionItem
from saleor.payment.utils import process_order_with_transaction
from saleor.plugins.manager import get_plugins_manager

from ....engine.money import ZERO, round_amount
from ....engine.terms.open_items import Money
from ...base.metadata import with_metadata
from ...contract.terms import OrderMoney
from ...terms.hooks import order_money_changed
from ..base.databases import writing
from ..pricing.orders.placed import placed_at
from .lending import LENT_KEY, book

UNDONE = (OrderStatus.CANCELED, OrderStatus.EXPIRED)
# What Saleor saves of an order whose money changes, or whose customer.
_OF_DEBTS = frozenset(
    {
        *("charge_status", "status", "total_charged_amount", "total_gross_amount"),
        *("user", "user_id"),
    }
)
_RETURNED = (FulfillmentStatus.RETURNED, FulfillmentStatus.REFUNDED_AND_RETURNED)


def order_money(
    order_ids: Collection[str], *, own_grants: Collection[str] = ()
) -> Mapping[str, OrderMoney]:
    """Return orders with their money, in a constant number of queries.

    What was granted, what was given back and what has come back are mostly the same
    thing, told at another time: the largest counts, so that it counts once.
    """
    keys = [key for each in order_ids if (key := _uuid(each)) is not None]
    if not keys:
        return {}
    with writing():
        orders = list(
            Order.objects.filter(pk__in=keys)
            .exclude(status=OrderStatus.DRAFT)
            .annotate(placed_at=placed_at())
        )
        granted = _sums(
            OrderGrantedRefund.objects.filter(order__in=keys)
            .exclude(pk__in=[int(each) for each in own_grants])
            .values_list("order")
            .annotate(amount=Sum("amount_value"))
            .order_by()
        )
        refunded = _sums(
            TransactionItem.objects.filter(order__in=keys)
            .values_list("order")
            .annotate(amount=Sum(F("refunded_value") + F("refund_pending_value")))
            .order_by(),
            Transaction.objects.filter(
                payment__order__in=keys,
                kind__in=[TransactionKind.REFUND, TransactionKind.REFUND_ONGOING],
                is_success=True,
            )
            .values_list("payment__order")
            .annotate(amount=Sum("amount"))
            .order_by(),
        )
        returned: dict[Any, Decimal] = defaultdict(Decimal)
        back = FulfillmentLine.objects.filter(
            fulfillment__order__in=keys, fulfillment__status__in=_RETURNED
        )
        for order, units, line_units, amount in back.order_by().values_list(
            "fulfillment__order",
            "quantity",
            "order_line__quantity",
            "order_line__total_price_gross_amount",
        ):
            if line_units:
                returned[order] += amount * units / line_units
    return {
        str(order.pk): OrderMoney(
            order_id=str(order.pk),
            number=str(order.number),
            checkout_key=str(order.checkout_token or ""),
            customer_id=order.user_id,
            currency=order.currency,
            placed_at=order.placed_at,
            is_held=order.status == OrderStatus.UNCONFIRMED,
            money=Money(
                total=order.total_gross_amount,
                captured=order.total_charged_amount,
                refunded=max(
                    granted[order.pk],
                    refunded[order.pk],
                    round_amount(returned[order.pk], order.currency),
                ),
                is_undone=order.status in UNDONE,
            ),
        )
        for order in orders
    }


def orders_of_checkouts(keys: Collection[str]) -> Mapping[str, str]:
    """Return the orders that were made of checkouts, in one query."""
    with writing():
        rows = Order.objects.filter(checkout_token__in=list(keys)).order_by()
        return {
            token: str(pk) for token, pk in rows.values_list("checkout_token", "pk")
        }


def freeze_terms(order_id: str, terms: Mapping[str, Any]) -> None:
    """Store on an order, for apps, on which terms it is."""
    with writing():
        Order.objects.filter(pk=order_id).update(
            private_metadata=with_metadata("private_metadata", {LENT_KEY: dict(terms)})
        )


def record_payment(
    order_id: str, amount: Decimal, *, reference: str, user_id: int | None
) -> None:
    """Book a payment on our transaction of an order; Saleor then tells of it."""
    with writing():
        order = Order.objects.get(pk=order_id)
        user = _user(user_id)
        item = order.payment_transactions.filter(
            private_metadata__has_key=LENT_KEY
        ).first()
        if item is None:
            # An app has made the order without any payment.
            item = TransactionItem.objects.create(
                order=order, currency=order.currency, private_metadata={LENT_KEY: ""}
            )
        authorized, charged = item.authorized_value, item.charged_value
        refunded = item.refunded_value
        item.message = reference[:512]
        item.save(update_fields=["message"])
        book(
            item,
            {
                "charged_value": charged + amount,
                "authorized_value": max(authorized - amount, ZERO),
            },
            user,
        )
        process_order_with_transaction(
            item,
            get_plugins_manager(allow_replica=False),
            user,
            None,
            previous_authorized_value=authorized,
            previous_charged_value=charged,
            previous_refunded_value=refunded,
        )


def grant_credit(
    order_id: str, amount: Decimal, *, reason: str, user_id: int | None
) -> str:
    """Grant a refund of what is not paid; the order then counts as charged in full."""
    with writing():
        order = Order.objects.get(pk=order_id)
        granted = OrderGrantedRefund.objects.create(
            order=order,
            amount_value=amount,
            currency=order.currency,
            reason=reason,
            user_id=user_id,
        )
        updates_amounts_for_order(order)
        return str(granted.pk)


def order_saved(
    *,
    instance: Order,
    created: bool,
    update_fields: frozenset[str] | None = None,
    **_: Any,
) -> None:
    """Have what is open of an order, and whose it is, found out again on a change.

    Whichever way that comes by, Saleor saves the order then.
    """
    if created or (update_fields and update_fields.isdisjoint(_OF_DEBTS)):
        return
    _changed(str(instance.pk))


def goods_returned(*, instance: Fulfillment, created: bool, **_: Any) -> None:
    """Do so, too, when goods come back, of which Saleor may save nothing in the order.

    That is so from the second time on: it is returned in part already.
    """
    if created and instance.status in _RETURNED:
        _changed(str(instance.order_id))


def _changed(order_id: str) -> None:
    def changed() -> None:
        with writing():
            order_money_changed(order_id)

    transaction.on_commit(changed)


def _sums(*statements: Any) -> dict[Any, Decimal]:
    found: dict[Any, Decimal] = defaultdict(Decimal)
    for rows in statements:
        for order, amount in rows:
            found[order] += amount or ZERO
    return found


def _user(user_id: int | None) -> Any:
    if user_id is None:
        return None
    return get_user_model()._default_manager.filter(pk=user_id).first()


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
