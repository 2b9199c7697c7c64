"""Ending what was done by hand, while rules and the default keep what is theirs."""

from collections.abc import Collection
from datetime import datetime

from ..models import Cause, Change, Membership
from .actors import Actor
from .ledger import end, record
from .membership import put_back
from .open_carts import reprice_customers


def end_by_hand(
    rows: Collection[Membership], *, actor: Actor, cause: Cause, now: datetime
) -> None:
    """End memberships as far as hand has made them; put back who is in no group then.

    :param rows: locked, with their groups.
    """
    kept = [row for row in rows if row.by_rule or row.by_default]
    gone = {row.pk for row in rows} - {row.pk for row in kept}
    Membership.objects.filter(pk__in=[row.pk for row in kept]).update(
        by_hand=False, reason="", until=None
    )
    record(kept, change=Change.SOURCE_CHANGED, cause=cause, actor=actor, now=now)
    end(Membership.objects.filter(pk__in=gone), actor=actor, cause=cause, now=now)
    customers = {row.customer_id for row in rows}
    put_back(customers, actor=actor, cause=cause, now=now)
    reprice_customers(customers)
