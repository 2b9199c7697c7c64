"""Why a whole basket costs what it costs."""

from collections.abc import Mapping
from typing import Any

import graphene

from ...base.rights import MANAGE_DISCOUNTS, Restricted
from .basket_types import (
    AnswerFields,
    BasketInputFields,
    CustomerGroupPreviewedBasket,
)
from .baskets import price_basket, write_basket


class CustomerGroupBasketExplainInput(BasketInputFields, graphene.InputObjectType):
    """A basket, and whom it is for."""


class CustomerGroupBasketExplanation(AnswerFields, graphene.ObjectType):
    """What a basket costs, and why."""

    basket = graphene.Field(
        CustomerGroupPreviewedBasket,
        description="What it costs; null if anything was refused.",
    )


class BasketExplanationQueries(graphene.ObjectType):
    """What can be asked about the price of baskets."""

    customer_group_basket_explain = Restricted(
        graphene.NonNull(CustomerGroupBasketExplanation),
        permission=MANAGE_DISCOUNTS,
        has_typed_errors=True,
        description=(
            "Why a basket costs a customer, or a member of some groups, what it"
            " costs: what competed for each line, and a verdict on every list, rule"
            " and promotion. Limits are not checked."
        ),
        input=CustomerGroupBasketExplainInput(
            required=True, description="The basket, and whom it is for."
        ),
    )

    @staticmethod
    def resolve_customer_group_basket_explain(
        _root: Any, info: Any, *, input: Mapping[str, Any]
    ) -> CustomerGroupBasketExplanation:
        """Explain the basket."""
        priced = price_basket(info, input, about_every_rule=True)
        if not priced.basket or not priced.preview:
            return priced.answer(CustomerGroupBasketExplanation)
        current, names = priced.preview.current, priced.preview.names
        return priced.answer(
            CustomerGroupBasketExplanation,
            basket=write_basket(priced.basket, current, names, about=lambda _: True),
        )
