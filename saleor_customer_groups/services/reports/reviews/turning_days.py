"""On which days conditions may turn for whom. docs/reports.md, At risk.

In between they are as they were: they need not be asked.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime, timedelta

from .... import port
from ....conditions import Node, turning_ages
from ....models import OrderFigures
from .review_lists import alias

# The customers who are to be asked about at each of some moments, by its place.
Asked = Mapping[int, Collection[int]]


def asked_at(
    tree: Node, customer_ids: Collection[int], moments: Sequence[datetime]
) -> Asked:
    """Return about whom conditions are to be asked as of each of some moments.

    About everybody as of the first; later on about those for whom the conditions may
    have turned since the moment before. Two queries at most.

    :param moments: the earliest first.
    """
    ages = turning_ages(tree)
    if ages is None:
        return dict.fromkeys(range(len(moments)), customer_ids)
    found: dict[int, set[int]] = defaultdict(set)
    found[0] = set(customer_ids)
    for ages_in_days, dates in (
        (ages.orders, _orders(customer_ids, ages.orders, moments)),
        (ages.accounts, _accounts(customer_ids, ages.accounts)),
    ):
        after = [timedelta(days=age) for age in ages_in_days]
        for pk, at in dates:
            for each in after:
                for place in _places(moments, at + each):
                    found[place].add(pk)
    return found


def _places(moments: Sequence[datetime], turns_at: datetime) -> Iterator[int]:
    """Yield the places at which may be seen that something turned, or turns after."""
    place = bisect_left(moments, turns_at)
    if place and place < len(moments):
        yield place
    if place + 1 < len(moments) and moments[place] == turns_at:
        yield place + 1


def _orders(
    customer_ids: Collection[int], ages: Collection[int], moments: Sequence[datetime]
) -> Iterator[tuple[int, datetime]]:
    """Yield customers and when they ordered; not what is too old to turn any more."""
    if not ages:
        return
    since = moments[0] - timedelta(days=max(ages))
    rows = OrderFigures.objects.using(alias()).filter(
        customer_id__in=customer_ids, placed_at__gte=since
    )
    yield from rows.order_by().values_list("customer_id", "placed_at").distinct()


def _accounts(
    customer_ids: Collection[int], ages: Collection[int]
) -> Iterator[tuple[int, datetime]]:
    """Yield customers and when their accounts were made."""
    if not ages:
        return
    rows = port.customers().using(alias()).filter(customer_id__in=customer_ids)
    yield from rows.order_by().values_list("customer_id", "created_at")
