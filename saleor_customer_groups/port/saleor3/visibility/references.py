"""Where attributes, media and filters would tell of hidden products.

Saleor finds these through loaders that orders and checkouts need as they are.
"""

from collections.abc import Callable, Collection
from functools import wraps
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from promise import Promise
from saleor.attribute.models import AttributeValue
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


def _seen_values(values: QuerySet, *, using: str) -> QuerySet:
    """Return values of attributes without those that refer to hidden products."""
    view = view_of_caller(using=using)
    if view is None:
        return values
    for column, model, narrow in (
        ("reference_product", Product, seen_products),
        ("reference_variant", ProductVariant, seen_variants),
    ):
        rows = narrow(model.objects.using(using).order_by(), view)
        shown = Exists(rows.filter(pk=OuterRef(f"{column}_id")))
        values = values.filter(Q(**{f"{column}__isnull": True}) | shown)
    return values


def _by_seen_values(native: Callable[..., Any]) -> Callable[..., Any]:
    """Have a filter by values of attributes not know those of hidden products.

    Neither by what they refer to, nor by a slug or a name, nor by any value at all.
    """

    @wraps(native)
    def expression(attribute_values: Any, db_connection_name: str) -> Any:
        seen = _seen_values(attribute_values, using=db_connection_name)
        return native(seen, db_connection_name)

    return expression


def _by_what_is_seen(native: Callable[..., Any]) -> Callable[..., Any]:
    """Have a filter of variants by references not know those to hidden products."""

    @wraps(native)
    def expression(
        attr_id: Any, db_connection_name: str, referenced_attr_values: Any
    ) -> Any:
        seen = _seen_values(referenced_attr_values, using=db_connection_name)
        return native(attr_id, db_connection_name, seen)

    return expression


def _by_slugs_of_seen_values(native: Callable[..., None]) -> Callable[..., None]:
    """Have the older filter by slugs of values not know those of hidden products."""

    @wraps(native)
    def clean(filter_values: Any, queries: Any, database_connection_name: str) -> None:
        native(filter_values, queries, database_connection_name)
        if not hides_products():
            return
        pks = {pk for each in queries.values() for pk in each}
        values = AttributeValue.objects.using(database_connection_name)
        seen = _seen_values(values.filter(pk__in=pks), using=database_connection_name)
        kept = set(seen.order_by().values_list("pk", flat=True))
        for each in queries.values():
            each[:] = [pk for pk in each if pk in kept]

    return clean


def _naming_nothing(native: Callable[..., Any]) -> Callable[..., Any]:
    """Have no shopper try names on attributes that they may not make.

    Saleor says what is not there before it finds out that they may not.
    """

    @wraps(native)
    def clean_attribute_input(cls: Any, info: Any, *args: Any, **named: Any) -> Any:
        if hides_products() and view_of_context(info.context) is not None:
            return None
        return native(cls, info, *args, **named)

    return clean_attribute_input


_TYPES = "saleor.graphql.attribute.types"
_LOSS = "attributes that refer to hidden products tell of them"
_FILTERS_TELL = "filters by attributes tell whether hidden products are there"

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
    Wrapper(
        number=148,
        module="saleor.graphql.attribute.mutations.attribute_bulk_create",
        path="AttributeBulkCreate.clean_attribute_input",
        parameters=("cls", "info", "attribute_data"),
        wrap=_naming_nothing,
        loss="who tries to make attributes is told whether hidden products are there",
    ),
    *(
        Wrapper(
            number=number,
            module=module,
            path=path,
            parameters=("attribute_values", "db_connection_name"),
            wrap=_by_seen_values,
            loss=_FILTERS_TELL,
            # Since 3.22.
            is_optional=True,
        )
        for number, module, path in (
            (
                137,
                "saleor.graphql.product.filters.product_attributes",
                "_get_assigned_product_attribute_for_attribute_value",
            ),
            (
                138,
                "saleor.graphql.product.filters.product_variant",
                "_get_assigned_variant_attribute_for_attribute_value_qs",
            ),
            (
                145,
                "saleor.graphql.page.filters",
                "_get_assigned_page_attribute_for_attribute_value",
            ),
        )
    ),
    Wrapper(
        number=149,
        module="saleor.graphql.product.filters.product_variant",
        path="_filter_contains_single_expression",
        parameters=("attr_id", "db_connection_name", "referenced_attr_values"),
        wrap=_by_what_is_seen,
        loss=_FILTERS_TELL,
        # Of 3.22 alone.
        is_optional=True,
    ),
    *(
        Wrapper(
            number=number,
            module=module,
            path="_clean_product_attributes_filter_input",
            parameters=parameters,
            wrap=_by_slugs_of_seen_values,
            loss=_FILTERS_TELL,
            # Saleor 3.21 has it elsewhere.
            is_optional=True,
        )
        for number, module, parameters in (
            (
                146,
                "saleor.graphql.product.filters.product_attributes",
                ("filter_values", "queries", "database_connection_name"),
            ),
            (
                147,
                "saleor.graphql.product.filters",
                ("filter_value", "queries", "database_connection_name"),
            ),
        )
    ),
)
