"""The type of a price rule."""

from typing import Any

import graphene

from ....models import PriceRule
from ....port.graphql import saleor
from ...base.arguments.parameters import ADJUSTMENT, write_parameters
from ...base.loading.connections import CountableConnection
from ..adjustments import CustomerGroupAdjustment
from ..rule_base_types import PriceRuleBaseFields, for_discounts
from ..scopes import CustomerGroupScope, write_scope


class CustomerGroupPriceRule(PriceRuleBaseFields, graphene.ObjectType):
    """A change of prices for the members of some groups."""

    class Meta:
        interfaces = [graphene.relay.Node]

    scope = for_discounts(CustomerGroupScope, "What it concerns.")
    adjustment = for_discounts(
        CustomerGroupAdjustment, "How it changes the price of one unit."
    )
    exclusive = for_discounts(
        graphene.Boolean, "Whether it stands alone where rules are combined."
    )
    min_subtotal_amount = for_discounts(
        lambda: saleor().Decimal,
        "The cart's subtotal from which it counts, at public prices.",
    )
    min_subtotal_currency = for_discounts(
        graphene.String,
        "The currency of that amount; empty for the currency of the cart.",
    )
    min_quantity = for_discounts(
        graphene.Int, "The number of units in the cart from which it counts."
    )

    @staticmethod
    def resolve_scope(root: PriceRule, _info: Any) -> CustomerGroupScope:
        """Write the scope with global ids."""
        return write_scope(root.scope)

    @staticmethod
    def resolve_adjustment(root: PriceRule, _info: Any) -> CustomerGroupAdjustment:
        """Write the adjustment."""
        return CustomerGroupAdjustment(**write_parameters(ADJUSTMENT, root.adjustment))


class CustomerGroupPriceRuleCountableConnection(CountableConnection):
    """A page of price rules."""

    class Meta:
        node = CustomerGroupPriceRule
