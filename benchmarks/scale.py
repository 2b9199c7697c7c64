"""What is promised about groups that fill themselves, and about reports, at large size.

``make bench-scale CUSTOMERS=1000000 ORDERS=5000000`` prints the tables and ends with
exit status 1 where a promise is not kept.
"""

import argparse
import resource
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from statistics import median
from time import perf_counter
from typing import Any
from unittest.mock import patch

from rich.console import Console
from rich.table import Table

from benchmarks.run import shop_database

MEGABYTE = 1024 * 1024
# Customers whose events are measured: from those with the most orders to those without.
EVENTS = 40


@dataclass(frozen=True, slots=True)
class Measurement:
    """Something measured, and what was promised; none for what is shown beside it."""

    what: str
    measured: float
    unit: str
    promised: float | None = None

    @property
    def is_kept(self) -> bool:
        """Whether the promise is kept."""
        return self.promised is None or self.measured <= self.promised


def main() -> int:
    """Measure, print, and return the exit status."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--customers", type=int, default=20_000)
    parser.add_argument("--orders", type=int, default=100_000)
    sizes = parser.parse_args()
    console = Console(width=100)
    with shop_database(), metadata_left_to_others():
        bench = ScaleBench(console, customers=sizes.customers, orders=sizes.orders)
        measurements = list(bench.measure())
    show(
        console,
        f"{sizes.customers:,} customers, {sizes.orders:,} orders",
        measurements,
    )
    return int(not all(each.is_kept for each in measurements))


@contextmanager
def metadata_left_to_others() -> Iterator[None]:
    """Leave metadata to another worker, as a shop does: here they would be awaited."""
    from saleor_customer_groups import tasks

    with patch.object(tasks.write_metadata, "delay"):
        yield


class ScaleBench:
    """A shop with many customers and orders, and ten groups that fill themselves."""

    def __init__(self, console: Console, *, customers: int, orders: int) -> None:
        from django.utils import timezone

        from benchmarks.many_orders import ManyOrders
        from benchmarks.scale_groups import conditions
        from tests.owner import Shop

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

    def measure(self) -> Iterator[Measurement]:
        """Yield the measurements; what comes later builds on what was before."""
        from benchmarks.scale_copies import seconds_to_copy
        from saleor_customer_groups.services.evaluation.order_figures import (
            rebuild_figures,
        )

        read = seconds(self.read_orders)
        yield Measurement("the database alone: reading the orders once", read, "s")
        made = seconds(rebuild_figures)
        yield Measurement("figures of all orders, made", made, "s")
        compared = seconds(rebuild_figures)
        yield Measurement("figures of all orders, compared", compared, "s")
        copied = seconds_to_copy()
        yield Measurement("the database alone: the same rows by COPY", copied, "s")
        # They are compared when they are made, too.
        filled = (made - compared) / copied
        yield Measurement("filling figures, beside COPY", filled, "x", 2)
        first = seconds(self.run_groups)
        self.show_runs()
        self.first_runs = self.runs
        yield Measurement("first run of ten groups", first, "s", 180)
        yield Measurement("first run, beside reading the orders", first / read, "x", 7)
        self.analyze()
        before = self.rows()
        second = seconds(self.run_groups)
        self.show_runs()
        yield Measurement("second run, nothing changed", second, "s", first / 2)
        beside = second / read
        yield Measurement("second run, beside reading the orders", beside, "x", 2)
        changed = sum(each not in before.items() for each in self.rows().items())
        yield Measurement("tables changed by it", changed, "", 0)
        yield Measurement("the slowest preview", max(self.previews()), "s", 5)
        yield from self.events()
        yield from self.reports()
        yield from self.reviews()
        slowest = max(self.pages()) * 1000
        yield Measurement("the slowest page of members by revenue", slowest, "ms", 300)
        used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / MEGABYTE
        yield Measurement("the most memory", used, "MB", 500)

    def read_orders(self) -> None:
        """Sum all orders up by customer, in one plain statement."""
        from django.db.models import Count, Max, Sum

        from tests.port import past

        orders = self.data.order._meta.default_manager.order_by().values("user_id")
        rows = orders.annotate(
            total=Sum("total_gross_amount"),
            number=Count("pk"),
            last=Max(past.PLACED_AT),
        )
        rows.aggregate(Sum("total"), Sum("number"), Max("last"))

    def run_groups(self) -> None:
        """Run all groups, one after the other."""
        from saleor_customer_groups.models import RunCause
        from saleor_customer_groups.services.evaluation import runs

        self.runs = []
        for group in self.groups:
            run = runs.start_run(group=group, cause=RunCause.NIGHTLY, now=self.now)
            taken = seconds(partial(self.carry_out, run.pk))
            run.refresh_from_db()
            assert run.state == "done", run.problem
            self.runs.append((group, run, taken))

    def carry_out(self, run_id: int) -> None:
        """Carry a run out."""
        from saleor_customer_groups.services.evaluation.run_batches import carry_out

        carry_out([run_id], clock=lambda: self.now, leave_default=True)

    def show_runs(self) -> None:
        """Print what the last runs did."""
        table = Table("group", "looked at", "joined", "left", "s")
        for group, run, taken in self.runs:
            table.add_row(
                group.name,
                f"{run.examined:,}",
                f"{run.joined:,}",
                f"{run.left:,}",
                f"{taken:.1f}",
            )
        self.console.print(table)

    def analyze(self) -> None:
        """Let the database clear up and count its rows, as it does by itself."""
        from django.db import connection

        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")

    def rows(self) -> dict[str, Any]:
        """Return by table how many rows it has, and a sum of who wrote them."""
        from django.db import connection

        from saleor_customer_groups.models import (
            LedgerEntry,
            Membership,
            PendingMetadata,
        )

        versions: dict[str, Any] = {}
        with connection.cursor() as cursor:
            for model in (LedgerEntry, Membership, PendingMetadata):
                table = model._meta.db_table
                cursor.execute(f"SELECT COUNT(*), SUM(xmin::text::bigint) FROM {table}")
                versions[table] = cursor.fetchone()
        return versions

    def previews(self) -> Iterator[float]:
        """Yield how long the preview of each group takes, with a page of customers."""
        from saleor_customer_groups.graphql.base.loading.batches import membership
        from saleor_customer_groups.services.evaluation.condition_previews import (
            preview_conditions,
        )

        for group in self.groups:

            def look(group: Any = group) -> None:
                preview = preview_conditions(
                    group.conditions, group=group, now=self.now
                )
                membership.users(preview.matching[:20])

            yield seconds(look)

    def events(self) -> Iterator[Measurement]:
        """Yield how long the evaluation of one customer takes, and its queries."""
        from saleor_customer_groups.services.evaluation.evaluations import (
            evaluate_customers,
        )
        from tests.queries import counted

        times, queries = [], set()
        for number in range(EVENTS):
            pk = self.data.customer(1 + number * self.data.customers // EVENTS)

            def evaluate(pk: int = pk) -> None:
                evaluate_customers([pk], now=self.now, leave_default=True)

            # Of a customer who has just done something the rows are in memory.
            with counted() as count:
                evaluate()
            queries.add(count.count)
            times.append(seconds(evaluate) * 1000)
        yield Measurement("an event of one customer, median", median(times), "ms", 20)
        yield Measurement("an event of one customer, most", max(times), "ms")
        yield Measurement("its queries", max(queries), "", min(queries))

    def reports(self) -> Iterator[Measurement]:
        """Yield how long reports take, beside a plain sum over the same orders."""
        from datetime import timedelta

        from django.db.models import Count, Sum

        from saleor_customer_groups.models import CustomerGroup
        from saleor_customer_groups.services.reports import report_tables, rule_results
        from saleor_customer_groups.services.reports.group_report import (
            compare_groups,
            group_report,
        )
        from saleor_customer_groups.services.reports.scopes import Basis, read_scope
        from saleor_customer_groups.services.reports.sold_goods import (
            MAX_WORDS,
            GoodsKind,
            sold_goods,
        )
        from tests.port import past

        by_size = CustomerGroup.objects.annotate(size=Count("memberships"))
        groups = list(by_size.order_by("-size", "pk")[:10])
        default = by_size.get(is_default=True)
        # The largest of those whose members buy.
        group = next(
            each
            for each in groups
            if each != default and each.memberships.filter(net_revenue__gt=0).exists()
        )
        year = {f"{past.PLACED_AT}__gte": self.now - timedelta(days=365)}

        def read_year() -> None:
            orders = self.data.order._meta.default_manager.filter(**year)
            orders.aggregate(Sum("total_gross_amount"), Count("user_id", distinct=True))

        plain = seconds(read_year)
        yield Measurement("the orders of a year, summed up plainly", plain, "s")
        for basis in Basis:
            scope = read_scope(basis=basis, now=self.now)
            one = seconds(partial(group_report, group, scope=scope))
            yield Measurement(f"report on {group.size:,} members, {basis}", one, "s", 3)
            all_others = seconds(partial(group_report, default, scope=scope))
            name = f"report on the default group, {default.size:,}, {basis}"
            yield Measurement(name, all_others, "s")
            ten = seconds(partial(compare_groups, groups, scope=scope))
            yield Measurement(f"comparison of ten groups, {basis}", ten, "s", 8)
        scope = read_scope(now=self.now)
        audience = group_report(group, scope=scope).audience
        for name, table in (
            ("by month", report_tables.by_month),
            ("by customer", partial(report_tables.top_customers, first=100)),
            ("by rule", rule_results.by_rule),
        ):
            taken = seconds(partial(table, audience, scope=scope))
            yield Measurement(f"its table {name}", taken, "s", 3)
        for kind in (GoodsKind.PRODUCT, GoodsKind.CATEGORY):
            words = partial(sold_goods, kind=kind, first=MAX_WORDS)
            taken = seconds(partial(words, audience, scope=scope))
            yield Measurement(f"what they buy, by {kind}", taken, "s", 5)

    def reviews(self) -> Iterator[Measurement]:
        """Yield how long the first page of each review takes."""
        from benchmarks.scale_reviews import pages, prepare
        from saleor_customer_groups.models import CustomerGroup

        prepare(self.now)
        self.analyze()
        for name, read in pages(CustomerGroup.objects.get(name="Gold"), self.now):
            yield Measurement(f"review, {name}", seconds(read), "s", 1)

    def pages(self) -> Iterator[float]:
        """Yield how long the first page of members by revenue takes, of each group."""
        from saleor_customer_groups.graphql.base.loading.connections import read_page
        from saleor_customer_groups.graphql.membership.member_pages import (
            pages_by_revenue,
        )
        from saleor_customer_groups.models import CustomerGroup
        from saleor_customer_groups.services.membership.lists.member_filters import (
            EVERYBODY,
        )

        fields = ("net_amount", "customer_id")
        for group in CustomerGroup.objects.all():
            for descending in (True, False):
                page = read_page({"first": 50}, fields, descending=descending)
                key = (group.pk, page, EVERYBODY, "USD")
                yield seconds(partial(pages_by_revenue, [key]))


def seconds(function: Callable[[], Any]) -> float:
    """Return how long something takes."""
    started = perf_counter()
    function()
    return perf_counter() - started


def show(console: Console, title: str, measurements: list[Measurement]) -> None:
    """Print what was measured beside what was promised."""
    table = Table(title, "measured", "promised", "")
    for each in measurements:
        promised = each.promised
        table.add_row(
            each.what,
            f"{each.measured:,.1f} {each.unit}".replace(".0 ", " "),
            "" if promised is None else f"{promised:,.1f} {each.unit}",
            "" if promised is None else "kept" if each.is_kept else "NOT KEPT",
        )
    console.print(table)


if __name__ == "__main__":
    sys.exit(main())
