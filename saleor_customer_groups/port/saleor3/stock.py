"""How much of what is to be given away is in stock."""

from collections.abc import Collection, Sequence

from django.contrib.sites.models import Site
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce
from django.utils import timezone
from saleor.checkout.fetch import CheckoutLineInfo
from saleor.checkout.models import Checkout
from saleor.product import ProductTypeKind
from saleor.product.models import (
    ProductChannelListing,
    ProductVariant,
    ProductVariantChannelListing,
)
from saleor.warehouse import WarehouseClickAndCollectOption
from saleor.warehouse.models import Reservation, Stock

from .marks import is_gift


def read_stock(
    variant_ids: Collection[int],
    *,
    checkout: Checkout,
    channel: str,
    lines: Sequence[CheckoutLineInfo],
    country: str,
) -> dict[int, int]:
    """Read how many units of variants are left beside those that are paid for.

    Two queries. What is sold before it is in stock is not given away.

    :param channel: the slug of the checkout's channel.
    :param lines: those of the checkout.
    :param country: where it is shipped to.
    :returns: 0 or less where there are none left or the variant cannot be sold here,
        absent where there is no limit.
    """
    left = dict.fromkeys(variant_ids, 0)
    tracked = []
    for variant in _sold(variant_ids, checkout.channel_id):
        if variant.is_preorder_active():
            continue
        if variant.track_inventory:
            tracked.append(variant.pk)
        else:
            del left[variant.pk]
    if not tracked:
        return left
    others = Reservation.objects.filter(
        stock=OuterRef("pk"), reserved_until__gt=timezone.now()
    ).exclude(checkout_line__checkout=checkout.pk)
    reserved = (
        others.order_by().values("stock").annotate(units=Sum("quantity_reserved"))
    )
    rows = (
        _stocks(checkout, channel, country)
        .filter(product_variant__in=tracked)
        .annotate_available_quantity()
        .annotate(reserved=Coalesce(Subquery(reserved.values("units")), 0))
        .values_list("product_variant_id", "available_quantity", "reserved")
    )
    for pk, available, reserved_units in rows:
        left[pk] += available - reserved_units
    for info in lines:
        if info.line.variant_id in tracked and not is_gift(info.line):
            left[info.line.variant_id] -= info.line.quantity
    return left


def _sold(variant_ids: Collection[int], channel_id: int) -> QuerySet:
    """Return those of the variants that a shopper could put into the cart.

    Gift cards are not among them: what is given is goods, not money.
    """
    now = timezone.now()
    priced = ProductVariantChannelListing.objects.filter(
        variant=OuterRef("pk"), channel=channel_id, price_amount__isnull=False
    )
    shown = ProductChannelListing.objects.filter(
        Q(published_at=None) | Q(published_at__lte=now),
        product=OuterRef("product_id"),
        channel=channel_id,
        is_published=True,
        available_for_purchase_at__lte=now,
    )
    return ProductVariant.objects.filter(
        Exists(priced), Exists(shown), pk__in=variant_ids
    ).exclude(product__product_type__kind=ProductTypeKind.GIFT_CARD)


def _stocks(checkout: Checkout, channel: str, country: str) -> QuerySet:
    """Return the stocks that Saleor will allocate from when it makes the order."""
    if point := checkout.collection_point:
        stocks = Stock.objects.for_channel_and_click_and_collect(channel)
        is_local = (
            point.click_and_collect_option == WarehouseClickAndCollectOption.LOCAL_STOCK
        )
        return stocks.filter(warehouse=point.pk) if is_local else stocks
    settings = Site.objects.get_current().settings
    # Before 3.23 there was no other way.
    if getattr(settings, "use_legacy_shipping_zone_stock_availability", True):
        return Stock.objects.for_channel_and_country(channel, country)
    return Stock.objects.for_channel(channel)
