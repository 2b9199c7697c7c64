"""Orders that staff write or edit, but that a fault kept from being priced.

A key in the order's private metadata says so, and when to calculate prices again:
whoever looks at the order after that sees the right ones. See docs/pricing.md, After a
fault.
"""

import logging
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from ..base.metadata import with_metadata, without_metadata
from ..contract.quotes import RETRY_AFTER

logger = logging.getLogger(__name__)

# Metadata key: when prices are to be calculated again, and for which lines.
RETRY_KEY = "customer_groups.ask_again"


def store_retry(
    order: Any, *, is_known: bool, lines: Mapping[str, bool] | None = None
) -> None:
    """Store on an order whether its prices have to be calculated again.

    A fault is logged.

    :param is_known: whether the prices were found.
    :param lines: for a placed order the lines that staff have edited, by primary key as
        text, and whether each is new.
    """
    if is_known and not needs_retry(order):
        return
    metadata = dict(order.private_metadata or {})
    if is_known:
        del metadata[RETRY_KEY]
        changed = without_metadata("private_metadata", RETRY_KEY)
    else:
        at = timezone.now() + RETRY_AFTER
        metadata[RETRY_KEY] = {"at": at.isoformat(), "lines": dict(lines or {})}
        changed = with_metadata("private_metadata", {RETRY_KEY: metadata[RETRY_KEY]})
    try:
        with transaction.atomic():
            type(order).objects.filter(pk=order.pk).update(private_metadata=changed)
    except Exception:
        logger.exception(
            "Order %s may keep Saleor's own prices: the time at which to price it again"
            " could not be stored",
            order.pk,
        )
    order.private_metadata = metadata


def needs_retry(order: Any) -> bool:
    """Tell whether the prices of a loaded order could not be found."""
    return RETRY_KEY in (order.private_metadata or {})


def is_retry_due(order: Any) -> bool:
    """Tell whether they are to be calculated again now.

    Staff who manage orders can write private metadata: an invalid value is due.
    """
    if not needs_retry(order):
        return False
    try:
        at = datetime.fromisoformat(order.private_metadata[RETRY_KEY]["at"])
        return at <= timezone.now()
    except (KeyError, TypeError, ValueError):
        return True


def lines_to_retry(order: Any) -> dict[str, bool]:
    """Return the edited lines whose prices could not be found.

    :returns: whether each is new, by primary key as text.
    """
    stored = (order.private_metadata or {}).get(RETRY_KEY)
    lines = stored.get("lines") if isinstance(stored, dict) else None
    if not isinstance(lines, dict):
        return {}
    return {key: is_new is True for key, is_new in lines.items()}
