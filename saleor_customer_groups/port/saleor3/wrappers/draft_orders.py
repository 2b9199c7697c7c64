"""Where Saleor finds the prices of an order that staff write or edit again."""

from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any

from ...base.wrapping import Wrapper
from ..pricing.orders.draft_orders import (
    bring_up_to_date,
    our_overrides,
    price_refreshed_draft_order,
)
from ..pricing.orders.order_events import price_again


def _with_prices_of_today(native: Callable) -> Callable:
    """Price a draft order again where Saleor takes the listing prices of today."""

    @wraps(native)
    def refresh_order_base_prices_and_discounts(
        order: Any,
        line_ids_to_refresh: Iterable[Any],
        lines: Any = None,
        *args: Any,
        **named: Any,
    ) -> Any:
        lines = list(order.lines.all() if lines is None else lines)
        # Saleor does not know whose an override is, and would go back to the listing
        # price.
        ours = our_overrides(order, lines)
        others = [pk for pk in line_ids_to_refresh if pk not in ours]
        refreshed = native(order, others, lines, *args, **named)
        return price_refreshed_draft_order(order, refreshed, ours=ours)

    return refresh_order_base_prices_and_discounts


def _with_edited_lines(native: Callable) -> Callable:
    """Price lines that staff have edited, where a fault kept that from being done.

    Whoever asks for prices of an order asks first which of them have expired.
    """

    @wraps(native)
    def get_expired_line_ids(
        order: Any, lines: Iterable[Any] | None, *args: Any, **named: Any
    ) -> Any:
        if price_again(order):
            bring_up_to_date(order, lines or ())
        return native(order, lines, *args, **named)

    return get_expired_line_ids


DRAFT_ORDER_WRAPPERS = (
    Wrapper(
        number=46,
        module="saleor.order.calculations",
        path="refresh_order_base_prices_and_discounts",
        parameters=("order", "line_ids_to_refresh", "lines"),
        wrap=_with_prices_of_today,
        loss="prices of groups in draft orders are a day old until staff edit them",
    ),
    *(
        Wrapper(
            number=number,
            module=module,
            path="get_expired_line_ids",
            parameters=("order", "lines"),
            wrap=_with_edited_lines,
            loss="lines that staff edit during a fault keep Saleor's own prices",
            # Saleor before 3.23 asks at the first place alone.
            is_optional=number == 105,
        )
        for number, module in (
            (104, "saleor.order.calculations"),
            (105, "saleor.graphql.order.dataloaders"),
        )
    ),
)
