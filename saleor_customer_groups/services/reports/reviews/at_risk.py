"""Members who may be lost: they order nothing, or will no longer qualify.

docs/reports.md, At risk.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from functools import partial
from typing import Any

from django.db.models import Exists, OuterRef, Q

from ....conditions import UnreadableTreeError
from ....models import CustomerGroup, Membership
from ...evaluation.candidates import tree_of
from ...evaluation.group_conditions import matching_sql, select_met
from ...membership.default_members import default_members
from .review_lists import (
    CURRENT,
    MEMBERSHIPS,
    NOT_STAFF,
    REVENUE,
    TOTALS,
    EmptyList,
    Part,
    Place,
    PortionedList,
    ReviewList,
    ask,
    of_queryset,
)

KEYS = ("revenue", "customer_id")

_HAS_ORDERED = f"""EXISTS (
  SELECT FROM {TOTALS} totals
  WHERE totals.customer_id = members.customer_id AND totals.last_order_at >= %s
)"""

_INACTIVE = f"""
SELECT members.customer_id, {REVENUE} AS revenue, members.since
FROM {MEMBERSHIPS} members
WHERE members.group_id = %s AND {CURRENT} AND {NOT_STAFF} AND NOT {_HAS_ORDERED}
"""  # noqa: S608 names of tables

# Who is in the default group by being in no group.
_INACTIVE_IN_NONE = f"""
UNION ALL
SELECT members.customer_id, COALESCE((
  SELECT net_amount FROM {TOTALS} totals
  WHERE totals.customer_id = members.customer_id AND totals.currency = %s
), 0), NULL
FROM ({{customers}}) members (customer_id)
WHERE NOT {_HAS_ORDERED}
"""  # noqa: S608 names of tables

# Since when they do not qualify is only known of those in grace: all others by rule
# qualified when they were last evaluated.
_BY_RULE = f"""
SELECT
  members.customer_id,
  {REVENUE} AS revenue,
  members.since,
  members.by_default
    OR members.by_hand AND (members.until IS NULL OR members.until > %s) AS is_kept
FROM {MEMBERSHIPS} members
WHERE members.group_id = %s AND members.by_rule AND members.unqualified_since IS NULL
  AND {NOT_STAFF}
"""  # noqa: S608 names of tables

_NOT_LATER = """
  AND NOT EXISTS (
    SELECT FROM ({matching}) matching
    WHERE matching.customer_id = members.customer_id
  )
"""


@dataclass(frozen=True, slots=True)
class InactiveMember:
    """A member who has ordered nothing for some time.

    ``revenue`` is the net revenue of all their orders in ``currency``; ``since`` is
    None for who is in the default group only by being in no other.
    """

    customer_id: int
    revenue: Decimal
    since: datetime | None
    currency: str


@dataclass(frozen=True, slots=True)
class LapsingMember:
    """A member by rule for whom the conditions will no longer hold.

    ``is_kept`` tells that staff, or the default, keeps them in the group all the same.
    """

    customer_id: int
    revenue: Decimal
    since: datetime
    is_kept: bool
    currency: str
    group_id: int
    days: int
    now: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class LapsingList(PortionedList[LapsingMember]):
    """Those of the members by rule whom the conditions will not hold later."""

    conditions: Any
    parameters_of_members: Sequence[Any]
    later: datetime

    def candidates(
        self, size: int, place: Place | None, *, down: bool
    ) -> Sequence[Sequence[Any]]:
        """Return members by rule, by their revenue."""
        where, more = ("", ()) if place is None else place.condition(KEYS, down=down)
        direction = "DESC" if down else "ASC"
        return ask(
            f"SELECT revenue, customer_id, since, is_kept FROM ({_BY_RULE}) members"  # noqa: S608
            f"{where and f' WHERE {where}'}"
            f" ORDER BY revenue {direction}, customer_id {direction} LIMIT %s",
            [*self.parameters_of_members, *more, size],
        )

    def among(self, candidates: Sequence[Sequence[Any]]) -> list[LapsingMember]:
        """Return those whom the conditions will not hold."""
        if not candidates:
            return []
        ids = [customer_id for _, customer_id, *_ in candidates]
        held = {pk for pk, _ in ask(*self._met(ids))}
        return [
            self.make(customer_id, revenue, *rest)
            for revenue, customer_id, *rest in candidates
            if customer_id not in held
        ]

    def _met(self, ids: Collection[int]) -> Part:
        return select_met({0: self.conditions}, now=self.later, only=ids)


def inactive_members(
    group: CustomerGroup, *, days: int, currency: str, now: datetime
) -> ReviewList[InactiveMember]:
    """Return the members without an order for some days, the largest revenue first.

    Those who never ordered are among them.
    """
    since = now - timedelta(days=days)
    sql = _INACTIVE
    parameters = [currency, currency, group.pk, now, since]
    if group.is_default:
        customers, more = of_queryset(
            default_members(now=now).customers.order_by().values_list("pk")
        )
        sql += _INACTIVE_IN_NONE.replace("{customers}", customers)
        parameters += [currency, *more, since]
    return ReviewList(
        sql,
        parameters,
        KEYS,
        partial(InactiveMember, currency=currency),
        descending=True,
    )


def lapsing_members(
    group: CustomerGroup, *, days: int, currency: str, now: datetime
) -> ReviewList[LapsingMember]:
    """Return the members whom the conditions will not hold in some days.

    That is if they buy nothing until then; the largest revenue first. Nobody, if the
    group has no conditions that can be asked.
    """
    matching = _matching_later(group, now=now, days=days)
    make = partial(
        LapsingMember, currency=currency, group_id=group.pk, days=days, now=now
    )
    if matching is None:
        return EmptyList.sorted_by(KEYS, descending=True)
    later, more = matching
    parameters = [currency, currency, now, group.pk]
    return LapsingList(
        _BY_RULE + _NOT_LATER.replace("{matching}", later),
        [*parameters, *more],
        KEYS,
        make,
        descending=True,
        candidate_keys=len(KEYS),
        parameters_of_members=parameters,
        conditions=group.conditions,
        later=now + timedelta(days=days),
    )


def _matching_later(group: CustomerGroup, *, now: datetime, days: int) -> Part | None:
    if group.conditions_problem:
        return None
    try:
        tree = tree_of(group, now=now)
    except UnreadableTreeError:
        return None
    if tree is None:
        return None
    theirs = Membership.objects.filter(
        group=group,
        customer=OuterRef("pk"),
        by_rule=True,
        unqualified_since__isnull=True,
    )
    return matching_sql(tree, now=now + timedelta(days=days), among=Q(Exists(theirs)))
