"""Queries about many items of the catalogue at once."""

from collections.abc import Collection

from django.db.models import Exists, OuterRef, QuerySet
from saleor.product import models


def names_in_catalogue(type_name: str, pks: Collection[int]) -> dict[int, str]:
    """Return the names of the items that exist, by primary key, in one query.

    :param type_name: Product, ProductVariant, Category, Collection or ProductType.
    """
    rows = getattr(models, type_name)._default_manager.filter(pk__in=pks).order_by()
    if type_name != "ProductVariant":
        return dict(rows.values_list("pk", "name"))
    return {
        pk: f"{product} ({variant})" if variant not in ("", product) else product
        for pk, product, variant in rows.values_list("pk", "product__name", "name")
    }


def pks_with_goods(
    type_name: str, pks: Collection[int], goods: QuerySet | None = None
) -> set[int]:
    """Return those of some items that contain a variant, in one query.

    :param type_name: Product, ProductVariant, Category, Collection or ProductType.
    :param goods: the variants that count, in no order; left out: all.
    """
    if goods is None:
        goods = models.ProductVariant.objects.order_by()
    if type_name == "Category":
        within = models.Category.objects.filter(pk__in=pks).order_by()
        below = goods.filter(
            product__category__tree_id=OuterRef("tree_id"),
            product__category__lft__gte=OuterRef("lft"),
            product__category__rght__lte=OuterRef("rght"),
        )
        return set(within.filter(Exists(below)).values_list("pk", flat=True))
    path = {
        "Product": "product",
        "ProductVariant": "pk",
        "Collection": "product__collections",
        "ProductType": "product__product_type",
    }[type_name]
    rows = goods.filter(**{f"{path}__in": pks}).values_list(path, flat=True)
    return set(rows.distinct()) & set(pks)
