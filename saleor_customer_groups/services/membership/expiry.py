"""Memberships that end by themselves."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q, QuerySet

from ...models import Cause, Membership
from ..base.occasions import Occasion
from ..base.transactions.locks import lock_membership_changes
from .manual_membership import end_manual_membership

BATCH = 1000


def end_expired(*, now: datetime) -> int:
    """End the memberships whose time has come; they no longer count anyway.

    Only the manual part ends: customers whom a rule or the default keeps in the group
    as well stay. It works in batches that each commit, and may run several times at
    once.

    :returns: how many there were.
    """
    ended = 0
    while count := _end_batch(now=now):
        ended += count
    return ended


def end_due(which: Q, *, now: datetime) -> None:
    """End those of some memberships whose time has come, under the lock of the caller.

    Every change of memberships begins with it, so that nothing that has ended is kept
    or counted. One query if there are none.

    :param which: the memberships that the caller is about to change.
    """
    _end(Membership.objects.filter(which, until__lte=now).select_for_update())


@transaction.atomic
def _end_batch(*, now: datetime) -> int:
    lock_membership_changes()
    due = Membership.objects.filter(until__lte=now)
    return _end(due.select_for_update(skip_locked=True), most=BATCH)


def _end(rows: QuerySet[Membership], *, most: int | None = None) -> int:
    """End memberships at the time that each was to end, and return how many."""
    due = list(rows.order_by("pk")[:most])
    if due:
        last = max(row.until for row in due if row.until is not None)
        end_manual_membership(
            due,
            occasion=Occasion(now=last, cause=Cause.EXPIRED),
            at_their_ends=True,
        )
    return len(due)
