"""The inputs of a basket, and the types that answer what it costs."""

from typing import Any

import graphene
from promise import Promise

from ....port.graphql import saleor
from ...base.errors import CustomerGroupError
from ...base.languages.words import Words
from ...rules.catalogue_choices import CustomerGroupCatalogueItem, load_variant
from ..gift_fields import GiftFields
from ..goods_prices import money
from ..verdicts import CustomerGroupPriceCandidate, CustomerGroupVerdict


class CustomerGroupPreviewLineInput(graphene.InputObjectType):
    """A line of the basket."""

    variant_id = graphene.ID(required=True, description="The id of the variant.")
    quantity = graphene.Int(required=True, description="How many units.")


class AudienceInputFields:
    """Whom a basket is for, and where and when it is bought."""

    channel = graphene.String(
        required=True, description="The slug of the channel it is bought in."
    )
    customer_id = graphene.ID(
        description="The customer; without one and without groups it is a guest."
    )
    group_codes = graphene.List(
        graphene.NonNull(graphene.String),
        description="The codes of the groups of a member, instead of a customer.",
    )
    primary_group_code = graphene.String(
        description="Which of these groups is the member's primary one, if any is."
    )
    has_voucher = graphene.Boolean(
        default_value=False, description="Whether the basket has a voucher of Saleor."
    )
    shipping_price = graphene.InputField(
        lambda: saleor().Decimal, description="What shipping costs; left out: nothing."
    )
    at = graphene.InputField(
        lambda: saleor().DateTime, description="The moment; left out: now."
    )


class BasketInputFields(AudienceInputFields):
    """The same, with the contents of the basket."""

    lines = graphene.List(
        graphene.NonNull(CustomerGroupPreviewLineInput),
        required=True,
        description="What is in the basket: 100 variants at most, each once.",
    )


class CustomerGroupPreviewPromotion(graphene.ObjectType):
    """What a promotion takes off a line."""

    code = graphene.String(required=True, description="The code of the promotion.")
    name = graphene.String(required=True, description="Its name.")
    amount = money("What it takes off the whole line.")


class CustomerGroupPreviewLine(graphene.ObjectType):
    """What a line of the basket costs."""

    variant_id = graphene.ID(required=True, description="The id of the variant.")
    variant = graphene.Field(
        CustomerGroupCatalogueItem, description="The variant, with its names."
    )
    quantity = graphene.Int(required=True, description="How many units.")
    list_price = money("The listing price of a unit.")
    public_price = money("What anybody else pays for a unit.")
    unit_price = money("What a unit costs the customer before promotions of groups.")
    discount = money("What promotions of groups take off the whole line.")
    total = money("What the line costs.")
    applied = graphene.List(
        graphene.NonNull(graphene.String),
        required=True,
        description="The codes of the lists, rules and promotions that made it.",
    )
    reason = Words(description="What made the price of a unit, in words.")
    candidates = graphene.List(
        graphene.NonNull(CustomerGroupPriceCandidate),
        required=True,
        description=(
            "The lists and rules that have a price for it, the lowest first, and why"
            " each won or lost."
        ),
    )
    promotions = graphene.List(
        graphene.NonNull(CustomerGroupPreviewPromotion),
        required=True,
        description="The promotions of groups that lower it.",
    )

    @staticmethod
    def resolve_variant(root: Any, info: Any) -> Promise:
        """Load the variant."""
        return load_variant(info, root.key)


class CustomerGroupPreviewGift(GiftFields, graphene.ObjectType):
    """A gift that comes with the basket."""


class CustomerGroupPreviewedBasket(graphene.ObjectType):
    """What the basket costs."""

    lines = graphene.List(
        graphene.NonNull(CustomerGroupPreviewLine),
        required=True,
        description="The lines, in their order.",
    )
    gifts = graphene.List(
        graphene.NonNull(CustomerGroupPreviewGift),
        required=True,
        description="The gifts, as far as their stock lasts.",
    )
    shipping_price = money("What is left of the price of shipping.")
    subtotal = money("What the lines cost together.")
    total = money("What everything costs.")
    verdicts = graphene.List(
        graphene.NonNull(CustomerGroupVerdict),
        required=True,
        description=(
            "One for every promotion of the shop, the draft included; for an"
            " explained basket also for every list and rule; for a price rule that is"
            " tried out for that rule alone."
        ),
    )


class AnswerFields:
    """What is answered beside the basket."""

    is_switched_on = graphene.Boolean(
        required=True,
        description=(
            "Whether customer groups are switched on. While they are not, everybody"
            " pays Saleor's own prices, here too."
        ),
    )
    errors = graphene.List(
        graphene.NonNull(CustomerGroupError),
        required=True,
        description="What was refused in the input.",
    )
