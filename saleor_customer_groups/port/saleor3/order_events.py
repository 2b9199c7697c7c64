"""Price orders that staff write or edit before anybody is told of the change.

Saleor tells its apps before it tells plugins, so that a hook of ours would be too late:
the apps would have heard of prices that nobody is charged.
"""

import logging
from collections.abc import Callable
from functools import partial, wraps
from typing import Any

from saleor.core.db.connection import allow_writer
from saleor.order.models import Order

from .draft_orders import keep_gifts_of_draft_order, price_draft_order
from .edited_orders import price_edited_lines
from .edits import take_edited
from .orders import sold_lines
from .plugin import any_plugin_of

logger = logging.getLogger(__name__)


def _never_stops(price: Callable[[Any, Order], None]) -> Callable[[Any, Order], None]:
    """Log a fault instead of keeping Saleor from telling of a change."""

    @wraps(price)
    def price_unless_at_fault(manager: Any, order: Order) -> None:
        try:
            with allow_writer():
                price(manager, order)
        except Exception:
            logger.exception("Order %s could not be looked at when changed", order.pk)

    return price_unless_at_fault


@_never_stops
def price_draft(manager: Any, order: Order) -> None:
    """Price a draft that staff have begun, or gone on writing.

    :param manager: Saleor's plugins, of which ours may be switched off.
    """
    plugin = any_plugin_of(manager)
    if plugin is not None and plugin.active:
        price_draft_order(order, plugin.quote_units)
    else:
        keep_gifts_of_draft_order(order)


@_never_stops
def price_edited(manager: Any, order: Order) -> None:
    """Price the lines of a placed order that staff have edited, and have that recorded.

    :param manager: Saleor's plugins, of which ours may be switched off.
    """
    edited = take_edited(order)
    if not edited:
        return
    plugin = any_plugin_of(manager)
    quoting = plugin.quote_units if plugin is not None and plugin.active else None
    price_edited_lines(order, quoting, is_new=edited)
    if plugin is not None:
        plugin.order_edited(
            str(order.pk),
            [str(pk) for pk in edited],
            partial(sold_lines, order, edited),
        )
