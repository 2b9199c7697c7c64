"""Who joined and left groups in a period, and how many members there were then."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from django.db import connections, router

from ...models import Change, LedgerEntry
from ..membership.history.group_codes import code_periods
from .audiences import Audience
from .scopes import ReportScope

# Lines of the ledger about the groups of each audience, whatever codes they had. The
# lines with which a group gets its next code are about both.
_LINES = f"""
SELECT lines.*, groups.place
FROM unnest(%s::integer[], %s::varchar[], %s::timestamptz[], %s::timestamptz[])
  AS groups (place, code, begins, ends)
JOIN {LedgerEntry._meta.db_table} lines ON lines.group_code = groups.code
WHERE lines.change IN ('{Change.JOINED}', '{Change.LEFT}')
  AND (groups.begins IS NULL OR lines.at >= groups.begins)
  AND (groups.ends IS NULL OR lines.at <= groups.ends)
"""  # noqa: S608 name of a table

# Who joins and leaves in the same moment has only moved within the audience, or is in a
# group that has got another code.
_IN_PERIOD = f"""
WITH lines AS MATERIALIZED ({_LINES} AND lines.at >= %s AND lines.at < %s)
SELECT
  place,
  COUNT(*) FILTER (WHERE change = '{Change.JOINED}'),
  COUNT(*) FILTER (WHERE change = '{Change.LEFT}')
FROM lines
WHERE NOT EXISTS (
  SELECT FROM lines others
  WHERE others.place = lines.place
    AND others.at = lines.at
    AND others.customer_id IS NOT DISTINCT FROM lines.customer_id
    AND others.change <> lines.change
)
GROUP BY place
"""  # noqa: S608 name of a table

# Each line lets the number of groups of a customer rise or fall by one; where it rises
# from none or falls to none there is a member more or less. Lines about erased accounts
# name nobody, but belong together in pairs.
_MEMBERS = f"""
SELECT
  GREATEST(date_trunc('month', at AT TIME ZONE %s)::date, %s::date) AS month,
  SUM(CASE WHEN customer_id IS NULL THEN step ELSE SIGN(now_in) - SIGN(was_in) END)
FROM (
  SELECT *, now_in - step AS was_in
  FROM (
    SELECT *, SUM(step) OVER (PARTITION BY customer_id ORDER BY at, id) AS now_in
    FROM (
      SELECT DISTINCT
        id, customer_id, at, CASE change WHEN '{Change.JOINED}' THEN 1 ELSE -1 END step
      FROM ({_LINES} AND lines.at < %s) lines
    ) steps
  ) counted
) changes
GROUP BY month
"""  # noqa: S608 name of a table


class Moves(NamedTuple):
    """How many joined and left groups in a period."""

    joined: int
    left: int


def moves_of(audiences: Sequence[Audience], *, scope: ReportScope) -> list[Moves]:
    """Return how many joined and left the groups of each audience; one query."""
    with connections[router.db_for_read(LedgerEntry)].cursor() as cursor:
        cursor.execute(
            _IN_PERIOD, [*_groups(audiences), scope.begins_at, scope.ends_at]
        )
        found = {place: Moves(*numbers) for place, *numbers in cursor.fetchall()}
    return [found.get(place, Moves(0, 0)) for place in range(len(audiences))]


def members_by_month(audience: Audience, *, scope: ReportScope) -> dict[date, int]:
    """Return how many members there were at the end of each month; one query.

    A month that has not ended counts up to the end of the period.

    :returns: by the first day of the month.
    """
    first, *_ = months = list(scope.period.months())
    with connections[router.db_for_read(LedgerEntry)].cursor() as cursor:
        cursor.execute(
            _MEMBERS, [scope.zone, first, *_groups([audience]), scope.ends_at]
        )
        changes = dict(cursor.fetchall())
    found = {}
    number = 0
    for month in months:
        number += int(changes.get(month, 0))
        found[month] = number
    return found


def _groups(audiences: Sequence[Audience]) -> list[list[object]]:
    rows = [
        (place, *period)
        for place, audience in enumerate(audiences)
        for group in audience.groups
        for period in code_periods(group)
    ]
    return [list(column) for column in zip(*rows, strict=True)] or [[], [], [], []]
