"""The type of a promotion."""

from typing import Any

import graphene

from ....models import Promotion
from ...base.arguments.parameters import BENEFIT, CONDITION, write_parameters
from ...base.enums import CustomerGroupWithGroupPricesEnum
from ...base.loading import batches
from ...base.loading.connections import CountableConnection
from ...base.loading.loading import load
from ..benefits import CustomerGroupBenefit, CustomerGroupPromotionCondition
from ..rule_base_types import RuleBaseFields, for_discounts


class CustomerGroupPromotion(RuleBaseFields, graphene.ObjectType):
    """A benefit for the members of some groups, on top of group prices."""

    class Meta:
        interfaces = [graphene.relay.Node]

    exclusive = for_discounts(
        graphene.Boolean,
        "Whether it is tried first, and counts alone if it gives anything.",
    )
    with_group_prices = for_discounts(
        CustomerGroupWithGroupPricesEnum,
        "What happens where a group price is on the same line.",
    )
    conditions = for_discounts(
        lambda: graphene.List(graphene.NonNull(CustomerGroupPromotionCondition)),
        "What must be true of the cart; all conditions have to be met.",
    )
    benefit = for_discounts(CustomerGroupBenefit, "What it gives.")
    limit_total = for_discounts(
        graphene.Int, "How often it can be used; null: without limit."
    )
    limit_per_customer = for_discounts(
        graphene.Int, "How often one customer can use it; null: without limit."
    )

    uses_count = for_discounts(
        graphene.Int,
        "How often it was used so far, including checkouts that are being completed.",
    )

    uses_left = for_discounts(
        graphene.Int, "How often it can still be used in all; null: without limit."
    )

    @staticmethod
    def resolve_uses_left(root: Promotion, info: Any) -> Any:
        """Load the number of uses, and take them off the limit."""
        if root.limit_total is None:
            return None
        limit = root.limit_total
        uses = load(info, batches.pricing.uses_of_promotions, root.pk)
        return uses.then(lambda number: max(limit - number, 0))

    @staticmethod
    def resolve_uses_count(root: Promotion, info: Any) -> Any:
        """Load the number of uses."""
        return load(info, batches.pricing.uses_of_promotions, root.pk)

    @staticmethod
    def resolve_conditions(root: Promotion, _info: Any) -> list[Any]:
        """Write the conditions; an empty list if they cannot be read."""
        stored = root.conditions if isinstance(root.conditions, list) else []
        return [
            CustomerGroupPromotionCondition(**write_parameters(CONDITION, each))
            for each in stored
        ]

    @staticmethod
    def resolve_benefit(root: Promotion, _info: Any) -> CustomerGroupBenefit:
        """Write the benefit."""
        return CustomerGroupBenefit(**write_parameters(BENEFIT, root.benefit))


class CustomerGroupPromotionCountableConnection(CountableConnection):
    """A page of promotions."""

    class Meta:
        node = CustomerGroupPromotion
