"""Reckon a few customers anew, of whom something has changed."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import datetime

from django.db import connection, transaction

from ..models import CustomerGroup, Exclusion, Membership
from . import segments
from .candidates import possible_members
from .figures import refresh_figures
from .rule_memberships import RuleChanges, Standing, make_changes, plan_changes
from .runs import filling_themselves
from .turns import take_turn

# So many customers are evaluated in one transaction.
BATCH = 1000

# Groups may ask for each other; after so many rounds the nightly run goes on.
MOST_ROUNDS = 3

# Not put into words by Django, which takes longer than to ask for one customer.
_STANDINGS = f"""
SELECT group_id, customer_id, by_rule, by_hand, by_default, unqualified_since
FROM {Membership._meta.db_table}
WHERE group_id = ANY(%s) AND customer_id = ANY(%s)
ORDER BY id
FOR UPDATE
"""  # noqa: S608 the name of a table

# By group: the customers, and what keeps each in the group.
Members = Mapping[int, Mapping[int, Standing]]


def batches_of(noted: Iterable[Iterable[int]], *, now: datetime) -> list[list[int]]:
    """Return the customers who are to be evaluated, in batches.

    One query finds that there is nothing to do, where no group fills itself.
    """
    if not filling_themselves(now=now).exists():
        return []
    ids = sorted({pk for each in noted for pk in each})
    return [ids[start : start + BATCH] for start in range(0, len(ids), BATCH)]


@transaction.atomic
def evaluate_customers(
    customer_ids: Collection[int], *, now: datetime, leave_default: bool
) -> int:
    """Let customers join and leave groups as their conditions say now.

    A constant number of queries, however many groups and orders there are; writes only
    where something changes.

    :param leave_default: joining a group ends the default membership.
    :returns: how many joined or left a group.
    """
    groups = [
        group for group in filling_themselves(now=now) if not group.conditions_problem
    ]
    if not groups:
        return 0
    # Free places are given away by one at a time.
    take_turn(alone=any(group.capacity is not None for group in groups))
    ids = [*customer_ids, *refresh_figures(customer_ids)]
    changed = 0
    for _ in range(MOST_ROUNDS):
        in_round = _one_round(groups, ids, now=now, leave_default=leave_default)
        changed += in_round
        if not in_round or not any(
            segments.groups_in(each.conditions) for each in groups
        ):
            break
    return changed


def _one_round(
    groups: Collection[CustomerGroup],
    ids: Collection[int],
    *,
    now: datetime,
    leave_default: bool,
) -> int:
    members = _members(groups, ids)
    found = _qualifying(groups, ids, members, now)
    planned = []
    for group in groups:
        changes = plan_changes(
            group, qualifying=found[group.pk], members=members[group.pk], now=now
        )
        if group.capacity is not None and changes.joining:
            changes = _as_places_allow(group, changes)
        planned.append((group, changes))
    return len(make_changes(planned, now=now, leave_default=leave_default))


def _as_places_allow(group: CustomerGroup, changes: RuleChanges) -> RuleChanges:
    """Let no more join than there are free places, who registered first."""
    group = CustomerGroup.objects.select_for_update().get(pk=group.pk)
    free = max((group.capacity or 0) - group.memberships.count(), 0)
    waiting = possible_members().filter(pk__in=changes.joining)
    first = waiting.order_by("date_joined", "pk").values_list("pk", flat=True)
    changes.joining[:] = list(first[:free])
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
        cursor.execute(*segments.select_met(conditions, now=now, only=ids))
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


def _members(groups: Collection[CustomerGroup], ids: Collection[int]) -> Members:
    with connection.cursor() as cursor:
        cursor.execute(_STANDINGS, [[group.pk for group in groups], list(ids)])
        rows = cursor.fetchall()
    members: dict[int, dict[int, Standing]] = defaultdict(dict)
    for group_id, customer_id, *rest in rows:
        members[group_id][customer_id] = Standing(*rest)
    return members
