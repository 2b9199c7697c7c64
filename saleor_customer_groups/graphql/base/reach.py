"""Which orders staff deal with whom Saleor limits to some channels.

One that is out of their reach is answered like one that is not there.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import wraps
from typing import Any

from django.db.models import Q, QuerySet
from promise import Promise

from ...port.contract.graphql import OrdersInReach
from ...port.graphql import saleor
from .ids import read_key
from .loading.loading import load, reads

# That of no order.
_NONE = ""


def in_reach(info: Any, rows: QuerySet, *, and_of_no_order: bool = False) -> QuerySet:
    """Return those of some rows whose order is within the caller's reach.

    :param rows: with ``order_id`` as text.
    :param and_of_no_order: whether rows without an order are among them.
    """
    orders = _orders_in_reach(info)
    if orders is None:
        return rows
    found = Q(orders.has("order_id"))
    return rows.filter(Q(order_id=_NONE) | found if and_of_no_order else found)


def row_in_reach(info: Any, found: Promise) -> Promise:
    """Return a promise of the same row, None if its order is out of reach.

    :param found: a promise of a row with ``order_id`` as text, or of None.
    """
    return found.then(lambda row: row and if_reached(info, row.order_id, lambda: row))


def rows_in_reach(info: Any, rows: Sequence[Any]) -> Promise:
    """Return a promise of those of many rows whose order is within reach.

    :param rows: with ``order_id`` as text.
    """
    orders = _orders_in_reach(info)
    if orders is None:
        return Promise.resolve(list(rows))
    reached = Promise.all([load(info, orders.tell, row.order_id) for row in rows])
    return reached.then(
        lambda found: [row for row, it_is in zip(rows, found, strict=True) if it_is]
    )


def if_reached(
    info: Any,
    order_id: str,
    found: Callable[[], Any],
    otherwise: Callable[[], Any] = lambda: None,
) -> Any:
    """Return what is found for an order within reach, or a promise of it.

    :param order_id: its primary key as text.
    :param otherwise: returns what is answered for one that is out of reach.
    """
    orders = _orders_in_reach(info)
    if orders is None:
        return found()
    # For many orders together.
    reached = load(info, orders.tell, order_id)
    return reached.then(lambda it_is: found() if it_is else otherwise())


def if_in_reach(
    order_of: Callable[[Any], Any], resolve: Callable[..., Any]
) -> Callable[..., Any]:
    """Have the resolver of a field answer None for orders that are out of reach.

    :param order_of: returns the primary key of the order of Saleor's object.
    """

    @wraps(resolve)
    def resolved(root: Any, info: Any, **arguments: Any) -> Any:
        key = str(order_of(getattr(root, "node", root)))
        return if_reached(info, key, lambda: reads(resolve)(root, info, **arguments))

    return resolved


def read_order_key(info: Any, id_: str, *, field: str) -> str:
    """Return the primary key in the global id of an order as text.

    :returns: that of no order if it is out of the caller's reach.
    :raises django.core.exceptions.ValidationError: it is malformed, or of another type.
    """
    return read_order_keys(info, {field: id_})[field]


def read_order_keys(info: Any, ids: Mapping[str, str]) -> dict[str, str]:
    """Return the same for many orders, in as many queries as for one.

    :param ids: by the field of the input in which each stands.
    """
    keys = {field: read_key(id_, "Order", field=field) for field, id_ in ids.items()}
    orders = _orders_in_reach(info)
    if orders is None:
        return keys
    with saleor().reading(info.context):
        reached = orders.tell(list(keys.values()))
    return {
        field: key if it_is else _NONE
        for (field, key), it_is in zip(keys.items(), reached, strict=True)
    }


def is_in_reach(caller: Any, order_id: str, context: Any) -> bool:
    """Tell whether an order is within the reach of whoever sent a plain request.

    :param order_id: the primary key of the order as text.
    :param context: the request.
    """
    orders = saleor().orders_in_reach(caller, context)
    if orders is None:
        return True
    with saleor().reading(context):
        return orders.tell([order_id])[0]


def _orders_in_reach(info: Any) -> OrdersInReach | None:
    known = info.context.__dict__
    name = "_customer_groups_orders_in_reach"
    if name not in known:
        caller = saleor().requestor(info.context)
        known[name] = saleor().orders_in_reach(caller, info.context)
    return known[name]
