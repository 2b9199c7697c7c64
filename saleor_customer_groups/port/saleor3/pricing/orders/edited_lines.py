"""Which lines of an order that was placed staff have just edited.

Saleor tells only that an order was updated. A line that it saves knows its order, and
with that order Saleor tells of the update.
"""

from typing import Any

from saleor.order import OrderStatus
from saleor.order.models import Order, OrderLine

_EDITED = "_customer_groups_edited"


def line_saved(
    *,
    instance: OrderLine,
    created: bool,
    update_fields: frozenset[str] | None = None,
    **_: Any,
) -> None:
    """Record a line that was added, or has got another quantity."""
    if created or "quantity" in (update_fields or ()):
        _record(instance, is_new=created)


def line_deleted(*, instance: OrderLine, **_: Any) -> None:
    """Record a line that was removed."""
    _record(instance, is_new=False)


def pop_edited_lines(order: Order) -> dict[Any, bool]:
    """Return the lines that were edited since this was last asked.

    :returns: whether each is new, by primary key.
    """
    return order.__dict__.pop(_EDITED, {})


def _record(line: OrderLine, *, is_new: bool) -> None:
    order = line._state.fields_cache.get("order")
    if order is not None and order.status == OrderStatus.UNCONFIRMED:
        order.__dict__.setdefault(_EDITED, {})[line.pk] = is_new
