"""End manual memberships, while rules and the default keep theirs."""

from collections.abc import Callable, Collection
from datetime import datetime

from ...models import Change, Membership
from ..base.occasions import Occasion
from ..base.open_checkouts import reprice_customers
from .ledger import end, put_back, record


def end_manual_membership(
    rows: Collection[Membership],
    *,
    occasion: Occasion,
    at: Callable[[Membership], datetime] | None = None,
) -> None:
    """End manual memberships; customers left without a group join the default one.

    If a rule or the default keeps the customer in the group, only the manual part ends
    (docs/membership.md, Memberships).

    :param rows: locked, with their groups.
    :param at: when a membership ended, None for the time of the occasion.
    """
    kept = [row for row in rows if row.by_rule or row.by_default]
    gone = {row.pk for row in rows} - {row.pk for row in kept}
    Membership.objects.filter(pk__in=[row.pk for row in kept]).update(
        by_hand=False, reason="", until=None
    )
    record(kept, change=Change.SOURCE_CHANGED, occasion=occasion, at=at)
    ended = Membership.objects.filter(pk__in=gone)
    end(ended, occasion=occasion, at=at)
    customers = {row.customer_id for row in rows}
    since: dict[int, datetime] = {}
    if at is not None:
        for row in sorted(rows, key=at):
            since[row.customer_id] = at(row)
    put_back(customers, occasion=occasion, since=since)
    reprice_customers(customers)
