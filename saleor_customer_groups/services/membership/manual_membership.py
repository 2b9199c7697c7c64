"""Ending what was done by hand, while rules and the default keep what is theirs."""

from collections.abc import Callable, Collection
from datetime import datetime

from ...models import Cause, Change, Membership
from ..base.actors import Actor
from ..base.open_checkouts import reprice_customers
from .ledger import end, put_back, record


def end_manual_membership(
    rows: Collection[Membership],
    *,
    actor: Actor,
    cause: Cause,
    now: datetime,
    at: Callable[[Membership], datetime] | None = None,
) -> None:
    """End memberships as far as hand has made them; put back who is in no group then.

    :param rows: locked, with their groups.
    :param at: when a membership ended, none for now.
    """
    kept = [row for row in rows if row.by_rule or row.by_default]
    gone = {row.pk for row in rows} - {row.pk for row in kept}
    Membership.objects.filter(pk__in=[row.pk for row in kept]).update(
        by_hand=False, reason="", until=None
    )
    record(kept, change=Change.SOURCE_CHANGED, cause=cause, actor=actor, now=now, at=at)
    ended = Membership.objects.filter(pk__in=gone)
    end(ended, actor=actor, cause=cause, now=now, at=at)
    customers = {row.customer_id for row in rows}
    since: dict[int, datetime] = {}
    if at is not None:
        for row in sorted(rows, key=at):
            since[row.customer_id] = at(row)
    put_back(customers, actor=actor, cause=cause, now=now, since=since)
    reprice_customers(customers)
