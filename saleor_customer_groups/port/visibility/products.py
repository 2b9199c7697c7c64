"""Products as the engine takes them, for explanations."""

from collections.abc import Collection

from django.db.models import IntegerField, OuterRef
from saleor.product.models import (
    Category,
    CollectionProduct,
    Product,
    ProductVariant,
)

from ...engine.visibility.facts import Product as ProductFacts
from ..base.arrays import ArrayOf


def read_products(product_ids: Collection[int]) -> dict[int, ProductFacts]:
    """Return products with all that a scope may name them by, in one query.

    :param product_ids: their primary keys; those that do not exist are left out.
    """
    above = Category.objects.filter(
        tree_id=OuterRef("category__tree_id"),
        lft__lte=OuterRef("category__lft"),
        rght__gte=OuterRef("category__rght"),
    )
    links = CollectionProduct.objects.filter(product=OuterRef("pk"))
    rows = Product.objects.filter(pk__in=product_ids).order_by()
    return {
        pk: ProductFacts(
            product=str(pk),
            product_type=str(product_type),
            categories=frozenset(map(str, categories)),
            collections=frozenset(map(str, collections)),
        )
        for pk, product_type, categories, collections in rows.values_list(
            "pk",
            "product_type_id",
            ArrayOf(above.order_by("lft").values("pk"), of=IntegerField()),
            ArrayOf(links.order_by("pk").values("collection_id"), of=IntegerField()),
        )
    }


def products_of_variants(variant_ids: Collection[int]) -> dict[int, int]:
    """Return the products of variants, by primary key, in one query.

    :param variant_ids: their primary keys; those that do not exist are left out.
    """
    rows = ProductVariant.objects.filter(pk__in=variant_ids).order_by()
    return dict(rows.values_list("pk", "product_id"))
