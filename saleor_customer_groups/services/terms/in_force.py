"""On which terms somebody pays, asked wherever Saleor offers or takes a payment.

docs/terms.md, section 1. Whether any group has terms at all is known without a query:
each process keeps it for a few seconds, and forgets it when it changes something
itself. A customer's groups are always read.
"""

import logging
from collections.abc import Collection, Mapping
from datetime import datetime
from time import monotonic
from typing import NamedTuple

from ... import port
from ...engine.terms.inheritance import Terms, terms_of_customer
from ...models import TermsOrder
from ..base.transactions.isolation import FaultsLogged, isolated
from ..pricing.current_groups import CurrentGroups, read_current_groups_of
from ..rules.rule_snapshot import read_rule_snapshot, read_token

logger = logging.getLogger(__name__)

# Another process sees a change after so many seconds at the latest.
MAX_AGE = 5.0


class _Kept(NamedTuple):
    is_in_use: bool
    read_at: float


_kept = _Kept(is_in_use=False, read_at=-MAX_AGE)


def are_in_use() -> bool:
    """Tell whether any group has terms or any order is open, and the plugin is on."""
    global _kept
    if monotonic() - _kept.read_at < MAX_AGE:
        return _kept.is_in_use
    is_in_use = _kept.is_in_use
    logged = FaultsLogged(
        logger, "Whether any group has terms could not be read; what was known holds"
    )
    # Not again for each payment while it cannot be read.
    with logged:
        is_in_use = _read_in_use()
    _kept = _Kept(is_in_use, monotonic())
    return is_in_use


def forget() -> None:
    """Read again whether there are any when it is next asked for."""
    global _kept
    _kept = _Kept(_kept.is_in_use, read_at=-MAX_AGE)


def read_terms_of(
    customer_ids: Collection[int], *, now: datetime
) -> Mapping[int, Terms | None]:
    """Return the terms of customers, in one query; None for who has none.

    :param customer_ids: primary keys; accounts that are gone are left out.
    """
    if not customer_ids:
        return {}
    return {
        groups.customer_id: _terms_in(groups)
        for groups in read_current_groups_of(customer_ids, now=now)
        if groups.customer_id is not None
    }


def _terms_in(groups: CurrentGroups) -> Terms | None:
    rule_snapshot = read_rule_snapshot(groups.token)
    return terms_of_customer(rule_snapshot.terms_groups, groups.customer(rule_snapshot))


def _read_in_use() -> bool:
    # Saleor reads its plugins by a cursor, which is not to be limited as ours are.
    if port.active_plugin() is None:
        return False
    with isolated(writes=False):
        groups = read_rule_snapshot(read_token()).terms_groups
        return (
            any(not each.terms.is_open and each.is_active for each in groups)
            or TermsOrder.objects.filter(open_amount__gt=0).exists()
        )
