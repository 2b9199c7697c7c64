"""Where Saleor reads the same again and again, and with customer groups once."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from saleor.core.taxes import zero_money

from ...base.wrapping import Wrapper
from ..base.active_plugin import PLUGIN_ID
from ..base.request_cache import get_cached, set_cached
from ..pricing.catalogue.line_goods import load_products
from ..pricing.checkouts.cached_quotes import plugin_for
from ..pricing.checkouts.prices import plugins_manager

_KEY = "all plugins"


def _plugins_once(
    native: Callable[[Any, list[str]], None],
) -> Callable[[Any, list[str]], None]:
    """Have the plugins made once in a request, of settings that are read once.

    Saleor makes them again for each line, price and message of an order, and reads
    their settings each time.
    """

    @wraps(native)
    def __init__(self: Any, plugins: list[str]) -> None:  # noqa: N807
        is_known, kept = get_cached(_KEY)
        if is_known and kept[0] == plugins:
            self.plugins = list(kept[1])
            return
        native(self, plugins)
        ours = self.get_plugin(PLUGIN_ID)
        if ours is not None and ours.active:
            set_cached(_KEY, (list(plugins), tuple(self.plugins)))

    return __init__


def _goods_at_once(native: Callable[..., None]) -> Callable[..., None]:
    """Have the goods of all lines read at once where a way of shipping is chosen.

    Saleor then looks whether it still fits what the lines cost.
    """

    @wraps(native)
    def update_checkout_shipping_method_if_invalid(
        checkout: Any, lines: Any, discounts: Any
    ) -> None:
        is_chosen = checkout.shipping_method_id is not None
        if is_chosen and plugin_for(plugins_manager(), checkout) is not None:
            load_products(lines)
        native(checkout, lines, discounts)

    return update_checkout_shipping_method_if_invalid


def _without_cards(native: Callable[..., Any]) -> Callable[..., Any]:
    """Have nothing asked about the gift cards of a checkout that is known to have none.

    Saleor has read them where it makes an order of the checkout.
    """

    @wraps(native)
    def get_total_gift_cards_balance(self: Any) -> Any:
        return zero_money(self.currency) if _has_no_cards(self) else native(self)

    return get_total_gift_cards_balance


def _no_cards_are_valid(native: Callable[..., None]) -> Callable[..., None]:
    @wraps(native)
    def validate_gift_cards(checkout: Any) -> None:
        if not _has_no_cards(checkout):
            native(checkout)

    return validate_gift_cards


def _has_no_cards(checkout: Any) -> bool:
    is_active, _ = get_cached(_KEY)
    read = getattr(checkout, "_prefetched_objects_cache", {})
    return is_active and "gift_cards" in read and not read["gift_cards"]


READ_ONCE_WRAPPERS = (
    Wrapper(
        number=249,
        module="saleor.plugins.manager",
        path="PluginsManager.__init__",
        parameters=("self", "plugins"),
        wrap=_plugins_once,
        loss="all plugins are made, and their settings read, many times in a request",
    ),
    Wrapper(
        number=250,
        module="saleor.graphql.checkout.mutations",
        path="update_checkout_shipping_method_if_invalid",
        parameters=("checkout", "lines", "discounts"),
        wrap=_goods_at_once,
        loss="the goods of a checkout that changes are read line by line",
    ),
    Wrapper(
        number=254,
        module="saleor.checkout.models",
        path="Checkout.get_total_gift_cards_balance",
        parameters=("self",),
        wrap=_without_cards,
        loss="the gift cards of a checkout that has none are added up again and again",
    ),
    Wrapper(
        number=255,
        module="saleor.checkout.utils",
        path="validate_gift_cards",
        parameters=("checkout",),
        wrap=_no_cards_are_valid,
        loss="the gift cards of a checkout that has none are counted",
    ),
)
