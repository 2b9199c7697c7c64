"""The inputs of promotions: filters, sorting and fields."""

from collections.abc import Mapping
from typing import Any

import graphene

from ...base.arguments.parameters import BENEFIT, CONDITION, read_parameters
from ...base.enums import CustomerGroupWithGroupPricesEnum
from ...base.loading.sorting import sorting_input
from ..benefits import CustomerGroupBenefitInput, CustomerGroupPromotionConditionInput
from ..rule_base import (
    NULLABLE_TERMS,
    SORTED_BY,
    KindFilterFields,
    RuleBaseInput,
    read_terms,
)

_NULLABLE = NULLABLE_TERMS | {"limit_total", "limit_per_customer"}

CustomerGroupPromotionSortingInput = sorting_input("CustomerGroupPromotion", SORTED_BY)


class CustomerGroupPromotionFilterInput(KindFilterFields, graphene.InputObjectType):
    """Which promotions are wanted: those that meet everything given."""


class CustomerGroupPromotionInput(RuleBaseInput):
    """The fields of a promotion; what is left out stays as it is."""

    exclusive = graphene.Boolean(
        description="Whether it is tried first, and counts alone if it gives anything."
    )
    with_group_prices = CustomerGroupWithGroupPricesEnum(
        description="What happens where a group price is on the same line."
    )
    conditions = graphene.List(
        graphene.NonNull(CustomerGroupPromotionConditionInput),
        description="What must be true of the cart; all conditions have to be met.",
    )
    benefit = CustomerGroupBenefitInput(description="What it gives.")
    limit_total = graphene.Int(
        description="How often it can be used; null: without limit."
    )
    limit_per_customer = graphene.Int(
        description="How often one customer can use it; null: without limit."
    )


class CustomerGroupPromotionCreateInput(CustomerGroupPromotionInput):
    """The fields of a new promotion."""

    name = graphene.String(required=True, description="The name.")
    groups = graphene.List(
        graphene.NonNull(graphene.ID),
        required=True,
        description="The ids of the groups it belongs to.",
    )
    benefit = CustomerGroupBenefitInput(required=True, description="What it gives.")


def read_promotion(input: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields of a promotion for the service.

    :raises django.core.exceptions.ValidationError: a field or an id in it is invalid.
    """
    values = read_terms(input, nullable=_NULLABLE)
    if "benefit" in values:
        values["benefit"] = read_parameters(BENEFIT, values["benefit"], field="benefit")
    if "conditions" in values:
        values["conditions"] = [
            read_parameters(CONDITION, condition, field=f"conditions.{place}")
            for place, condition in enumerate(values["conditions"])
        ]
    return values
