"""Runs: reckon who belongs in a group that fills itself, batch by batch.

Who qualifies is found in one statement. A batch is customers with consecutive primary
keys, in a transaction of its own under a lock on the run, which notes how far it has
come. So a run whose worker died is taken up where it stands, and two workers at the
same run take turns.
"""

import logging
from array import array
from bisect import bisect_left
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import TypeVar

from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import Count, Exists, F, Max, OuterRef, Q, QuerySet
from django.db.models.expressions import RawSQL

from ..models import (
    Cause,
    CustomerGroup,
    Exclusion,
    GroupKind,
    LedgerEntry,
    Level,
    Membership,
    MembershipRun,
    RunCause,
    RunState,
)
from ..segments import Node
from . import segments
from .rule_memberships import RuleChanges, Standing, make_changes, plan_changes
from .turns import take_turn

logger = logging.getLogger(__name__)

BATCH = 20_000
# A run that has not been heard of for so long has lost its worker.
LOST_AFTER = timedelta(minutes=10)

# A change of one of these can change who is in a group by rule.
_ASKS_FOR_RUN = frozenset({"conditions", "kind", "is_active", "capacity", "grace_days"})

Clock = Callable[[], datetime]
Thing = TypeVar("Thing")


def filling_themselves(*, now: datetime) -> QuerySet[CustomerGroup]:
    """Return the active groups that have conditions, levels when they have begun."""
    return (
        CustomerGroup.objects.filter(
            is_active=True,
            kind__in=[GroupKind.AUTOMATIC, GroupKind.HYBRID],
            conditions__isnull=False,
        )
        .exclude(level__programme__active_from__gt=now)
        .select_related("level")
    )


def in_order(groups: Iterable[CustomerGroup]) -> list[CustomerGroup]:
    """Return groups so that those which others ask for come before these.

    Groups that ask for each other stay in their order.
    """
    waiting = {group.code: group for group in groups}
    asked = {
        code: segments.groups_in(group.conditions) for code, group in waiting.items()
    }
    ordered: list[CustomerGroup] = []
    while waiting:
        ready = [
            code for code in waiting if not (asked[code] - {code}) & waiting.keys()
        ] or list(waiting)[:1]
        ordered += [waiting.pop(code) for code in ready]
    return ordered


def start_run(*, group: CustomerGroup, cause: RunCause, now: datetime) -> MembershipRun:
    """Note down a run of a group, to be carried out by a task.

    Where one for the same conditions is going on, it is that one; one for earlier
    conditions ends where it stands.
    """
    with transaction.atomic():
        group = CustomerGroup.objects.select_for_update().get(pk=group.pk)
        going_on = MembershipRun.objects.filter(group=group, state=RunState.RUNNING)
        same = going_on.filter(conditions_version=group.conditions_version).first()
        if same is not None:
            return same
        going_on.update(
            state=RunState.FAILED, finished_at=now, problem="The conditions changed."
        )
        return MembershipRun.objects.create(
            group=group,
            cause=cause,
            conditions_version=group.conditions_version,
            evaluated_at=now,
            started_at=now,
            beat_at=now,
        )


def start_run_after_change(
    *, group: CustomerGroup, changed: Collection[str], now: datetime
) -> MembershipRun | None:
    """Note down a run of a group that was saved, none where nothing asks for one.

    :param changed: the fields that were given.
    """
    if not _ASKS_FOR_RUN.intersection(changed) or not group.is_active:
        return None
    fills_itself = filling_themselves(now=now).filter(pk=group.pk).exists()
    if not fills_itself and not group.memberships.filter(by_rule=True).exists():
        return None
    return start_run(group=group, cause=RunCause.RULE_SAVED, now=now)


def lost_runs(*, now: datetime) -> list[list[int]]:
    """Return the runs that nobody carries out any more, those together that are so."""
    lost = MembershipRun.objects.filter(
        state=RunState.RUNNING, beat_at__lt=now - LOST_AFTER
    )
    return [
        [run.pk for run in together]
        for together in by_programme(
            lost.select_related("group__level").order_by("pk"), lambda run: run.group
        )
    ]


def by_programme(
    things: Iterable[Thing], group_of: Callable[[Thing], CustomerGroup]
) -> list[list[Thing]]:
    """Return things of groups, those of the levels of a programme together.

    The levels of a programme are reckoned in one go: who goes from one to another would
    be put back into the default group in between.
    """
    found: dict[tuple[str, int], list[Thing]] = {}
    for thing in things:
        group = group_of(thing)
        level = getattr(group, "level", None)
        key = ("group", group.pk) if level is None else ("level", level.programme_id)
        found.setdefault(key, []).append(thing)
    return list(found.values())


def carry_out(
    run_ids: Collection[int],
    *,
    clock: Clock,
    leave_default: bool,
    progress: Callable[[int], None] | None = None,
) -> None:
    """Carry runs out together, from where they stand; those finished stay as they are.

    A fault ends them: it is logged, and what the batches before have done stays.

    :param clock: what the time is, asked with every batch.
    :param leave_default: joining a group ends the default membership.
    :param progress: is told how many customers each batch has looked at.
    """
    qualifying: Mapping[int, Sequence[int]] | None = None
    while True:
        try:
            if qualifying is None:
                qualifying = {pk: _evaluate(pk, clock()) for pk in sorted(run_ids)}
            with transaction.atomic():
                examined = _next_batch(qualifying, clock(), leave_default=leave_default)
        except Exception:
            logger.exception("Runs %s have failed", sorted(run_ids))
            MembershipRun.objects.filter(pk__in=run_ids, state=RunState.RUNNING).update(
                state=RunState.FAILED,
                finished_at=clock(),
                problem="Something went wrong here. The next run takes it up.",
            )
            return
        if examined is None:
            return
        if progress is not None:
            progress(examined)


def _evaluate(run_id: int, now: datetime) -> Sequence[int]:
    """Return those who qualify, by primary key; nobody where a run cannot go on.

    All are found in one statement: in parts, lines of orders would be read once a part.
    """
    with transaction.atomic():
        run = _going_on(run_id, now)
        if run is None:
            return ()
        if run.done_up_to == 0 and (problem := _note_problem(run.group)):
            _finish(run, now, RunState.FAILED, problem=problem)
            return ()
    # Without a lock on the run: who changes the conditions does not wait.
    tree = tree_of(run.group, now=run.evaluated_at)
    return find_qualifying(run.group, tree, now=run.evaluated_at)


def _going_on(run_id: int, now: datetime) -> MembershipRun | None:
    """Return a run, locked, unless it is finished; it is where conditions changed."""
    run = (
        MembershipRun.objects.select_for_update(of=("self",))
        .select_related("group")
        .filter(pk=run_id, state=RunState.RUNNING)
        .first()
    )
    if run is not None and run.group.conditions_version != run.conditions_version:
        _finish(run, now, RunState.FAILED, problem="The conditions changed.")
        return None
    return run


def _next_batch(
    qualifying: Mapping[int, Sequence[int]], now: datetime, *, leave_default: bool
) -> int | None:
    """Do the next batch, and return its size, none where there is none.

    :param qualifying: by run, in the order of their primary keys.
    """
    take_turn()
    runs = [run for pk in qualifying if (run := _going_on(pk, now))]
    if not runs:
        return None
    done_up_to = min(run.done_up_to for run in runs)
    batch = possible_members().filter(pk__gt=done_up_to).order_by("pk")[:BATCH]
    found = batch.aggregate(last=Max("pk"), number=Count("pk"))
    if found["last"] is None:
        for run in runs:
            joined, in_vain = _fill_free_places(run, now, leave_default=leave_default)
            run.joined += joined
            run.in_vain = in_vain
            _finish(run, now, RunState.DONE)
        return None
    those = range(done_up_to + 1, found["last"] + 1)
    planned = [(run, _plan(run, qualifying[run.pk], those)) for run in runs]
    make_changes(
        [(run.group, changes) for run, changes in planned],
        now=now,
        leave_default=leave_default,
    )
    for run, changes in planned:
        MembershipRun.objects.filter(pk=run.pk).update(
            done_up_to=found["last"],
            beat_at=now,
            examined=F("examined") + found["number"],
            joined=F("joined") + len(changes.joining),
            left=F("left") + len(changes.leaving),
            kept_by_grace=F("kept_by_grace") + len(changes.in_grace),
        )
    return found["number"]


def _plan(run: MembershipRun, qualifying: Sequence[int], those: range) -> RuleChanges:
    """Return what a run changes for customers with these primary keys."""
    changes = plan_changes(
        run.group,
        qualifying=qualifying[
            bisect_left(qualifying, those.start) : bisect_left(qualifying, those.stop)
        ],
        members=_members(run.group, those),
        now=run.evaluated_at,
    )
    if run.group.capacity is not None:
        # Who gets a free place is known when everybody was looked at.
        changes.joining.clear()
    return changes.without(_settled(run, those)) if changes.are_any else changes


def _settled(run: MembershipRun, those: range) -> set[int]:
    """Return customers about whom a run that began earlier has nothing to say.

    They were evaluated on their own since, or excluded.
    """
    since = LedgerEntry.objects.filter(
        group_code=run.group.code, cause=Cause.RULE, at__gt=run.evaluated_at
    )
    excluded = Exclusion.objects.filter(group=run.group)
    return {
        pk
        for rows in (since, excluded)
        for pk in rows.filter(
            customer_id__gte=those.start, customer_id__lt=those.stop
        ).values_list("customer_id", flat=True)
    }


def _fill_free_places(
    run: MembershipRun, now: datetime, *, leave_default: bool
) -> tuple[int, int]:
    """Let those join a group with a capacity who registered first.

    :returns: how many joined, and how many found no place.
    """
    group = CustomerGroup.objects.select_for_update().get(pk=run.group_id)
    if group.capacity is None:
        return 0, 0
    tree = tree_of(group, now=run.evaluated_at)
    qualifying = find_qualifying(group, tree, now=run.evaluated_at)
    waiting = (
        possible_members()
        .filter(pk__in=RawSQL("SELECT unnest(%s::bigint[])", [qualifying.tolist()]))
        .filter(
            ~Exists(Membership.objects.filter(group=group, customer=OuterRef("pk")))
        )
        .order_by("date_joined", "pk")
    )
    free = max(group.capacity - group.memberships.count(), 0)
    joining = list(waiting.values_list("pk", flat=True)[:free])
    in_vain = waiting.count() - len(joining)
    changes = RuleChanges.joining_alone(joining)
    made = make_changes([(group, changes)], now=now, leave_default=leave_default)
    return len(made), in_vain


def _note_problem(group: CustomerGroup) -> str:
    """Note on a group what its conditions name that is gone, and return it.

    Its members stay as they are until that is mended: conditions that cannot be asked
    would empty it silently.
    """
    problem = "" if group.conditions is None else segments.problem_of(group.conditions)
    if problem != group.conditions_problem:
        CustomerGroup.objects.filter(pk=group.pk).update(conditions_problem=problem)
        group.conditions_problem = problem
    return problem


def tree_of(group: CustomerGroup, *, now: datetime) -> Node | None:
    """Return the conditions of a group, none where nobody is in it by rule."""
    if group.kind == GroupKind.MANUAL or group.conditions is None:
        return None
    if is_yet_to_begin(group, now=now):
        return None
    return segments.read_conditions(group.conditions)


def is_yet_to_begin(group: CustomerGroup, *, now: datetime) -> bool:
    """Return whether a group is a level of a programme that has not begun."""
    levels = Level.objects.filter(group=group, programme__active_from__gt=now)
    return levels.exists()


def possible_members() -> QuerySet:
    """Return whom groups are for: members of staff join none."""
    return get_user_model()._default_manager.filter(segments.POSSIBLE_MEMBERS)


def find_qualifying(
    group: CustomerGroup | None, tree: Node | None, *, now: datetime
) -> "array[int]":
    """Return who meets conditions and may join, by primary key, in their order.

    :param group: none for one that is to be made.
    :param tree: none where nobody is in the group by rule.
    """
    if tree is None:
        return array("q")
    excluded = Exclusion.objects.filter(group=group, customer=OuterRef("pk"))
    among = Q(segments.POSSIBLE_MEMBERS, ~Exists(excluded))
    return segments.find_matching(tree, now=now, among=among)


def _members(group: CustomerGroup, only: range) -> dict[int, Standing]:
    """Return the members among some customers, locked until the batch is done."""
    rows = (
        Membership.objects.select_for_update()
        .filter(group=group, customer_id__gte=only.start, customer_id__lt=only.stop)
        .order_by("pk")
        .values_list(
            "customer_id", "by_rule", "by_hand", "by_default", "unqualified_since"
        )
    )
    return {customer: Standing(*rest) for customer, *rest in rows}


def _finish(
    run: MembershipRun, now: datetime, state: RunState, *, problem: str = ""
) -> None:
    MembershipRun.objects.filter(pk=run.pk).update(
        state=state,
        finished_at=now,
        beat_at=now,
        problem=problem,
        joined=run.joined,
        in_vain=run.in_vain,
    )
