"""Orders that were placed some time ago, on whichever Saleor is installed."""

from saleor_customer_groups import port

if port.GENERATION == 3:
    from .saleor3.past import (
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
    from .saleor2.past import (
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
