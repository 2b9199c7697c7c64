"""Memberships that end by themselves."""

from datetime import datetime

from django.db import transaction

from ..models import Cause, Membership
from .actors import SHOP
from .by_hand import end_by_hand
from .turns import take_turn

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
    take_turn()
    expired = list(
        Membership.objects.select_for_update(skip_locked=True, of=("self",))
        .filter(until__lte=now)
        .select_related("group")
        .order_by("pk")[:BATCH]
    )
    if expired:
        end_by_hand(expired, actor=SHOP, cause=Cause.EXPIRED, now=now)
    return len(expired)
