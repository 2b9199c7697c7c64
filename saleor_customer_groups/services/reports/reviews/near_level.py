"""Who is close to the next level. docs/reports.md, Close to the next level."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from math import floor
from typing import Any

from django.db.models import Prefetch

from ....engine.money import round_up
from ....models import Exclusion, Level, LevelProgramme
from ...evaluation.group_conditions import reaching_sql
from ...groups.level_conditions import metric_of
from .review_lists import CURRENT, MEMBERSHIPS, USERS, ReviewList, no_rows

KEYS = ("missing_percent", "customer_id", "group_id")

# The next level is the lowest above the value and above the one that was reached, as in
# ``level_progress``: each level is next from the minimum ``below`` it on. Few customers
# are looked up: those who miss little to any level.
_NEAR = f"""
SELECT
  near.customer_id,
  levels.group_id,
  %s AS programme_id,
  near.value,
  levels.minimum - near.value AS missing,
  ROUND((levels.minimum - near.value) * 100 / levels.minimum, 4) AS missing_percent,
  %s AS currency
FROM (
  SELECT measured.customer_id, measured.value, GREATEST(measured.value, (
    SELECT MAX(reached.minimum)
    FROM {MEMBERSHIPS} members
    JOIN {{levels}} reached ON reached.group_id = members.group_id
    WHERE members.customer_id = measured.customer_id AND {CURRENT}
  )) AS floor
  FROM ({{reaching}}) measured (customer_id, value)
  WHERE measured.value >= 0 AND ({{close}})
  OFFSET 0
) near
JOIN {{levels}} levels ON near.floor >= levels.below AND near.floor < levels.minimum
WHERE near.value >= levels.low
  AND near.customer_id <> ALL(ARRAY(SELECT id FROM {USERS} WHERE is_staff))
  AND NOT EXISTS (
    SELECT FROM {Exclusion._meta.db_table} excluded
    WHERE excluded.customer_id = near.customer_id
      AND excluded.group_id = levels.group_id
  )
"""  # noqa: S608 names of tables

_COLUMNS = "(group_id, minimum, low, below)"
# No value is less.
_LEAST = 0
_CLOSE = "measured.value >= %s AND measured.value < %s"


@dataclass(frozen=True, slots=True)
class NearLevel:
    """A customer who misses little to the next level of a programme.

    ``group_id`` is the level's. ``value`` is what the programme measures of them,
    ``exact_missing`` what is missing to the level; both in ``currency``, which is empty
    for a number of orders.
    """

    customer_id: int
    group_id: int
    programme_id: int
    value: Decimal
    exact_missing: Decimal
    missing_percent: Decimal
    currency: str

    @property
    def missing(self) -> Decimal:
        """What is missing, rounded up as shoppers are told it."""
        if self.currency:
            return round_up(self.exact_missing, self.currency)
        return Decimal(int(self.exact_missing))


def near_levels(
    programmes: Collection[LevelProgramme] | None,
    *,
    percent: Decimal,
    amount: Decimal | None = None,
    now: datetime,
) -> ReviewList[NearLevel]:
    """Return who misses little to the next level, whoever misses the least first.

    Programmes and levels that are inactive, and programmes that have not begun, are
    left out; so are customers who are excluded from the level, and values below 0.

    :param programmes: those to look at; None for all.
    :param percent: how many percent of the level's minimum they miss at most.
    :param amount: what they miss at most instead, in what the programme measures.
    """
    active = Level.objects.filter(group__is_active=True, minimum__gt=0)
    rows = LevelProgramme.objects.filter(group__is_active=True, active_from__lte=now)
    if programmes is not None:
        rows = rows.filter(pk__in=[each.pk for each in programmes])
    found = rows.prefetch_related(Prefetch("levels", active)).order_by("pk")
    parts: list[str] = []
    parameters: list[Any] = []
    for programme in found:
        levels = list(programme.levels.all())
        if levels:
            sql, more = _near(programme, levels, percent, amount, now)
            parts.append(sql)
            parameters += more
    if not parts:
        return ReviewList(*no_rows(KEYS), KEYS, NearLevel)
    return ReviewList(" UNION ALL ".join(parts), parameters, KEYS, NearLevel)


def _near(
    programme: LevelProgramme,
    levels: Collection[Level],
    percent: Decimal,
    amount: Decimal | None,
    now: datetime,
) -> tuple[str, list[Any]]:
    lows = [
        level.minimum - (level.minimum * percent / 100 if amount is None else amount)
        for level in levels
    ]
    # A whole number, as every condition takes it; the rest is left out afterwards.
    least = {
        **metric_of(programme),
        "operator": "gte",
        "value": max(floor(min(lows)), 0),
    }
    reaching, of_reaching = reaching_sql(least, now=now)
    minima = [level.minimum for level in levels]
    row = "(%s::integer, %s::numeric, %s::numeric, %s::numeric)"
    table = f"(VALUES {', '.join([row] * len(levels))})"
    given = [
        value
        for level, low, below in zip(levels, lows, [_LEAST, *minima], strict=False)
        for value in (level.group_id, level.minimum, low, below)
    ]
    sql = (
        _NEAR.replace("{levels} reached", f"{table} reached {_COLUMNS}")
        .replace("{levels} levels", f"{table} levels {_COLUMNS}")
        .replace("{close}", " OR ".join([_CLOSE] * len(levels)))
        .replace("{reaching}", reaching)
    )
    close = [value for pair in zip(lows, minima, strict=True) for value in pair]
    return sql, [
        *(programme.pk, programme.currency),
        *(*given, now, *of_reaching, *close, *given),
    ]
