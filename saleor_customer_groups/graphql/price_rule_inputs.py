"""What is put in about price rules: filters, orders and fields."""

from collections.abc import Mapping
from typing import Any

import graphene
from django.db.models import Q, QuerySet

from ..models import CustomerGroup, PriceRule
from ..port.graphql import saleor
from ..services.refusals import Code, refuse
from .adjustments import CustomerGroupAdjustmentInput, read_adjustment
from .connections import Listing, list_rows, read_page
from .enums import CustomerGroupWithPromotionsEnum, CustomerGroupWithVouchersEnum
from .ids import filter_ids, get_groups
from .scopes import CustomerGroupScopeInput, read_scope

_NULLABLE = frozenset(
    {
        "scope",
        "min_subtotal_amount",
        "min_subtotal_currency",
        "min_quantity",
        "valid_from",
        "valid_until",
    }
)


class CustomerGroupPriceRuleFilterInput(graphene.InputObjectType):
    """Which price rules are wanted: those that meet everything given."""

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
        description="Only those with an adjustment of one of these kinds.",
    )
    is_active = graphene.Boolean(description="Only those that are active, or are not.")


class CustomerGroupPriceRuleSortField(graphene.Enum):
    """What price rules can be sorted by."""

    NAME = "name"
    CODE = "code"
    PRIORITY = "priority"
    CREATED_AT = "created_at"

    @property
    def description(self) -> str:
        """Say in words what it sorts by."""
        return f"Sort by {self.name.lower().replace('_', ' ')}."


class CustomerGroupPriceRuleSortingInput(graphene.InputObjectType):
    """How price rules are sorted."""

    field = CustomerGroupPriceRuleSortField(
        required=True, description="What they are sorted by."
    )
    direction = graphene.InputField(
        lambda: saleor().OrderDirection,
        required=True,
        description="Upwards or downwards.",
    )


class CustomerGroupPriceRuleInput(graphene.InputObjectType):
    """The fields of a price rule; what is left out stays as it is."""

    name = graphene.String(description="The name.")
    code = graphene.String(
        description="The rule's own stable name; made from the name if left out."
    )
    groups = graphene.List(
        graphene.NonNull(graphene.ID), description="The ids of the groups it hangs on."
    )
    is_active = graphene.Boolean(description="Whether it has any effect.")
    priority = graphene.Int(
        description="Which rule counts where several do; the larger one wins."
    )
    scope = CustomerGroupScopeInput(
        description="What it concerns; null or left out for everything."
    )
    adjustment = CustomerGroupAdjustmentInput(
        description="How it changes the price of one unit."
    )
    exclusive = graphene.Boolean(
        description="Whether it stands alone where rules are combined."
    )
    with_promotions = CustomerGroupWithPromotionsEnum(
        description="What happens where Saleor's own promotion is on the same line."
    )
    with_vouchers = CustomerGroupWithVouchersEnum(
        description="What happens where the cart has a voucher."
    )
    min_subtotal_amount = graphene.InputField(
        lambda: saleor().Decimal,
        description="The cart's subtotal from which it counts, at public prices.",
    )
    min_subtotal_currency = graphene.String(
        description="The currency of that amount; null for the currency of the cart."
    )
    min_quantity = graphene.Int(
        description="The number of units in the cart from which it counts."
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


class CustomerGroupPriceRuleCreateInput(CustomerGroupPriceRuleInput):
    """The fields of a new price rule."""

    name = graphene.String(required=True, description="The name.")
    groups = graphene.List(
        graphene.NonNull(graphene.ID),
        required=True,
        description="The ids of the groups it hangs on.",
    )
    adjustment = CustomerGroupAdjustmentInput(
        required=True, description="How it changes the price of one unit."
    )


def list_price_rules(
    rows: QuerySet[PriceRule], arguments: Mapping[str, Any]
) -> Listing:
    """Return the price rules that the arguments of a query ask for, in their order."""
    sort_by = arguments.get("sort_by") or {"field": "name"}
    page = read_page(
        arguments,
        list(dict.fromkeys([sort_by["field"], "code"])),
        descending=sort_by.get("direction") == "-",
    )
    return list_rows(_filtered(rows, arguments.get("filter") or {}), page)


def _filtered(
    rows: QuerySet[PriceRule], wanted: Mapping[str, Any]
) -> QuerySet[PriceRule]:
    given = {name: value for name, value in wanted.items() if value is not None}
    if "is_active" in given:
        rows = rows.filter(is_active=given["is_active"])
    if "ids" in given:
        rows = rows.filter(pk__in=filter_ids(given["ids"], "CustomerGroupPriceRule"))
    if "codes" in given:
        rows = rows.filter(code__in=given["codes"])
    if "kinds" in given:
        rows = rows.filter(adjustment__kind__in=given["kinds"])
    if "customer_groups" in given:
        group_ids = filter_ids(given["customer_groups"], "CustomerGroup")
        links = PriceRule.groups.through.objects.filter(customergroup__in=group_ids)
        rows = rows.filter(pk__in=links.values("pricerule"))
    if text := given.get("search", "").strip():
        rows = rows.filter(Q(name__icontains=text) | Q(code__icontains=text))
    return rows


def read_price_rule(
    input: Mapping[str, Any], *, scope_before: Any = None
) -> dict[str, Any]:
    """Return the fields of a rule as the service takes them."""
    for name, value in input.items():
        if value is None and name not in _NULLABLE:
            raise refuse(name, Code.REQUIRED, "Leave it out to keep what is there.")
    values = dict(input)
    if "scope" in values:
        values["scope"] = read_scope(values["scope"], before=scope_before)
    if "adjustment" in values:
        values["adjustment"] = read_adjustment(values["adjustment"])
    return values


def read_groups(values: dict[str, Any]) -> list[CustomerGroup] | None:
    """Take the groups out of the values; none where they stay as they are."""
    if "groups" not in values:
        return None
    return get_groups(values.pop("groups"), field="groups")
