"""Items of the catalogue that may be chosen, on both Saleors."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from saleor.product import models

# The columns in which words of a search are looked for.
_TEXTS = {
    "ProductVariant": ("name", "product__name", "sku"),
}


def rows_of(type_name: str) -> QuerySet:
    """Return all items of a type; variants with ``product_name``."""
    rows: QuerySet = getattr(models, type_name)._default_manager.order_by()
    if type_name == "ProductVariant":
        return rows.annotate(product_name=F("product__name"))
    return rows


def with_text(rows: QuerySet, text: str) -> QuerySet:
    """Return those rows in which every word of a text is found.

    :param rows: those of ``rows_of``; products are found by the SKU of a variant, too.
    """
    for word in text.split():
        names = _TEXTS.get(rows.model.__name__, ("name",))
        found = Q()
        for name in names:
            found |= Q(**{f"{name}__icontains": word})
        if rows.model is models.Product:
            of_product = models.ProductVariant.objects.filter(product=OuterRef("pk"))
            found |= Q(Exists(of_product.filter(sku__icontains=word).order_by()))
        rows = rows.filter(found)
    return rows


def categories_above(categories: Sequence[Any]) -> dict[int, list[Any]]:
    """Return the categories above each of some, from the top down, in one query."""
    above = Q(pk__in=[])
    for each in categories:
        above |= Q(tree_id=each.tree_id, lft__lt=each.lft, rght__gt=each.rght)
    rows = list(models.Category.objects.filter(above).order_by("lft"))
    return {
        each.pk: [
            row
            for row in rows
            if row.tree_id == each.tree_id and row.lft < each.lft < row.rght
        ]
        for each in categories
    }
