"""Dry runs that have ended, with a report that nobody has calculated."""

from collections.abc import Sequence
from decimal import Decimal

from django.utils import timezone

from saleor_customer_groups.engine.reports.dry_run_reports import (
    Bucket,
    Change,
    DryRunReport,
    Extremes,
    LosingRule,
    Sums,
)
from saleor_customer_groups.models import DryRun

D = Decimal


def report_about(keys: Sequence[str]) -> DryRunReport:
    """Return a report in which customers, products and groups have some keys."""
    changes = tuple(
        Change(key=key, name="Name", orders=1, before=D(2), after=D(1)) for key in keys
    )
    sums = Sums(
        revenue=D(2),
        discount=D(0),
        increase=D(0),
        margin=None,
        known_cost_percent=None,
        lines_below_cost=0,
        lines_below_floor=None,
        gift_units=0,
    )
    extremes = Extremes(less=changes, more=changes)
    return DryRunReport(
        currency="USD",
        orders=1,
        left_out=0,
        touched_orders=1,
        touched_customers=1,
        charged_revenue=D(2),
        differing_orders=0,
        before=sums,
        after=sums,
        customers=extremes,
        products=extremes,
        groups=extremes,
        histogram=tuple(
            Bucket(from_percent=0, until_percent=0, orders=1, difference=D(0))
            for _ in keys
        ),
        losing=tuple(
            LosingRule(kind="price_rule", code=key, name="Name", orders=1, lines=1)
            for key in keys
        ),
    )


def ended_dry_run(keys: Sequence[str]) -> DryRun:
    """Return a dry run with such a report."""
    now = timezone.now()
    return DryRun.objects.create(
        draft={"kind": "promotion", "name": "Spring", "saved_code": "spring"},
        basis="members_now",
        since=now,
        until=now,
        currency="USD",
        orders=1,
        orders_done=1,
        state="done",
        report=report_about(keys).model_dump(mode="json"),
        created_at=now,
        heartbeat_at=now,
        finished_at=now,
    )
