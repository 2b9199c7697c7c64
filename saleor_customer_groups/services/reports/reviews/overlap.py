"""How many customers two groups share. docs/reports.md, Overlap."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from ...membership.default_members import default_members
from .review_lists import CURRENT, MEMBERSHIPS, NOT_STAFF, ReviewList, of_queryset

KEYS = ("percent", "shared", "first_id", "second_id")

# More than this share of the smaller one: probably they are one group.
MAX_PERCENT = 80

# The groups of each customer are gathered before they are paired: a join of memberships
# with themselves takes twice as long.
_OVERLAP = f"""
WITH pairs AS MATERIALIZED (
  SELECT one.id AS first_id, other.id AS second_id, COUNT(*) AS shared
  FROM (
    SELECT array_agg(group_id) AS ids
    FROM (
      SELECT members.customer_id, members.group_id
      FROM {MEMBERSHIPS} members
      WHERE {CURRENT} AND {NOT_STAFF}
      ORDER BY members.customer_id
    ) sorted
    GROUP BY customer_id
    HAVING COUNT(*) > 1
  ) several
  CROSS JOIN LATERAL unnest(several.ids) AS one (id)
  CROSS JOIN LATERAL unnest(several.ids) AS other (id)
  WHERE one.id < other.id
  GROUP BY one.id, other.id
), sizes AS (
  SELECT group_id, SUM(number) AS number
  FROM (
    SELECT members.group_id, COUNT(*) AS number
    FROM {MEMBERSHIPS} members
    WHERE {CURRENT} AND {NOT_STAFF}
    GROUP BY members.group_id
    UNION ALL
    SELECT standard.id, (SELECT COUNT(*) FROM ({{customers}}) in_none)
    FROM (SELECT %s AS id) standard
    WHERE EXISTS (SELECT FROM pairs WHERE standard.id IN (first_id, second_id))
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
