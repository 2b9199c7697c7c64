"""Where Saleor makes an order of a checkout."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from ...base.wrapping import Wrapper
from ..pricing.orders.orders import order_line_discount


def _on_the_order(native: Callable) -> Callable:
    """Let the order's line say what the group took off; Saleor copies promotions only.

    Also while the plugin is off: a line that still has our discount was sold with it.
    """

    @wraps(native)
    def _create_order_line_discounts(
        checkout_line_info: Any, order_line: Any, *args: Any, **named: Any
    ) -> Any:
        discounts = native(checkout_line_info, order_line, *args, **named)
        ours = order_line_discount(checkout_line_info, order_line)
        return discounts if ours is None else [ours, *discounts]

    return _create_order_line_discounts


ORDER_WRAPPERS = (
    Wrapper(
        number=13,
        module="saleor.checkout.complete_checkout",
        path="_create_order_line_discounts",
        parameters=("checkout_line_info", "order_line"),
        wrap=_on_the_order,
        loss="lines of orders do not say which group made their price",
    ),
)
