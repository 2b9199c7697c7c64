"""Price orders that staff write or edit before anybody is told of the change.

Saleor tells its apps before it tells plugins, so that a hook of ours would be too late:
the apps would have heard of prices that nobody is charged.
"""

import logging
from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import partial, wraps
from typing import Any
from uuid import UUID

from saleor.order import OrderStatus
from saleor.order.models import Order
from saleor.plugins.manager import get_plugins_manager

from ....pricing.retries import (
    is_retry_due,
    lines_to_retry,
    needs_retry,
    store_retry,
)
from ...base.active_plugin import any_plugin_of
from ...base.databases import writing
from ..told_again import tell_when_saved
from .draft_orders import keep_gifts_of_draft_order, price_draft_order
from .edited_lines import pop_edited_lines
from .edited_orders import price_edited_lines
from .orders import sold_lines

logger = logging.getLogger(__name__)


def _never_stops(price: Callable[[Any, Order], None]) -> Callable[[Any, Order], None]:
    """Log a fault instead of keeping Saleor from telling of a change."""

    @wraps(price)
    def price_unless_at_fault(manager: Any, order: Order) -> None:
        try:
            with writing():
                price(manager, order)
        except Exception:
            logger.exception(
                "Order %s has Saleor's own prices where staff have changed it: it could"
                " not be priced for the customer's groups",
                order.pk,
            )

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
    edited = pop_edited_lines(order)
    if not edited:
        return
    # Those whose prices could not be found before are as they were then.
    _price_edited(manager, order, {**edited, **_lines_to_retry(order)})


def price_again(order: Order) -> bool:
    """Price lines of an order whose prices could not be found a few seconds ago.

    :returns: whether that was asked for.
    """
    if order.status != OrderStatus.UNCONFIRMED or not is_retry_due(order):
        return False
    _price_retried(get_plugins_manager(allow_replica=False), order)
    if not needs_retry(order):
        tell_when_saved(order, "order_updated")
    return True


@_never_stops
def _price_retried(manager: Any, order: Order) -> None:
    _price_edited(manager, order, _lines_to_retry(order))


def _price_edited(manager: Any, order: Order, edited: Mapping[Any, bool]) -> None:
    plugin = any_plugin_of(manager)
    quoting = plugin.quote_units if plugin is not None and plugin.active else None
    is_known = price_edited_lines(order, quoting, is_new=edited)
    if plugin is not None:
        is_known &= plugin.order_edited(
            str(order.pk),
            [str(pk) for pk in edited],
            partial(sold_lines, order, edited),
        )
    store_retry(
        order,
        is_known=is_known,
        lines={str(pk): is_new for pk, is_new in edited.items()},
    )


def _lines_to_retry(order: Order) -> dict[UUID, bool]:
    found = {}
    for key, is_new in lines_to_retry(order).items():
        with suppress(ValueError):
            found[UUID(key)] = is_new
    return found
