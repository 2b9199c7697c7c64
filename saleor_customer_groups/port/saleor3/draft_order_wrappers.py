"""Where Saleor finds the listing prices of a draft order anew, once a day."""

from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any

from .wrapping import Wrapper


def _with_prices_of_today(native: Callable) -> Callable:
    """Price a draft order anew where Saleor takes the listing prices of today."""

    @wraps(native)
    def refresh_order_base_prices_and_discounts(
        order: Any,
        line_ids_to_refresh: Iterable[Any],
        lines: Any = None,
        *args: Any,
        **named: Any,
    ) -> Any:
        from .draft_orders import our_overrides, price_refreshed_draft_order

        lines = list(order.lines.all() if lines is None else lines)
        # Saleor does not know whose an override is, and would go back to the listing
        # price.
        ours = our_overrides(order, lines)
        others = [pk for pk in line_ids_to_refresh if pk not in ours]
        refreshed = native(order, others, lines, *args, **named)
        return price_refreshed_draft_order(order, refreshed, ours=ours)

    return refresh_order_base_prices_and_discounts


DRAFT_ORDER_WRAPPERS = (
    Wrapper(
        number=46,
        module="saleor.order.calculations",
        path="refresh_order_base_prices_and_discounts",
        parameters=("order", "line_ids_to_refresh", "lines"),
        wrap=_with_prices_of_today,
        loss="prices of groups in draft orders are a day old until staff edit them",
    ),
)
