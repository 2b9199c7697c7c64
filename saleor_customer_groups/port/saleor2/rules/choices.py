"""Items of the catalogue of Saleor 2.10 that may be chosen."""

from collections.abc import Collection, Mapping
from datetime import datetime

from django.conf import settings
from django.db.models import (
    CharField,
    DecimalField,
    Exists,
    F,
    OuterRef,
    Q,
    QuerySet,
    Value,
)
from django.db.models.functions import Coalesce
from django.utils.timezone import localdate
from saleor.core.utils import build_absolute_uri
from saleor.product.models import Product, ProductImage
from saleor.product.templatetags.product_images import get_thumbnail

from ...base.choices import rows_of


def choices(type_name: str, *, channel: str | None, only_sold: bool) -> QuerySet:
    """Return what there is of a type of the catalogue, to be chosen from.

    The only channel sells all of it.

    :param type_name: Product, ProductVariant, Category, Collection or ProductType.
    :param channel: the slug of the channel; without one variants have no price.
    :param only_sold: whether what the channel does not sell is left out.
    """
    rows = rows_of(type_name)
    if type_name != "ProductVariant":
        return rows
    if channel is None:
        return rows.annotate(
            price_amount=Value(None, output_field=DecimalField()),
            price_currency=Value(None, output_field=CharField()),
        )
    return rows.annotate(
        price_amount=Coalesce(F("price_override_amount"), F("product__price_amount")),
        price_currency=Value(settings.DEFAULT_CURRENCY, output_field=CharField()),
    )


def shown_to_shoppers(
    rows: QuerySet, *, channel: str | None, now: datetime
) -> QuerySet:
    """Return those products or variants that are published.

    :param rows: products or variants.
    :param channel: the slug of the channel; there is only one.
    """
    published = Product.objects.filter(
        Q(publication_date__isnull=True) | Q(publication_date__lte=localdate(now)),
        is_published=True,
    ).order_by()
    column = "pk" if rows.model is Product else "product_id"
    return rows.filter(Exists(published.filter(pk=OuterRef(column))))


def thumbnails(product_ids: Collection[int], *, size: int) -> Mapping[int, str]:
    """Return the addresses of the first picture of those products that have one.

    :param size: how many pixels it is to be wide.
    """
    images = (
        ProductImage.objects.filter(product__in=product_ids)
        .order_by("product_id", "sort_order", "pk")
        .distinct("product_id")
    )
    return {
        each.product_id: build_absolute_uri(
            get_thumbnail(each.image, size, "thumbnail")
        )
        for each in images
    }
