"""What keeps goods of Saleor 3 from being given away, whoever buys."""

from collections import Counter
from collections.abc import Collection, Sequence

from django.db.models import Q
from django.utils import timezone
from saleor.channel.models import Channel
from saleor.product.models import (
    ProductChannelListing,
    ProductVariant,
    ProductVariantChannelListing,
)
from saleor.warehouse.models import Stock

from ...contract.shop import GiftState


def gift_states(variant_ids: Collection[int]) -> Sequence[GiftState]:
    """Return what keeps variants from being given away; a constant number of queries.

    Stock is that of the warehouses of the channel, wherever they send to.
    """
    now = timezone.now()
    priced = set(
        ProductVariantChannelListing.objects.filter(
            variant__in=variant_ids, price_amount__isnull=False
        ).values_list("channel__slug", "variant_id")
    )
    shown = set(
        ProductChannelListing.objects.filter(
            Q(published_at=None) | Q(published_at__lte=now),
            product__variants__in=variant_ids,
            is_published=True,
            available_for_purchase_at__lte=now,
        ).values_list("channel__slug", "product_id")
    )
    left: Counter[tuple[str, int]] = Counter()
    stocks = Stock.objects.filter(product_variant__in=variant_ids)
    for channel, pk, units in stocks.annotate_available_quantity().values_list(
        "warehouse__channels__slug", "product_variant_id", "available_quantity"
    ):
        left[channel, pk] += units
    channels = list(Channel.objects.order_by("slug").values_list("slug", flat=True))
    variants = list(ProductVariant.objects.filter(pk__in=variant_ids).order_by("pk"))
    return [
        GiftState(
            channel=channel,
            variant_id=variant.pk,
            is_sold=(channel, variant.pk) in priced,
            is_published=(channel, variant.product_id) in shown,
            # What is sold before it is in stock is not given away.
            stock=(
                left[channel, variant.pk]
                if variant.track_inventory or variant.is_preorder_active()
                else None
            ),
        )
        for channel in channels
        for variant in variants
    ]
