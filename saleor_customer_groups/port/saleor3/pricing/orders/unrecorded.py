"""Orders of Saleor 3 of which nothing was recorded, because of a fault or a kill."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from functools import partial

from django.db.models import Exists, OuterRef, Q, QuerySet, TextField
from django.db.models.functions import Cast
from saleor.order import OrderOrigin, OrderStatus
from saleor.order.models import Order, OrderLine

from ....contract.orders import PlacedOrder
from ....membership.group_stamps import lacks_stamp, stamp_later
from ..line_metadata import QUOTE_KEY, SHIPPING_KEY
from .orders import sold_lines
from .placed import placed_at

_UNDONE = (OrderStatus.CANCELED, OrderStatus.EXPIRED)


def unrecorded_orders(recorded: QuerySet, *, since: datetime) -> Iterator[PlacedOrder]:
    """Yield orders that have prices of groups, or a customer, and no record of it.

    :param recorded: what was recorded, with ``order_id`` as text.
    :param since: when they were placed, or later.
    """
    priced = OrderLine.objects.filter(
        order=OuterRef("pk"), private_metadata__has_any_keys=(QUOTE_KEY, SHIPPING_KEY)
    )
    orders = (
        Order.objects.filter(updated_at__gte=since)
        .exclude(status=OrderStatus.DRAFT)
        .exclude(origin=OrderOrigin.BULK_CREATE)
        .alias(key=Cast("pk", TextField()))
        .annotate(placed_at=placed_at())
        .filter(
            lacks_stamp()
            | (Q(Exists(priced)) & ~Exists(recorded.filter(order_id=OuterRef("key")))),
            placed_at__gte=since,
        )
    )
    for order in orders.order_by("placed_at"):
        yield PlacedOrder(
            id=str(order.pk),
            checkout_key=str(order.checkout_token or ""),
            customer_id=order.user_id,
            email=order.user_email,
            placed_at=order.placed_at,
            is_undone=order.status in _UNDONE,
            read_lines=partial(sold_lines, order),
            stamp=partial(stamp_later, order, at=order.placed_at),
        )


def undone_orders(uses: QuerySet, *, since: datetime | None) -> Iterable[str]:
    """Yield the primary keys of orders that were cancelled or have expired, as text.

    :param uses: what may be left of them, with ``order_id`` as text.
    :param since: changed then or later; None for all.
    """
    orders = (
        Order.objects.filter(status__in=_UNDONE)
        .alias(key=Cast("pk", TextField()))
        .filter(Exists(uses.filter(order_id=OuterRef("key"))))
    )
    if since is not None:
        orders = orders.filter(updated_at__gte=since)
    return map(str, orders.order_by().values_list("pk", flat=True).iterator())
