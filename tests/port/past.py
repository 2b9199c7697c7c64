"""Orders that were placed some time ago, on whichever Saleor is installed."""

from saleor_customer_groups import port

if port.GENERATION == 3:
    from .saleor3.past import (
        CHANNELS,
        CONFIRMED,
        HAS_LANGUAGES,
        LINE_TOTALS,
        NOT_PLACED,
        PLACED_AT,
        UNIT_PRICES,
        give_taxes,
        pay,
        payments_like,
        place,
        sell_in,
        set_cost,
        use_gift_card,
    )
else:
    from .saleor2.past import (
        CHANNELS,
        CONFIRMED,
        HAS_LANGUAGES,
        LINE_TOTALS,
        NOT_PLACED,
        PLACED_AT,
        UNIT_PRICES,
        give_taxes,
        pay,
        payments_like,
        place,
        sell_in,
        set_cost,
        use_gift_card,
    )

__all__ = [
    "CHANNELS",
    "CONFIRMED",
    "HAS_LANGUAGES",
    "LINE_TOTALS",
    "NOT_PLACED",
    "PLACED_AT",
    "UNIT_PRICES",
    "give_taxes",
    "pay",
    "payments_like",
    "place",
    "sell_in",
    "set_cost",
    "use_gift_card",
]
