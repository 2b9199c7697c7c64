"""A basket priced for staff, with a price rule that is not saved and without it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import graphene

from .... import engine
from ....services.pricing.previews import Draft
from ....services.rules.price_rules import draft_price_rule
from ...base.errors import CustomerGroupError
from ...base.ids import get_price_rule
from ...base.rights import MANAGE_DISCOUNTS, Restricted
from ...rules.price_rules.price_rule_inputs import (
    CustomerGroupPriceRuleInput,
    read_price_rule,
)
from ...rules.rule_base import read_groups
from .basket_types import (
    AnswerFields,
    AudienceInputFields,
    CustomerGroupPreviewedBasket,
    CustomerGroupPreviewLineInput,
)
from .baskets import draft_of, price_basket


class CustomerGroupPriceRulePreviewInput(AudienceInputFields, graphene.InputObjectType):
    """A price rule that is not saved, and a basket to try it on."""

    customer_id = graphene.ID(
        description=(
            "The customer; without one and without groups it is a member of the groups"
            " of the rule."
        )
    )
    lines = graphene.List(
        graphene.NonNull(CustomerGroupPreviewLineInput),
        description=(
            "What is in the basket: 100 variants at most, each once. Left out: a few"
            " that the rule concerns, each in the quantity from which it counts."
        ),
    )
    price_rule = CustomerGroupPriceRuleInput(
        required=True, description="The draft; it needs no name yet."
    )
    price_rule_id = graphene.ID(
        description=(
            "The saved rule that the draft replaces; what the draft leaves out is as"
            " it is saved."
        )
    )


class CustomerGroupPriceRulePreview(AnswerFields, graphene.ObjectType):
    """A basket as it costs now, and with the draft."""

    current = graphene.Field(
        CustomerGroupPreviewedBasket,
        description="With the saved rules; null if anything was refused.",
    )
    draft = graphene.Field(
        CustomerGroupPreviewedBasket,
        description="With the draft; null if anything was refused.",
    )


class PriceRulePreviewQueries(graphene.ObjectType):
    """What can be asked about price rules that are not saved."""

    customer_group_price_rule_preview = Restricted(
        graphene.NonNull(CustomerGroupPriceRulePreview),
        permission=MANAGE_DISCOUNTS,
        has_typed_errors=True,
        description=(
            "What a basket costs a customer, or a member of some groups, with and"
            " without a price rule that is not saved. Nothing is saved."
        ),
        input=CustomerGroupPriceRulePreviewInput(
            required=True, description="The rule and the basket."
        ),
    )

    @staticmethod
    def resolve_customer_group_price_rule_preview(
        _root: Any, info: Any, *, input: Mapping[str, Any]
    ) -> CustomerGroupPriceRulePreview:
        """Price the basket."""
        priced = price_basket(info, input, read_draft=_read_draft)
        draft = priced.draft
        codes = {draft.terms.code, draft.saved_code} if draft else set()

        def is_of_rule(verdict: engine.Verdict) -> bool:
            return verdict.kind == "price_rule" and verdict.code in codes

        return priced.compare(CustomerGroupPriceRulePreview, about=is_of_rule)


def _read_draft(
    input: Mapping[str, Any], now: datetime
) -> tuple[Draft | None, list[CustomerGroupError]]:
    """Return the draft, or what is wrong with its fields."""
    id_ = input.get("price_rule_id")
    saved = None if id_ is None else get_price_rule(id_, field="price_rule_id")

    def make() -> engine.PriceRule:
        values = read_price_rule(input["price_rule"])
        groups = read_groups(values)
        return draft_price_rule(rule=saved, values=values, groups=groups, now=now)

    return draft_of(saved, make, inside="price_rule")
