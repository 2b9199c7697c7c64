"""The inputs of price lists and their entries."""

import graphene

from ....port.graphql import saleor
from ..rule_base import (
    PriceRuleBaseInput,
    RuleBaseFilterFields,
)


class CustomerGroupPriceListFilterInput(RuleBaseFilterFields, graphene.InputObjectType):
    """Which price lists are wanted: those that meet everything given."""


class CustomerGroupPriceListInput(PriceRuleBaseInput):
    """The fields of a price list; what is left out stays as it is."""


class CustomerGroupPriceListCreateInput(CustomerGroupPriceListInput):
    """The fields of a new price list."""

    name = graphene.String(required=True, description="The name.")
    groups = graphene.List(
        graphene.NonNull(graphene.ID),
        required=True,
        description="The ids of the groups it belongs to.",
    )


class CustomerGroupPriceListEntryInput(graphene.InputObjectType):
    """An entry of a price list."""

    variant = graphene.ID(required=True, description="The id of the variant.")
    currency = graphene.String(
        required=True, description="The currency of the price, such as USD."
    )
    min_quantity = graphene.Int(
        default_value=1, description="From how many units on the price counts."
    )
    unit_price = graphene.InputField(
        lambda: saleor().Decimal, required=True, description="The price of one unit."
    )
    if_unit_price = graphene.InputField(
        lambda: saleor().Decimal,
        description=(
            "The price that the entry had when it was read. If it has another now, or"
            " is gone, nothing is changed, and the error is CHANGED_MEANWHILE. Left"
            " out: it is changed in any case."
        ),
    )
    is_new = graphene.Boolean(
        default_value=False,
        description="Whether the entry must be new. If there is one, the error is"
        " UNIQUE.",
    )
