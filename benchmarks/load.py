"""Forty shoppers at once, with customer groups off and on: what the shop serves.

``make bench-load`` prints a table and ends with exit status 1 where anything went
wrong: an error, a wrong total, a deadlock. How many orders the shop takes depends on
the machine: it is measured in turns, and shown as a ratio.
"""

import argparse
import importlib.util
import json
import os
import socket
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from threading import Event, Thread
from time import monotonic, sleep
from typing import Any

import requests
from rich.console import Console

from benchmarks.figures import Figure, show
from benchmarks.run import share_a_key, shop_database

SHOPPERS = 40
SECONDS, TURNS = 60, 4
RULES = 500
# How many orders the shop takes with customer groups, as a ratio.
THROUGHPUT = 0.9
SECONDS_TO_START = 60
LOG = Path(".local/load.log")
OFF, ON, SAVING = "off", "on", "on, a rule saved every second"


@dataclass
class Orders:
    """What shoppers have bought in some seconds, and what went wrong."""

    seconds: float = 0
    totals: Counter[Decimal] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)

    @property
    def per_second(self) -> float:
        """How many orders a second the shop has taken."""
        return self.totals.total() / self.seconds if self.seconds else 0


def main() -> int:
    """Measure, print, and return the exit status."""
    parser = argparse.ArgumentParser(prog="benchmarks.load", description=__doc__)
    parser.add_argument("--shoppers", type=int, default=SHOPPERS)
    parser.add_argument(
        "--seconds", type=int, default=SECONDS, help="for each: off, on, and saving"
    )
    options = parser.parse_args()
    console = Console(width=100)
    console.print(
        f"{options.shoppers} shoppers buy for {3 * options.seconds} seconds ..."
    )
    share_a_key()
    with shop_database():
        figures = list(measure(shoppers=options.shoppers, seconds=options.seconds))
    return int(not show(console, figures))


def measure(*, shoppers: int, seconds: float, turns: int = TURNS) -> Iterator[Figure]:
    """Yield how many orders the shop takes, and what went wrong."""
    bench = LoadBench(shoppers)
    found: dict[str, Orders] = {OFF: Orders(), ON: Orders(), SAVING: Orders()}
    deadlocks = bench.deadlocks()
    with serving() as address:
        bench.log_in(address)
        bench.shop_for(1, Orders(), is_on=False)  # fills what the processes keep
        saved: Counter[str] = Counter()
        for _ in range(turns):
            for what, is_on in ((OFF, False), (ON, True)):
                bench.shop_for(seconds / turns, found[what], is_on=is_on)
            with bench.rules_being_saved(saved):
                bench.shop_for(seconds / turns, found[SAVING], is_on=True)
    section = f"{shoppers} shoppers at once, {RULES} rules"
    for what, orders in found.items():
        price = bench.expected(is_on=what != OFF)
        wrong = orders.totals.total() - orders.totals[price]
        yield Figure(section, f"orders, {what}", orders.per_second, "/s")
        for problem, number in (
            ("errors", len(orders.faults)),
            ("wrong totals", wrong),
        ):
            yield Figure(section, f"{problem}, {what}", number, "", 0, is_binding=True)
        for fault in orders.faults[:3]:
            print(f"{what}: {fault}", file=sys.stderr)
    for what in (ON, SAVING):
        yield Figure(
            section,
            f"orders, {what} / {OFF}",
            found[what].per_second / found[OFF].per_second,
            "x",
            THROUGHPUT,
            is_least=True,
        )
    yield Figure(section, "rules saved meanwhile", saved.total(), "")
    yield Figure(
        section, "deadlocks", bench.deadlocks() - deadlocks, "", 0, is_binding=True
    )


class LoadBench:
    """A shop with a group of shoppers, each of whom buys the same again and again."""

    def __init__(self, shoppers: int) -> None:
        from django.apps import apps

        from tests.owner import Shop

        self.shop = Shop()
        self.vip = self.shop.group("VIP")
        self.shop.rule(self.vip, "percent_off", "15", category=self.shop.coffee)
        self.shop.many_rules(self.vip, RULES - 1)
        others = [
            self.shop.catalogue.variant(f"v{n}", "10.00", category=self.shop.coffee)
            for n in range(4)
        ]
        apps.get_model("product", "ProductVariant").objects.update(
            track_inventory=False
        )
        self.basket = {self.shop.espresso: 1, **dict.fromkeys(others, 1)}
        self.emails = [f"shopper{n}@example.com" for n in range(shoppers)]
        members = [self.shop.member(self.vip, email) for email in self.emails]
        self._totals = {
            is_on: self._one_order(members[0], is_on=is_on) for is_on in (False, True)
        }
        self.storefronts: list[Any] = []

    def _one_order(self, shopper: Any, *, is_on: bool) -> Decimal:
        """Return what the basket costs one shopper alone."""
        from tests.port.plugin import configure

        configure(active=is_on)
        return Decimal(shopper.buy(shopper.open_checkout(self.basket)).total)

    def expected(self, *, is_on: bool) -> Decimal:
        """Return what each order has to come to."""
        return self._totals[is_on]

    def log_in(self, address: str) -> None:
        """Have every shopper log in to the server."""
        made = storefront_at(address)
        self.storefronts = [made().log_in(email) for email in self.emails]

    def shop_for(self, seconds: float, orders: Orders, *, is_on: bool) -> None:
        """Have all of them buy for some seconds."""
        from tests.port.plugin import configure

        configure(active=is_on)
        started = monotonic()
        until = started + seconds

        def buy(shopper: Any) -> None:
            while monotonic() < until:
                try:
                    checkout = shopper.open_checkout(self.basket)
                    shopper.look(checkout)
                    order = shopper.buy(checkout)
                except Exception as error:
                    orders.faults.append(f"{type(error).__name__}: {error}"[:300])
                else:
                    orders.totals[order.total] += 1

        with ThreadPoolExecutor(len(self.storefronts)) as pool:
            list(pool.map(buy, self.storefronts))
        orders.seconds += monotonic() - started

    @contextmanager
    def rules_being_saved(self, saved: Counter[str]) -> Iterator[None]:
        """Save a rule every second that concerns none of these goods, and count."""
        from django.db import connections
        from django.utils import timezone

        from saleor_customer_groups.models import PriceRule
        from saleor_customer_groups.services.rules import price_rules

        rule = PriceRule.objects.latest("pk")
        is_over = Event()

        def save() -> None:
            while not is_over.wait(1):
                price_rules.update_price_rule(
                    rule=rule,
                    values={"name": f"Tea, saved {saved.total()}"},
                    now=timezone.now(),
                )
                saved["rules"] += 1
            connections.close_all()

        saving = Thread(target=save)
        saving.start()
        try:
            yield
        finally:
            is_over.set()
            saving.join()

    @staticmethod
    def deadlocks() -> int:
        """Return how many deadlocks PostgreSQL has counted in this database."""
        from django.db import connection

        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT deadlocks FROM pg_stat_database"
                " WHERE datname = current_database()"
            )
            (number,) = cursor.fetchone()
        return int(number)


def storefront_at(address: str) -> type[Any]:
    """Return the class of shoppers who talk to a server."""
    from tests.storefront import Refused, Storefront

    class Browser(Storefront):
        # What it would look up in the database is not what is measured.
        checks_vouchers = False

        def __init__(self, token: str = "") -> None:
            super().__init__(token)
            self._http = requests.Session()

        def _post(self, body: Any, **how: Any) -> dict[str, Any]:
            shown = {"Authorization": f"JWT {self.token}"} if self.token else {}
            response = self._http.post(
                f"{address}/graphql/",
                data=body,
                headers={"Content-Type": "application/json", **shown},
                timeout=SECONDS_TO_START,
            )
            answer: dict[str, Any] = json.loads(response.content)
            if answer.get("errors"):
                raise Refused(answer["errors"])
            found: dict[str, Any] = answer["data"]
            return found

    return Browser


@contextmanager
def serving() -> Iterator[str]:
    """Serve the shop on the loopback interface, as many processes as processors."""
    from tests.database.address import database_url

    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        host, port = free.getsockname()
    address = f"http://{host}:{port}"
    LOG.parent.mkdir(exist_ok=True)
    with LOG.open("w") as log:
        server = subprocess.Popen(
            _server(host, port),
            env={**os.environ, **_environment(database_url())},
            stdout=log,
            stderr=subprocess.STDOUT,
        )
    try:
        _wait_until_ready(server, address)
        yield address
    finally:
        server.terminate()
        server.wait()


def _server(host: str, port: int) -> list[str]:
    """Return the command: Saleor 3 speaks ASGI alone."""
    python, workers = [sys.executable, "-m"], ["--workers", str(os.cpu_count() or 1)]
    if importlib.util.find_spec("saleor.wsgi"):
        where = [
            "--bind",
            f"{host}:{port}",
            "--threads",
            "4",
            "saleor.wsgi:application",
        ]
        return [*python, "gunicorn", *workers, *where]
    where = ["--host", host, "--port", str(port), "saleor.asgi:application"]
    return [*python, "uvicorn", *workers, *where]


def _environment(database: str) -> Mapping[str, str]:
    return {"DJANGO_SETTINGS_MODULE": "benchmarks.loaded", "DATABASE_URL": database}


def _wait_until_ready(server: subprocess.Popen[bytes], address: str) -> None:
    deadline = monotonic() + SECONDS_TO_START
    while True:
        try:
            requests.get(f"{address}/health/", timeout=SECONDS_TO_START)
        except requests.ConnectionError:
            if server.poll() is not None or monotonic() > deadline:
                raise RuntimeError(f"The server did not start: see {LOG}.") from None
            sleep(0.1)
        else:
            return


if __name__ == "__main__":
    sys.exit(main())
