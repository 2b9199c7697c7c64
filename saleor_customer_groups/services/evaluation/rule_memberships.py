"""Who joins and who leaves a group because of its conditions."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, fields
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from django.db import connection

from ...models import Cause, Change, CustomerGroup, LedgerEntry, Membership
from ..base.bulk_sql import (
    among,
    as_array,
    constant_columns,
    ends_of,
    insert_for_customers,
)
from ..base.evaluation_queue import enqueue_moved
from ..base.open_checkouts import reprice_customers
from ..membership.current_members import current
from ..membership.default_members import default_code
from ..membership.lists.by_revenue import REVENUE
from ..membership.metadata.queue import enqueue_metadata_sync

# In former default groups, too.
_END_DEFAULT = f"""
WITH ended AS (
  DELETE FROM {Membership._meta.db_table}
  WHERE customer_id = ANY(%s::integer[]) AND customer_id BETWEEN %s AND %s
    AND by_default AND NOT by_hand AND NOT by_rule
  RETURNING group_id, customer_id
)
INSERT INTO {LedgerEntry._meta.db_table}
  (customer_id, group_code, group_name, {{names}})
SELECT ended.customer_id, groups.code, groups.name, {{values}}
FROM ended
JOIN {CustomerGroup._meta.db_table} groups ON groups.id = ended.group_id
"""  # noqa: S608 names of tables

# Saleor's apps are told of each customer, unless more than this change at once.
MAX_TOLD = 1000


class MembershipSources(NamedTuple):
    """What keeps a customer in a group, and since when the conditions no longer do."""

    by_rule: bool
    by_hand: bool
    by_default: bool
    unqualified_since: datetime | None


@dataclass(frozen=True, slots=True)
class RuleChanges:
    """What the conditions change for some customers; primary keys of customers.

    ``joining`` are new, ``confirmed`` are members by other means and now by rule too;
    ``leaving`` leave, ``released`` stay by other means. ``in_grace`` stay for the time
    being; among them ``newly_in_grace`` have only now stopped qualifying.
    ``requalified`` no longer need grace.
    """

    joining: list[int]
    confirmed: list[int]
    leaving: list[int]
    released: list[int]
    in_grace: list[int]
    newly_in_grace: list[int]
    requalified: list[int]

    @classmethod
    def joining_alone(cls, customer_ids: list[int]) -> "RuleChanges":
        """Return the change in which some customers join, and nothing else happens."""
        return cls(customer_ids, [], [], [], [], [], [])

    def without_leaving(self) -> "RuleChanges":
        """Return the changes without those in which somebody leaves."""
        return RuleChanges(
            self.joining, self.confirmed, [], [], [], [], self.requalified
        )

    @property
    def are_any(self) -> bool:
        """Whether anything changes."""
        return any(getattr(self, each.name) for each in fields(self))

    def without(self, customer_ids: Collection[int]) -> "RuleChanges":
        """Return the changes of all other customers."""
        return RuleChanges(
            *(
                [pk for pk in getattr(self, each.name) if pk not in customer_ids]
                for each in fields(self)
            )
        )


def plan_changes(
    group: CustomerGroup,
    *,
    qualifying: Collection[int],
    members: Mapping[int, MembershipSources],
    now: datetime,
) -> RuleChanges:
    """Return what has to change so that those who qualify are in the group by rule.

    :param qualifying: those of the customers who meet the conditions and are not
        excluded.
    :param members: those of the customers who are in the group.
    """
    qualifies = frozenset(qualifying)
    by_rule = {pk: each for pk, each in members.items() if each.by_rule}
    changes = RuleChanges([], [], [], [], [], [], [])
    for pk in sorted(qualifies - by_rule.keys()):
        (changes.confirmed if pk in members else changes.joining).append(pk)
    grace = timedelta(days=group.grace_days)
    for pk in sorted(by_rule):
        each = by_rule[pk]
        since = each.unqualified_since
        if pk in qualifies:
            if since is not None:
                changes.requalified.append(pk)
        elif grace and (since is None or now - grace < since):
            changes.in_grace.append(pk)
            if since is None:
                changes.newly_in_grace.append(pk)
        elif each.by_hand or each.by_default:
            changes.released.append(pk)
        else:
            changes.leaving.append(pk)
    return changes


def make_changes(
    changes: Collection[tuple[CustomerGroup, RuleChanges]],
    *,
    now: datetime,
    leave_default: bool,
    fires_webhooks: bool = True,
    wakes: bool = True,
) -> list[int]:
    """Make the changes of some groups, in the caller's transaction.

    A constant number of statements for a group. Customers who go from one of the groups
    to another join before they leave, and so are not put back into the default group.

    :param leave_default: joining a group ends the default membership.
    :param fires_webhooks: tell Saleor's apps of each customer, unless there are too
        many.
    :param wakes: have the customers evaluated by the groups that ask for these.
    :returns: the customers whose groups have changed.
    """
    for group, each in changes:
        _join(group, each.joining, now=now, leave_default=leave_default)
        _change_rows(group, each, now=now)
    for group, each in changes:
        _leave(group, each.leaving, now=now)
    leaving = [pk for _, each in changes for pk in each.leaving]
    _put_back(leaving, now)
    changed = [*(pk for _, each in changes for pk in each.joining), *leaving]
    if changed:
        reprice_customers(changed)
        are_few = len(changed) <= MAX_TOLD
        enqueue_metadata_sync(changed, fires_webhook=fires_webhooks and are_few)
    if changed and wakes:
        codes = {group.code for group, each in changes if each.joining or each.leaving}
        # Customers who join or leave a group leave or join the default one.
        enqueue_moved(changed, codes={*codes, default_code()})
    return changed


def _change_rows(group: CustomerGroup, changes: RuleChanges, *, now: datetime) -> None:
    for ids, values in (
        (changes.confirmed, {"by_rule": True, "unqualified_since": None}),
        (changes.released, {"by_rule": False, "unqualified_since": None}),
        (changes.newly_in_grace, {"unqualified_since": now}),
        (changes.requalified, {"unqualified_since": None}),
    ):
        if ids:
            rows = Membership.objects.filter(among(ids), group=group)
            rows.update(**values)
    for ids in (changes.confirmed, changes.released):
        if ids:
            _record(group, ids, Change.SOURCE_CHANGED, now)


def _leave(group: CustomerGroup, ids: list[int], *, now: datetime) -> None:
    if ids:
        Membership.objects.filter(among(ids), group=group).delete()
        _record(group, ids, Change.LEFT, now)


def _join(
    group: CustomerGroup, ids: list[int], *, now: datetime, leave_default: bool
) -> None:
    if not ids:
        return
    insert_for_customers(
        Membership,
        ids,
        known=REVENUE,
        noted=LedgerEntry(**_line(group, Change.JOINED, now)),
        group=group,
        by_rule=True,
        since=now,
    )
    if leave_default and not group.is_default:
        _end_default(ids, now=now)


def _end_default(ids: list[int], *, now: datetime) -> None:
    """End memberships that exist by default alone."""
    line = LedgerEntry(change=Change.LEFT, cause=Cause.RULE, at=now)
    names, values = constant_columns(line, ("group_code", "group_name"))
    statement = _END_DEFAULT.format(
        names=", ".join(names), values=", ".join(["%s"] * len(names))
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, [as_array(ids), *ends_of(ids), *values])


def _put_back(ids: list[int], now: datetime) -> None:
    if not ids:
        return
    elsewhere = set(
        Membership.objects.filter(current(now), among(ids)).values_list(
            "customer_id", flat=True
        )
    )
    alone = [pk for pk in dict.fromkeys(ids) if pk not in elsewhere]
    if alone:
        default = CustomerGroup.objects.get(is_default=True)
        insert_for_customers(
            Membership,
            alone,
            known=REVENUE,
            noted=LedgerEntry(
                **_line(default, Change.JOINED, now, by_conditions=False)
            ),
            group=default,
            by_default=True,
            since=now,
        )


def _record(
    group: CustomerGroup, ids: Collection[int], change: Change, now: datetime
) -> None:
    insert_for_customers(LedgerEntry, ids, **_line(group, change, now))


def _line(
    group: CustomerGroup, change: Change, now: datetime, *, by_conditions: bool = True
) -> dict[str, Any]:
    """Return what a line of the ledger says, whoever it is about."""
    return {
        "group_code": group.code,
        "group_name": group.name,
        "change": change,
        "cause": Cause.RULE,
        "rule_version": group.conditions_version if by_conditions else None,
        "at": now,
    }
