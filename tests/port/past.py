"""Orders that were placed some time ago, on whichever Saleor is installed."""

from saleor_customer_groups import port

if port.GENERATION == 3:
    from .past3 import (
        CONFIRMED,
        HAS_LANGUAGES,
        LINE_TOTALS,
        NOT_PLACED,
        PLACED_AT,
        UNIT_PRICES,
        pay,
        payments_like,
        place,
        set_cost,
    )
else:
    from .past2 import (
        CONFIRMED,
        HAS_LANGUAGES,
        LINE_TOTALS,
        NOT_PLACED,
        PLACED_AT,
        UNIT_PRICES,
        pay,
        payments_like,
        place,
        set_cost,
    )

__all__ = [
    "CONFIRMED",
    "HAS_LANGUAGES",
    "LINE_TOTALS",
    "NOT_PLACED",
    "PLACED_AT",
    "UNIT_PRICES",
    "pay",
    "payments_like",
    "place",
    "set_cost",
]
