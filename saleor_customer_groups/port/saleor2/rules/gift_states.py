"""What keeps goods of Saleor 2.10 from being given away, whoever buys."""

from collections import Counter
from collections.abc import Collection, Sequence

from django.utils import timezone
from saleor.product.models import ProductVariant
from saleor.warehouse.models import Allocation, Stock

from ...contract.shop import GiftState
from ..base.channel_names import CHANNEL


def gift_states(variant_ids: Collection[int]) -> Sequence[GiftState]:
    """Return what keeps variants from being given away; a constant number of queries.

    Stock is that of all warehouses.
    """
    left: Counter[int] = Counter()
    for pk, units in Stock.objects.filter(product_variant__in=variant_ids).values_list(
        "product_variant", "quantity"
    ):
        left[pk] += units
    taken = Allocation.objects.filter(stock__product_variant__in=variant_ids)
    for pk, units in taken.values_list("stock__product_variant", "quantity_allocated"):
        left[pk] -= units
    today = timezone.now().date()
    rows = ProductVariant.objects.filter(pk__in=variant_ids).order_by("pk")
    return [
        GiftState(
            channel=CHANNEL,
            variant_id=pk,
            is_sold=True,
            is_published=is_published and not (since and since > today),
            stock=left[pk] if is_counted else None,
        )
        for pk, is_counted, is_published, since in rows.values_list(
            "pk",
            "track_inventory",
            "product__is_published",
            "product__publication_date",
        )
    ]
