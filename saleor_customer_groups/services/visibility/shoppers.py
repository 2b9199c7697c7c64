"""What a shopper sees of the catalogue, asked wherever Saleor shows a product.

docs/visibility.md, sections 3 and 4. Whether anything is hidden at all is known without
a query: each process keeps it for a few seconds, and forgets it when it changes
something itself. A shopper's groups are always read.
"""

import logging
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from time import monotonic

from ... import port
from ...engine.visibility.views import View
from ..base.transactions.isolation import FaultsLogged, isolated
from ..pricing.current_groups import read_current_groups_of
from ..rules.rule_snapshot import read_rule_snapshot, read_token
from ..rules.visibility_rows import Visibility

logger = logging.getLogger(__name__)

# Another process sees a change after so many seconds at the latest.
MAX_AGE = 5.0


@dataclass(frozen=True, slots=True)
class _Kept:
    """What was in force when it was read; None while the plugin is switched off."""

    visibility: Visibility | None
    read_at: float


_kept: _Kept | None = None


def find_view(customer_id: int | None, *, now: datetime) -> View | None:
    """Return what a shopper sees, None if nothing is hidden from them.

    Where nothing is hidden from anybody, and for guests, this costs no query; for a
    customer one. A fault never shows more than guests see: it is logged, and what was
    known last holds, or what guests see.

    :param customer_id: None for a guest.
    """
    if customer_id is not None:
        return find_views([customer_id], now=now)[customer_id]
    visibility = _current_visibility()
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
    visibility = _current_visibility()
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
    visibility = _current_visibility()
    return visibility is not None and visibility.is_in_use


def forget() -> None:
    """Read again what is in force when it is next asked for.

    If it cannot be read then, what was known last still holds.
    """
    global _kept
    if _kept is not None:
        _kept = _Kept(_kept.visibility, read_at=-MAX_AGE)


def _current_visibility() -> Visibility | None:
    global _kept
    kept = _kept
    if kept is not None and monotonic() - kept.read_at < MAX_AGE:
        return kept.visibility
    visibility = None if kept is None else kept.visibility
    logged = FaultsLogged(
        logger,
        "Which products are hidden could not be read: %s",
        "what was known last holds" if visibility else "Saleor shows all of them",
    )
    # Not again for each product while it cannot be read.
    with logged:
        visibility = _read_visibility()
    _kept = _Kept(visibility, monotonic())
    return visibility


def _read_visibility() -> Visibility | None:
    # Saleor reads its plugins by a cursor, which is not to be limited as ours are.
    if port.active_plugin() is None:
        return None
    with isolated(writes=False):
        return read_rule_snapshot(read_token()).visibility


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
