"""Begin, change and end memberships, each with its line in the ledger."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import chain
from typing import Any, NamedTuple

from django.db.models import QuerySet

from ...models import Change, CustomerGroup, Exclusion, LedgerEntry, Membership
from ..base.bulk_sql import Values, insert_rows
from ..base.evaluation_queue import enqueue_moved
from ..base.occasions import Occasion
from .current_members import current
from .lists.by_revenue import record_revenue
from .metadata.queue import enqueue_metadata_sync

# What differs between memberships that begin together, beside the customer.
_OF_A_NEW_ONE = (
    "group_id",
    "by_hand",
    "by_rule",
    "by_default",
    "reason",
    "since",
    "until",
)


class Recorded(NamedTuple):
    """What the ledger needs of a membership or an exclusion."""

    pk: int | None
    customer_id: int
    group: CustomerGroup


def begin(memberships: Sequence[Membership]) -> None:
    """Save new memberships; the caller holds the lock (``lock_membership_changes``)."""
    rows: dict[Values, list[int]] = defaultdict(list)
    for row in memberships:
        values = tuple((name, getattr(row, name)) for name in _OF_A_NEW_ONE)
        rows[values].append(row.customer_id)
    insert_rows(Membership, rows)
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
    found = list(rows.values_list("pk", "customer_id", "group_id"))
    groups = CustomerGroup.objects.in_bulk({group_id for _, _, group_id in found})
    ended = [Recorded(pk, customer, groups[group]) for pk, customer, group in found]
    Membership.objects.filter(pk__in=[row.pk for row in ended]).delete()
    record(ended, change=Change.LEFT, occasion=occasion, at=at)


def record(
    memberships: Iterable[Membership | Exclusion | Recorded],
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
    entries: dict[Values, list[int]] = defaultdict(list)
    for row in memberships:
        values = {
            "group_code": row.group.code,
            "group_name": row.group.name,
            "change": change,
            "cause": occasion.cause,
            "by_user_id": actor.user_id,
            "by_app": actor.app_name,
            "reason": own.get(row.customer_id, occasion.reason or ""),
            "at": occasion.now if at is None else at(row),
        }
        entries[tuple(values.items())].append(row.customer_id)
    insert_rows(LedgerEntry, entries)
    if entries and change in (Change.JOINED, Change.LEFT):
        customers = list(chain.from_iterable(entries.values()))
        enqueue_metadata_sync(customers)
        codes = {dict(values)["group_code"] for values in entries}
        enqueue_moved(customers, codes=codes)
