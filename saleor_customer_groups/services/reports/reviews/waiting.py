"""Who qualifies for a group but finds no place. docs/reports.md, Waiting."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, Q

from .... import conditions
from ....conditions import Node
from ....models import CustomerGroup, Exclusion, GroupKind, Level
from ...evaluation.group_conditions import matching_sql, read_conditions
from ...membership.possible_members import POSSIBLE_MEMBERS
from .review_lists import CURRENT, MEMBERSHIPS, USERS, ReviewList, no_rows

KEYS = ("registered_at", "customer_id", "group_id")

# As ``run_batches`` fills free places: the longest-registered first, who do not wait.
_WAITING = f"""
(SELECT users.id AS customer_id, %s AS group_id, users.date_joined AS registered_at
FROM ({{matching}}) matching
JOIN {USERS} users ON users.id = matching.customer_id
WHERE NOT EXISTS (
  SELECT FROM {MEMBERSHIPS} members
  WHERE members.customer_id = users.id AND members.group_id = %s AND {CURRENT}
)
ORDER BY users.date_joined, users.id
OFFSET GREATEST(0, %s - (
  SELECT COUNT(*) FROM {MEMBERSHIPS} members
  WHERE members.group_id = %s AND {CURRENT}
)))
"""  # noqa: S608 names of tables


@dataclass(frozen=True, slots=True)
class WaitingCustomer:
    """A customer who would be in a group if it took more."""

    customer_id: int
    group_id: int
    registered_at: datetime


def waiting_customers(
    groups: Collection[CustomerGroup] | None, *, now: datetime
) -> ReviewList[WaitingCustomer]:
    """Return who qualifies and finds no place, the longest-registered first.

    :param groups: those to look at; None for all that take a limited number.
    """
    if groups is None:
        limited = CustomerGroup.objects.filter(capacity__isnull=False)
        groups = limited.filter(conditions__isnull=False).order_by("pk")
    parts, parameters = [], []
    for group, tree in _limited(groups, now=now):
        excluded = Exclusion.objects.filter(group=group, customer=OuterRef("pk"))
        matching, more = matching_sql(
            tree, now=now, among=Q(POSSIBLE_MEMBERS, ~Exists(excluded))
        )
        parts.append(_WAITING.replace("{matching}", matching))
        parameters += [group.pk, *more, group.pk, now, group.capacity, group.pk, now]
    if not parts:
        return ReviewList(*no_rows(KEYS), KEYS, WaitingCustomer)
    return ReviewList(" UNION ALL ".join(parts), parameters, KEYS, WaitingCustomer)


def _limited(
    groups: Iterable[CustomerGroup], *, now: datetime
) -> Iterator[tuple[CustomerGroup, Node]]:
    """Yield the groups in which there may be no place, with what they ask for.

    As ``candidates.tree_of``, for all of them together.
    """
    found = [
        group
        for group in groups
        if group.capacity is not None
        and group.conditions is not None
        and group.is_active
        and group.kind != GroupKind.MANUAL
        and not group.conditions_problem
    ]
    later = Level.objects.filter(programme__active_from__gt=now, group__in=found)
    yet_to_begin = set(later.values_list("group_id", flat=True)) if found else set()
    for group in found:
        if group.pk in yet_to_begin:
            continue
        try:
            yield group, read_conditions(group.conditions)
        except conditions.UnreadableTreeError:
            continue
