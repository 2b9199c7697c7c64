"""The inputs of sets of products: filters, sorting and fields."""

from collections.abc import Mapping
from typing import Any

import graphene
from django.db.models import Q
from django.utils import timezone

from ...models import CustomerGroup, VisibilitySet
from ...port.graphql import saleor
from ...services.rules.rule_states import RuleState, in_states
from ..base.arguments.arguments import refuse_nulls
from ..base.enums import CustomerGroupRuleStateEnum
from ..base.ids import filter_ids, get_groups
from ..base.loading.connections import Listing, list_rows, read_page
from ..base.loading.sorting import read_sorting, sorting_input
from ..rules.scopes import CustomerGroupScopeInput, read_scope

TYPE = "CustomerGroupVisibilitySet"
_NULLABLE = frozenset({"scope", "valid_from", "valid_until"})

CustomerGroupVisibilitySetSortingInput = sorting_input(
    TYPE, ("name", "code", "created_at", "updated_at")
)


class CustomerGroupVisibilitySetFilterInput(graphene.InputObjectType):
    """Which sets are wanted: those that meet everything given."""

    search = graphene.String(description="Text in the name or the code.")
    ids = graphene.List(graphene.NonNull(graphene.ID), description="Only these.")
    codes = graphene.List(
        graphene.NonNull(graphene.String), description="Only those with these codes."
    )
    customer_groups = graphene.List(
        graphene.NonNull(graphene.ID),
        description="Only those that are assigned to one of these groups.",
    )
    is_exclusive = graphene.Boolean(
        description="Only those that are exclusive, or are not."
    )
    is_active = graphene.Boolean(description="Only those that are active, or are not.")
    states = graphene.List(
        graphene.NonNull(CustomerGroupRuleStateEnum),
        description="Only those in one of these states.",
    )


class CustomerGroupVisibilitySetInput(graphene.InputObjectType):
    """The fields of a set of products; what is left out stays as it is."""

    name = graphene.String(description="The name.")
    code = graphene.String(
        description="Its own stable name; made from the name if left out."
    )
    scope = CustomerGroupScopeInput(
        description="Which products, without variants; null or left out for all."
    )
    groups = graphene.List(
        graphene.NonNull(graphene.ID),
        description="The ids of the groups that it is assigned to.",
    )
    is_exclusive = graphene.Boolean(
        description="Whether nobody else sees these products."
    )
    is_active = graphene.Boolean(description="Whether it has any effect.")
    valid_from = graphene.InputField(
        lambda: saleor().DateTime, description="From when it counts; null: always has."
    )
    valid_until = graphene.InputField(
        lambda: saleor().DateTime,
        description="Up to when it counts; null: without end.",
    )


class CustomerGroupVisibilitySetCreateInput(CustomerGroupVisibilitySetInput):
    """The fields of a new set of products."""

    name = graphene.String(required=True, description="The name.")


def read_set(
    input: Mapping[str, Any],
) -> tuple[dict[str, Any], list[CustomerGroup] | None]:
    """Return the fields of a set for the service, and its groups where given.

    :raises django.core.exceptions.ValidationError: something is null, or no id.
    """
    refuse_nulls(input, nullable=_NULLABLE)
    values = dict(input)
    groups = None
    if "groups" in values:
        groups = get_groups(values.pop("groups"), field="groups")
    if "scope" in values:
        values["scope"] = read_scope(values["scope"])
    return values, groups


def list_sets(arguments: Mapping[str, Any]) -> Listing:
    """Return the sets that the arguments of a query ask for, in their order."""
    field, descending = read_sorting(arguments.get("sort_by"), "name")
    page = read_page(
        arguments, list(dict.fromkeys([field, "code"])), descending=descending
    )
    wanted = arguments.get("filter") or {}
    filters = {name: value for name, value in wanted.items() if value is not None}
    rows = VisibilitySet.objects.all()
    for name in ("is_active", "is_exclusive"):
        if name in filters:
            rows = rows.filter(**{name: filters[name]})
    if "states" in filters:
        states = [RuleState(each) for each in filters["states"]]
        rows = rows.filter(in_states(states, now=timezone.now()))
    if "ids" in filters:
        rows = rows.filter(pk__in=filter_ids(filters["ids"], TYPE))
    if "codes" in filters:
        rows = rows.filter(code__in=filters["codes"])
    if "customer_groups" in filters:
        group_ids = filter_ids(filters["customer_groups"], "CustomerGroup")
        of_groups = VisibilitySet.objects.filter(groups__in=group_ids)
        rows = rows.filter(pk__in=of_groups.order_by().values("pk"))
    if text := filters.get("search", "").strip():
        rows = rows.filter(Q(name__icontains=text) | Q(code__icontains=text))
    return list_rows(rows, page)
