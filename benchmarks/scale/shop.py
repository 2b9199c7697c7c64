"""A shop with many customers and orders, and ten groups that fill themselves."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import perf_counter
from typing import Any
from unittest.mock import patch

from django.db import connection
from django.db.models import Count, Max, Sum
from django.utils import timezone
from rich.console import Console

from benchmarks.many_orders import ManyOrders
from saleor_customer_groups import tasks
from tests.owner import Shop
from tests.port import past

from .groups import conditions


@contextmanager
def metadata_left_to_others() -> Iterator[None]:
    """Leave metadata to another worker, as a shop does: here they would be awaited."""
    with patch.object(tasks.write_metadata, "delay"):
        yield


class LargeShop:
    """The shop, the time at which it is measured, and its ``groups``."""

    def __init__(self, console: Console, *, customers: int, orders: int) -> None:
        self.console = console
        self.now = timezone.now()
        shop = Shop()
        self.data = ManyOrders(shop, customers=customers, orders=orders, now=self.now)
        console.print(f"Making {customers:,} customers and {orders:,} orders ...")
        console.print(f"  {seconds(self.data.make):.0f} s")
        self.groups = [
            shop.group(name, kind="automatic", conditions=tree)
            for name, tree in conditions(self.data.goods)
        ]

    @property
    def orders(self) -> Any:
        """All orders, as Saleor keeps them."""
        return self.data.order._meta.default_manager.order_by()

    def read_orders(self) -> None:
        """Sum all orders up by customer, in one plain statement."""
        rows = self.orders.values("user_id").annotate(
            total=Sum("total_gross_amount"),
            number=Count("pk"),
            last=Max(past.PLACED_AT),
        )
        rows.aggregate(Sum("total"), Sum("number"), Max("last"))


def analyze() -> None:
    """Let the database clear up and count its rows, as it does by itself."""
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def seconds(function: Callable[[], Any]) -> float:
    """Return how long something takes."""
    started = perf_counter()
    function()
    return perf_counter() - started
