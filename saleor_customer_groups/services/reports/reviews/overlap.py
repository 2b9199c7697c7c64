"""How many customers two groups share. docs/reports.md, Overlap."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from ....port.contract.orders import Sql, together
from ...base.bulk_sql import allow_memory, as_array, parts_of_customers
from ...membership.default_members import default_members
from .review_lists import (
    CURRENT,
    MEMBERSHIPS,
    USERS,
    ReviewList,
    alias,
    ask,
    of_queryset,
)

KEYS = ("percent", "shared", "first_id", "second_id")

# More than this share of the smaller one: probably they are one group.
MAX_PERCENT = 80

# Of all others an index alone tells in which groups they are: members of staff are no
# customers, and a membership may be over.
_PARTICULAR = f"""
SELECT id, is_staff FROM {USERS} WHERE is_staff
UNION ALL
SELECT customer_id, FALSE FROM {MEMBERSHIPS} members
WHERE until IS NOT NULL AND NOT {CURRENT}
"""  # noqa: S608 names of tables

# The groups of each customer who is in several, and how often these come together: far
# fewer rows are left to be paired than there are members.
_SEVERAL = f"""
SELECT groups, COUNT(*) AS number
FROM (
  SELECT array_agg(group_id) AS groups
  FROM {MEMBERSHIPS} members
  WHERE {{who}}
  GROUP BY customer_id
  HAVING COUNT(*) > 1
) theirs
GROUP BY groups
"""  # noqa: S608 name of a table

# Each group alone, which gives its size.
_ALONE = f"""
SELECT ARRAY[group_id] AS groups, COUNT(*) AS number
FROM {MEMBERSHIPS} members
WHERE {{who}}
GROUP BY group_id
"""  # noqa: S608 name of a table

_OTHERS = "customer_id <> ALL(%s::integer[])"
_OTHERS_IN_PART = f"{_OTHERS} AND customer_id >= %s AND customer_id < %s"
_WITH_OVER = f"customer_id = ANY(%s::integer[]) AND {CURRENT}"

_OVERLAP = """
WITH found AS MATERIALIZED ({found}),
pairs AS MATERIALIZED (
  SELECT one.id AS first_id, other.id AS second_id, SUM(number)::bigint AS shared
  FROM found, unnest(groups) AS one (id), unnest(groups) AS other (id)
  WHERE one.id < other.id
  GROUP BY one.id, other.id
), sizes AS (
  SELECT group_id, SUM(number) AS number
  FROM (
    SELECT groups[1] AS group_id, number FROM found WHERE cardinality(groups) = 1
    UNION ALL
    SELECT standard.id, (SELECT COUNT(*) FROM ({customers}) in_none)
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
"""


class _InParts(ReviewList["Overlap"]):
    """A list whose parts several processes of PostgreSQL work on."""

    @staticmethod
    def _prepare(alias: str) -> None:
        allow_memory(alias, in_parts=True)


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
    in_none, more = of_queryset(default.customers.order_by().values_list("pk"))
    found, parameters = together(_parts(now))
    return _InParts(
        _OVERLAP.format(found=found, customers=in_none),
        [*parameters, *more, default.group_id],
        KEYS,
        Overlap,
        descending=True,
    )


def _parts(now: datetime) -> list[Sql]:
    """Return who is in which groups, in parts that processes can work on at once."""
    particular = ask(_PARTICULAR, [now])
    staff = {pk for pk, is_staff in particular if is_staff}
    apart = as_array({pk for pk, _ in particular})
    with_over = {pk for pk, _ in particular} - staff
    parts: list[Sql] = [
        (_SEVERAL.format(who=_OTHERS_IN_PART), (apart, part.start, part.stop))
        for part in parts_of_customers(alias())
    ]
    parts.append((_ALONE.format(who=_OTHERS), (apart,)))
    if with_over:
        asked = (as_array(with_over), now)
        parts += [(sql.format(who=_WITH_OVER), asked) for sql in (_SEVERAL, _ALONE)]
    return parts
