"""End manual memberships, while rules and the default keep theirs."""

from collections.abc import Collection
from datetime import datetime

from ...models import Change, Membership
from ..base.bulk_sql import among, as_array
from ..base.occasions import Occasion
from ..base.open_checkouts import reprice_customers
from .ledger import AT_ITS_END, announce, end, put_back, write

_MEMBERSHIPS = f"SELECT * FROM {Membership._meta.db_table} WHERE id = ANY(%s::bigint[])"  # noqa: S608


def end_manual_membership(
    rows: Collection[Membership], *, occasion: Occasion, at_their_ends: bool = False
) -> None:
    """End manual memberships; customers left without a group join the default one.

    If a rule or the default keeps the customer in the group, only the manual part ends
    (docs/membership.md, Memberships).

    :param rows: locked.
    :param at_their_ends: each ended when it was to end, and not on the occasion.
    """
    own = AT_ITS_END if at_their_ends else {}
    kept = [row.pk for row in rows if row.by_rule or row.by_default]
    if kept:
        # Before they lose the end.
        write(
            _MEMBERSHIPS,
            [as_array(kept)],
            change=Change.SOURCE_CHANGED,
            occasion=occasion,
            own=own,
        )
        stay = Membership.objects.filter(among(kept, "pk", kind="bigint"))
        stay.update(by_hand=False, reason="", until=None)
    gone = among({row.pk for row in rows}.difference(kept), "pk", kind="bigint")
    left = end(Membership.objects.filter(gone), occasion=occasion, own=own)
    customers = {row.customer_id for row in rows}
    since: dict[int, datetime] = {}
    if at_their_ends:
        ends = sorted((row.until, row.customer_id) for row in rows if row.until)
        since = {customer_id: until for until, customer_id in ends}
    announce(left, put_back(customers, occasion=occasion, since=since))
    reprice_customers(customers)
