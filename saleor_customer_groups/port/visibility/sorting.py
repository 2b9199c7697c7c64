"""How many products Saleor sorts categories and collections by.

Who pages through them is told each number, in the cursors.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.db.models import IntegerField, OuterRef, QuerySet, Subquery
from saleor.product.models import Category, Product

from ...engine.visibility.views import View
from .conditions import seen_products

_NAME = "product_count"


class _NumberOf(Subquery):
    """How many rows a queryset finds."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) AS counted)"
    output_field = IntegerField()


def by_seen_products(
    find_view: Callable[[QuerySet], View | None], native: Callable[..., QuerySet]
) -> Callable[..., QuerySet]:
    """Have categories or collections sorted by the products that the caller sees.

    :param find_view: returns what the caller sees, None if nothing is hidden from them,
        for a query of categories or collections.
    :param native: counts for Saleor all products of each of them.
    """

    @wraps(native)
    def qs_with_product_count(queryset: QuerySet, **named: Any) -> QuerySet:
        view = find_view(queryset)
        if view is None:
            return native(queryset, **named)
        products = Product.objects.using(queryset.db).order_by()
        seen = seen_products(_of_each(products, queryset.model), view)
        return queryset.annotate(**{_NAME: _NumberOf(seen.values("pk"))})

    return qs_with_product_count


def _of_each(products: QuerySet, model: Any) -> QuerySet:
    """Return those of each category with all below it, or of each collection."""
    if model is not Category:
        return products.filter(collectionproduct__collection=OuterRef("pk"))
    return products.filter(
        category__tree_id=OuterRef("tree_id"),
        category__lft__gte=OuterRef("lft"),
        category__lft__lte=OuterRef("rght"),
    )
