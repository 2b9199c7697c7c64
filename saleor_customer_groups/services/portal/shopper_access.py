"""What a shopper may do in the shop, asked at each door of Saleor.

docs/portal.md, section 4. Whether anything is refused to anybody is known without a
query; a shopper's groups are always read.
"""

import logging
from collections.abc import Collection, Mapping
from datetime import datetime
from operator import attrgetter

from ...engine.portal.access import PortalAccess
from ..base.transactions.isolation import FaultsLogged, isolated
from ..pricing.current_groups import read_current_groups_of
from ..rules.kept_state import KeptState
from ..rules.portal_rows import Portal
from ..rules.rule_snapshot import read_rule_snapshot

logger = logging.getLogger(__name__)

EVERYTHING = PortalAccess()

KEPT: KeptState[Portal] = KeptState(
    logger,
    attrgetter("portal"),
    fault="What groups may do in the shop could not be read: %s",
    unknown="everybody may do everything",
)


def find_access(customer_id: int | None, *, now: datetime) -> PortalAccess:
    """Return what a shopper may do.

    Where nothing is refused to anybody, and for guests, this costs no query; for a
    customer one. After a fault nobody is shut out: it is logged, and a customer may do
    everything.

    :param customer_id: None for a guest.
    """
    if customer_id is not None:
        return find_accesses([customer_id], now=now)[customer_id]
    portal = KEPT.current()
    return EVERYTHING if portal is None else portal.access(None)


def find_accesses(
    customer_ids: Collection[int], *, now: datetime
) -> Mapping[int, PortalAccess]:
    """Return what customers may do, in as many queries as for one.

    :param customer_ids: their primary keys; who is gone may do everything.
    """
    found = dict.fromkeys(customer_ids, EVERYTHING)
    if not limits_access():
        return found
    logged = FaultsLogged(
        logger,
        "Customers %s may do everything: their groups could not be read",
        list(customer_ids),
    )
    with logged, isolated(writes=False):
        for current_groups in read_current_groups_of(customer_ids, now=now):
            rule_snapshot = read_rule_snapshot(current_groups.token)
            customer = current_groups.customer(rule_snapshot)
            if current_groups.customer_id is not None:
                access = rule_snapshot.portal.access(customer)
                found[current_groups.customer_id] = access
    return found


def limits_access() -> bool:
    """Tell whether anything is refused to anybody; it costs no query."""
    portal = KEPT.current()
    return portal is not None and portal.is_in_use
