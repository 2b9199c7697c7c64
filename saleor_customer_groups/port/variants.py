"""Variants of the catalogue, many at once."""

from collections.abc import Collection

from saleor.product.models import ProductVariant


def known_variants(pks: Collection[int]) -> set[int]:
    """Return those primary keys under which there is a variant."""
    rows = ProductVariant.objects.filter(pk__in=pks)
    return set(rows.order_by().values_list("pk", flat=True))


def variants_by_sku(skus: Collection[str]) -> dict[str, int]:
    """Return the primary keys of variants by SKU."""
    rows = ProductVariant.objects.filter(sku__in=skus)
    return dict(rows.order_by().values_list("sku", "pk"))
