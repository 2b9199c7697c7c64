"""Where Saleor tells of orders and checkouts, and copies lines into a replacement."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from ...base.wrapping import Wrapper
from ..pricing.checkouts.checkout_payloads import price_checkout, with_group_prices
from ..pricing.orders.order_events import price_draft, price_edited
from ..pricing.orders.replacements import keep_paid_prices


def _priced_first(
    price: Callable[[Any, Any], None],
) -> Callable[[Callable], Callable]:
    """Price an order before apps and plugins are told of it.

    :param price: prices an order; takes Saleor's plugins manager first.
    """

    def wrap(native: Callable) -> Callable:
        @wraps(native)
        def tell(self: Any, order: Any, *args: Any, **named: Any) -> Any:
            price(self, order)
            return native(self, order, *args, **named)

        return tell

    return wrap


def _at_what_was_paid(native: Callable) -> Callable:
    """Have a replacement cost what was paid for what it replaces.

    Also while the plugin is off: the price was agreed upon.
    """

    @wraps(native)
    def create_replace_order(*args: Any, **named: Any) -> Any:
        order = native(*args, **named)
        keep_paid_prices(order)
        return order

    return create_replace_order


def _checkout_priced_first(native: Callable) -> Callable:
    """Price a checkout before apps are told of it without asking for its prices."""

    @wraps(native)
    def generate_checkout_payload(checkout: Any, *args: Any, **named: Any) -> Any:
        price_checkout(checkout)
        return native(checkout, *args, **named)

    return generate_checkout_payload


def _at_our_prices(native: Callable) -> Callable:
    """Tell apps of a checkout's lines at the prices of groups."""

    @wraps(native)
    def serialize_checkout_lines(checkout: Any, *args: Any, **named: Any) -> Any:
        return with_group_prices(checkout, native(checkout, *args, **named))

    return serialize_checkout_lines


_LOSS = "draft orders and lines that staff edit do not have the prices of groups"

ORDER_EVENT_WRAPPERS = (
    *(
        Wrapper(
            number=number,
            module="saleor.plugins.manager",
            path=f"PluginsManager.{hook}",
            parameters=("self", "order"),
            wrap=_priced_first(price),
            loss=_LOSS,
        )
        for number, hook, price in (
            (69, "draft_order_created", price_draft),
            (64, "draft_order_updated", price_draft),
            (65, "order_updated", price_edited),
        )
    ),
    Wrapper(
        number=66,
        module="saleor.order.actions",
        path="create_replace_order",
        parameters=("user", "app", "original_order"),
        wrap=_at_what_was_paid,
        loss="replacements cost what they would cost today",
    ),
    Wrapper(
        number=67,
        module="saleor.plugins.webhook.plugin",
        path="generate_checkout_payload",
        parameters=("checkout", "requestor"),
        wrap=_checkout_priced_first,
        loss="apps may be told the prices that a checkout had before",
    ),
    Wrapper(
        number=68,
        module="saleor.webhook.payloads",
        path="serialize_checkout_lines",
        parameters=("checkout",),
        wrap=_at_our_prices,
        loss="apps are told of lines of checkouts at Saleor's own prices",
    ),
)
