"""On which day conditions stop holding. docs/reports.md, At risk."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from ....conditions import Node, leaves, shop_zone
from ....engine.base.moments import day_begins
from ....models import CustomerGroup
from ...evaluation import group_conditions
from .review_lists import ask
from .turning_days import Asked, asked_at

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

    They are asked as of the beginning of each day until then on which they may have
    turned, and of its end. Left out are those for whom they do not stop holding on one
    day alone. Three queries, or a few more for long conditions.

    :param customer_ids: members for whom they hold now, and will not in so many days.
    """
    if not customer_ids:
        return {}
    moments = _moments(days, now)
    tree = group_conditions.read_conditions(group.conditions)
    asked = asked_at(tree, customer_ids, moments)
    held = set(_ask(group, tree, asked, moments))
    falls: dict[int, list[int]] = {pk: [] for pk in customer_ids}
    # They are members by rule, so that they qualified a moment ago.
    last = set(customer_ids)
    for place, ids in sorted(asked.items()):
        for pk in ids:
            if (place, pk) in held:
                last.add(pk)
            elif pk in last:
                last.remove(pk)
                falls[pk].append(place)
    today = now.astimezone(shop_zone()).date()
    found = {}
    for pk, places in falls.items():
        if len(places) == 1:
            # At the first moment, which is now, they do not hold any more.
            ends_on = today + timedelta(days=max(places[0] - 1, 0))
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
    group: CustomerGroup, tree: Node, asked: Asked, moments: Sequence[datetime]
) -> Iterator[tuple[int, int]]:
    """Yield pairs: the place of a moment, and a customer whom conditions hold then.

    One query, unless the conditions are so many that PostgreSQL would plan it for long.
    """
    number = max(MAX_LEAVES // sum(1 for _ in leaves(tree)), 1)
    places = sorted(asked)
    for start in range(0, len(places), number):
        parts: list[str] = []
        parameters: list[Any] = []
        for place in places[start : start + number]:
            sql, more = group_conditions.select_met(
                {0: group.conditions}, now=moments[place], only=asked[place]
            )
            parts.append(f"SELECT {place}, customer_id FROM ({sql}) met")  # noqa: S608
            parameters += more
        yield from ask(" UNION ALL ".join(parts), parameters)
