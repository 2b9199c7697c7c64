"""Connect everything when Django has loaded Saleor 3."""

from collections.abc import Sequence
from typing import Any

from django.db.models.signals import post_delete, post_save, pre_save
from django.utils import timezone
from saleor import __version__
from saleor.channel.models import Channel
from saleor.checkout.models import Checkout, CheckoutLine
from saleor.order import OrderStatus
from saleor.order.models import Fulfillment, Order, OrderLine
from saleor.plugins.models import PluginConfiguration

from ..base.pages import keep_pages
from ..base.switch import is_switched, remember_switch
from ..contract.graphql import Extension
from ..contract.pages import Pages
from ..contract.shop import ShopChannel
from ..visibility import callers
from . import schema, wrappers
from .base.active_plugin import PLUGIN_ID
from .base.databases import install_router
from .plugin import PluginBase
from .pricing.checkouts.checkouts import (
    A_MOMENT,
    end_saved_prices,
    expire_prices,
    keep_discounts_in_hand,
)
from .pricing.orders.edited_lines import line_deleted, line_saved
from .pricing.told_again import tell_saved
from .terms.money import goods_returned, order_saved


def channels() -> list[str]:
    """Return the slugs of the channels."""
    return list(Channel.objects.order_by("slug").values_list("slug", flat=True))


def shop_channels() -> Sequence[ShopChannel]:
    """Return the channels, by slug."""
    return [
        ShopChannel(each.slug, each.name, each.currency_code, each.is_active)
        for each in Channel.objects.order_by("slug")
    ]


def saleor_version() -> str:
    """Return the version of Saleor."""
    return __version__


def connect(*, extension: Extension, pages: Pages) -> None:
    """Wrap Saleor's functions, connect the signals and extend the schema."""
    install_router()
    wrappers.install()
    for signal, receiver, sender in (
        (pre_save, end_saved_prices, Checkout),
        (post_save, keep_discounts_in_hand, Checkout),
        (post_save, _checkout_saved, Checkout),
        (post_save, tell_saved, Checkout),
        (post_save, tell_saved, Order),
        (post_save, order_saved, Order),
        (post_save, goods_returned, Fulfillment),
        (post_delete, _order_deleted, Order),
        (post_save, line_saved, OrderLine),
        (post_delete, line_deleted, OrderLine),
        (pre_save, _plugin_to_be_saved, PluginConfiguration),
        (post_save, _plugin_saved, PluginConfiguration),
        (post_delete, _plugin_deleted, PluginConfiguration),
    ):
        signal.connect(
            receiver,
            sender=sender,
            dispatch_uid=f"saleor_customer_groups.{receiver.__name__}",
        )
    schema.connect(extension=extension)
    callers.connect()
    keep_pages(pages)


def _checkout_saved(
    *,
    instance: Checkout,
    created: bool,
    update_fields: frozenset[str] | None = None,
    **_: Any,
) -> None:
    """Have a checkout priced again that gets or loses its customer, or its e-mail.

    Saleor keeps the prices it had before, for up to an hour. How often a guest has used
    a promotion is counted by the e-mail.
    """
    if created or not update_fields or update_fields.isdisjoint({"user", "email"}):
        return
    now = timezone.now()
    expire_prices(Checkout.objects.filter(pk=instance.pk))
    instance.price_expiration = instance.discount_expiration = now
    instance.last_change += A_MOMENT
    if "user" in update_fields and instance.user_id is not None:
        lines = CheckoutLine.objects.filter(checkout=instance.pk)
        for plugin in PluginBase.__subclasses__():
            plugin.customer_attached(
                str(instance.pk),
                lambda: {str(pk): n for pk, n in lines.values_list("pk", "quantity")},
            )


def _order_deleted(*, instance: Order, **_: Any) -> None:
    if instance.status == OrderStatus.DRAFT:
        for plugin in PluginBase.__subclasses__():
            plugin.draft_deleted(str(instance.pk))


def _plugin_to_be_saved(*, instance: Any, using: str, **_: Any) -> None:
    if instance.identifier == PLUGIN_ID:
        remember_switch(instance, using=using)


def _plugin_saved(*, instance: PluginConfiguration, **_: Any) -> None:
    if instance.identifier == PLUGIN_ID:
        for plugin in PluginBase.__subclasses__():
            plugin.switched(on=instance.active, is_new=is_switched(instance))


def _plugin_deleted(*, instance: PluginConfiguration, **_: Any) -> None:
    """Without a row the plugin is in its default state: off."""
    if instance.identifier == PLUGIN_ID:
        for plugin in PluginBase.__subclasses__():
            plugin.switched(on=plugin.get_default_active(), is_new=True)
