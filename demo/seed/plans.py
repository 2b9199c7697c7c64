"""What the owner is preparing: prices for large orders, a group by rules, levels.

Nothing of it counts yet for what is bought in the walk-through: the prices begin at a
number of units that nobody takes there, the group is off, and the levels begin later.
"""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from saleor.product.models import ProductVariant

from saleor_customer_groups.models import CustomerGroup, Metric, Reset
from saleor_customer_groups.services.groups.groups import create_group
from saleor_customer_groups.services.groups.level_values import (
    LevelValues,
    ProgrammeValues,
)
from saleor_customer_groups.services.groups.levels import create_programme
from saleor_customer_groups.services.rules.price_lists.price_list_entries import (
    EntryValues,
    put_entries,
)
from saleor_customer_groups.services.rules.price_lists.price_lists import (
    create_price_list,
)

from .groups import WHOLESALE

CONTRACT = "Contract for cafes"
REGULARS = "Regulars"
LEVELS = "Bean club"
# SKU -> what a unit costs from so many units on.
_CONTRACT: Mapping[str, Mapping[int, str]] = {
    "ESPRESSO-ROMA-1-KG": {25: "22.40", 50: "20.90"},
    "COLOMBIA-HUILA-1-KG": {25: "26.50", 50: "24.80"},
    "ASSAM": {25: "6.20"},
}
_OFTEN: Mapping[str, Any] = {
    "any": [
        {"field": "order_count", "operator": "gte", "value": 5},
        {
            "all": [
                {
                    "field": "net_revenue",
                    "operator": "gte",
                    "value": "200",
                    "currency": "USD",
                },
                {"field": "country", "operator": "in", "value": ["DE", "US"]},
            ]
        },
    ]
}


def create_plans(
    groups: Mapping[str, CustomerGroup], *, today: date, now: datetime
) -> None:
    """Create a price list, a group that is off, and a programme that begins later."""
    price_list = create_price_list(
        values={"name": CONTRACT}, groups=[groups[WHOLESALE]], now=now
    )
    variants = dict(
        ProductVariant.objects.filter(sku__in=_CONTRACT).values_list("sku", "pk")
    )
    put_entries(
        price_list=price_list,
        entries=[
            EntryValues(variants[sku], "USD", quantity, Decimal(price))
            for sku, prices in _CONTRACT.items()
            for quantity, price in prices.items()
        ],
        now=now,
    )
    create_group(
        values={
            "name": REGULARS,
            "description": "Whoever buys often. Not switched on yet.",
            "kind": "automatic",
            "colour": "#1B7C83",
            "is_active": False,
            "conditions": _OFTEN,
        },
        now=now,
    )
    create_programme(
        values=ProgrammeValues(
            name=LEVELS,
            metric=Metric.NET_REVENUE,
            currency="USD",
            # So late that it has not begun either in a demo that is kept for long.
            active_from=datetime(today.year + 2, 1, 1, tzinfo=UTC),
            reset=Reset.ROLLING_12_MONTHS,
            levels=[
                LevelValues("Bronze", Decimal(100), colour="#A0522D"),
                LevelValues("Silver", Decimal(500), colour="#8C959F"),
                LevelValues("Gold", Decimal(1500), colour="#D4A72C"),
            ],
        ),
        now=now,
    )
