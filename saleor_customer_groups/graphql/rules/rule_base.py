"""What price rules, price lists and promotions have in common: input and look-up."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

import graphene
from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone

from ...engine.base.moments import EARLIEST, LATEST
from ...models import CustomerGroup, RuleBase
from ...models.moments import MomentField
from ...port.graphql import saleor
from ...services.rules.rule_states import RuleState, in_states
from ..base.arguments.arguments import refuse_nulls
from ..base.arguments.moments import read_moment
from ..base.enums import (
    CustomerGroupRuleStateEnum,
    CustomerGroupTiersCountEnum,
    CustomerGroupWithPromotionsEnum,
    CustomerGroupWithVouchersEnum,
)
from ..base.ids import filter_ids, get_groups, require_id_or_code
from ..base.loading.connections import Listing, list_rows, read_page
from ..base.loading.sorting import read_sorting

SORTED_BY = (
    "name",
    "code",
    "priority",
    "created_at",
    "updated_at",
    "valid_from",
    "valid_until",
)
# What to sort by instead if the value may be null.
_MOMENTS = {
    "valid_from": ("begins_at", EARLIEST),
    "valid_until": ("ends_at", LATEST),
}

NULLABLE_TERMS = frozenset({"valid_from", "valid_until"})


class RuleBaseInput(graphene.InputObjectType):
    """For whom, when and where something counts; what is left out stays as it is."""

    name = graphene.String(description="The name.")
    code = graphene.String(
        description="Its own stable name; made from the name if left out."
    )
    groups = graphene.List(
        graphene.NonNull(graphene.ID),
        description="The ids of the groups it belongs to.",
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
        description="The slugs of the channels in which it counts; empty for all.",
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
    """Filters of price rules, price lists and promotions."""

    search = graphene.String(description="Text in the name or the code.")
    ids = graphene.List(graphene.NonNull(graphene.ID), description="Only these.")
    codes = graphene.List(
        graphene.NonNull(graphene.String), description="Only those with these codes."
    )
    customer_groups = graphene.List(
        graphene.NonNull(graphene.ID),
        description="Only those that belong to one of these groups.",
    )
    is_active = graphene.Boolean(description="Only those that are active, or are not.")
    states = graphene.List(
        graphene.NonNull(CustomerGroupRuleStateEnum),
        description="Only those in one of these states.",
    )
    runs_at = graphene.InputField(
        lambda: saleor().DateTime,
        description="Only those that are switched on and count at this moment.",
    )
    min_priority = graphene.Int(description="Only those with this priority or more.")
    max_priority = graphene.Int(description="Only those with this priority or less.")


class KindFilterFields(RuleBaseFilterFields):
    """The same where there are kinds."""

    kinds = graphene.List(
        graphene.NonNull(graphene.String),
        description="Only those of one of these kinds.",
    )


def find_terms(
    model: type[RuleBase],
    *,
    type_name: str,
    id: str | None,
    code: str | None,
) -> Any:
    """Return the row that an id or a code names, or None.

    :raises graphql.GraphQLError: neither is given, or both.
    """
    require_id_or_code(id, code)
    rows = model._default_manager.all()
    if id is None:
        return rows.filter(code=code).first()
    return rows.filter(pk__in=filter_ids([id], type_name)).first()


def list_terms(
    model: type[RuleBase],
    arguments: Mapping[str, Any],
    *,
    type_name: str,
    kinds_of: str | None = None,
) -> Listing:
    """Return the rows that the arguments of a query ask for, in their order.

    :param kinds_of: the field that contains the kind, None if there are no kinds.
    """
    field, descending = read_sorting(arguments.get("sort_by"), "name")
    sorted_by, _ = _MOMENTS.get(field, (field, None))
    page = read_page(
        arguments,
        list(dict.fromkeys([sorted_by, "code"])),
        descending=descending,
    )
    wanted = arguments.get("filter") or {}
    filters = {name: value for name, value in wanted.items() if value is not None}
    rows: QuerySet = model._default_manager.annotate(
        **{
            name: Coalesce(field, otherwise, output_field=MomentField())
            for field, (name, otherwise) in _MOMENTS.items()
            if name == sorted_by
        }
    ).filter(*_in_time(filters))
    if "is_active" in filters:
        rows = rows.filter(is_active=filters["is_active"])
    if "min_priority" in filters:
        rows = rows.filter(priority__gte=filters["min_priority"])
    if "max_priority" in filters:
        rows = rows.filter(priority__lte=filters["max_priority"])
    if "ids" in filters:
        rows = rows.filter(pk__in=filter_ids(filters["ids"], type_name))
    if "codes" in filters:
        rows = rows.filter(code__in=filters["codes"])
    if "kinds" in filters:
        rows = rows.filter(**{f"{kinds_of}__kind__in": filters["kinds"]})
    if "customer_groups" in filters:
        group_ids = filter_ids(filters["customer_groups"], "CustomerGroup")
        of_groups = model._default_manager.filter(groups__in=group_ids)
        rows = rows.filter(pk__in=of_groups.order_by().values("pk"))
    if text := filters.get("search", "").strip():
        rows = rows.filter(Q(name__icontains=text) | Q(code__icontains=text))
    return list_rows(rows, page)


def _in_time(filters: Mapping[str, Any]) -> list[Q]:
    """Return the conditions of a filter that ask when rows count."""
    found = []
    if "states" in filters:
        states = [RuleState(each) for each in filters["states"]]
        found.append(in_states(states, now=timezone.now()))
    if "runs_at" in filters:
        at: datetime = read_moment(filters["runs_at"])
        found.append(in_states([RuleState.RUNNING], now=at))
    return found


def read_terms(
    input: Mapping[str, Any], *, nullable: Collection[str]
) -> dict[str, Any]:
    """Return the input, in which nothing may be null that cannot be.

    :raises django.core.exceptions.ValidationError: something is null.
    """
    refuse_nulls(input, nullable=nullable)
    return dict(input)


def read_groups(values: dict[str, Any]) -> list[CustomerGroup] | None:
    """Take the groups out of the values; None if they stay as they are."""
    if "groups" not in values:
        return None
    return get_groups(values.pop("groups"), field="groups")
