"""Benefits and conditions: what a promotion gives, and when."""

from typing import Any

import graphene

from ...services.rules.kinds import Kind
from ..base.arguments.parameters import (
    BENEFIT,
    CONDITION,
    KindFields,
    ParameterFields,
    ParameterInputFields,
    list_kinds,
)
from ..base.rights import MANAGE_DISCOUNTS, Restricted


class CustomerGroupBenefitInput(ParameterInputFields, graphene.InputObjectType):
    """What a promotion gives."""


class CustomerGroupBenefit(ParameterFields, graphene.ObjectType):
    """What a promotion gives."""


class CustomerGroupBenefitKind(KindFields, graphene.ObjectType):
    """One kind of benefit."""


class CustomerGroupPromotionConditionInput(
    ParameterInputFields, graphene.InputObjectType
):
    """What must be true of the cart for a promotion to count."""


class CustomerGroupPromotionCondition(ParameterFields, graphene.ObjectType):
    """What must be true of the cart for a promotion to count."""


class CustomerGroupPromotionConditionKind(KindFields, graphene.ObjectType):
    """One kind of condition."""


class BenefitQueries(graphene.ObjectType):
    """What can be asked about benefits and conditions."""

    customer_group_benefit_kinds = Restricted(
        lambda: graphene.List(graphene.NonNull(CustomerGroupBenefitKind)),
        permission=MANAGE_DISCOUNTS,
        description="The kinds of benefit that promotions can have.",
    )
    customer_group_promotion_condition_kinds = Restricted(
        lambda: graphene.List(graphene.NonNull(CustomerGroupPromotionConditionKind)),
        permission=MANAGE_DISCOUNTS,
        description="The kinds of condition that promotions can have.",
    )

    @staticmethod
    def resolve_customer_group_benefit_kinds(_root: Any, _info: Any) -> list[Kind]:
        """List the kinds."""
        return list_kinds(BENEFIT)

    @staticmethod
    def resolve_customer_group_promotion_condition_kinds(
        _root: Any, _info: Any
    ) -> list[Kind]:
        """List the kinds."""
        return list_kinds(CONDITION)
