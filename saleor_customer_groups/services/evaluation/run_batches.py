"""Carrying runs out, batch by batch.

One statement finds who qualifies. A batch is a range of customers by primary key, in a
transaction of its own under a lock on the run, which stores how far it has come. So a
run whose worker died is continued where it stopped, and two workers on the same run
take turns. The range is long where little changes: most nights nearly nothing does.
"""

import logging
from bisect import bisect_left
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.db.models import Exists, F, Min, OuterRef, Q

from ...engine.base.messages import Message
from ...models import (
    CustomerGroup,
    Exclusion,
    Membership,
    MembershipRun,
    RunState,
    SettledCustomer,
)
from ..base.bulk_sql import as_array, as_rows
from ..base.transactions.locks import lock_membership_changes
from ..membership.admission import free_places
from ..membership.expiry import end_due
from ..membership.possible_members import possible_members
from .candidates import find_qualifying, store_problem, tree_of
from .rule_memberships import MembershipSources, RuleChanges, make_changes, plan_changes
from .runs import CONDITIONS_CHANGED, Clock

logger = logging.getLogger(__name__)

# For how many customers of a group something may change in a batch, and among how many
# primary keys they are looked for.
BATCH = 20_000
LOOKED_AT = 500_000

_CONCERNED = f"""
SELECT
  COALESCE(qualifying.id, members.customer_id), qualifying.id IS NOT NULL,
  members.id IS NOT NULL, members.by_rule, members.by_hand, members.by_default,
  members.unqualified_since
FROM unnest(%s::integer[]) AS qualifying (id)
FULL JOIN (
  SELECT * FROM {Membership._meta.db_table}
  WHERE group_id = %s AND customer_id >= %s AND customer_id < %s
) members ON members.customer_id = qualifying.id
WHERE CASE
  WHEN qualifying.id IS NULL THEN members.by_rule
  ELSE members.by_rule IS NOT TRUE OR members.unqualified_since IS NOT NULL
END
ORDER BY 1
LIMIT %s
"""  # noqa: S608 name of a table


# A customer for whom a run may change something: whether they qualify, whether they are
# a member, and what keeps them in the group, as ``MembershipSources``.
_Concerned = tuple[Any, ...]


def carry_out(
    run_ids: Collection[int],
    *,
    clock: Clock,
    leave_default: bool,
    progress: Callable[[int], None] | None = None,
    wakes: bool = True,
) -> None:
    """Carry runs out together, from where they stopped; finished ones stay as they are.

    A fault ends them: it is logged, and what earlier batches have done stays.

    :param clock: tells the time, asked with every batch.
    :param leave_default: joining a group ends the default membership.
    :param progress: called with how many customers each batch has looked at.
    :param wakes: have customers who join or leave evaluated by the groups that ask for
        these; not where those are run afterwards.
    """
    how = {"leave_default": leave_default, "wakes": wakes}
    qualifying: Mapping[int, Sequence[int]] | None = None
    while True:
        try:
            if qualifying is None:
                qualifying = {
                    pk: _evaluate(pk, clock(), leave_default=leave_default)
                    for pk in sorted(run_ids)
                }
            with transaction.atomic():
                examined = _next_batch(qualifying, clock(), **how)
        except Exception:
            logger.exception("Runs %s of customer groups have failed", sorted(run_ids))
            MembershipRun.objects.filter(pk__in=run_ids, state=RunState.RUNNING).update(
                state=RunState.FAILED,
                finished_at=clock(),
                problem=Message(
                    "An unexpected error stopped it; the log says which. The next run"
                    " starts again."
                ),
            )
            return
        if examined is None:
            return
        if progress is not None:
            progress(examined)


def _evaluate(run_id: int, now: datetime, *, leave_default: bool) -> Sequence[int]:
    """Return those who qualify, by primary key; nobody where a run cannot go on.

    One statement finds all of them: in several, lines of orders would be read once for
    each.
    """
    with transaction.atomic():
        # By now events that did not see the run are committed, so that the run sees
        # them.
        lock_membership_changes()
        run = _going_on(run_id, now)
        if run is None:
            return ()
        if problem := store_problem(run.group, leave_default=leave_default):
            _finish(run, now, RunState.FAILED, problem=problem)
            return ()
    # Without a lock on the run, so that a change of the conditions does not wait.
    while True:
        conditions = run.group.conditions
        tree = tree_of(run.group, now=run.evaluated_at)
        found = find_qualifying(run.group, tree, now=run.evaluated_at)
        # Conditions change with the code of a group that they ask for.
        run.group.refresh_from_db(fields=["conditions"])
        if run.group.conditions == conditions:
            return found


def _going_on(run_id: int, now: datetime) -> MembershipRun | None:
    """Return a run, locked, unless it is finished.

    It is finished if the conditions changed, or the group is no longer active.
    """
    run = (
        MembershipRun.objects.select_for_update(of=("self",))
        .select_related("group")
        .filter(pk=run_id, state=RunState.RUNNING)
        .first()
    )
    if run is not None and run.group.conditions_version != run.conditions_version:
        _finish(run, now, RunState.FAILED, problem=CONDITIONS_CHANGED)
        return None
    if run is not None and not run.group.is_active:
        problem = Message("The group is not active.")
        _finish(run, now, RunState.FAILED, problem=problem)
        return None
    return run


def _next_batch(
    qualifying: Mapping[int, Sequence[int]],
    now: datetime,
    *,
    leave_default: bool,
    wakes: bool,
) -> int | None:
    """Do the next batch, and return its size, None if there is none.

    :param qualifying: by run, in the order of their primary keys.
    """
    lock_membership_changes()
    runs = [run for pk in qualifying if (run := _going_on(pk, now))]
    if not runs:
        return None
    done_up_to = min(run.done_up_to for run in runs)
    after = possible_members().order_by().filter(pk__gt=done_up_to)
    first = after.aggregate(first=Min("pk"))["first"]
    if first is None:
        for run in runs:
            if run.group.capacity is not None and (
                problem := store_problem(run.group, leave_default=leave_default)
            ):
                _finish(run, now, RunState.FAILED, problem=problem)
                continue
            joined, without_place = _fill_free_places(
                run, now, leave_default=leave_default, wakes=wakes
            )
            run.joined += joined
            run.without_place = without_place
            _finish(run, now, RunState.DONE)
        return None
    those = range(done_up_to + 1, first + LOOKED_AT)
    of_those = Q(customer_id__gte=those.start, customer_id__lt=those.stop)
    end_due(of_those, now=now)
    concerned = [_concerned(run.group, qualifying[run.pk], those) for run in runs]
    if ends := [rows[BATCH - 1][0] for rows in concerned if len(rows) > BATCH]:
        those = range(those.start, min(ends) + 1)
    planned = [
        (run, _plan(run, [each for each in rows if each[0] in those], those))
        for run, rows in zip(runs, concerned, strict=True)
    ]
    make_changes(
        [(run.group, changes) for run, changes in planned],
        now=now,
        leave_default=leave_default,
        fires_webhooks=all(run.fires_webhooks for run in runs),
        wakes=wakes,
    )
    examined = after.filter(pk__lt=those.stop).count()
    for run, changes in planned:
        MembershipRun.objects.filter(pk=run.pk).update(
            done_up_to=those[-1],
            heartbeat_at=now,
            examined=F("examined") + examined,
            joined=F("joined") + len(changes.joining),
            left=F("left") + len(changes.leaving),
            kept_by_grace=F("kept_by_grace") + len(changes.in_grace),
        )
    return examined


def _plan(
    run: MembershipRun, concerned: Collection[_Concerned], those: range
) -> RuleChanges:
    """Return what a run changes for customers with these primary keys."""
    changes = plan_changes(
        run.group,
        qualifying=[pk for pk, qualifies, *_ in concerned if qualifies],
        members={
            pk: MembershipSources(*sources)
            for pk, _, is_member, *sources in concerned
            if is_member
        },
        now=run.evaluated_at,
    )
    if run.group.capacity is not None:
        # Who gets a free place is known only when everybody was looked at.
        changes.joining.clear()
    if not changes.are_any:
        return changes
    return changes.without(_evaluated_or_excluded(run, those))


def _evaluated_or_excluded(run: MembershipRun, those: range) -> set[int]:
    """Return customers whom a run must leave alone.

    They were evaluated by an event since it began, or excluded.
    """
    evaluated = SettledCustomer.objects.filter(run=run)
    excluded = Exclusion.objects.filter(group=run.group)
    return {
        pk
        for rows in (evaluated, excluded)
        for pk in rows.filter(
            customer_id__gte=those.start, customer_id__lt=those.stop
        ).values_list("customer_id", flat=True)
    }


def _fill_free_places(
    run: MembershipRun, now: datetime, *, leave_default: bool, wakes: bool
) -> tuple[int, int]:
    """Fill the free places of a group with a capacity, the first registered first.

    :returns: how many joined, and how many found no place.
    """
    group = CustomerGroup.objects.select_for_update().get(pk=run.group_id)
    end_due(Q(group=group), now=now)
    if group.capacity is None:
        return 0, 0
    tree = tree_of(group, now=run.evaluated_at)
    qualifying = find_qualifying(group, tree, now=run.evaluated_at)
    waiting = (
        possible_members()
        .filter(pk__in=as_rows(qualifying))
        .filter(
            ~Exists(Membership.objects.filter(group=group, customer=OuterRef("pk")))
        )
        .order_by("date_joined", "pk")
    )
    places = free_places(group, now=now)
    joining = list(waiting.values_list("pk", flat=True)[:places])
    without_place = waiting.count() - len(joining)
    changes = RuleChanges.joining_alone(joining)
    made = make_changes(
        [(group, changes)],
        now=now,
        leave_default=leave_default,
        fires_webhooks=run.fires_webhooks,
        wakes=wakes,
    )
    return len(made), without_place


def _concerned(
    group: CustomerGroup, qualifying: Sequence[int], those: range
) -> list[_Concerned]:
    """Return for whom something may change: who qualifies, and who is a member.

    Most are members by rule already and go on to qualify; they are not even read.

    :param qualifying: all who do, by primary key.
    :param those: the primary keys of those who are looked at.
    :returns: in the order of primary keys, one more than a batch at most.
    """
    first, end = (bisect_left(qualifying, key) for key in (those.start, those.stop))
    keys = as_array(qualifying[first:end])
    with connection.cursor() as cursor:
        cursor.execute(_CONCERNED, [keys, group.pk, those.start, those.stop, BATCH + 1])
        return cursor.fetchall()


def _finish(
    run: MembershipRun, now: datetime, state: RunState, *, problem: str = ""
) -> None:
    MembershipRun.objects.filter(pk=run.pk).update(
        state=state,
        finished_at=now,
        heartbeat_at=now,
        problem=problem,
        joined=run.joined,
        without_place=run.without_place,
    )
