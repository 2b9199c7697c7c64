"""What price rules, price lists and promotions have in common: input and look-up."""

from collections.abc import Collection, Mapping
from typing import Any

import graphene
from django.db.models import Q, QuerySet
from graphql import GraphQLError

from ...models import CustomerGroup, RuleBase
from ...port.graphql import saleor
from ...services.base.refusals import Code, refuse
from ..base.enums import (
    CustomerGroupTiersCountEnum,
    CustomerGroupWithPromotionsEnum,
    CustomerGroupWithVouchersEnum,
)
from ..base.ids import filter_ids, get_groups
from ..base.loading.connections import Listing, list_rows, read_page

NULLABLE_TERMS = frozenset({"valid_from", "valid_until"})


class RuleBaseInput(graphene.InputObjectType):
    """For whom, when and where something counts; what is left out stays as it is."""

    name = graphene.String(description="The name.")
    code = graphene.String(
        description="Its own stable name; made from the name if left out."
    )
    groups = graphene.List(
        graphene.NonNull(graphene.ID), description="The ids of the groups it hangs on."
    )
    is_active = graphene.Boolean(description="Whether it has any effect.")
    priority = graphene.Int(
        description="Which one counts where several do; the larger one wins."
    )
    with_vouchers = CustomerGroupWithVouchersEnum(
        description="What happens where the cart has a voucher."
    )
    valid_from = graphene.InputField(
        lambda: saleor().DateTime, description="From when it counts; null: always has."
    )
    valid_until = graphene.InputField(
        lambda: saleor().DateTime,
        description="Up to when it counts; null: without end.",
    )
    channels = graphene.List(
        graphene.NonNull(graphene.String),
        description="The slugs of the channels in which it counts; none for all.",
    )


class PriceRuleBaseInput(RuleBaseInput):
    """The same for what makes a price."""

    with_promotions = CustomerGroupWithPromotionsEnum(
        description="What happens where Saleor's own promotion is on the same line."
    )
    tiers_count = CustomerGroupTiersCountEnum(
        description=(
            "Which units count together towards the quantity of a tier or an entry;"
            " those of one variant if left out."
        )
    )


class RuleBaseFilterFields:
    """By what price rules or promotions are wanted."""

    search = graphene.String(description="Text in the name or the code.")
    ids = graphene.List(graphene.NonNull(graphene.ID), description="Only these.")
    codes = graphene.List(
        graphene.NonNull(graphene.String), description="Only those with these codes."
    )
    customer_groups = graphene.List(
        graphene.NonNull(graphene.ID),
        description="Only those that hang on one of these groups.",
    )
    kinds = graphene.List(
        graphene.NonNull(graphene.String),
        description="Only those that do one of these kinds of things.",
    )
    is_active = graphene.Boolean(description="Only those that are active, or are not.")


def sorting_input(type_name: str) -> type[graphene.InputObjectType]:
    """Return how things of a type are sorted, with the enumeration of its fields."""
    field = graphene.Enum(
        f"{type_name}SortField",
        [(name.upper(), name) for name in ("name", "code", "priority", "created_at")],
        description=lambda member: (
            f"Sort by {member.value.replace('_', ' ')}."
            if member
            else "What they can be sorted by."
        ),
    )
    return type(
        f"{type_name}SortingInput",
        (graphene.InputObjectType,),
        {
            "__doc__": "How they are sorted.",
            "field": field(required=True, description="What they are sorted by."),
            "direction": graphene.InputField(
                lambda: saleor().OrderDirection,
                required=True,
                description="Upwards or downwards.",
            ),
        },
    )


def find_terms(
    model: type[RuleBase],
    *,
    type_name: str,
    id: str | None,
    code: str | None,
) -> Any:
    """Return the row that an id or a code names, or none.

    :raises graphql.GraphQLError: neither is given, or both.
    """
    if (id is None) == (code is None):
        raise GraphQLError("Give either `id` or `code`.")
    rows = model._default_manager.all()
    if id is None:
        return rows.filter(code=code).first()
    return rows.filter(pk__in=filter_ids([id], type_name)).first()


def list_terms(
    model: type[RuleBase],
    arguments: Mapping[str, Any],
    *,
    type_name: str,
    kinds_of: str,
) -> Listing:
    """Return the rows that the arguments of a query ask for, in their order.

    :param kinds_of: the field in which the kind stands.
    """
    sort_by = arguments.get("sort_by") or {"field": "name"}
    page = read_page(
        arguments,
        list(dict.fromkeys([sort_by["field"], "code"])),
        descending=sort_by.get("direction") == "-",
    )
    wanted = arguments.get("filter") or {}
    given = {name: value for name, value in wanted.items() if value is not None}
    rows: QuerySet = model._default_manager.all()
    if "is_active" in given:
        rows = rows.filter(is_active=given["is_active"])
    if "ids" in given:
        rows = rows.filter(pk__in=filter_ids(given["ids"], type_name))
    if "codes" in given:
        rows = rows.filter(code__in=given["codes"])
    if "kinds" in given:
        rows = rows.filter(**{f"{kinds_of}__kind__in": given["kinds"]})
    if "customer_groups" in given:
        group_ids = filter_ids(given["customer_groups"], "CustomerGroup")
        of_groups = model._default_manager.filter(groups__in=group_ids)
        rows = rows.filter(pk__in=of_groups.order_by().values("pk"))
    if text := given.get("search", "").strip():
        rows = rows.filter(Q(name__icontains=text) | Q(code__icontains=text))
    return list_rows(rows, page)


def read_terms(
    input: Mapping[str, Any], *, nullable: Collection[str]
) -> dict[str, Any]:
    """Return what is put in, where nothing is null that cannot be.

    :raises django.core.exceptions.ValidationError: something is.
    """
    for name, value in input.items():
        if value is None and name not in nullable:
            raise refuse(name, Code.REQUIRED, "Leave it out to keep what is there.")
    return dict(input)


def read_groups(values: dict[str, Any]) -> list[CustomerGroup] | None:
    """Take the groups out of the values; none if they stay as they are."""
    if "groups" not in values:
        return None
    return get_groups(values.pop("groups"), field="groups")
