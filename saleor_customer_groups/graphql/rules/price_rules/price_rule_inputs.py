"""The inputs of price rules: filters, sorting and fields."""

from collections.abc import Mapping
from typing import Any

import graphene

from ....port.graphql import saleor
from ...base.arguments.parameters import ADJUSTMENT, read_parameters
from ...base.loading.sorting import sorting_input
from ..adjustments import CustomerGroupAdjustmentInput
from ..rule_base import (
    NULLABLE_TERMS,
    SORTED_BY,
    KindFilterFields,
    PriceRuleBaseInput,
    read_terms,
)
from ..scopes import CustomerGroupScopeInput, read_scope

_NULLABLE = NULLABLE_TERMS | {
    "scope",
    "min_subtotal_amount",
    "min_subtotal_currency",
    "min_quantity",
}


CustomerGroupPriceRuleSortingInput = sorting_input("CustomerGroupPriceRule", SORTED_BY)


class CustomerGroupPriceRuleFilterInput(KindFilterFields, graphene.InputObjectType):
    """Which price rules are wanted: those that meet everything given."""


class CustomerGroupPriceRuleInput(PriceRuleBaseInput):
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
        description="The ids of the groups it belongs to.",
    )
    adjustment = CustomerGroupAdjustmentInput(
        required=True, description="How it changes the price of one unit."
    )


def read_price_rule(input: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields of a rule for the service."""
    values = read_terms(input, nullable=_NULLABLE)
    if "scope" in values:
        values["scope"] = read_scope(values["scope"])
    if "adjustment" in values:
        values["adjustment"] = read_parameters(
            ADJUSTMENT, values["adjustment"], field="adjustment"
        )
    if "min_subtotal_currency" in values:
        values["min_subtotal_currency"] = values["min_subtotal_currency"] or ""
    return values
