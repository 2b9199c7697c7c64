"""The gifts that a shopper has refused, as private metadata stores them."""

import json
from collections.abc import Collection, Mapping
from typing import Any

from ..base.metadata import with_metadata, without_metadata

# Metadata key of the codes of promotions, each with the number of refused units.
REFUSED_GIFTS_KEY = "customer_groups.refused_gifts"


def read_refused(stored: Any) -> dict[str, int]:
    """Return what is refused; nothing if the stored value is invalid.

    :param stored: the value in private metadata, which Django may have decoded; None
        if there is none.
    :returns: units by the code of the promotion.
    """
    try:
        found = json.loads(stored) if isinstance(stored, str) else stored or {}
        return {str(code): int(units) for code, units in found.items()}
    except (AttributeError, TypeError, ValueError):
        return {}


def written_refused(refused: Mapping[str, int]) -> Any:
    """Return an expression for private metadata with exactly these refusals."""
    if not refused:
        return without_metadata("private_metadata", REFUSED_GIFTS_KEY)
    return with_metadata(
        "private_metadata", {REFUSED_GIFTS_KEY: json.dumps(dict(refused))}
    )


def without_codes(refused: Mapping[str, int], codes: Collection[str]) -> dict[str, int]:
    """Return the refusals that are left when some have ended."""
    return {code: units for code, units in refused.items() if code not in codes}
