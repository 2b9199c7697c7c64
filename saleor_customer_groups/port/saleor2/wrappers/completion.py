"""Where Saleor prepares a payment for a checkout, and makes an order of it."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from ...base.wrapping import Wrapper
from ..pricing.catalogue.line_goods import load_goods
from ..pricing.checkouts.cached_quotes import plugin_for
from ..pricing.checkouts.prices import plugins_manager
from ..pricing.checkouts.reservations import (
    adding_total_to_error,
    releasing_reservations,
    store_promises,
)
from ..pricing.shipping.refused_shipping import explaining_refusal
from ..terms.lending import lending, taking_back


def _after_gifts(native: Callable[..., None]) -> Callable[..., None]:
    """Have a checkout that is to become an order hold just what is given now.

    Saleor goes on with the same lines, until they are an order.
    """

    @wraps(native)
    def clean_checkout_shipping(
        checkout: Any, lines: list[Any], discounts: Any, error_code: Any
    ) -> None:
        plugin = plugin_for(plugins_manager(), checkout)
        if plugin is not None:
            if plugin.give(checkout, discounts):
                lines[:] = checkout
            load_goods(lines)
        native(checkout, lines, discounts, error_code)

    return clean_checkout_shipping


def _total_after_gifts(native: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(native)
    def calculate_total(cls: Any, info: Any, checkout: Any) -> Any:
        plugin = plugin_for(info.context.plugins, checkout)
        if plugin is not None:
            plugin.give(checkout, info.context.discounts)
            store_promises(plugin, checkout, info.context.discounts)
        return native(cls, info, checkout)

    return calculate_total


_CHECKOUT = "saleor.graphql.checkout"
_PAYMENT = "saleor.graphql.payment.mutations"
_WHY = "who has too little in the cart for a way of shipping is not told so"

COMPLETION_WRAPPERS = (
    Wrapper(
        number=209,
        module=f"{_CHECKOUT}.mutations",
        path="clean_checkout_shipping",
        parameters=("checkout", "lines", "discounts", "error_code"),
        wrap=lambda native: explaining_refusal(_after_gifts(native)),
        loss=_WHY,
    ),
    Wrapper(
        number=210,
        module=_PAYMENT,
        path="clean_checkout_shipping",
        parameters=("checkout", "lines", "discounts", "error_code"),
        wrap=explaining_refusal,
        loss=_WHY,
    ),
    Wrapper(
        number=211,
        module=f"{_CHECKOUT}.mutations",
        path="clean_checkout_payment",
        parameters=("checkout", "lines", "discounts", "error_code"),
        wrap=lambda native: lending(adding_total_to_error(native)),
        loss="who has paid too little is not told what the total is now",
    ),
    Wrapper(
        number=212,
        module=f"{_CHECKOUT}.mutations",
        path="CheckoutComplete.perform_mutation",
        parameters=("cls", "_root", "info", "checkout_id", "store_source"),
        wrap=lambda native: taking_back(releasing_reservations(native)),
        loss="what a failed order has reserved of promotions is free 15 minutes later",
    ),
    Wrapper(
        number=214,
        module=_PAYMENT,
        path="CheckoutPaymentCreate.calculate_total",
        parameters=("cls", "info", "checkout"),
        wrap=_total_after_gifts,
        loss="a payment may be made for a total without gifts that are due",
    ),
)
