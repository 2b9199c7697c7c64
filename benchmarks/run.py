"""What is promised about speed, measured: a shop with customer groups off and on.

``make bench`` prints a table and ends with exit status 1 where a promise about queries,
the engine, an import or the pages' work is broken. How long requests take depends on
the machine: they are measured in turns, and shown as ratios.
"""

import argparse
import importlib.util
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from rich.console import Console

from benchmarks.figures import Figure, show, write

FILE = Path(".local/bench.json")
PARTS = ("engine", "shop", "visibility", "bulk", "orders", "pages")
ROUNDS = 40
# What others publish of themselves, or was measured of them in the same way.
PEERS = (
    "For comparison: Vendure 3.7.3, which goes through all promotions in JavaScript at"
    " each change of an order, takes 2.8 times as long with 500 of them, and 8 times"
    " with 2,000."
)


def main() -> int:
    """Measure, print, and return the exit status."""
    options = _parser().parse_args()
    console = Console(width=100)
    if not options.compare or options.compare.exists():
        figures = list(_figures(console, options.only or PARTS, options.rounds))
    else:
        console.print(f"There is no file {options.compare}.")
        return 2
    is_kept = show(console, figures, options.compare)
    console.print(PEERS)
    write(figures, options.json)
    console.print(f"All figures are in {options.json}.")
    return int(not is_kept)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="benchmarks.run", description=__doc__)
    parser.add_argument(
        "--compare", type=Path, help="the file of another run, to stand beside this one"
    )
    parser.add_argument(
        "--json", type=Path, default=FILE, help=f"where to write it ({FILE})"
    )
    parser.add_argument("--only", choices=PARTS, action="append", help="this part")
    parser.add_argument(
        "--rounds", type=int, default=ROUNDS, help="how often a request is repeated"
    )
    return parser


def _figures(console: Console, parts: Sequence[str], rounds: int) -> Iterator[Figure]:
    if "engine" in parts:
        from benchmarks import engine

        console.print("Measuring the engine (some seconds) ...")
        yield from engine.measure()
    if "shop" in parts:
        console.print("Measuring a shop with customer groups off and on (minutes) ...")
        share_a_key()
        with shop_database():
            from benchmarks import shop
            from benchmarks.requests import saleor_alone

            with saleor_alone() as alone:
                yield from shop.ShopBench(alone, rounds=rounds).measure()
    if "visibility" in parts:
        console.print(
            "Measuring lists of a catalogue with hidden products (minutes) ..."
        )
        with shop_database():
            from benchmarks import visibility

            yield from visibility.measure(rounds)
    if "bulk" in parts:
        console.print("Measuring ten thousand customers in one call (a minute) ...")
        with shop_database():
            from benchmarks import bulk

            yield from bulk.measure_calls()
        with shop_database():
            yield from bulk.measure_file()
    if "orders" in parts:
        console.print("Measuring drafts of rules on past orders (a minute) ...")
        with shop_database():
            from benchmarks import dry_runs

            yield from dry_runs.measure()
    if "pages" in parts:
        console.print("Measuring the pages of shop owners (some minutes) ...")
        with shop_database():
            from benchmarks import pages

            yield from pages.measure()


def share_a_key() -> None:
    """Have Saleor 3 sign tokens in all processes with one key."""
    if importlib.util.find_spec("saleor.channel") is None:
        return
    from cryptography.hazmat.primitives.asymmetric import rsa
    from cryptography.hazmat.primitives.serialization import (
        Encoding,
        NoEncryption,
        PrivateFormat,
    )

    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    written = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    os.environ.setdefault("RSA_PRIVATE_KEY", written.decode())


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


if __name__ == "__main__":
    sys.exit(main())
