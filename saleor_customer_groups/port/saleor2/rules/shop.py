"""What a shop on Saleor 2.10 sells in, how much at once, and at what cost."""

from collections.abc import Collection, Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.db.models import Count, F, Max, Min, QuerySet, Value
from django.db.models.functions import Coalesce
from saleor.product.models import ProductVariant

from ...contract.shop import BelowCost, FarAboveListing, LargestPrices
from ..base.channel_names import CHANNEL


def channel_currencies() -> Mapping[str, str]:
    """Return the currency of each channel, by its slug."""
    return {CHANNEL: settings.DEFAULT_CURRENCY}


def max_units() -> int | None:
    """Return how many units of a variant a cart holds, None without a limit."""
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


def far_above_listing(entries: QuerySet, *, times: int) -> Sequence[FarAboveListing]:
    """Return which lists have entries that are many times the listing price.

    :param times: how many times it they are more than.
    """
    above = entries.filter(currency=settings.DEFAULT_CURRENCY).alias(
        listing_amount=_listing_amount("variant__")
    )
    rows: Any = (
        above.filter(
            listing_amount__gt=0, unit_price_amount__gt=F("listing_amount") * times
        )
        .order_by()
        .values("price_list_id")
        .annotate(number=Count("pk"), sku=Min("variant__sku"))
        .values_list("price_list_id", Value(CHANNEL), "number", "sku")
    )
    return [FarAboveListing(*row) for row in rows]


def listing_amounts(variant_ids: Collection[int]) -> Mapping[tuple[int, str], Decimal]:
    """Return the largest listing price of variants, by variant and currency."""
    rows = ProductVariant.objects.filter(pk__in=variant_ids).order_by()
    return {
        (pk, settings.DEFAULT_CURRENCY): amount
        for pk, amount in rows.values_list("pk", _listing_amount(""))
    }


def largest_prices() -> Mapping[str, LargestPrices]:
    """Return the largest listing price and cost in each channel."""
    found = ProductVariant.objects.aggregate(
        price=Max(_listing_amount("")), cost=Max("cost_price_amount")
    )
    return {CHANNEL: LargestPrices(found["price"], found["cost"])}


def _listing_amount(to: str) -> Coalesce:
    """Return an expression for the listing price of a variant.

    :param to: the path from a row to its variant with two underscores behind it, empty
        where the row is one.
    """
    return Coalesce(f"{to}price_override_amount", f"{to}product__price_amount")
