"""Price adjustments: what a price rule does to the price of one unit."""

from typing import Any

import graphene

from ...services.rules.kinds import Kind
from ..base.arguments.parameters import (
    ADJUSTMENT,
    KindFields,
    ParameterFields,
    ParameterInputFields,
    list_kinds,
)
from ..base.rights import MANAGE_DISCOUNTS, Restricted


class CustomerGroupAdjustmentInput(ParameterInputFields, graphene.InputObjectType):
    """How a price rule changes the price of one unit."""


class CustomerGroupAdjustment(ParameterFields, graphene.ObjectType):
    """How a price rule changes the price of one unit."""


class CustomerGroupAdjustmentKind(KindFields, graphene.ObjectType):
    """One kind of price adjustment."""


class AdjustmentQueries(graphene.ObjectType):
    """What can be asked about price adjustments."""

    customer_group_adjustment_kinds = Restricted(
        lambda: graphene.List(graphene.NonNull(CustomerGroupAdjustmentKind)),
        permission=MANAGE_DISCOUNTS,
        description="The kinds of price adjustment that price rules can have.",
    )

    @staticmethod
    def resolve_customer_group_adjustment_kinds(_root: Any, _info: Any) -> list[Kind]:
        """List the kinds."""
        return list_kinds(ADJUSTMENT)
