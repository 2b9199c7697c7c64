"""How many customers two groups share. docs/reports.md, Overlap."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from ...membership.default_members import default_members
from ..audiences import SELECT_STAFF
from .review_lists import CURRENT, MEMBERSHIPS, ReviewList, of_queryset

KEYS = ("percent", "shared", "first_id", "second_id")

# More than this share of the smaller one: probably they are one group.
MAX_PERCENT = 80

_MEMBERS = f"""
  SELECT members.customer_id, members.group_id
  FROM {MEMBERSHIPS} members
  WHERE {CURRENT}
"""  # noqa: S608 name of a table

# Several processes of PostgreSQL join a part of the members each. To gather the groups
# of each customer before they are paired takes twice as long: one process would do it.
# Each group is paired with itself, too, which gives its size.
_OVERLAP = f"""
WITH staff AS MATERIALIZED ({SELECT_STAFF}),
pairs AS MATERIALIZED (
  SELECT one.group_id AS first_id, other.group_id AS second_id, COUNT(*) AS shared
  FROM ({_MEMBERS}) one
  JOIN ({_MEMBERS}) other
    ON other.customer_id = one.customer_id AND other.group_id >= one.group_id
  WHERE one.customer_id <> ALL(ARRAY(SELECT id FROM staff))
  GROUP BY one.group_id, other.group_id
), sizes AS (
  SELECT group_id, SUM(number) AS number
  FROM (
    SELECT first_id AS group_id, shared AS number
    FROM pairs WHERE first_id = second_id
    UNION ALL
    SELECT standard.id, (SELECT COUNT(*) FROM ({{customers}}) in_none)
    FROM (SELECT %s AS id) standard
    WHERE EXISTS (
      SELECT FROM pairs
      WHERE first_id <> second_id AND standard.id IN (first_id, second_id)
    )
  ) parts
  GROUP BY group_id
)
SELECT
  first_id,
  second_id,
  shared,
  LEAST(first.number, second.number)::integer AS smaller,
  ROUND(shared * 100 / LEAST(first.number, second.number), 2) AS percent
FROM pairs
JOIN sizes first ON first.group_id = first_id
JOIN sizes second ON second.group_id = second_id
WHERE first_id <> second_id
"""  # noqa: S608 names of tables


@dataclass(frozen=True, slots=True)
class Overlap:
    """Two groups, how many customers are in both, and how many in the smaller one.

    ``percent`` is the share of the smaller one, rounded to two decimals.
    """

    first_id: int
    second_id: int
    shared: int
    smaller: int
    percent: Decimal

    @property
    def is_probably_one(self) -> bool:
        """Whether so many are in both that they are probably one group."""
        return self.shared * 100 > self.smaller * MAX_PERCENT


def overlaps(*, now: datetime) -> ReviewList[Overlap]:
    """Return each two groups that share customers, the largest share first."""
    default = default_members(now=now)
    customers, more = of_queryset(default.customers.order_by().values_list("pk"))
    return ReviewList(
        _OVERLAP.replace("{customers}", customers),
        [now, now, *more, default.group_id],
        KEYS,
        Overlap,
        descending=True,
    )
