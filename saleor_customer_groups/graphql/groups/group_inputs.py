"""The inputs of customer groups: filters, sorting and fields."""

from collections.abc import Mapping
from typing import Any

import graphene
from django.db.models import (
    Case,
    Count,
    F,
    Func,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    TextField,
    Value,
    When,
)
from django.db.models.functions import Coalesce
from django.utils import timezone

from ...models import CustomerGroup as Row
from ...models import Membership
from ...port.graphql import saleor
from ...services.membership.current_members import current
from ...services.membership.default_members import default_members
from ..base.arguments.arguments import refuse_nulls
from ..base.arguments.literals import Parameters
from ..base.enums import (
    CustomerGroupKindEnum,
    CustomerGroupPortalSettingEnum,
    CustomerGroupProductAccessEnum,
)
from ..base.ids import filter_ids, get_group
from ..base.loading.connections import Listing, list_rows, read_page
from ..evaluation.conditions import read_conditions
from ..rules.scopes import CustomerGroupScopeInput, read_scope

_NULLABLE = frozenset({"parent", "capacity", "conditions", "product_scope"})


class CustomerGroupFilterInput(graphene.InputObjectType):
    """Which customer groups are wanted: those that meet everything given."""

    search = graphene.String(
        description="Text in the name, the code, the description or a tag."
    )
    ids = graphene.List(graphene.NonNull(graphene.ID), description="Only these.")
    codes = graphene.List(
        graphene.NonNull(graphene.String), description="Only those with these codes."
    )
    kind = graphene.List(
        graphene.NonNull(CustomerGroupKindEnum), description="Only of these kinds."
    )
    is_active = graphene.Boolean(description="Only those that are active, or are not.")
    is_default = graphene.Boolean(description="Only the default group, or the others.")
    for_guests = graphene.Boolean(
        description="Only the group for guests, or the others."
    )
    is_vip = graphene.Boolean(description="Only those of VIPs, or the others.")
    parent = graphene.ID(description="Only those right below this group.")
    has_parent = graphene.Boolean(
        description="Only those below another group, or those at the top."
    )
    tags = graphene.List(
        graphene.NonNull(graphene.String), description="Only those with all these tags."
    )


class CustomerGroupSortField(graphene.Enum):
    """What customer groups can be sorted by."""

    NAME = "name"
    CREATED_AT = "created_at"
    PRIORITY = "priority"
    MEMBERS_COUNT = "members_count"

    @property
    def description(self) -> str:
        """Say in words what it sorts by."""
        return f"Sort by {self.name.lower().replace('_', ' ')}."


_SORTED_BY = {
    "name": ("name_lower",),
    "created_at": ("created_at",),
    "priority": ("priority", "name_lower"),
    "members_count": ("members_count", "name_lower"),
}


class CustomerGroupSortingInput(graphene.InputObjectType):
    """How customer groups are sorted."""

    field = CustomerGroupSortField(
        required=True, description="What they are sorted by."
    )
    direction = graphene.InputField(
        lambda: saleor().OrderDirection,
        required=True,
        description="Upwards or downwards.",
    )


class CustomerGroupInput(graphene.InputObjectType):
    """The fields of a customer group; what is left out stays as it is."""

    name = graphene.String(description="The name, unique whatever the letter case.")
    code = graphene.String(
        description="The group's own stable name; made from the name if left out."
    )
    description = graphene.String(description="What the group is for.")
    colour = graphene.String(description="The colour of its badge, as in #1A7F37.")
    kind = CustomerGroupKindEnum(description="How customers join it.")
    is_active = graphene.Boolean(description="Whether it has any effect.")
    is_default = graphene.Boolean(
        description="Make it the group for new customers; moves no member."
    )
    for_guests = graphene.Boolean(description="Whether guests are priced as members.")
    is_vip = graphene.Boolean(description="Whether its members are VIPs.")
    highlight = graphene.Boolean(
        description="Whether its badge is shown where staff take orders."
    )
    parent = graphene.ID(description="The group above it; null for none.")
    inherits_pricing = graphene.Boolean(
        description="Whether members also have the prices of the group above."
    )
    inherits_visibility = graphene.Boolean(
        description="Whether members also see what the group above sees."
    )
    inherits_terms = graphene.Boolean(
        description="Whether members also have the terms of the group above."
    )
    product_access = CustomerGroupProductAccessEnum(
        description="Which products its members see."
    )
    product_scope = CustomerGroupScopeInput(
        description=(
            "The products that they see with the access CUSTOM, without variants; null"
            " for none."
        )
    )
    inherits_portal = graphene.Boolean(
        description="Whether what it leaves open is as the group above says."
    )
    can_log_in = CustomerGroupPortalSettingEnum(
        description="Whether its members may log in."
    )
    can_see_prices = CustomerGroupPortalSettingEnum(
        description="Whether its members see prices, and have checkouts."
    )
    can_order = CustomerGroupPortalSettingEnum(
        description="Whether its members place orders."
    )
    can_request_quotes = CustomerGroupPortalSettingEnum(
        description="Whether its members may ask for an offer."
    )
    can_see_invoices = CustomerGroupPortalSettingEnum(
        description="Whether its members see the invoices of their orders."
    )
    priority = graphene.Int(
        description="Which group counts where several do; the larger one wins."
    )
    capacity = graphene.Int(
        description="The largest number of members; null for no limit."
    )
    tags = graphene.List(
        graphene.NonNull(graphene.String),
        description="Words to find the group by, for staff.",
    )
    conditions = Parameters(
        description=(
            "Which customers join an automatic or hybrid group by rule: a tree of"
            " conditions, see `customerGroupConditionFields`; null for nobody."
        )
    )
    grace_days = graphene.Int(
        description=("How many days customers stay who no longer meet the conditions.")
    )


class CustomerGroupCreateInput(CustomerGroupInput):
    """The fields of a new customer group."""

    name = graphene.String(
        required=True, description="The name, unique whatever the letter case."
    )


def list_groups(rows: QuerySet[Row], arguments: Mapping[str, Any]) -> Listing:
    """Return the groups that the arguments of a query ask for, in their order."""
    sort_by = arguments.get("sort_by") or {"field": "name"}
    page = read_page(
        arguments,
        [*_SORTED_BY[sort_by["field"]], "pk"],
        descending=sort_by.get("direction") == "-",
    )
    rows = _filtered(rows, arguments.get("filter") or {})
    if "members_count" in page.fields:
        rows = rows.annotate(members_count=_members_count())
    return list_rows(rows, page)


def read_group(input: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields of a group for the service."""
    refuse_nulls(input, nullable=_NULLABLE)
    values = dict(input)
    if values.get("parent") is not None:
        values["parent"] = get_group(values["parent"], field="parent")
    if values.get("product_scope") is not None:
        values["product_scope"] = read_scope(
            values["product_scope"], field="product_scope"
        )
    if values.get("conditions") is not None:
        values["conditions"] = read_conditions(values["conditions"])
    return values


def _filtered(rows: QuerySet[Row], wanted: Mapping[str, Any]) -> QuerySet[Row]:
    filters = {name: value for name, value in wanted.items() if value is not None}
    for name in ("is_active", "is_default", "for_guests", "is_vip"):
        if name in filters:
            rows = rows.filter(**{name: filters[name]})
    if "ids" in filters:
        rows = rows.filter(pk__in=filter_ids(filters["ids"], "CustomerGroup"))
    if "codes" in filters:
        rows = rows.filter(code__in=filters["codes"])
    if "kind" in filters:
        rows = rows.filter(kind__in=filters["kind"])
    if "parent" in filters:
        rows = rows.filter(parent__in=filter_ids([filters["parent"]], "CustomerGroup"))
    if "has_parent" in filters:
        rows = rows.filter(parent__isnull=not filters["has_parent"])
    if "tags" in filters:
        rows = rows.filter(tags__contains=filters["tags"])
    if text := filters.get("search", "").strip():
        # A line for each tag: as JSON, its brackets would be searched as well.
        lines = Func(
            F("tags"),
            Value("\n"),
            function="array_to_string",
            output_field=TextField(),
        )
        rows = rows.annotate(tag_lines=lines).filter(
            Q(name__icontains=text)
            | Q(code__icontains=text)
            | Q(description__icontains=text)
            | Q(tag_lines__icontains=text)
        )
    return rows


def _members_count() -> Any:
    default = default_members(now=timezone.now())
    in_no_group = Case(
        When(pk=default.group_id, then=Value(default.customers.count())),
        default=Value(0),
    )
    members = Membership.objects.filter(current(timezone.now()), group=OuterRef("pk"))
    number = members.order_by().values("group").annotate(number=Count("pk"))
    return Coalesce(Subquery(number.values("number")), 0) + in_no_group
