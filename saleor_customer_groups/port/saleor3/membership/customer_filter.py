"""Saleor's query ``customers``, to be narrowed by customer groups."""

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any

import django_filters
import graphene
from saleor.graphql.account import schema as account

from ...base.extension import our_extension
from ...base.wrapping import Wrapper, not_as_known
from ...contract.graphql import Extension
from ..base.databases import reading

FILTER = "customer_groups"


def extend(extension: Extension) -> None:
    """Let the query ``customers`` be narrowed by customer groups."""
    if not_as_known(CUSTOMER_WRAPPERS):
        # Nobody would check the right to see who is in a group.
        return
    ids = graphene.List(graphene.NonNull(graphene.ID))
    description = "Only members of one of these customer groups."
    _add_filter(
        account.CustomerFilterInput,
        graphene.InputField(ids, description=description),
        django_filters.Filter(
            field_name=FILTER,
            label=FILTER,
            method=lambda customers, _, ids: extension.customers_in_groups(
                customers, ids
            ),
        ),
    )
    # Since 3.22.
    if hasattr(account, "CustomerWhereInput"):
        from saleor.graphql.core.filters import GlobalIDFilterInput
        from saleor.graphql.core.filters.where_filters import (
            OperationObjectTypeWhereFilter,
        )

        _add_filter(
            account.CustomerWhereInput,
            graphene.InputField(GlobalIDFilterInput, description=description),
            OperationObjectTypeWhereFilter(
                input_class=GlobalIDFilterInput,
                field_name=FILTER,
                label=FILTER,
                method=lambda customers, _, value: _where(extension, customers, value),
            ),
        )


def _checked(native: Callable[..., Any]) -> Callable[..., Any]:
    """Check the right to see who is in a group; ``customers`` asks for less."""

    @wraps(native)
    def resolve_customers(root: Any, info: Any, **arguments: Any) -> Any:
        if not _is_named(arguments):
            return native(root, info, **arguments)
        our_extension().check_customers_in_groups(info)
        with reading(info.context):
            return native(root, info, **arguments)

    return resolve_customers


def _add_filter(input_type: Any, field: Any, filter_: Any) -> None:
    input_type._meta.fields[FILTER] = field
    input_type.filterset_class.base_filters[FILTER] = filter_


def _where(extension: Extension, customers: Any, value: Any) -> Any:
    ids = [value["eq"]] if value and value.get("eq") else (value or {}).get("one_of")
    return extension.customers_in_groups(customers, ids) if ids else customers.none()


def _is_named(value: Any) -> bool:
    """Tell whether our filter is anywhere in the arguments."""
    if isinstance(value, Mapping):
        return FILTER in value or any(_is_named(each) for each in value.values())
    return isinstance(value, list) and any(_is_named(each) for each in value)


CUSTOMER_WRAPPERS = (
    Wrapper(
        number=113,
        module="saleor.graphql.account.schema",
        path="AccountQueries.resolve_customers",
        parameters=("_root", "info"),
        wrap=_checked,
        loss="customers cannot be narrowed by customer groups",
    ),
)
