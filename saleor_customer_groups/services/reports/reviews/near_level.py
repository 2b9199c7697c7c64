"""Who is close to the next level. docs/reports.md, Close to the next level."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from math import floor
from typing import Any

from django.db.models import Prefetch

from ....conditions import Leaf
from ....engine.money import round_up
from ....models import Exclusion, Level, LevelProgramme
from ...evaluation.group_conditions import reaching_sql, read_conditions
from ...groups.level_conditions import metric_of
from .review_lists import (
    CURRENT,
    FIGURES,
    MEMBERSHIPS,
    TOTALS,
    USERS,
    EmptyList,
    Place,
    PortionedList,
    ReviewList,
    ask,
)

KEYS = ("last_order_at", "customer_id", "group_id")

# Customers by their last order, whose figures are indexed by time.
_BY_LAST_ORDER = f"""
SELECT figures.placed_at, figures.customer_id
FROM {FIGURES} figures
WHERE figures.customer_id IS NOT NULL AND figures.placed_at >= %s{{beyond}}
  AND NOT EXISTS (
    SELECT FROM {FIGURES} later
    WHERE later.customer_id = figures.customer_id
      AND (later.placed_at, later.order_key) > (figures.placed_at, figures.order_key)
  )
ORDER BY figures.placed_at {{direction}}, figures.customer_id {{direction}}
LIMIT %s
"""  # noqa: S608 name of a table

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
  %s AS currency,
  (
    SELECT MAX(totals.last_order_at) FROM {TOTALS} totals
    WHERE totals.customer_id = near.customer_id
  ) AS last_order_at
FROM (
  SELECT measured.customer_id, measured.value, GREATEST(measured.value, (
    SELECT MAX(reached.minimum)
    FROM {MEMBERSHIPS} members
    JOIN {{levels}} reached ON reached.group_id = members.group_id
    WHERE members.customer_id = measured.customer_id AND {CURRENT}
  )) AS floor
  FROM ({{reaching}}) measured (customer_id, value)
  WHERE measured.value > 0 AND ({{close}})
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
    last_order_at: datetime

    @property
    def missing(self) -> Decimal:
        """What is missing, rounded up as shoppers are told it."""
        if self.currency:
            return round_up(self.exact_missing, self.currency)
        return Decimal(int(self.exact_missing))


@dataclass(frozen=True, slots=True)
class _Programme:
    """A programme with its levels, and how much each is reached by at least."""

    row: LevelProgramme
    levels: Sequence[Level]
    lows: Sequence[Decimal]
    # That the lowest of them is reached.
    leaf: Leaf

    def statement(
        self, *, now: datetime, only: Collection[int] | None = None
    ) -> tuple[str, list[Any]]:
        """Return the statement that selects who is near one of its levels."""
        reaching, of_reaching = reaching_sql(self.leaf, now=now, only=only)
        minima = [level.minimum for level in self.levels]
        row = "(%s::integer, %s::numeric, %s::numeric, %s::numeric)"
        table = f"(VALUES {', '.join([row] * len(minima))})"
        rows = zip(self.levels, self.lows, [_LEAST, *minima], strict=False)
        given = [
            value
            for level, low, below in rows
            for value in (level.group_id, level.minimum, low, below)
        ]
        sql = (
            _NEAR.replace("{levels} reached", f"{table} reached {_COLUMNS}")
            .replace("{levels} levels", f"{table} levels {_COLUMNS}")
            .replace("{close}", " OR ".join([_CLOSE] * len(minima)))
            .replace("{reaching}", reaching)
        )
        close = [each for pair in zip(self.lows, minima, strict=True) for each in pair]
        return sql, [
            *(self.row.pk, self.row.currency),
            *(*given, now, *of_reaching, *close, *given),
        ]


@dataclass(frozen=True, slots=True, kw_only=True)
class NearLevelList(PortionedList[NearLevel]):
    """Those close to a level."""

    programmes: Sequence[_Programme]
    now: datetime

    def candidates(
        self, size: int, place: Place | None, *, down: bool
    ) -> Sequence[Sequence[Any]]:
        """Return customers by their last order."""
        begins = [
            each.leaf.arguments.period.begins_at(self.now) for each in self.programmes
        ]
        # Who has ordered nothing in any of the periods is near nothing.
        parameters: list[Any] = [min(begins)]
        where = ""
        if place is not None:
            columns = ("figures.placed_at", "figures.customer_id")
            where, more = place.condition(columns, down=down)
            parameters += more
        sql = _BY_LAST_ORDER.replace("{beyond}", where and f" AND {where}").replace(
            "{direction}", "DESC" if down else "ASC"
        )
        return ask(sql, [*parameters, size])

    def among(self, candidates: Sequence[Sequence[Any]]) -> list[NearLevel]:
        """Return those who miss little."""
        ids = [customer_id for _, customer_id in candidates]
        if not ids:
            return []
        parts = [each.statement(now=self.now, only=ids) for each in self.programmes]
        sql = " UNION ALL ".join(sql for sql, _ in parts)
        parameters = [value for _, more in parts for value in more]
        return [self.make(*row) for row in ask(sql, parameters)]


def near_levels(
    programmes: Collection[LevelProgramme] | None,
    *,
    percent: Decimal,
    amount: Decimal | None = None,
    now: datetime,
) -> ReviewList[NearLevel]:
    """Return who misses little to the next level, whoever bought last comes first.

    Programmes and levels that are inactive, and programmes that have not begun, are
    left out; so are customers who are excluded from the level, or have reached nothing.

    :param programmes: those to look at; None for all.
    :param percent: how many percent of the level's minimum they miss at most.
    :param amount: what they miss at most instead, in what the programme measures.
    """
    active = Level.objects.filter(group__is_active=True, minimum__gt=0)
    rows = LevelProgramme.objects.filter(group__is_active=True, active_from__lte=now)
    if programmes is not None:
        rows = rows.filter(pk__in=[each.pk for each in programmes])
    prefetched = rows.prefetch_related(Prefetch("levels", active)).order_by("pk")
    found = [
        _programme(row, list(row.levels.all()), percent, amount)
        for row in prefetched
        if row.levels.all()
    ]
    if not found:
        return EmptyList.sorted_by(KEYS, descending=True)
    parts = [each.statement(now=now) for each in found]
    return NearLevelList(
        " UNION ALL ".join(sql for sql, _ in parts),
        [value for _, more in parts for value in more],
        KEYS,
        NearLevel,
        descending=True,
        candidate_keys=2,
        programmes=found,
        now=now,
    )


def _programme(
    row: LevelProgramme,
    levels: Sequence[Level],
    percent: Decimal,
    amount: Decimal | None,
) -> _Programme:
    lows = [
        level.minimum - (level.minimum * percent / 100 if amount is None else amount)
        for level in levels
    ]
    # A whole number, as every condition takes it; the rest is left out afterwards.
    value = max(floor(min(lows)), 0)
    leaf = read_conditions({**metric_of(row), "operator": "gte", "value": value})
    if not isinstance(leaf, Leaf):
        raise TypeError("one condition is no branch")
    return _Programme(row, levels, lows, leaf)
