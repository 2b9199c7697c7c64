"""How many past orders a second a draft is tried on, and what that takes of memory."""

import resource
from collections.abc import Iterator
from datetime import timedelta
from time import perf_counter
from typing import Any

from benchmarks.figures import Figure

# Made over three years; a third of them is tried.
ORDERS = 24_000
CUSTOMERS = 2_000
GROUPS = 20
RULES = 200
PROMOTIONS = 10
# Orders a second, and how much more memory three times as many orders may take.
PROMISED = 500
MORE_MEMORY = 20

_SECTION = "Dry runs"


def measure() -> Iterator[Figure]:
    """Yield orders a second for a draft that concerns everybody, and memory."""
    from tests.owner import Shop

    bench = DryRunBench(Shop())
    bench.run(days=60)
    before = _megabytes()
    yield bench.figure(days=120)
    yield bench.figure(days=365)
    yield Figure(
        _SECTION,
        "more memory at its peak for six times the orders",
        _megabytes() - before,
        "MB",
        MORE_MEMORY,
    )


class DryRunBench:
    """A shop with many orders, groups, rules and promotions."""

    def __init__(self, shop: Any) -> None:
        from django.utils import timezone

        from benchmarks.many_orders import ManyOrders
        from saleor_customer_groups.services.base.occasions import Occasion
        from saleor_customer_groups.services.membership import joining

        self.now = timezone.now()
        data = ManyOrders(shop, customers=CUSTOMERS, orders=ORDERS, now=self.now)
        data.make()
        groups = [shop.group(f"Group {n}") for n in range(GROUPS)]
        for place, group in enumerate(groups):
            members = range(1 + place, CUSTOMERS + 1, GROUPS)
            joining.add_members(
                group=group,
                customer_ids=[data.customer(number) for number in members],
                occasion=Occasion.manual(now=self.now),
            )
            shop.rule(group, "percent_off", str(5 + place))
            shop.many_rules(group, RULES // GROUPS)
        shop.many_promotions(groups[0], PROMOTIONS)
        self.groups = groups

    def figure(self, *, days: int) -> Figure:
        """Return how many orders a second of the last days are tried."""
        orders, seconds = self.run(days=days)
        return Figure(
            _SECTION,
            f"orders of {days} days, a draft for everybody",
            orders / seconds,
            "orders/s",
            PROMISED,
            is_least=True,
        )

    def run(self, *, days: int) -> tuple[int, float]:
        """Try a draft on the orders of the last days; return how many, and how long."""
        from django.utils import timezone

        from saleor_customer_groups.services.base.actors import SHOP
        from saleor_customer_groups.services.base.configuration import (
            configuration_of,
        )
        from saleor_customer_groups.services.reports.dry_runs import (
            dry_run_drafting,
            dry_runs,
        )

        half = {"kind": "percent_off", "percent": "50"}
        draft = dry_run_drafting.price_rule_draft(
            rule=None, values={"adjustment": half}, groups=self.groups, now=self.now
        )
        request = dry_runs.DryRunRequest(
            since=self.now - timedelta(days=days), until=self.now
        )
        stored = dry_runs.start_dry_run(
            draft=draft, request=request, actor=SHOP, now=self.now
        )
        started = perf_counter()
        dry_runs.run_dry_run(
            dry_run_id=stored.pk,
            configuration=configuration_of(None),
            clock=timezone.now,
        )
        seconds = perf_counter() - started
        stored.refresh_from_db()
        report = dry_runs.read_report(stored)
        assert report is not None, stored.problem
        assert report.touched_orders > report.orders * 0.9
        return report.orders, seconds


def _megabytes() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
