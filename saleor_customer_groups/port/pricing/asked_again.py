"""Orders that staff write or edit, and that could not be priced because of a fault.

A note in the order's private metadata says so, and from when on prices are asked for
again: whoever looks at the order then, finds the right ones.
"""

import logging
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from ..base.metadata import with_notes, without_notes
from ..contract.quotes import ASK_AGAIN_AFTER

logger = logging.getLogger(__name__)

NOTE = "customer_groups.ask_again"


def settle_asking(
    order: Any, *, is_known: bool, lines: Mapping[str, bool] | None = None
) -> None:
    """Note on an order that its prices could not be found, or no longer; log a fault.

    :param is_known: whether they were found.
    :param lines: of an order that was placed the lines that staff have edited, by
        primary key as text, and whether each is new.
    """
    if is_known and not is_noted(order):
        return
    notes = dict(order.private_metadata or {})
    if is_known:
        del notes[NOTE]
        changed = without_notes("private_metadata", NOTE)
    else:
        at = timezone.now() + ASK_AGAIN_AFTER
        notes[NOTE] = {"at": at.isoformat(), "lines": dict(lines or {})}
        changed = with_notes("private_metadata", {NOTE: notes[NOTE]})
    try:
        with transaction.atomic():
            type(order).objects.filter(pk=order.pk).update(private_metadata=changed)
    except Exception:
        logger.exception("Order %s may keep Saleor's own prices", order.pk)
    order.private_metadata = notes


def is_noted(order: Any) -> bool:
    """Tell whether the prices of an order in hand could not be found."""
    return NOTE in (order.private_metadata or {})


def is_due(order: Any) -> bool:
    """Tell whether they are to be asked for again now.

    Who manages orders can write private metadata: what cannot be read is due.
    """
    if not is_noted(order):
        return False
    try:
        at = datetime.fromisoformat(order.private_metadata[NOTE]["at"])
        return at <= timezone.now()
    except (KeyError, TypeError, ValueError):
        return True


def noted_lines(order: Any) -> dict[str, bool]:
    """Return the edited lines that are noted, by primary key as text."""
    note = (order.private_metadata or {}).get(NOTE)
    lines = note.get("lines") if isinstance(note, dict) else None
    if not isinstance(lines, dict):
        return {}
    return {key: is_new is True for key, is_new in lines.items()}
