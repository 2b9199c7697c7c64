"""On which terms somebody pays, asked wherever Saleor offers or takes a payment.

docs/terms.md, section 1. Whether any group has terms at all is known without a query:
each process keeps it for a few seconds, and forgets it when it changes something
itself. A customer's groups are always read.
"""

import logging
from collections.abc import Collection, Mapping
from datetime import datetime

from ...engine.terms.inheritance import Terms, terms_of_customer
from ...models import TermsOrder
from ..pricing.current_groups import CurrentGroups, read_current_groups_of
from ..rules.kept_state import KeptState
from ..rules.rule_snapshot import RuleSnapshot, read_rule_snapshot

logger = logging.getLogger(__name__)


def _are_in_use(rule_snapshot: RuleSnapshot) -> bool:
    return (
        rule_snapshot.has_terms or TermsOrder.objects.filter(open_amount__gt=0).exists()
    )


KEPT: KeptState[bool] = KeptState(
    logger,
    _are_in_use,
    fault="Whether any group has terms could not be read: %s",
    unknown="nobody is offered any",
)


def are_in_use() -> bool:
    """Tell whether any group has terms or any order is open, and the plugin is on."""
    return KEPT.current() or False


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
