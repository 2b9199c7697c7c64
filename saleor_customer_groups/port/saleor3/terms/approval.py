"""Orders of Saleor 3 that wait: confirmed, or cancelled, as Saleor does it."""

from collections.abc import Callable
from functools import wraps
from inspect import signature
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.sites.models import Site
from django.db import transaction
from saleor.giftcard.utils import deactivate_order_gift_cards
from saleor.order import OrderChargeStatus, OrderStatus
from saleor.order.actions import cancel_order as cancel
from saleor.order.actions import order_confirmed
from saleor.order.models import Order
from saleor.order.utils import update_order_display_gross_prices, update_order_status
from saleor.plugins.manager import get_plugins_manager

from ...base.wrapping import Wrapper
from ...terms.hooks import stays_unconfirmed
from ..base.databases import writing

_PAID = (OrderChargeStatus.FULL, OrderChargeStatus.OVERCHARGED)
_SITE_SETTINGS = "site_settings"


def approve_order(order_id: str, *, user_id: int | None) -> None:
    """Confirm an order that is held; nothing is captured by it."""
    with writing():
        order = Order.objects.get(pk=order_id)
        if order.status != OrderStatus.UNCONFIRMED:
            return
        user = get_user_model()._default_manager.filter(pk=user_id).first()
        manager = get_plugins_manager(allow_replica=False)
        update_order_status(order)
        update_order_display_gross_prices(order)
        order.save(update_fields=["updated_at", "display_gross_prices"])
        transaction.on_commit(
            lambda: order_confirmed(
                order, user, None, manager, send_confirmation_email=True
            )
        )


def cancel_order(order_id: str, *, user_id: int | None) -> bool:
    """Cancel an order as Saleor does, with its stock."""
    with writing():
        order = Order.objects.get(pk=order_id)
        if not order.can_cancel():
            return False
        user = get_user_model()._default_manager.filter(pk=user_id).first()
        more: dict[str, Any] = {}
        if _SITE_SETTINGS in signature(cancel).parameters:
            # Since 3.23.
            more[_SITE_SETTINGS] = Site.objects.get_current().settings
        cancel(
            order=order,
            user=user,
            app=None,
            manager=get_plugins_manager(allow_replica=False),
            **more,
        )
        deactivate_order_gift_cards(order.pk, user, None)
        return True


def _unless_it_waits(native: Callable[..., Any]) -> Callable[..., Any]:
    """Leave an order that waits as it is until it is approved, or paid in full.

    Where a channel confirms its orders, Saleor confirms one as soon as anything happens
    to a transaction of it, which shoppers themselves can begin.
    """

    @wraps(native)
    def refresh_order_status(order: Any) -> Any:
        is_held = order.status == OrderStatus.UNCONFIRMED
        if is_held and order.charge_status not in _PAID:
            with writing():
                if stays_unconfirmed(str(order.pk)):
                    return False
        return native(order)

    return refresh_order_status


APPROVAL_WRAPPERS = (
    Wrapper(
        number=157,
        module="saleor.payment.utils",
        path="refresh_order_status",
        parameters=("order",),
        wrap=_unless_it_waits,
        loss="orders that wait for approval are confirmed by any payment",
    ),
)
