"""What is put in about price rules: filters, orders and fields."""

from collections.abc import Mapping
from typing import Any

import graphene
from django.db.models import Q, QuerySet

from ..models import PriceRule
from ..port.graphql import saleor
from .adjustments import CustomerGroupAdjustmentInput, read_adjustment
from .connections import Listing, list_rows, read_page
from .ids import filter_ids
from .scopes import CustomerGroupScopeInput, read_scope
from .terms import NULLABLE_TERMS, TermsInput, read_terms

_NULLABLE = NULLABLE_TERMS | {
    "scope",
    "min_subtotal_amount",
    "min_subtotal_currency",
    "min_quantity",
}


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


class CustomerGroupPriceRuleInput(TermsInput):
    """The fields of a price rule; what is left out stays as it is."""

    scope = CustomerGroupScopeInput(
        description="What it concerns; null or left out for everything."
    )
    adjustment = CustomerGroupAdjustmentInput(
        description="How it changes the price of one unit."
    )
    exclusive = graphene.Boolean(
        description="Whether it stands alone where rules are combined."
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
    values = read_terms(input, nullable=_NULLABLE)
    if "scope" in values:
        values["scope"] = read_scope(values["scope"], before=scope_before)
    if "adjustment" in values:
        values["adjustment"] = read_adjustment(values["adjustment"])
    return values
