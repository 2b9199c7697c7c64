"""How long groups take to find out who belongs in them."""

from collections.abc import Iterator, Sequence
from functools import partial
from statistics import median
from typing import Any

from django.db import connection
from rich.console import Console
from rich.table import Table

from benchmarks.figures import Figure
from saleor_customer_groups.graphql.base.loading.batches import membership
from saleor_customer_groups.models import (
    LedgerEntry,
    Membership,
    MembershipRun,
    PendingMetadata,
    RunCause,
)
from saleor_customer_groups.services.evaluation import run_batches, runs
from saleor_customer_groups.services.evaluation.condition_previews import (
    preview_conditions,
)
from saleor_customer_groups.services.evaluation.evaluations import evaluate_customers
from tests.queries import counted

from .shop import LargeShop, analyze, seconds

_SECTION = "Groups that fill themselves"
# Customers whose events are measured: from those with the most orders to those without.
EVENTS = 40


def measure(shop: LargeShop, read: float) -> Iterator[Figure]:
    """Yield how long all groups take, the first time and when nothing has changed.

    :param read: how long the database alone takes to read the orders.
    """

    def figure(what: str, measured: float, unit: str, promised: float) -> Figure:
        return Figure(_SECTION, what, measured, unit, promised, is_binding=True)

    first = seconds(partial(run_groups, shop))
    yield figure("first run of ten groups", first, "s", 180)
    yield figure("first run, beside reading the orders", first / read, "x", 7)
    analyze()
    before = _rows()
    second = seconds(partial(run_groups, shop))
    yield figure("second run, nothing changed", second, "s", first / 2)
    yield figure("second run, beside reading the orders", second / read, "x", 2)
    changed = sum(each not in before.items() for each in _rows().items())
    yield figure("tables changed by it", changed, "", 0)
    yield figure("the slowest preview", max(_previews(shop)), "s", 5)
    yield from _events(shop)


def run_groups(shop: LargeShop) -> list[MembershipRun]:
    """Run all groups, one after the other, and show what each run did."""
    done = []
    for group in shop.groups:
        run = runs.start_run(group=group, cause=RunCause.NIGHTLY, now=shop.now)
        taken = seconds(
            partial(
                run_batches.carry_out,
                [run.pk],
                clock=lambda: shop.now,
                leave_default=True,
            )
        )
        run.refresh_from_db()
        assert run.state == "done", run.problem
        done.append((run, taken))
    _show(shop.console, done)
    return [run for run, _ in done]


def _show(console: Console, done: Sequence[tuple[MembershipRun, float]]) -> None:
    table = Table("group", "looked at", "joined", "left", "s")
    for run, taken in done:
        numbers = (f"{each:,}" for each in (run.examined, run.joined, run.left))
        table.add_row(run.group.name, *numbers, f"{taken:.1f}")
    console.print(table)


def _rows() -> dict[str, Any]:
    """Return by table how many rows it has, and a sum of who wrote them."""
    versions: dict[str, Any] = {}
    with connection.cursor() as cursor:
        for model in (LedgerEntry, Membership, PendingMetadata):
            table = model._meta.db_table
            cursor.execute(f"SELECT COUNT(*), SUM(xmin::text::bigint) FROM {table}")
            versions[table] = cursor.fetchone()
    return versions


def _previews(shop: LargeShop) -> Iterator[float]:
    """Yield how long the preview of each group takes, with a page of customers."""
    for group in shop.groups:

        def look(group: Any = group) -> None:
            preview = preview_conditions(group.conditions, group=group, now=shop.now)
            membership.users(preview.matching[:20])

        yield seconds(look)


def _events(shop: LargeShop) -> Iterator[Figure]:
    """Yield how long the evaluation of one customer takes, and its queries."""
    times, queries = [], set()
    for number in range(EVENTS):
        pk = shop.data.customer(1 + number * shop.data.customers // EVENTS)
        evaluate = partial(evaluate_customers, [pk], now=shop.now, leave_default=True)
        # Of a customer who has just done something the rows are in memory.
        with counted() as count:
            evaluate()
        queries.add(count.count)
        times.append(seconds(evaluate) * 1000)
    what = "an event of one customer"
    yield Figure(_SECTION, f"{what}, median", median(times), "ms", 20, is_binding=True)
    yield Figure(_SECTION, f"{what}, most", max(times), "ms")
    most, least = max(queries), min(queries)
    yield Figure(_SECTION, f"{what}, queries", most, "", least, is_binding=True)
