"""What is connected when Django has loaded Saleor 2.10."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from ..graphql import Extension
from .goods import CHANNEL


def channels() -> list[str]:
    """Return the one channel that a shop on 2.10 will have after its upgrade."""
    return [CHANNEL]


@contextmanager
def writing() -> Iterator[None]:
    """Allow a task to use the database: it is the only one, and everybody may."""
    yield


def ready(*, extension: Extension) -> None:
    """Connect the signals; the schema is built with the URLs, see ``graphql``."""
    from django.db.models.signals import post_save, pre_save
    from saleor.checkout.models import Checkout, CheckoutLine
    from saleor.discount.models import Sale
    from saleor.order.models import Order
    from saleor.plugins.models import PluginConfiguration
    from saleor.product.models import Product, ProductVariant

    from . import memory

    memory.connect(
        Checkout, CheckoutLine, Product, ProductVariant, Sale, PluginConfiguration
    )
    name = "saleor_customer_groups.draft_customer"
    pre_save.connect(_draft_saves, sender=Order, dispatch_uid=name)
    post_save.connect(_draft_saved, sender=Order, dispatch_uid=name)
    post_save.connect(
        _plugin_saved,
        sender=PluginConfiguration,
        dispatch_uid="saleor_customer_groups.plugin_saved",
    )


def _draft_saves(*, instance: Any, raw: bool = False, **_: Any) -> None:
    """Note whether a draft order is about to change its customer."""
    from saleor.order import OrderStatus
    from saleor.order.models import Order

    if raw or instance.pk is None or instance.status != OrderStatus.DRAFT:
        return
    customers = Order.objects.filter(pk=instance.pk).values_list("user_id", flat=True)
    instance._changes_customer = list(customers) not in ([], [instance.user_id])


def _draft_saved(*, instance: Any, **_: Any) -> None:
    """Price a draft order anew for its new customer, which Saleor leaves undone."""
    from saleor.order.utils import update_order_prices

    if instance.__dict__.pop("_changes_customer", False):
        update_order_prices(instance, None)


def _plugin_saved(*, instance: Any, **_: Any) -> None:
    from .plugin import PLUGIN_ID, PluginBase

    if instance.identifier == PLUGIN_ID:
        for plugin in PluginBase.__subclasses__():
            plugin.switched(on=instance.active)
