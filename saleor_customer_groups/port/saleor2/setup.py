"""Connect everything when Django has loaded Saleor 2.10."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from django.conf import settings
from django.db.models.signals import post_delete, post_save, pre_save
from saleor.checkout.models import Checkout, CheckoutLine
from saleor.discount.models import Sale
from saleor.order import OrderStatus
from saleor.order.models import Order, OrderLine
from saleor.payment.models import Payment
from saleor.plugins.models import PluginConfiguration
from saleor.product.models import Product, ProductVariant

from ..base.pages import keep_pages
from ..base.switch import is_switched, remember_switch
from ..contract.graphql import Extension
from ..contract.pages import Pages
from ..contract.shop import ShopChannel
from ..visibility import callers
from .base import request_cache
from .base.active_plugin import PLUGIN_ID, active_plugin
from .base.channel_names import CHANNEL
from .plugin import PluginBase
from .portal import sessions
from .pricing.checkouts.paid_prices import payment_saved
from .pricing.orders.draft_orders import (
    is_just_calculated,
    keep_in_hand,
    price_draft_order,
)
from .terms.money import order_saved, payment_booked


def channels() -> list[str]:
    """Return the one channel that a shop on 2.10 will have after its upgrade."""
    return [CHANNEL]


def shop_channels() -> Sequence[ShopChannel]:
    """Return the same channel, with the name that it will have."""
    channel = ShopChannel(
        slug=CHANNEL,
        name="Default channel",
        currency=settings.DEFAULT_CURRENCY,
        is_active=True,
    )
    return [channel]


def saleor_version() -> str:
    """Return the version of Saleor's package: in its source it is "dev"."""
    try:
        return version("saleor")
    except PackageNotFoundError:
        return ""


@contextmanager
def writing() -> Iterator[None]:
    """Allow a task to use the database: it is the only one, and everybody may."""
    yield


def connect(*, extension: Extension, pages: Pages) -> None:
    """Connect the signals; the schema is built with the URLs, see ``graphql``."""
    callers.connect()
    sessions.connect()
    keep_pages(pages)
    request_cache.connect_signals(
        Checkout, CheckoutLine, Product, ProductVariant, Sale, PluginConfiguration
    )
    for signal, receiver, sender in (
        (post_save, keep_in_hand, OrderLine),
        (post_save, _checkout_saved, Checkout),
        (post_save, _order_saved, Order),
        (post_delete, _order_deleted, Order),
        (post_save, payment_saved, Payment),
        (post_save, payment_booked, Payment),
        (post_save, order_saved, Order),
        (pre_save, _plugin_to_be_saved, PluginConfiguration),
        (post_save, _plugin_saved, PluginConfiguration),
    ):
        signal.connect(
            receiver,
            sender=sender,
            dispatch_uid=f"saleor_customer_groups.{receiver.__name__}",
        )


def _checkout_saved(
    *,
    instance: Any,
    created: bool,
    update_fields: frozenset[str] | None = None,
    **_: Any,
) -> None:
    """Tell what is in a guest's checkout that gets its customer."""
    is_attached = not created and update_fields and "user" in update_fields
    if is_attached and instance.user_id is not None:
        for plugin in PluginBase.__subclasses__():
            plugin.customer_attached(
                str(instance.pk),
                lambda: {
                    str(pk): units
                    for pk, units in instance.lines.values_list("pk", "quantity")
                },
            )


def _order_saved(
    *, instance: Any, update_fields: frozenset[str] | None = None, **_: Any
) -> None:
    """Price a draft order that Saleor has just calculated."""
    if (
        is_just_calculated(instance, update_fields)
        and (plugin := active_plugin()) is not None
    ):
        price_draft_order(instance, plugin.quote_units)


def _order_deleted(*, instance: Any, **_: Any) -> None:
    if instance.status == OrderStatus.DRAFT:
        for plugin in PluginBase.__subclasses__():
            plugin.draft_deleted(str(instance.pk))


def _plugin_to_be_saved(*, instance: Any, using: str, **_: Any) -> None:
    if instance.identifier == PLUGIN_ID:
        remember_switch(instance, using=using)


def _plugin_saved(*, instance: Any, **_: Any) -> None:
    if instance.identifier == PLUGIN_ID:
        for plugin in PluginBase.__subclasses__():
            plugin.switched(on=instance.active, is_new=is_switched(instance))
