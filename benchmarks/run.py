"""What is promised about speed, measured: a shop with customer groups off and on.

``make bench`` prints the tables and ends with exit status 1 where a promise about
queries or about the engine is not kept. Times are shown as ratios: how long anything
takes depends on the machine.
"""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from statistics import median
from time import perf_counter
from typing import Any

from rich.console import Console
from rich.table import Table

ROUNDS = {1: 9, 20: 7, 100: 3}
LINES = tuple(ROUNDS)
RULES = (10, 500, 5_000)
PROMOTIONS = (1, 200)
# Queries beside what is promised without promotions, where none gives a gift.
EXTRA_FOR_PROMOTIONS = 2
GROUPS = 1_000


@dataclass
class Measurement:
    """One kind of request at one size, off and on."""

    what: str
    lines: int
    rules: str
    promotions: int
    promised: int
    queries: dict[bool, int] = field(default_factory=dict)
    seconds: dict[bool, list[float]] = field(
        default_factory=lambda: {False: [], True: []}
    )

    @property
    def extra_queries(self) -> int:
        """How many queries customer groups add."""
        return self.queries[True] - self.queries[False]

    @property
    def is_kept(self) -> bool:
        """Whether the promise about queries is kept."""
        return self.extra_queries <= self.promised

    @property
    def ratio(self) -> float:
        """How long the request takes with customer groups, against without them.

        The median over pairs that ran one after the other, so that a machine that
        becomes slower or faster does not count.
        """
        pairs = zip(self.seconds[True], self.seconds[False], strict=True)
        return median(on / off for on, off in pairs)


def main() -> int:
    """Measure, print, and return the exit status."""
    console = Console(width=100)
    console.print("Measuring the engine (some seconds) ...")
    engine_is_kept = show_engine(console)
    console.print("Measuring a shop with customer groups off and on (a minute) ...")
    with shop_database():
        bench = ShopBench()
        measurements = list(bench.measure())
        measurements += bench.measure_with_promotions()
        console.print("Measuring the import of a price list (half a minute) ...")
        import_is_kept = show_import(console, bench.fill_price_list())
        measurements += bench.measure_with_many_groups()
    show_shop(console, measurements)
    console.print("Measuring the pages of shop owners (some minutes) ...")
    with shop_database():
        from benchmarks import pages

        pages_are_kept = pages.measure(console)
    shop_is_kept = all(each.is_kept for each in measurements)
    is_kept = engine_is_kept and shop_is_kept and import_is_kept and pages_are_kept
    return int(not is_kept)


def show_engine(console: Console) -> bool:
    """Print what the engine alone takes, and tell whether the promises are kept."""
    from benchmarks import engine

    promises: list[tuple[str, Callable[[], float], float, str]] = [
        (
            "50 lines, 500 rules, 20 concern the cart",
            engine.price_50_lines_with_20_of_500_rules,
            10,
            "ms",
        ),
        (
            "a line of 50, 5,000 rules, 10 concern it",
            engine.price_one_line_with_10_of_5000_rules,
            0.3,
            "ms",
        ),
        (
            "10,000 rules against 5,000, 10 concern the cart",
            engine.slowdown_by_5000_more_irrelevant_rules,
            1.10,
            "times",
        ),
        (
            "50 lines, 200 promotions for all of them",
            engine.price_50_lines_with_200_promotions_for_all,
            60,
            "ms",
        ),
        (
            "50 lines, 200 promotions, 10 concern the cart",
            engine.price_50_lines_with_10_of_200_promotions,
            15,
            "ms",
        ),
    ]
    table = Table("The engine alone, verdicts off", "measured", "promised", "")
    is_kept = True
    for what, function, promised, unit in promises:
        measured = function()
        is_kept &= measured <= promised
        table.add_row(
            what,
            f"{measured:.2f} {unit}",
            f"{promised:g} {unit}",
            "kept" if measured <= promised else "NOT KEPT",
        )
    console.print(table)
    return is_kept


@contextmanager
def shop_database() -> Iterator[None]:
    """Set Saleor up on an empty database of its own."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    import django

    django.setup()
    from tests.database.clones import TestDatabase

    database = TestDatabase()
    database.create(announce=lambda: print("Making the database (half a minute) ..."))
    try:
        yield
    finally:
        database.destroy()


class ShopBench:
    """A shop with three members of a group, each with a checkout of another size."""

    def __init__(self) -> None:
        from tests.owner import Shop

        self.shop = Shop()
        self.vip = self.shop.group("VIP")
        self.shop.rule(self.vip, "percent_off", "15", category=self.shop.coffee)
        self.rules = 1
        variants = [
            self.shop.catalogue.variant(f"v{n}", "10.00", category=self.shop.coffee)
            for n in range(max(LINES) - 1)
        ]
        self.shoppers = {}
        for lines in LINES:
            shopper = self.shop.member(self.vip, f"shopper{lines}@example.com")
            basket = {self.shop.espresso: 1, **dict.fromkeys(variants[: lines - 1], 1)}
            self.shoppers[lines] = (shopper, shopper.open_checkout(basket))

    def measure(self) -> Iterator[Measurement]:
        """Yield the measurements with more and more rules."""
        for rules in RULES:
            self.shop.many_rules(self.vip, rules - self.rules)
            self.rules = rules
            yield from self.measure_as(f"{rules:,}")

    def measure_with_promotions(self) -> Iterator[Measurement]:
        """Yield the measurements with one promotion and with many, then drop them."""
        from saleor_customer_groups.models import Promotion

        for promotions in PROMOTIONS:
            self.shop.many_promotions(self.vip, promotions - Promotion.objects.count())
            yield from self.measure_as(f"{self.rules:,}", promotions=promotions)
        Promotion.objects.all().delete()

    def fill_price_list(self) -> float:
        """Give the group a list of 200,000 entries; how many rows a second it took."""
        from benchmarks import imports

        return imports.rows_per_second(self.shop, self.vip)

    def measure_with_many_groups(self) -> Iterator[Measurement]:
        """Yield the measurements among a thousand groups."""
        for number in range(GROUPS):
            self.shop.group(f"Group {number}")
        yield from self.measure_as(f"{self.rules:,} *")

    def measure_as(self, rules: str, *, promotions: int = 0) -> Iterator[Measurement]:
        """Yield the measurements of the shop as it is, each off and on in turns."""
        from tests.port import promises

        for lines, (shopper, checkout) in self.shoppers.items():
            for what, promised, request in (
                ("look", promises.EXTRA_FOR_LOOKING, _look),
                ("change", promises.EXTRA_FOR_CHANGING, _change),
            ):
                extra = EXTRA_FOR_PROMOTIONS if promotions else 0
                measurement = Measurement(
                    what, lines, rules, promotions, promised + extra
                )
                take(measurement, partial(request, self.shop, shopper, checkout))
                yield measurement


def take(measurement: Measurement, request: Callable[[], Any]) -> None:
    """Take one measurement, off and on in turns."""
    from tests.port.plugin import configure
    from tests.queries import counted

    for active in (False, True):
        configure(active=active)
        request()  # fills what processes keep in memory
        with counted() as queries:
            request()
        measurement.queries[active] = queries.count
    for _ in range(ROUNDS[measurement.lines]):
        for active in (False, True):
            configure(active=active)
            measurement.seconds[active].append(request())


def _look(shop: Any, shopper: Any, checkout: Any) -> float:
    shop.catalogue.let_prices_run_out()
    started = perf_counter()
    shopper.look(checkout)
    return perf_counter() - started


def _change(shop: Any, shopper: Any, checkout: Any) -> float:
    quantity = 2 + int(perf_counter() * 1000) % 7
    started = perf_counter()
    shopper.set_quantities(checkout, {shop.espresso: quantity})
    return perf_counter() - started


def show_shop(console: Console, measurements: list[Measurement]) -> None:
    """Print queries and times, off and on."""
    table = Table(
        "Over HTTP",
        "lines",
        "rules",
        "promotions",
        "queries off",
        "on",
        "extra",
        "promised",
        "",
        "ms off",
        "on/off",
    )
    names = {"look": "looked at", "change": "changed"}
    for each in measurements:
        table.add_row(
            names[each.what],
            str(each.lines),
            str(each.rules),
            str(each.promotions or ""),
            str(each.queries[False]),
            str(each.queries[True]),
            f"+{each.extra_queries}",
            f"+{each.promised}",
            "kept" if each.is_kept else "NOT KEPT",
            f"{median(each.seconds[False]) * 1000:.0f}",
            f"{each.ratio:.2f}",
        )
    console.print(table)
    console.print(f"* among {GROUPS:,} groups, with a list of 200,000 entries")


def show_import(console: Console, measured: float) -> bool:
    """Print how fast a price list is imported, and tell whether that is kept."""
    from benchmarks import imports

    is_kept = measured >= imports.PROMISED
    table = Table("A price list from a file", "rows", "rows a second", "promised", "")
    table.add_row(
        "customer_groups_import_prices",
        f"{imports.ROWS:,}",
        f"{measured:,.0f}",
        f"{imports.PROMISED:,}",
        "kept" if is_kept else "NOT KEPT",
    )
    console.print(table)
    return is_kept


if __name__ == "__main__":
    sys.exit(main())
