"""Which orders staff deal with whom Saleor limits to some channels.

One that is out of their reach is answered like one that is not there.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeVar

from django.db.models import Exists, OuterRef, QuerySet

from ...models import CustomerInvoice, CustomerQuote, TermsOrder
from ...port.graphql import saleor
from .ids import read_key

_Row = TypeVar("_Row", CustomerInvoice, CustomerQuote, TermsOrder)
# That of no order.
_NONE = ""


def in_reach(info: Any, rows: QuerySet) -> QuerySet:
    """Return those of some rows whose order is within the caller's reach.

    :param rows: with ``order_id`` as text.
    """
    keys = _orders_in_reach(info)
    if keys is None:
        return rows
    return rows.filter(Exists(keys.filter(key=OuterRef("order_id"))))


def only_in_reach(info: Any, rows: Sequence[_Row]) -> list[_Row]:
    """Return the same of rows that are loaded."""
    keys = _orders_in_reach(info)
    if keys is None or not rows:
        return list(rows)
    found = _found(info, keys, [row.order_id for row in rows])
    return [row for row in rows if row.order_id in found]


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
    found = _found(info, orders, keys.values())
    return {field: key if key in found else _NONE for field, key in keys.items()}


def is_in_reach(caller: Any, order_id: str, context: Any) -> bool:
    """Tell whether an order is within the reach of whoever sent a plain request.

    :param order_id: the primary key of the order as text.
    :param context: the request.
    """
    orders = saleor().orders_in_reach(caller, context)
    return orders is None or orders.filter(key=order_id).exists()


def _found(info: Any, orders: QuerySet, keys: Iterable[str]) -> set[str]:
    with saleor().reading(info.context):
        return set(orders.filter(key__in=set(keys)))


def _orders_in_reach(info: Any) -> QuerySet | None:
    known = info.context.__dict__
    name = "_customer_groups_orders_in_reach"
    if name not in known:
        caller = saleor().requestor(info.context)
        known[name] = saleor().orders_in_reach(caller, info.context)
    return known[name]
