"""The gifts that a shopper has refused, as they are noted in private metadata."""

import json
from collections.abc import Collection, Mapping
from typing import Any

from ..base.metadata import with_notes, without_notes

# The codes of promotions, each with the number of units that was refused.
REFUSED = "customer_groups.refused_gifts"


def read_refused(note: Any) -> dict[str, int]:
    """Return what a note says, nothing where it cannot be read.

    :param note: the value in private metadata, which Django may have decoded; None
        where there is none.
    """
    try:
        found = json.loads(note) if isinstance(note, str) else note or {}
        return {str(code): int(units) for code, units in found.items()}
    except (AttributeError, TypeError, ValueError):
        return {}


def written_refused(refused: Mapping[str, int]) -> Any:
    """Return an expression for private metadata in which just these are refused."""
    if not refused:
        return without_notes("private_metadata", REFUSED)
    return with_notes("private_metadata", {REFUSED: json.dumps(dict(refused))})


def without_codes(refused: Mapping[str, int], codes: Collection[str]) -> dict[str, int]:
    """Return the refusals that are left when some have ended."""
    return {code: units for code, units in refused.items() if code not in codes}
