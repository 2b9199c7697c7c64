"""On which day conditions stop holding. docs/reports.md, At risk."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from ....conditions import leaves, shop_zone
from ....engine.base.moments import day_begins
from ....models import CustomerGroup
from ...evaluation import group_conditions
from .review_lists import ask

# How many conditions are asked in a query, each as of one moment.
MAX_LEAVES = 4000


@dataclass(frozen=True, slots=True)
class LastDay:
    """The day on which conditions stop holding, and the one on which a member leaves.

    They are different in a group with grace days.
    """

    ends_on: date
    leaves_on: date


def last_days(
    group: CustomerGroup, customer_ids: Collection[int], *, days: int, now: datetime
) -> Mapping[int, LastDay]:
    """Return when the conditions of a group stop holding, if nothing is bought.

    They are asked as of the beginning of each day until then, and of its end. Left out
    are those for whom they do not stop holding on one day alone. One query, or a few
    for long conditions.

    :param customer_ids: members for whom they hold now, and will not in so many days.
    """
    if not customer_ids:
        return {}
    moments = _moments(days, now)
    held: dict[int, set[int]] = {pk: set() for pk in customer_ids}
    for place, pk in _ask(group, customer_ids, moments):
        held[pk].add(place)
    today = now.astimezone(shop_zone()).date()
    found = {}
    for pk, places in held.items():
        falls = [
            place
            for place in range(len(moments))
            if place not in places and (place == 0 or place - 1 in places)
        ]
        if len(falls) == 1:
            # At the first moment, which is now, they do not hold any more.
            ends_on = today + timedelta(days=max(falls[0] - 1, 0))
            found[pk] = LastDay(ends_on, ends_on + timedelta(days=group.grace_days))
    return found


def _moments(days: int, now: datetime) -> Sequence[datetime]:
    """Return now, when each of the next days begins, and the moment in so many days."""
    zone = shop_zone()
    today = now.astimezone(zone).date()
    begins = [
        day_begins(today + timedelta(days=number), zone=zone)
        for number in range(1, days + 1)
    ]
    end = now + timedelta(days=days)
    return [now, *(each for each in begins if each < end), end]


def _ask(
    group: CustomerGroup, customer_ids: Collection[int], moments: Sequence[datetime]
) -> Iterator[tuple[int, int]]:
    """Yield pairs: the place of a moment, and a customer whom conditions hold then.

    One query, unless the conditions are so many that PostgreSQL would plan it for long.
    """
    size = sum(1 for _ in leaves(group_conditions.read_conditions(group.conditions)))
    number = max(MAX_LEAVES // size, 1)
    for start in range(0, len(moments), number):
        parts: list[str] = []
        parameters: list[Any] = []
        asked = moments[start : start + number]
        for place, moment in enumerate(asked, start=start):
            sql, more = group_conditions.select_met(
                {0: group.conditions}, now=moment, only=customer_ids
            )
            parts.append(f"SELECT {place}, customer_id FROM ({sql}) met")  # noqa: S608
            parameters += more
        yield from ask(" UNION ALL ".join(parts), parameters)
