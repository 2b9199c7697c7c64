"""Where Saleor shows and refuses ways of shipping."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from promise import Promise

from ...base.wrapping import Wrapper
from ..base.active_plugin import PLUGIN_ID
from ..pricing.shipping.offered_shipping import offer, reduced
from .checkout_fields import gifts_first


def _lowered(native: Callable[..., Any]) -> Callable[..., Any]:
    """Have ways of shipping offered at what they will cost."""

    @wraps(native)
    def resolve_available_shipping_methods(root: Any, info: Any) -> Any:
        plugin = info.context.plugins.get_plugin(PLUGIN_ID)
        methods = Promise.resolve(native(root, info))
        if plugin is None or not plugin.active:
            return methods
        return methods.then(lambda shown: offer(plugin, root, shown))

    return resolve_available_shipping_methods


def _resolve_shipping_method(root: Any, info: Any) -> Any:
    """Show the chosen way of shipping at what it costs."""
    plugin = info.context.plugins.get_plugin(PLUGIN_ID)
    if root.shipping_method is None or plugin is None:
        return root.shipping_method
    # What the checkout costs is known by now.
    return reduced(
        root.shipping_method, plugin.promotion_effects(root, ()).shipping_discount
    )


_SHOWN = "ways of shipping are shown at their prices without promotions"

SHIPPING_WRAPPERS = (
    Wrapper(
        number=224,
        module="saleor.graphql.checkout.types",
        path="Checkout.resolve_available_shipping_methods",
        field="available_shipping_methods",
        parameters=("root", "info"),
        wrap=lambda native: gifts_first("available_shipping_methods", _lowered(native)),
        loss=_SHOWN,
    ),
    Wrapper(
        number=225,
        module="saleor.graphql.checkout.types",
        path="Checkout.resolve_shipping_method",
        field="shipping_method",
        parameters=("root", "info"),
        wrap=lambda _: gifts_first("shipping_method", _resolve_shipping_method),
        loss=_SHOWN,
    ),
)
