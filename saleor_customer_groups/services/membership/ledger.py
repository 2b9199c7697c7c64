"""Memberships that begin, change and end, each with its line in the ledger."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from ...models import Cause, Change, CustomerGroup, Exclusion, LedgerEntry, Membership
from ..base.actors import Actor
from ..base.evaluation_queue import enqueue_moved
from .current_members import current
from .lists.by_revenue import record_revenue
from .metadata.queue import enqueue_metadata_sync


def begin(memberships: Sequence[Membership]) -> None:
    """Save new memberships, in a turn of their own (turns.py)."""
    Membership.objects.bulk_create(memberships, batch_size=1000)
    record_revenue([row.customer_id for row in memberships])


def join_default(
    ids: Collection[int],
    *,
    actor: Actor,
    cause: Cause,
    now: datetime,
    since: Mapping[int, datetime] | None = None,
) -> None:
    """Put those of the customers into the default group who are not in it.

    :param since: from when on, by customer, for those who are in it for longer than
        ``now``.
    """
    if not ids:
        return
    group = CustomerGroup.objects.get(is_default=True)
    there = set(
        Membership.objects.filter(group=group, customer_id__in=ids).values_list(
            "customer_id", flat=True
        )
    )
    new = [
        Membership(
            customer_id=pk,
            group=group,
            by_default=True,
            since=(since or {}).get(pk, now),
        )
        for pk in sorted(set(ids) - there)
    ]
    begin(new)
    record(
        new,
        change=Change.JOINED,
        cause=cause,
        actor=actor,
        now=now,
        at=lambda row: row.since,
    )


def put_back(
    customer_ids: Iterable[int],
    *,
    actor: Actor,
    cause: Cause,
    now: datetime,
    since: Mapping[int, datetime] | None = None,
) -> None:
    """Put those of the customers who are in no group into the default group.

    :param since: see ``join_default``.
    """
    ids = set(customer_ids)
    rows = Membership.objects.filter(current(now), customer_id__in=ids)
    ids -= set(rows.values_list("customer_id", flat=True))
    join_default(ids, actor=actor, cause=cause, now=now, since=since)


def end_default_memberships(
    ids: Sequence[int], *, actor: Actor, cause: Cause, now: datetime
) -> None:
    """End what nothing but the default made, of groups that were it before, too."""
    end(
        Membership.objects.filter(
            customer_id__in=ids,
            by_default=True,
            by_hand=False,
            by_rule=False,
        ),
        actor=actor,
        cause=cause,
        now=now,
    )


def make_primary(
    group: CustomerGroup,
    ids: Sequence[int],
    *,
    actor: Actor,
    now: datetime,
    reason: str,
) -> None:
    """Make a group the primary one of these customers."""
    rows = Membership.objects.filter(customer_id__in=ids).select_related("group")
    before = list(rows.filter(is_primary=True).exclude(group=group))
    after = list(rows.filter(group=group, is_primary=False))
    Membership.objects.filter(pk__in=[row.pk for row in before]).update(
        is_primary=False
    )
    Membership.objects.filter(pk__in=[row.pk for row in after]).update(is_primary=True)
    for change, changed in (
        (Change.NO_LONGER_PRIMARY, before),
        (Change.MADE_PRIMARY, after),
    ):
        record(
            changed,
            change=change,
            cause=actor.cause,
            actor=actor,
            now=now,
            reason=reason,
        )


def end(
    rows: QuerySet,
    *,
    actor: Actor,
    cause: Cause,
    now: datetime,
    reason: str = "",
    at: Callable[[Any], datetime] | None = None,
) -> None:
    """End memberships.

    :param at: see ``record``.
    """
    ended = list(rows.select_related("group"))
    Membership.objects.filter(pk__in=[row.pk for row in ended]).delete()
    record(
        ended,
        change=Change.LEFT,
        cause=cause,
        actor=actor,
        now=now,
        reason=reason,
        at=at,
    )


def record(
    memberships: Iterable[Membership | Exclusion],
    *,
    change: Change,
    cause: Cause,
    actor: Actor,
    now: datetime,
    reason: str = "",
    reasons: Mapping[int, str] | None = None,
    at: Callable[[Any], datetime] | None = None,
) -> None:
    """Write a line for each membership, and have those mirrored who come or go.

    :param reasons: by customer, for those who have one of their own.
    :param at: when it happened to a membership, none for now.
    """
    own = reasons or {}
    entries = [
        LedgerEntry(
            customer_id=row.customer_id,
            group_code=row.group.code,
            group_name=row.group.name,
            change=change,
            cause=cause,
            by_user_id=actor.user_id,
            by_app=actor.app_name,
            reason=own.get(row.customer_id, reason),
            at=now if at is None else at(row),
        )
        for row in memberships
    ]
    LedgerEntry.objects.bulk_create(entries, batch_size=1000)
    if entries and change in (Change.JOINED, Change.LEFT):
        customers = [entry.customer_id for entry in entries]
        enqueue_metadata_sync(customers)
        enqueue_moved(customers, codes={entry.group_code for entry in entries})
