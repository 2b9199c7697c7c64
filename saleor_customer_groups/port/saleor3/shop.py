"""What a shop on Saleor 3 sells in, how much at once, and at what cost."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.contrib.sites.models import Site
from django.db.models import Count, F, Min, QuerySet
from saleor.channel.models import Channel

from ..contract import BelowCost


def channel_currencies() -> Mapping[str, str]:
    """Return the currency of each channel, by its slug."""
    return dict(Channel.objects.values_list("slug", "currency_code"))


def most_units() -> int | None:
    """Return how many units of a variant a cart holds, none without a limit."""
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
