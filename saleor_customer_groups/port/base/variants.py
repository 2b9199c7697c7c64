"""Variants of the catalogue, many at once."""

import json
from collections.abc import Collection

from django.db import connection
from saleor.product.models import ProductVariant


def known_variants(pks: Collection[int]) -> set[int]:
    """Return those primary keys under which there is a variant."""
    rows = ProductVariant.objects.filter(pk__in=pks)
    return set(rows.order_by().values_list("pk", flat=True))


def variants_of_products(product_ids: Collection[int]) -> list[int]:
    """Return the primary keys of the variants of products, product by product."""
    rows = ProductVariant.objects.filter(product_id__in=product_ids)
    places = {pk: place for place, pk in enumerate(product_ids)}
    found = rows.order_by("pk").values_list("product_id", "pk")
    return [pk for _, pk in sorted(found, key=lambda row: places[row[0]])]


def variants_by_sku(skus: Collection[str]) -> dict[str, int]:
    """Return the primary keys of variants by SKU."""
    with connection.cursor() as cursor:
        # One value, where Django would write thousands into the statement.
        cursor.execute(
            "SELECT sku, id FROM product_productvariant"
            " WHERE sku IN (SELECT jsonb_array_elements_text(%s::jsonb))",
            [json.dumps(list(skus))],
        )
        return dict(cursor.fetchall())
