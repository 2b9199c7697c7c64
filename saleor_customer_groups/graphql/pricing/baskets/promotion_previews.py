"""A basket priced for staff, with a promotion that is not saved and without it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import graphene

from .... import engine
from ....services.pricing.previews import Draft
from ....services.rules.promotions import draft_promotion
from ...base.errors import CustomerGroupError
from ...base.ids import get_promotion
from ...base.rights import MANAGE_DISCOUNTS, Restricted
from ...rules.promotions.promotion_inputs import (
    CustomerGroupPromotionInput,
    read_promotion,
)
from ...rules.rule_base import read_groups
from .basket_types import (
    AnswerFields,
    BasketInputFields,
    CustomerGroupPreviewedBasket,
)
from .baskets import draft_of, price_basket


class CustomerGroupPromotionPreviewInput(BasketInputFields, graphene.InputObjectType):
    """A basket, whom it is for, and the promotion that is not saved."""

    promotion = CustomerGroupPromotionInput(
        description=(
            "The draft; without it, and without an id, the shop is priced as it is."
        )
    )
    promotion_id = graphene.ID(
        description=(
            "The saved promotion that the draft replaces; what the draft leaves out"
            " is as it is saved."
        )
    )


class CustomerGroupPromotionPreview(AnswerFields, graphene.ObjectType):
    """A basket as it costs now, and with the draft."""

    current = graphene.Field(
        CustomerGroupPreviewedBasket,
        description="With the saved rules; null if anything was refused.",
    )
    draft = graphene.Field(
        CustomerGroupPreviewedBasket,
        description="With the draft; null if none is given.",
    )


class PromotionPreviewQueries(graphene.ObjectType):
    """What can be asked about promotions that are not saved."""

    customer_group_promotion_preview = Restricted(
        graphene.NonNull(CustomerGroupPromotionPreview),
        permission=MANAGE_DISCOUNTS,
        has_typed_errors=True,
        description=(
            "What a basket costs a customer, or a member of some groups, with and"
            " without a promotion that is not saved. Nothing is saved, and limits are"
            " not checked."
        ),
        input=CustomerGroupPromotionPreviewInput(
            required=True, description="The basket and the promotion."
        ),
    )

    @staticmethod
    def resolve_customer_group_promotion_preview(
        _root: Any, info: Any, *, input: Mapping[str, Any]
    ) -> CustomerGroupPromotionPreview:
        """Price the basket."""
        priced = price_basket(info, input, read_draft=_read_draft)
        return priced.compare(CustomerGroupPromotionPreview, about=_is_promotion)


def _is_promotion(verdict: engine.Verdict) -> bool:
    return verdict.kind == "promotion"


def _read_draft(
    input: Mapping[str, Any], now: datetime
) -> tuple[Draft | None, list[CustomerGroupError]]:
    """Return the draft, if there is one, and what is wrong with its fields."""
    id_, written = input.get("promotion_id"), input.get("promotion")
    if id_ is None and written is None:
        return None, []
    saved = None if id_ is None else get_promotion(id_, field="promotion_id")

    def make() -> engine.Promotion:
        values = read_promotion(written or {})
        groups = read_groups(values)
        return draft_promotion(promotion=saved, values=values, groups=groups, now=now)

    return draft_of(saved, make, inside="promotion")
