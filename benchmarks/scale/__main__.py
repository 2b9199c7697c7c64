"""What is promised about groups that fill themselves, and about reports, at large size.

``make bench-scale CUSTOMERS=1000000 ORDERS=5000000`` prints a table and ends with exit
status 1 where a promise is not kept. All figures are in a file, too, so that two
commits can be compared.
"""

import argparse
import resource
import sys
from collections.abc import Iterator
from pathlib import Path

from rich.console import Console

from benchmarks.figures import Figure, show, write
from benchmarks.run import shop_database

FILE = Path(".local/bench-scale.json")
MEGABYTE = 1024 * 1024


def main() -> int:
    """Measure, print, and return the exit status."""
    parser = argparse.ArgumentParser(prog="benchmarks.scale", description=__doc__)
    parser.add_argument("--customers", type=int, default=20_000)
    parser.add_argument("--orders", type=int, default=100_000)
    parser.add_argument(
        "--compare", type=Path, help="the file of another run, to stand beside this one"
    )
    options = parser.parse_args()
    console = Console(width=100)
    with shop_database():
        figures = list(measure(console, options.customers, options.orders))
    console.print(f"{options.customers:,} customers, {options.orders:,} orders:")
    is_kept = show(console, figures, options.compare)
    write(figures, FILE)
    console.print(f"All figures are in {FILE}.")
    return int(not is_kept)


def measure(console: Console, customers: int, orders: int) -> Iterator[Figure]:
    """Yield all figures; what comes later builds on what was before."""
    from benchmarks.scale import figures, members, reports, reviews, runs
    from benchmarks.scale.shop import LargeShop, metadata_left_to_others, seconds

    with metadata_left_to_others():
        shop = LargeShop(console, customers=customers, orders=orders)
        read = seconds(shop.read_orders)
        yield Figure("Orders", "all read once, by the database alone", read, "s")
        yield from figures.measure()
        yield from runs.measure(shop, read)
        yield from reports.measure(shop)
        yield from reviews.measure(shop)
        yield from members.measure(shop)
        used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / MEGABYTE
        yield Figure("Memory", "the most", used, "MB", 500, is_binding=True)


if __name__ == "__main__":
    sys.exit(main())
