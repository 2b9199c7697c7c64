"""Where attributes would tell of hidden products on Saleor 2.10."""

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from graphene import Node
from saleor.product.models import (
    AttributeProduct,
    AttributeVariant,
    Category,
    Collection,
    Product,
)

from ...base.wrapping import Wrapper
from ...visibility.callers import view_of_caller
from ...visibility.conditions import seen_products


def _of_what_is_seen(native: Callable[..., Any]) -> Callable[..., Any]:
    """Leave out attributes that only hidden products of a place have."""

    @wraps(native)
    def resolve_attributes(self: Any, info: Any, *args: Any, **named: Any) -> Any:
        found = native(self, info, *args, **named)
        view = view_of_caller()
        if view is None:
            return found
        # Saleor filters by the same places once more, after this.
        for products in _products_of_places(named.get("filter") or {}):
            found = _of_types(found, seen_products(products, view))
        return found

    return resolve_attributes


def _products_of_places(asked: Mapping[str, Any]) -> list[QuerySet]:
    """Return the products of each category and collection that is asked for.

    Of an id that names none nothing is said here: Saleor does.
    """
    found = []
    if category := _named(Category, asked.get("in_category")):
        below = category.get_descendants(include_self=True)
        found.append(Product.objects.filter(category__in=below.order_by()))
    if collection := _named(Collection, asked.get("in_collection")):
        found.append(Product.objects.filter(collections=collection))
    return found


def _named(model: Any, global_id: Any) -> Any:
    try:
        name, pk = Node.from_global_id(global_id or "")
    except ValueError:
        return None
    if name != model.__name__ or not pk.isascii() or not pk.isdecimal():
        return None
    return model.objects.filter(pk=pk).first()


def _of_types(attributes: QuerySet, products: QuerySet) -> QuerySet:
    types = products.order_by().values("product_type")
    of_attribute = {"attribute": OuterRef("pk"), "product_type__in": types}
    return attributes.filter(
        Q(Exists(AttributeProduct.objects.filter(**of_attribute)))
        | Q(Exists(AttributeVariant.objects.filter(**of_attribute)))
    )


ATTRIBUTE_WRAPPERS = (
    Wrapper(
        number=248,
        module="saleor.graphql.product.schema",
        path="ProductQueries.resolve_attributes",
        parameters=("self", "info"),
        wrap=_of_what_is_seen,
        loss="attributes of a category or collection tell what hidden products have",
    ),
)
