"""Who qualifies for a group but finds no place. docs/reports.md, Waiting."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q

from ....conditions import Node, UnreadableTreeError
from ....models import CustomerGroup, Exclusion, GroupKind, Level, Membership
from ...evaluation.group_conditions import (
    matching_sql,
    read_conditions,
    select_met,
)
from ...membership.current_members import current
from ...membership.possible_members import POSSIBLE_MEMBERS
from .review_lists import (
    CURRENT,
    MEMBERSHIPS,
    USERS,
    EmptyList,
    Place,
    PortionedList,
    ReviewList,
    ask,
)

KEYS = ("registered_at", "customer_id", "group_id")

_REGISTERED = ("date_joined", "id")

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


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingList(PortionedList[WaitingCustomer]):
    """Those who wait for groups in which no place is free.

    ``conditions`` are those of the groups, by primary key.
    """

    conditions: Mapping[int, Any]
    now: datetime

    def candidates(
        self, size: int, place: Place | None, *, down: bool
    ) -> Sequence[Sequence[Any]]:
        """Return customers as they registered."""
        where, more = (
            ("", ()) if place is None else place.condition(_REGISTERED, down=down)
        )
        direction = "DESC" if down else "ASC"
        return ask(
            f"SELECT {', '.join(_REGISTERED)} FROM {USERS} WHERE NOT is_staff"  # noqa: S608
            f"{where and f' AND {where}'}"
            f" ORDER BY date_joined {direction}, id {direction} LIMIT %s",
            [*more, size],
        )

    def among(self, candidates: Sequence[Sequence[Any]]) -> list[WaitingCustomer]:
        """Return those who qualify and are neither members nor excluded."""
        registered = {pk: at for at, pk in candidates}
        if not registered:
            return []
        theirs = {"customer__in": registered, "group__in": self.conditions}
        pairs = ("customer_id", "group_id")
        members = Membership.objects.filter(current(self.now), **theirs)
        out = {
            *members.order_by().values_list(*pairs),
            *Exclusion.objects.filter(**theirs).order_by().values_list(*pairs),
        }
        met = select_met(self.conditions, now=self.now, only=list(registered))
        return [
            WaitingCustomer(pk, group_id, registered[pk])
            for pk, group_id in ask(*met)
            if (pk, group_id) not in out
        ]


def waiting_customers(
    groups: Collection[CustomerGroup] | None, *, now: datetime
) -> ReviewList[WaitingCustomer]:
    """Return who qualifies and finds no place, the longest-registered first.

    :param groups: those to look at; None for all that take a limited number.
    """
    if groups is None:
        limited = CustomerGroup.objects.filter(capacity__isnull=False)
        groups = limited.filter(conditions__isnull=False).order_by("pk")
    limited = list(_limited(groups, now=now))
    if not limited:
        return EmptyList.sorted_by(KEYS)
    parts: list[str] = []
    parameters: list[Any] = []
    for group, tree in limited:
        excluded = Exclusion.objects.filter(group=group, customer=OuterRef("pk"))
        matching, more = matching_sql(
            tree, now=now, among=Q(POSSIBLE_MEMBERS, ~Exists(excluded))
        )
        parts.append(_WAITING.replace("{matching}", matching))
        parameters += [group.pk, *more, group.pk, now, group.capacity, group.pk, now]
    sql = " UNION ALL ".join(parts)
    ids = [group.pk for group, _ in limited]
    members = Membership.objects.filter(current(now), group__in=ids).order_by()
    taken = dict(members.values_list("group").annotate(number=Count("pk")))
    if any((group.capacity or 0) > taken.get(group.pk, 0) for group, _ in limited):
        # Whoever takes the free places is only known if all are asked about.
        return ReviewList(sql, parameters, KEYS, WaitingCustomer)
    return WaitingList(
        sql,
        parameters,
        KEYS,
        WaitingCustomer,
        candidate_keys=2,
        conditions={group.pk: group.conditions for group, _ in limited},
        now=now,
    )


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
        except UnreadableTreeError:
            continue
