"""What a shopper sees of the catalogue, asked wherever Saleor shows a product.

docs/visibility.md, sections 3 and 4. Whether anything is hidden at all is known without
a query: each process keeps it for a few seconds, and forgets it when it changes
something itself. A shopper's groups are always read.
"""

import logging
from dataclasses import dataclass
from datetime import datetime
from time import monotonic

from ... import port
from ...engine.visibility.views import View
from ..base.transactions.isolation import FaultsLogged, isolated
from ..pricing.current_groups import read_current_groups
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
    visibility = _current_visibility()
    if visibility is None or not visibility.is_in_use:
        return None
    view = visibility.view(None, now=now)
    if customer_id is not None:
        logged = FaultsLogged(
            logger,
            "Customer %s sees what guests see: their groups could not be read",
            customer_id,
        )
        with logged, isolated(writes=False):
            view = _view_of_customer(customer_id, now)
    return None if view.is_everything else view


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
        "what was known last holds" if kept else "Saleor shows all of them",
    )
    # Not again for each product while it cannot be read.
    with logged, isolated(writes=False):
        visibility = _read_visibility()
    _kept = _Kept(visibility, monotonic())
    return visibility


def _read_visibility() -> Visibility | None:
    if port.active_plugin() is None:
        return None
    return read_rule_snapshot(read_token()).visibility


def _view_of_customer(customer_id: int, now: datetime) -> View:
    current_groups = read_current_groups(customer_id, now=now)
    rule_snapshot = read_rule_snapshot(current_groups.token)
    customer = current_groups.customer(rule_snapshot)
    return rule_snapshot.visibility.view(customer, now=now)
