"""Begin, change and end memberships, each with its line in the ledger."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from ...models import Change, CustomerGroup, Exclusion, LedgerEntry, Membership
from ..base.evaluation_queue import enqueue_moved
from ..base.occasions import Occasion
from .current_members import current
from .lists.by_revenue import record_revenue
from .metadata.queue import enqueue_metadata_sync


def begin(memberships: Sequence[Membership]) -> None:
    """Save new memberships; the caller holds the lock (``lock_membership_changes``)."""
    Membership.objects.bulk_create(memberships, batch_size=1000)
    record_revenue([row.customer_id for row in memberships])


def join_default(
    ids: Collection[int],
    *,
    occasion: Occasion,
    since: Mapping[int, datetime] | None = None,
) -> None:
    """Put those customers into the default group who are not in it.

    The ledger gives no reason for it, whatever that of the occasion is.

    :param since: since when, by customer, for those who were in it before the occasion
        already.
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
            since=(since or {}).get(pk, occasion.now),
        )
        for pk in sorted(set(ids) - there)
    ]
    begin(new)
    record(
        new,
        change=Change.JOINED,
        occasion=replace(occasion, reason=None),
        at=lambda row: row.since,
    )


def put_back(
    customer_ids: Iterable[int],
    *,
    occasion: Occasion,
    since: Mapping[int, datetime] | None = None,
) -> None:
    """Put those customers who are in no group into the default group.

    :param occasion: see ``join_default``.
    :param since: see ``join_default``.
    """
    ids = set(customer_ids)
    rows = Membership.objects.filter(current(occasion.now), customer_id__in=ids)
    ids -= set(rows.values_list("customer_id", flat=True))
    join_default(ids, occasion=occasion, since=since)


def end_default_memberships(ids: Sequence[int], *, occasion: Occasion) -> None:
    """End memberships that exist by default alone, in former default groups, too.

    The ledger gives no reason for it, whatever that of the occasion is.
    """
    end(
        Membership.objects.filter(
            customer_id__in=ids,
            by_default=True,
            by_hand=False,
            by_rule=False,
        ),
        occasion=replace(occasion, reason=None),
    )


def make_primary(
    group: CustomerGroup,
    ids: Sequence[int],
    *,
    occasion: Occasion,
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
        record(changed, change=change, occasion=occasion)


def end(
    rows: QuerySet,
    *,
    occasion: Occasion,
    at: Callable[[Any], datetime] | None = None,
) -> None:
    """End memberships.

    :param at: see ``record``.
    """
    ended = list(rows.select_related("group"))
    Membership.objects.filter(pk__in=[row.pk for row in ended]).delete()
    record(ended, change=Change.LEFT, occasion=occasion, at=at)


def record(
    memberships: Iterable[Membership | Exclusion],
    *,
    change: Change,
    occasion: Occasion,
    reasons: Mapping[int, str] | None = None,
    at: Callable[[Any], datetime] | None = None,
) -> None:
    """Write a line for each membership; customers who come or go get new metadata.

    :param reasons: by customer, for those with a reason of their own.
    :param at: when it happened to a membership, None for the time of the occasion.
    """
    own = reasons or {}
    actor = occasion.actor
    entries = [
        LedgerEntry(
            customer_id=row.customer_id,
            group_code=row.group.code,
            group_name=row.group.name,
            change=change,
            cause=occasion.cause,
            by_user_id=actor.user_id,
            by_app=actor.app_name,
            reason=own.get(row.customer_id, occasion.reason or ""),
            at=occasion.now if at is None else at(row),
        )
        for row in memberships
    ]
    LedgerEntry.objects.bulk_create(entries, batch_size=1000)
    if entries and change in (Change.JOINED, Change.LEFT):
        customers = [entry.customer_id for entry in entries]
        enqueue_metadata_sync(customers)
        enqueue_moved(customers, codes={entry.group_code for entry in entries})
