"""Items of the catalogue of Saleor 3 to choose from, in a channel or in all."""

from collections.abc import Collection, Mapping
from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from saleor.core.utils import build_absolute_uri
from saleor.product import ProductMediaTypes
from saleor.product.models import (
    CollectionChannelListing,
    Product,
    ProductChannelListing,
    ProductMedia,
    ProductVariantChannelListing,
)
from saleor.thumbnail.utils import get_thumbnail_size, prepare_image_proxy_url

from ...base.choices import rows_of


def choices(type_name: str, *, channel: str | None, only_sold: bool) -> QuerySet:
    """Return what there is of a type of the catalogue, to be chosen from.

    :param type_name: Product, ProductVariant, Category, Collection or ProductType.
    :param channel: the slug of the channel in whose currency variants have a price.
    :param only_sold: whether what the channel does not sell is left out.
    """
    rows = rows_of(type_name)
    listings = ProductVariantChannelListing.objects.filter(
        channel__slug=channel, price_amount__isnull=False
    ).order_by()
    if type_name == "ProductVariant":
        own = listings.filter(variant=OuterRef("pk"))
        rows = rows.annotate(
            price_amount=Subquery(own.values("price_amount")[:1]),
            price_currency=Subquery(own.values("currency")[:1]),
        )
        return rows.filter(price_amount__isnull=False) if only_sold else rows
    if only_sold and type_name == "Product":
        return rows.filter(
            Exists(listings.filter(variant__product=OuterRef("pk"))),
        )
    if only_sold and type_name == "Collection":
        listed = CollectionChannelListing.objects.filter(channel__slug=channel)
        return rows.filter(Exists(listed.filter(collection=OuterRef("pk")).order_by()))
    return rows


def shown_to_shoppers(
    rows: QuerySet, *, channel: str | None, now: datetime
) -> QuerySet:
    """Return those products or variants that are listed in a channel that is active.

    A product is only listed where a variant of it has a price; a variant itself has to
    have one.

    :param rows: products or variants.
    :param channel: the slug of the channel, None for any.
    """
    prices = ProductVariantChannelListing.objects.filter(
        price_amount__isnull=False, channel=OuterRef("channel")
    ).order_by()
    listed = ProductChannelListing.objects.filter(
        Q(published_at__isnull=True) | Q(published_at__lte=now),
        channel__is_active=True,
        is_published=True,
        visible_in_listings=True,
    ).order_by()
    if channel is not None:
        listed = listed.filter(channel__slug=channel)
    if rows.model is Product:
        sold = Exists(prices.filter(variant__product=OuterRef("product")))
        return rows.filter(Exists(listed.filter(sold, product=OuterRef("pk"))))
    return rows.filter(
        Exists(
            listed.filter(
                Exists(prices.filter(variant=OuterRef(OuterRef("pk")))),
                product=OuterRef("product_id"),
            )
        )
    )


def thumbnails(product_ids: Collection[int], *, size: int) -> Mapping[int, str]:
    """Return the addresses of the first picture of those products that have one.

    :param size: how many pixels it is to be wide.
    """
    images = (
        ProductMedia.objects.filter(
            product__in=product_ids, type=ProductMediaTypes.IMAGE, to_remove=False
        )
        .order_by("product_id", "sort_order", "pk")
        .distinct("product_id")
        .values_list("product_id", "pk")
    )
    return {
        product_id: build_absolute_uri(
            prepare_image_proxy_url(
                str(pk), "ProductMedia", get_thumbnail_size(size), None
            )
        )
        for product_id, pk in images
    }
