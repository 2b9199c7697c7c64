"""What a shop on Saleor 2.10 sells in, how much at once, and at what cost."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.conf import settings
from django.db.models import Count, F, Min, QuerySet, Value

from ..contract import BelowCost
from .goods import CHANNEL


def channel_currencies() -> Mapping[str, str]:
    """Return the currency of each channel, by its slug."""
    return {CHANNEL: settings.DEFAULT_CURRENCY}


def most_units() -> int | None:
    """Return how many units of a variant a cart holds, none without a limit."""
    return settings.MAX_CHECKOUT_LINE_QUANTITY


def below_cost(entries: QuerySet) -> Sequence[BelowCost]:
    """Return which lists have entries below the cost of their variant."""
    below = entries.filter(
        currency=settings.DEFAULT_CURRENCY,
        variant__cost_price_amount__gt=F("unit_price_amount"),
    )
    rows: Any = (
        below.order_by()
        .values("price_list_id")
        .annotate(number=Count("pk"), sku=Min("variant__sku"))
        .values_list("price_list_id", Value(CHANNEL), "number", "sku")
    )
    return [BelowCost(*row) for row in rows]
