"""Where attributes, media and filters would tell of hidden products.

Saleor finds these through loaders that orders and checkouts need as they are.
"""

from collections.abc import Callable, Collection
from functools import partial, wraps
from typing import Any

from django.db.models import Exists, OuterRef
from promise import Promise
from saleor.graphql.core.context import get_database_connection_name
from saleor.graphql.core.dataloaders import DataLoader
from saleor.product.models import Product, ProductVariant

from ...base.wrapping import Wrapper
from ...visibility.callers import hides_products
from ...visibility.conditions import seen_products, seen_variants
from .views import view_of_caller, view_of_context

# What hides nothing is not hidden.
_SEEN = False


class _HiddenLoader(DataLoader):
    """Whether products or variants are hidden from whoever asks."""

    model: Any
    narrow: Any

    def batch_load(self, keys: Collection[int]) -> list[bool]:
        """Find it for many at once."""
        view = view_of_context(self.context)
        if view is None:
            return [False] * len(keys)
        alias = get_database_connection_name(self.context)
        rows = self.model.objects.using(alias).filter(pk__in=keys).order_by()
        shown = set(type(self).narrow(rows, view).values_list("pk", flat=True))
        return [pk not in shown for pk in keys]


class HiddenProductLoader(_HiddenLoader):
    """Whether products are hidden from whoever asks, by their primary key."""

    context_key = "customer_groups_hidden_products"
    model = Product
    narrow = staticmethod(seen_products)


class HiddenVariantLoader(_HiddenLoader):
    """The same of variants."""

    context_key = "customer_groups_hidden_variants"
    model = ProductVariant
    narrow = staticmethod(seen_variants)


def _is_hidden(value: Any, context: Any) -> Promise:
    """Return a promise of whether the value of an attribute names what is hidden."""
    if value.reference_product_id:
        return HiddenProductLoader(context).load(value.reference_product_id)
    if value.reference_variant_id:
        return HiddenVariantLoader(context).load(value.reference_variant_id)
    return Promise.resolve(_SEEN)


def _without_hidden(values: Any, context: Any) -> Promise:
    """Return a promise of those values of an attribute that name nothing hidden."""

    def kept(hidden: Any) -> list[Any]:
        pairs = zip(values, hidden, strict=True)
        return [value for value, is_hidden in pairs if not is_hidden]

    return Promise.all([_is_hidden(value, context) for value in values]).then(kept)


def _of_what_is_seen(native: Callable[..., Any]) -> Callable[..., Any]:
    """Leave out the values of an attribute that refer to hidden products."""

    @wraps(native)
    def get_attribute_values(root: Any, info: Any, limit: int | None) -> Any:
        refers = root.attribute.entity_type in ("Product", "ProductVariant")
        if not refers or not hides_products():
            return native(root, info, limit)
        # Hidden ones must not take the place of others.
        return (
            native(root, info, None)
            .then(lambda values: _without_hidden(values, info.context))
            .then(lambda values: values[:limit])
        )

    return get_attribute_values


def _values_that_are_seen(native: Callable[..., Any] | None) -> Callable[..., Any]:
    """Leave the same out on Saleor 3.21, where no function finds the values."""
    if native is not None:
        return native

    def resolve_values(root: Any, info: Any) -> Any:
        values = root["values"]
        if not hides_products():
            return values
        return _without_hidden(values, info.context)

    return resolve_values


def _nothing_of_hidden(native: Callable[..., Any]) -> Callable[..., Any]:
    """Tell nothing of a value of an attribute that refers to a hidden product."""

    @wraps(native)
    def resolve(root: Any, info: Any, *args: Any, **named: Any) -> Any:
        # Saleor 3.21 has no channel around the value.
        value = getattr(root, "node", root)
        refers = value.reference_product_id or value.reference_variant_id
        if not refers or not hides_products():
            return native(root, info, *args, **named)
        return _is_hidden(value, info.context).then(
            lambda hidden: None if hidden else native(root, info, *args, **named)
        )

    return resolve


def _media_of_what_is_seen(native: Callable[..., Any]) -> Callable[..., Any]:
    """Find no pictures of hidden products by their own ids."""

    @wraps(native)
    def resolve_references(roots: Any, info: Any) -> Any:
        found = native(roots, info)
        view = view_of_context(info.context) if hides_products() else None
        if view is None:
            return found
        # Not by a loader: Saleor waits for no promise here.
        alias = get_database_connection_name(info.context)
        pks = {each.product_id for each in found if each is not None}
        rows = Product.objects.using(alias).filter(pk__in=pks).order_by()
        shown = set(seen_products(rows, view).values_list("pk", flat=True))
        return [
            each if each is not None and each.product_id in shown else None
            for each in found
        ]

    return resolve_references


def _values_of_what_is_seen(
    model: Any, narrow: Any, column: str, native: Callable[..., Any]
) -> Callable[..., Any]:
    """Have a filter by references find nothing that refers to hidden products."""

    @wraps(native)
    def find(*args: Any, **named: Any) -> Any:
        found = native(*args, **named)
        view = view_of_caller(using=found.db)
        if view is None:
            return found
        rows = model.objects.using(found.db).order_by()
        shown = narrow(rows, view).filter(pk=OuterRef(column))
        return found.filter(Exists(shown))

    return find


_TYPES = "saleor.graphql.attribute.types"
_FILTERS = "saleor.graphql.attribute.shared_filters"
_LOSS = "attributes that refer to hidden products tell of them"

REFERENCE_WRAPPERS = (
    Wrapper(
        number=133,
        module=_TYPES,
        path="get_attribute_values",
        parameters=("root", "info", "limit"),
        wrap=_of_what_is_seen,
        loss=_LOSS,
        # Since 3.22.
        is_optional=True,
    ),
    Wrapper(
        number=144,
        module=_TYPES,
        path="SelectedAttribute.resolve_values",
        parameters=("root", "info"),
        wrap=_values_that_are_seen,
        loss=_LOSS,
        field="values",
    ),
    *(
        Wrapper(
            number=number,
            module=_TYPES,
            path=f"AttributeValue.resolve_{field}",
            parameters=("root", "info"),
            wrap=_nothing_of_hidden,
            loss=_LOSS,
        )
        for number, field in ((134, "name"), (135, "reference"))
    ),
    Wrapper(
        number=136,
        module="saleor.graphql.product.types.products",
        path="ProductMedia._ProductMedia__resolve_references",
        parameters=("roots", "info"),
        wrap=_media_of_what_is_seen,
        loss="pictures of hidden products are found by their ids",
    ),
    *(
        Wrapper(
            number=number,
            module=_FILTERS,
            path=f"_get_attribute_values_by_referenced_{name}_identifiers",
            parameters=("field_name", "identifiers", "db_connection_name"),
            wrap=partial(_values_of_what_is_seen, model, narrow, column),
            loss="filters by references tell whether hidden products are there",
            # Since 3.22.
            is_optional=True,
        )
        for number, name, model, narrow, column in (
            (137, "product", Product, seen_products, "reference_product_id"),
            (138, "variant", ProductVariant, seen_variants, "reference_variant_id"),
        )
    ),
)
