"""Runs: which groups are to be evaluated, begun and taken up again."""

from collections.abc import Callable, Collection, Iterable
from datetime import datetime, timedelta
from typing import TypeVar

from django.db import transaction
from django.db.models import Q, QuerySet

from ...engine.base.messages import Message
from ...models import (
    CustomerGroup,
    GroupKind,
    MembershipRun,
    RunCause,
    RunState,
    SettledCustomer,
)
from ..base.refusals import Code, refuse
from ..membership.default_members import default_code
from .dependencies import Dependencies

# A run without progress for this long has lost its worker.
LOST_AFTER = timedelta(minutes=10)

# Fields of a group whose change can change who is in it by rule.
_ASKS_FOR_RUN = frozenset({"conditions", "kind", "is_active", "capacity", "grace_days"})

STOPPED = Message("Somebody stopped it: what it had done stays.")
CONDITIONS_CHANGED = Message("The conditions changed.")

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

    Groups that ask for each other come in the order of their codes.
    """
    groups_in_order = list(groups)
    dependencies = Dependencies(groups_in_order)
    default = default_code() if dependencies.ask_for_groups else None
    asking = [each for layer in dependencies.layers(default=default) for each in layer]
    return [
        *(each for each in groups_in_order if each.code not in dependencies.groups),
        *asking,
    ]


def start_run(
    *,
    group: CustomerGroup,
    cause: RunCause,
    now: datetime,
    fires_webhooks: bool = True,
) -> MembershipRun:
    """Enqueue a run of a group, to be carried out by a task.

    If one for the same conditions is going on, that one is returned; one for earlier
    conditions is stopped.

    :param fires_webhooks: tell Saleor's apps of the customers whose groups change.
    :raises django.core.exceptions.ValidationError: the group is not active.
    """
    with transaction.atomic():
        group = CustomerGroup.objects.select_for_update().get(pk=group.pk)
        if not group.is_active:
            raise refuse(
                "id",
                Code.GROUP_INACTIVE,
                Message("{group} is not active. Activate it first.", group=group.name),
            )
        going_on = MembershipRun.objects.filter(
            group=group, state=RunState.RUNNING
        ).exclude(cause=RunCause.DEFAULT_GROUP)
        same = going_on.filter(conditions_version=group.conditions_version).first()
        if same is not None:
            return same
        going_on.update(
            state=RunState.FAILED, finished_at=now, problem=CONDITIONS_CHANGED
        )
        SettledCustomer.objects.filter(run__group=group).delete()
        return MembershipRun.objects.create(
            group=group,
            cause=cause,
            fires_webhooks=fires_webhooks,
            conditions_version=group.conditions_version,
            evaluated_at=now,
            started_at=now,
            heartbeat_at=now,
        )


def stop_run(*, run: MembershipRun, now: datetime) -> MembershipRun:
    """Stop a run: what it has done stays.

    The runs of the levels of a programme, which are carried out together, end together.

    :raises django.core.exceptions.ValidationError: it has ended already, or fills the
        default group.
    """
    with transaction.atomic():
        # Its worker holds this lock for the time of a batch.
        run = (
            MembershipRun.objects.select_for_update(of=("self",))
            .select_related("group__level")
            .get(pk=run.pk)
        )
        if run.state != RunState.RUNNING:
            raise refuse("id", Code.INVALID, Message("This run has ended already."))
        if run.cause == RunCause.DEFAULT_GROUP:
            raise refuse(
                "id",
                Code.DEFAULT_GROUP,
                Message(
                    "This run puts everybody who is in no group into the default "
                    "group, and cannot be stopped."
                ),
            )
        together = Q(pk=run.pk)
        level = getattr(run.group, "level", None)
        if level is not None:
            together |= Q(group__level__programme=level.programme_id)
        MembershipRun.objects.filter(together, state=RunState.RUNNING).update(
            state=RunState.FAILED, finished_at=now, problem=STOPPED
        )
    run.refresh_from_db()
    return run


def start_run_after_change(
    *, group: CustomerGroup, changed: Collection[str], now: datetime
) -> MembershipRun | None:
    """Enqueue a run of a group that was saved; None if it needs none.

    :param changed: the fields that were given.
    """
    if not _ASKS_FOR_RUN.intersection(changed) or not group.is_active:
        return None
    fills_itself = filling_themselves(now=now).filter(pk=group.pk).exists()
    if not fills_itself and not group.memberships.filter(by_rule=True).exists():
        return None
    return start_run(group=group, cause=RunCause.RULE_SAVED, now=now)


def lost_runs(*, now: datetime) -> list[list[int]]:
    """Return runs that lost their worker, in lists of those carried out together."""
    lost = MembershipRun.objects.filter(
        state=RunState.RUNNING, heartbeat_at__lt=now - LOST_AFTER
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

    The levels of a programme are evaluated in one go: otherwise a customer who goes
    from one to another would be put into the default group in between.
    """
    found: dict[tuple[str, int], list[Thing]] = {}
    for thing in things:
        group = group_of(thing)
        level = getattr(group, "level", None)
        key = ("group", group.pk) if level is None else ("level", level.programme_id)
        found.setdefault(key, []).append(thing)
    return list(found.values())
