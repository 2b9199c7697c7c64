"""What each generation provides about orders."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import datetime
from typing import Protocol

from django.db.models import QuerySet

from ..orders import OrderBasket, OrderedLines, PlacedOrder


class OrderFunctions(Protocol):
    """What was ordered."""

    def order_baskets(self, order_ids: Collection[str]) -> Sequence[OrderBasket]:
        """Return what orders were priced from, in two queries and in no order.

        :param order_ids: their primary keys as text.
        """

    def ordered_lines(self, order_id: str) -> OrderedLines | None:
        """Return what was paid for the lines of an order, and what was refunded of it.

        :param order_id: its primary key as text, which may be invalid.
        :returns: None if there is no such order.
        """

    def undone_orders(self, uses: QuerySet, *, since: datetime | None) -> Iterable[str]:
        """Yield the keys of orders that were cancelled or have expired, as text.

        :param uses: what may be left of them, with ``order_id`` as text: an order
            without any is not yielded.
        :param since: when that was, or later; None for all.
        """

    def unrecorded_orders(
        self, recorded: QuerySet, *, since: datetime
    ) -> Iterator[PlacedOrder]:
        """Yield placed orders without a record of what groups did to their prices.

        :param recorded: what is recorded already, with ``order_id`` as text.
        :param since: only orders placed at this time or later.
        """

    def remove_order_metadata(self) -> None:
        """Remove our metadata from all orders and their lines; their prices stay."""
