"""How long the pages of reviews take, in a shop with many customers."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from decimal import Decimal
from functools import partial
from typing import Any

from benchmarks.figures import Figure
from saleor_customer_groups.models import CustomerGroup, Membership, Metric, Reset
from saleor_customer_groups.services.groups import levels
from saleor_customer_groups.services.groups.level_values import (
    LevelValues,
    ProgrammeValues,
)
from saleor_customer_groups.services.reports.reviews.last_days import last_days
from saleor_customer_groups.services.reports.reviews.reviews import (
    ReviewKind,
    ReviewRequest,
    open_review,
)

from .shop import LargeShop, analyze, seconds

SIZE = 20
LEVELS = ("500", "1000", "2500")
IN_GRACE = PLACES = 1000


def measure(shop: LargeShop) -> Iterator[Figure]:
    """Yield how long the first page of each review takes."""
    _prepare(shop.now)
    analyze()
    for name, read in _pages(CustomerGroup.objects.get(name="Gold"), shop.now):
        yield Figure("Reviews", name, seconds(read), "s", 1, is_binding=True)


def _prepare(now: Any) -> None:
    """Make a level programme, a group that is full, and members in grace."""
    values = ProgrammeValues(
        name="Loyalty",
        metric=Metric.NET_REVENUE,
        currency="USD",
        active_from=now - timedelta(days=400),
        reset=Reset.ROLLING_12_MONTHS,
        levels=[LevelValues(f"From {each}", Decimal(each)) for each in LEVELS],
    )
    levels.create_programme(values=values, now=now)
    gold = CustomerGroup.objects.filter(name="Gold")
    gold.update(grace_days=30)
    theirs = Membership.objects.filter(group__name="Gold").order_by("pk")
    # The others may still leave.
    number = min(IN_GRACE, theirs.count() // 2)
    ids = list(theirs.values_list("pk", flat=True)[:number])
    rows = Membership.objects.filter(pk__in=ids)
    rows.update(unqualified_since=now - timedelta(days=1))
    # Full, and most of those who qualify find no place.
    full = CustomerGroup.objects.get(name="Frequent")
    members = Membership.objects.filter(group=full)
    stay = list(members.order_by("customer").values_list("pk", flat=True)[:PLACES])
    members.exclude(pk__in=stay).delete()
    CustomerGroup.objects.filter(pk=full.pk).update(capacity=len(stay))


def _pages(group: Any, now: Any) -> Iterator[tuple[str, Callable[[], Any]]]:
    """Yield what each page is, and what reads it, with what it shows of each customer.

    :param group: a group of many members, with conditions.
    """

    def read(kind: Any, **given: Any) -> None:
        review = open_review(kind, ReviewRequest(currency="USD", **given), now=now)
        rows = review.page(size=SIZE + 1)
        if kind is ReviewKind.LAPSING:
            ids = [row.customer_id for row in rows]
            last_days(group, ids, days=given["days"], now=now)

    for days in (90, 365):
        inactive = partial(read, ReviewKind.INACTIVE, group=group, days=days)
        yield f"inactive for {days} days", inactive
        lapsing = partial(read, ReviewKind.LAPSING, group=group, days=days)
        yield f"leaving in {days} days", lapsing
    yield "close to the next level", partial(read, ReviewKind.NEAR_LEVEL)
    yield "in grace", partial(read, ReviewKind.IN_GRACE)
    yield "overlap", partial(read, ReviewKind.OVERLAP)
    yield "waiting", partial(read, ReviewKind.WAITING)
