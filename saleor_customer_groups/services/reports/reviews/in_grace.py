"""Who would have left a group but for its grace days. docs/reports.md, In grace."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from ....models import CustomerGroup
from .review_lists import MEMBERSHIPS, NOT_STAFF, ReviewList

KEYS = ("leaves_at", "customer_id", "group_id")

# As in ``rule_memberships.plan_changes``; a day of grace has 24 hours.
_IN_GRACE = f"""
SELECT
  members.customer_id,
  members.group_id,
  members.unqualified_since,
  members.unqualified_since + groups.grace_days * interval '24 hours' AS leaves_at
FROM {MEMBERSHIPS} members
JOIN {CustomerGroup._meta.db_table} groups ON groups.id = members.group_id
WHERE members.by_rule AND members.unqualified_since IS NOT NULL
  AND groups.grace_days > 0 AND groups.is_active
  AND NOT members.by_default
  AND NOT (members.by_hand AND (members.until IS NULL OR members.until > %s))
  AND {NOT_STAFF}
"""  # noqa: S608 names of tables


@dataclass(frozen=True, slots=True)
class MemberInGrace:
    """A member who no longer qualifies, and leaves with the first run after a time."""

    customer_id: int
    group_id: int
    unqualified_since: datetime
    leaves_at: datetime


def members_in_grace(
    groups: Collection[CustomerGroup] | None, *, now: datetime
) -> ReviewList[MemberInGrace]:
    """Return who is kept by grace alone, who leaves first before all others.

    :param groups: those to look at; None for all.
    """
    if groups is None:
        return ReviewList(_IN_GRACE, [now], KEYS, MemberInGrace)
    sql = f"{_IN_GRACE} AND members.group_id = ANY(%s)"
    return ReviewList(sql, [now, [each.pk for each in groups]], KEYS, MemberInGrace)
