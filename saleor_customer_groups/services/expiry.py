"""Memberships that end by themselves."""

from datetime import datetime

from django.db import transaction

from ..models import Cause, Change, Membership
from .actors import SHOP
from .membership import _end, _record, put_back
from .open_carts import reprice_customers

BATCH = 1000


def end_expired(*, now: datetime) -> int:
    """End the memberships whose time has come; prices leave them out by themselves.

    The end is that of what was done by hand: whom a rule keeps in the group as well, or
    the default, stays. It works in batches that each commit, and beside another one
    that does the same.

    :returns: how many there were.
    """
    ended = 0
    while count := _end_batch(now=now):
        ended += count
    return ended


@transaction.atomic
def _end_batch(*, now: datetime) -> int:
    expired = list(
        Membership.objects.select_for_update(skip_locked=True, of=("self",))
        .filter(until__lte=now)
        .select_related("group")
        .order_by("pk")[:BATCH]
    )
    if not expired:
        return 0
    kept = [row for row in expired if row.by_rule or row.by_default]
    Membership.objects.filter(pk__in=[row.pk for row in kept]).update(
        by_hand=False, until=None
    )
    _record(
        kept, change=Change.SOURCE_CHANGED, cause=Cause.EXPIRED, actor=SHOP, now=now
    )
    gone = {row.pk for row in expired} - {row.pk for row in kept}
    _end(
        Membership.objects.filter(pk__in=gone),
        actor=SHOP,
        cause=Cause.EXPIRED,
        now=now,
    )
    customers = {row.customer_id for row in expired}
    put_back(customers, actor=SHOP, cause=Cause.EXPIRED, now=now)
    reprice_customers(customers)
    return len(expired)
