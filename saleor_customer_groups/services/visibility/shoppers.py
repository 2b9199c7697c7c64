"""What a shopper sees of the catalogue, asked wherever Saleor shows a product.

docs/visibility.md, sections 3 and 4. Whether anything is hidden at all is known without
a query: each process keeps it for a few seconds, and forgets it when it changes
something itself. A shopper's groups are always read.
"""

import logging
from collections.abc import Collection, Iterator, Mapping
from datetime import datetime
from operator import attrgetter

from ...engine.visibility.views import View
from ..base.transactions.isolation import FaultsLogged, isolated
from ..pricing.current_groups import read_current_groups_of
from ..rules.kept_state import KeptState
from ..rules.rule_snapshot import read_rule_snapshot
from ..rules.visibility_rows import Visibility

logger = logging.getLogger(__name__)

KEPT: KeptState[Visibility] = KeptState(
    logger,
    attrgetter("visibility"),
    fault="Which products are hidden could not be read: %s",
    unknown="Saleor shows all of them",
)


def find_view(customer_id: int | None, *, now: datetime) -> View | None:
    """Return what a shopper sees, None if nothing is hidden from them.

    Where nothing is hidden from anybody, and for guests, this costs no query; for a
    customer one. A fault never shows more than guests see: it is logged, and what was
    known last holds, or what guests see.

    :param customer_id: None for a guest.
    """
    if customer_id is not None:
        return find_views([customer_id], now=now)[customer_id]
    visibility = KEPT.current()
    if visibility is None or not visibility.is_in_use:
        return None
    return _unless_everything(visibility.view(None, now=now))


def find_views(
    customer_ids: Collection[int], *, now: datetime
) -> Mapping[int, View | None]:
    """Return what customers see, in as many queries as for one.

    :param customer_ids: their primary keys; those of accounts that are gone see what
        guests see.
    """
    visibility = KEPT.current()
    if visibility is None or not visibility.is_in_use:
        return dict.fromkeys(customer_ids)
    found = dict.fromkeys(customer_ids, visibility.view(None, now=now))
    logged = FaultsLogged(
        logger,
        "Customers %s see what guests see: their groups could not be read",
        list(customer_ids),
    )
    with logged, isolated(writes=False):
        found.update(_views_of_customers(customer_ids, now))
    return {pk: _unless_everything(view) for pk, view in found.items()}


def hides_products() -> bool:
    """Tell whether anything may be hidden from anybody; it costs no query."""
    visibility = KEPT.current()
    return visibility is not None and visibility.is_in_use


def _views_of_customers(
    customer_ids: Collection[int], now: datetime
) -> Iterator[tuple[int, View]]:
    for current_groups in read_current_groups_of(customer_ids, now=now):
        rule_snapshot = read_rule_snapshot(current_groups.token)
        customer = current_groups.customer(rule_snapshot)
        if current_groups.customer_id is not None:
            view = rule_snapshot.visibility.view(customer, now=now)
            yield current_groups.customer_id, view


def _unless_everything(view: View) -> View | None:
    return None if view.is_everything else view
