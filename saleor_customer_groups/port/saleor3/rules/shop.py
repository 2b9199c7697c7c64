"""What a shop on Saleor 3 sells in, how much at once, and at what cost."""

from collections.abc import Collection, Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.contrib.sites.models import Site
from django.db.models import Count, F, Max, Min, QuerySet
from saleor.channel.models import Channel
from saleor.product.models import ProductVariantChannelListing

from ...contract.shop import BelowCost, FarAboveListing, LargestPrices


def channel_currencies() -> Mapping[str, str]:
    """Return the currency of each channel, by its slug."""
    return dict(Channel.objects.values_list("slug", "currency_code"))


def max_units() -> int | None:
    """Return how many units of a variant a cart holds, None without a limit."""
    return Site.objects.get_current().settings.limit_quantity_per_checkout


def below_cost(entries: QuerySet) -> Sequence[BelowCost]:
    """Return which lists have entries below the cost of their variant in a channel."""
    listings = "variant__channel_listings__"
    below = entries.filter(
        **{
            f"{listings}currency": F("currency"),
            f"{listings}cost_price_amount__gt": F("unit_price_amount"),
        }
    )
    rows: Any = (
        below.order_by()
        .values("price_list_id", f"{listings}channel__slug")
        .annotate(number=Count("pk"), sku=Min("variant__sku"))
        .values_list("price_list_id", f"{listings}channel__slug", "number", "sku")
    )
    return [BelowCost(*row) for row in rows]


def far_above_listing(entries: QuerySet, *, times: int) -> Sequence[FarAboveListing]:
    """Return which lists have entries that are many times a listing price.

    :param times: how many times it they are more than.
    """
    listings = "variant__channel_listings__"
    above = entries.filter(
        **{
            f"{listings}currency": F("currency"),
            f"{listings}price_amount__gt": 0,
            "unit_price_amount__gt": F(f"{listings}price_amount") * times,
        }
    )
    rows: Any = (
        above.order_by()
        .values("price_list_id", f"{listings}channel__slug")
        .annotate(number=Count("pk"), sku=Min("variant__sku"))
        .values_list("price_list_id", f"{listings}channel__slug", "number", "sku")
    )
    return [FarAboveListing(*row) for row in rows]


def listing_amounts(variant_ids: Collection[int]) -> Mapping[tuple[int, str], Decimal]:
    """Return the largest listing price of variants, by variant and currency."""
    rows = ProductVariantChannelListing.objects.filter(
        variant__in=variant_ids, price_amount__isnull=False
    )
    found = rows.order_by().values("variant_id", "currency")
    return {
        (pk, currency): amount
        for pk, currency, amount in found.annotate(
            amount=Max("price_amount")
        ).values_list("variant_id", "currency", "amount")
    }


def largest_prices() -> Mapping[str, LargestPrices]:
    """Return the largest listing price and cost in each channel."""
    rows = Channel.objects.annotate(
        price=Max("variant_listings__price_amount"),
        cost=Max("variant_listings__cost_price_amount"),
    )
    return {
        slug: LargestPrices(price, cost)
        for slug, price, cost in rows.values_list("slug", "price", "cost")
    }
