"""Evaluate a few customers again about whom something has changed."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from itertools import chain
from typing import Any

from django.db import connection, transaction

from ...models import (
    CustomerGroup,
    Exclusion,
    Membership,
    MembershipRun,
    RunState,
    SettledCustomer,
)
from ..base.bulk_sql import among
from ..base.evaluation_queue import Moved
from ..base.transactions.locks import lock_membership_changes
from ..membership.admission import free_places
from ..membership.default_members import default_code
from ..membership.expiry import end_due
from ..membership.possible_members import possible_members
from . import group_conditions
from .candidates import store_problem
from .dependencies import Dependencies
from .order_figures import refresh_figures
from .rule_memberships import MembershipSources, RuleChanges, make_changes, plan_changes
from .runs import filling_themselves

# How many customers are evaluated in one transaction.
BATCH = 1000

# Groups that ask for the default group may change who is in it; the nightly run then
# does the rest.
MAX_ROUNDS = 3

# What the current runs have found out about the customers is out of date. This is plain
# SQL because Django takes longer to build the statement than PostgreSQL to answer it
# for one customer.
_LOCKED_MEMBERSHIPS = f"""
WITH settled AS (
  INSERT INTO {SettledCustomer._meta.db_table} (run_id, customer_id)
  SELECT runs.id, unnest(%(customers)s::integer[])
  FROM {MembershipRun._meta.db_table} runs
  WHERE runs.state = '{RunState.RUNNING}'
  ON CONFLICT (run_id, customer_id) DO NOTHING
)
SELECT
  until <= %(now)s, group_id, customer_id, by_rule, by_hand, by_default,
  unqualified_since
FROM {Membership._meta.db_table}
WHERE customer_id = ANY(%(customers)s)
  AND (group_id = ANY(%(groups)s) OR until <= %(now)s)
ORDER BY id
FOR UPDATE
"""  # noqa: S608 names of tables

# For each group its customers, and what keeps each of them in it.
Members = Mapping[int, Mapping[int, MembershipSources]]


def batches_of(
    changed: Sequence[Iterable[int]],
    *,
    buyers: Sequence[Iterable[int]],
    now: datetime,
    moved: Iterable[Moved] = (),
) -> list[list[int]]:
    """Return the customers who are to be evaluated, in batches.

    If no group fills itself, these are the buyers alone: their figures are kept for the
    first group that does. One query finds that out, none where everybody is a buyer, as
    when an order is placed.

    :param moved: customers who joined or left groups, with the codes of these; they are
        evaluated if conditions ask for one of the groups.
    :param changed: customers about whom something has changed, in parts; read if
        needed.
    :param buyers: those of them whose orders have changed.
    """
    if moved := list(moved):
        groups = list(filling_themselves(now=now))
        asked = {code for code, _ in chain(*Dependencies(groups).asked.values())}
        fills = bool(groups)
        woken = [each.customer_ids for each in moved if asked & each.codes]
    else:
        is_asked = any(each not in buyers for each in changed)
        fills, woken = is_asked and filling_themselves(now=now).exists(), []
    ids = sorted(
        {pk for each in ([*changed, *woken] if fills else buyers) for pk in each}
    )
    return [ids[start : start + BATCH] for start in range(0, len(ids), BATCH)]


@transaction.atomic
def evaluate_customers(
    customer_ids: Collection[int], *, now: datetime, leave_default: bool
) -> int:
    """Let customers join and leave groups as their conditions say now.

    A constant number of queries, however many groups and orders there are, for each
    layer of groups that ask for others; writes only where something changes.

    :param leave_default: joining a group ends the default membership.
    :returns: how many joined or left a group.
    """
    groups = [
        group for group in filling_themselves(now=now) if not group.conditions_problem
    ]
    # Free places are given away by one transaction at a time.
    lock_membership_changes(alone=any(group.capacity is not None for group in groups))
    ids = [*customer_ids, *refresh_figures(customer_ids)]
    if not groups:
        return 0
    dependencies = Dependencies(groups)
    if not dependencies.ask_for_groups:
        return _one_round(groups, ids, now=now, leave_default=leave_default)
    default = default_code()
    wrong = dependencies.contradictions(leaves=default if leave_default else None)
    for code in wrong:
        store_problem(dependencies.groups[code], leave_default=leave_default)
    changed = 0
    for _ in range(MAX_ROUNDS):
        in_round = 0
        for layer in dependencies.layers(default=default):
            sound = [group for group in layer if not group.conditions_problem]
            circular = dependencies.in_circles() & {group.code for group in sound}
            in_round += _settle(
                sound, ids, circular, now=now, leave_default=leave_default
            )
        changed += in_round
        if not in_round:
            break
    return changed


def _settle(
    groups: Collection[CustomerGroup],
    ids: Collection[int],
    circular: Collection[str],
    *,
    now: datetime,
    leave_default: bool,
) -> int:
    """Let customers join and leave groups of one layer until nothing changes.

    In a circle without a negation everybody who can joins first, one after the other,
    and then everybody leaves whom nothing keeps: the result does not depend on the
    order.
    """
    if not groups:
        return 0
    how: dict[str, Any] = {"now": now, "leave_default": leave_default}
    changed = 0
    if circular:
        for _ in circular:
            joined = _one_round(groups, ids, joining_alone=True, **how)
            changed += joined
            if not joined:
                break
    for _ in range(max(len(circular), 1)):
        in_round = _one_round(groups, ids, **how)
        changed += in_round
        if not in_round:
            break
    return changed


def _one_round(
    groups: Collection[CustomerGroup],
    ids: Collection[int],
    *,
    now: datetime,
    leave_default: bool,
    joining_alone: bool = False,
) -> int:
    members = _members(groups, ids, now)
    found = _qualifying(groups, ids, members, now)
    planned = []
    for group in groups:
        changes = plan_changes(
            group, qualifying=found[group.pk], members=members[group.pk], now=now
        )
        if joining_alone:
            changes = changes.without_leaving()
        # What conditions name may have been deleted since the last run.
        if changes.are_any and store_problem(group, leave_default=leave_default):
            continue
        if group.capacity is not None and changes.joining:
            changes = _as_places_allow(group, changes, now=now)
        planned.append((group, changes))
    made = make_changes(planned, now=now, leave_default=leave_default, wakes=False)
    return len(made)


def _as_places_allow(
    group: CustomerGroup, changes: RuleChanges, *, now: datetime
) -> RuleChanges:
    """Let no more join than there are free places, the first registered first."""
    group = CustomerGroup.objects.select_for_update().get(pk=group.pk)
    places = free_places(group, now=now)
    waiting = possible_members().filter(pk__in=changes.joining)
    first = waiting.order_by("date_joined", "pk").values_list("pk", flat=True)
    changes.joining[:] = list(first[:places])
    return changes


def _qualifying(
    groups: Collection[CustomerGroup],
    ids: Collection[int],
    members: Members,
    now: datetime,
) -> Mapping[int, set[int]]:
    """Return by group who meets its conditions and is not excluded, in one query."""
    conditions = {group.pk: group.conditions for group in groups}
    with connection.cursor() as cursor:
        cursor.execute(*group_conditions.select_met(conditions, now=now, only=ids))
        rows = cursor.fetchall()
    # No member is excluded.
    joining = {pk for pk, group_id in rows if pk not in members[group_id]}
    excluded = joining and set(
        Exclusion.objects.filter(customer_id__in=joining).values_list(
            "group_id", "customer_id"
        )
    )
    found: dict[int, set[int]] = defaultdict(set)
    for customer_id, group_id in rows:
        if (group_id, customer_id) not in excluded:
            found[group_id].add(customer_id)
    return found


def _members(
    groups: Collection[CustomerGroup], ids: Collection[int], now: datetime
) -> Members:
    """Return the members of the groups; memberships that are over end first."""
    asked = {
        "groups": [group.pk for group in groups],
        "customers": list(ids),
        "now": now,
    }
    with connection.cursor() as cursor:
        cursor.execute(_LOCKED_MEMBERSHIPS, asked)
        rows = cursor.fetchall()
        if any(is_over for is_over, *_ in rows):
            end_due(among(ids), now=now)
            cursor.execute(_LOCKED_MEMBERSHIPS, asked)
            rows = cursor.fetchall()
    members: dict[int, dict[int, MembershipSources]] = defaultdict(dict)
    for _, group_id, customer_id, *rest in rows:
        members[group_id][customer_id] = MembershipSources(*rest)
    return members
