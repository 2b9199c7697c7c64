"""Orders of Saleor 2.10 of which nothing was recorded, because of a fault or a kill."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from functools import partial

from django.db.models import Exists, OuterRef, Q, QuerySet, TextField
from django.db.models.functions import Cast
from saleor.order import OrderEvents, OrderStatus
from saleor.order.models import Order, OrderEvent

from ....contract.orders import PlacedOrder, SoldLines
from ....membership.group_stamps import lacks_stamp, stamp_later
from .orders import EFFECTS_KEY, QUOTES_KEY, match_lines_to_total, sold_lines
from .placed import placed_at, placed_events


def unrecorded_orders(recorded: QuerySet, *, since: datetime) -> Iterator[PlacedOrder]:
    """Yield orders that have prices of groups, or a customer, and no record of it.

    :param recorded: what was recorded, with ``order_id`` as text.
    :param since: when they were placed, or later.
    """
    orders = (
        Order.objects.filter(
            Q(created__gte=since)
            | Q(pk__in=placed_events().filter(date__gte=since).values("order"))
        )
        .exclude(status=OrderStatus.DRAFT)
        .alias(key=Cast("pk", TextField()))
        .annotate(placed_at=placed_at())
        .filter(
            lacks_stamp()
            | (
                Q(private_metadata__has_any_keys=(QUOTES_KEY, EFFECTS_KEY))
                & ~Exists(recorded.filter(order_id=OuterRef("key")))
            ),
            placed_at__gte=since,
        )
    )
    for order in orders.order_by("placed_at"):
        yield PlacedOrder(
            id=str(order.pk),
            checkout_key=order.checkout_token,
            customer_id=order.user_id,
            email=order.user_email,
            placed_at=order.placed_at,
            is_undone=order.status == OrderStatus.CANCELED,
            read_lines=partial(_matched_lines, order),
            stamp=partial(stamp_later, order, at=order.placed_at),
        )


def undone_orders(uses: QuerySet, *, since: datetime | None) -> Iterable[str]:
    """Yield the primary keys of orders that were cancelled, as text.

    :param uses: what may be left of them, with ``order_id`` as text.
    :param since: cancelled then or later; None for all.
    """
    orders = (
        Order.objects.filter(status=OrderStatus.CANCELED)
        .alias(key=Cast("pk", TextField()))
        .filter(Exists(uses.filter(order_id=OuterRef("key"))))
    )
    if since is not None:
        events = OrderEvent.objects.filter(type=OrderEvents.CANCELED, date__gte=since)
        orders = orders.filter(pk__in=events.values("order"))
    return map(str, orders.order_by().values_list("pk", flat=True).iterator())


def _matched_lines(order: Order) -> SoldLines:
    match_lines_to_total(order)
    return sold_lines(order)
