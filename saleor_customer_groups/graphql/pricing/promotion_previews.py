"""A basket priced for staff, with a promotion that is not saved and without it."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

import graphene
from django.core.exceptions import ValidationError
from django.utils import timezone
from prices import Money

from ... import engine, port
from ...port.graphql import saleor
from ...services.base.configuration import configuration_of
from ...services.pricing.previews import Basket, Draft, preview, refuse_many_lines
from ...services.rules.promotions import draft_promotion
from ..base.arguments.arguments import refuse_unusable
from ..base.arguments.literals import refuse_lossy_literals
from ..base.arguments.moments import zoned
from ..base.errors import CustomerGroupError, errors_of
from ..base.ids import get_promotion, global_id, read_id
from ..base.rights import MANAGE_DISCOUNTS, Restricted
from ..rules.promotions.promotion_inputs import (
    CustomerGroupPromotionInput,
    read_promotion,
)
from ..rules.rule_base import read_groups
from .goods_prices import money
from .prices import CustomerGroupVerdict


class CustomerGroupPreviewLineInput(graphene.InputObjectType):
    """A line of the basket."""

    variant_id = graphene.ID(required=True, description="The id of the variant.")
    quantity = graphene.Int(required=True, description="How many units.")


class CustomerGroupPromotionPreviewInput(graphene.InputObjectType):
    """A basket, whom it is for, and the promotion that is not saved."""

    lines = graphene.List(
        graphene.NonNull(CustomerGroupPreviewLineInput),
        required=True,
        description="What is in the basket: 100 variants at most, each once.",
    )
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
    has_voucher = graphene.Boolean(
        default_value=False, description="Whether the basket has a voucher of Saleor."
    )
    shipping_price = graphene.InputField(
        lambda: saleor().Decimal, description="What shipping costs; left out: nothing."
    )
    at = graphene.InputField(
        lambda: saleor().DateTime, description="The moment; left out: now."
    )
    promotion = CustomerGroupPromotionInput(
        description=(
            "The draft; without it, and without an id, the shop is priced as it is."
        )
    )
    promotion_id = graphene.ID(
        description=(
            "The saved promotion that the draft takes the place of; what the draft"
            " leaves out is as it is saved."
        )
    )


class CustomerGroupPreviewLine(graphene.ObjectType):
    """What a line of the basket costs."""

    variant_id = graphene.ID(required=True, description="The id of the variant.")
    quantity = graphene.Int(required=True, description="How many units.")
    public_price = money("What anybody else pays for a unit.")
    unit_price = money("What a unit costs the customer, before promotions of groups.")
    discount = money("What promotions of groups take off the whole line.")
    total = money("What the line costs.")
    applied = graphene.List(
        graphene.NonNull(graphene.String),
        required=True,
        description="The codes of the lists, rules and promotions that made it.",
    )


class CustomerGroupPreviewGift(graphene.ObjectType):
    """A gift that comes with the basket."""

    variant_id = graphene.ID(required=True, description="The id of the variant.")
    quantity = graphene.Int(required=True, description="How many units.")
    promotion_code = graphene.String(
        required=True, description="The code of the promotion that gives it."
    )


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
        description="The gifts, if their stock lasts.",
    )
    shipping_price = money("What is left of the price of shipping.")
    subtotal = money("What the lines cost together.")
    total = money("What everything costs.")
    verdicts = graphene.List(
        graphene.NonNull(CustomerGroupVerdict),
        required=True,
        description="One for every promotion of the shop, the draft included.",
    )


class CustomerGroupPromotionPreview(graphene.ObjectType):
    """A basket as it costs now, and with the draft."""

    current = graphene.Field(
        CustomerGroupPreviewedBasket,
        description="As the shop is; none if anything was refused.",
    )
    draft = graphene.Field(
        CustomerGroupPreviewedBasket,
        description="With the draft; none if none is given.",
    )
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


class PromotionPreviewQueries(graphene.ObjectType):
    """What can be asked about promotions that are not saved."""

    customer_group_promotion_preview = Restricted(
        graphene.NonNull(CustomerGroupPromotionPreview),
        permission=MANAGE_DISCOUNTS,
        has_typed_errors=True,
        description=(
            "What a basket costs a customer, or a member of some groups, with and"
            " without a promotion that is not saved. Nothing is saved, and limits are"
            " not looked at."
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
        plugin = port.any_plugin()
        is_on = plugin is not None and plugin.active
        try:
            refuse_many_lines(len(input["lines"]))
            refuse_lossy_literals(info)
            refuse_unusable(input)
            basket = _read_basket(input)
            now = zoned(input.get("at"), "at") or timezone.now()
            draft, errors = _read_draft(input, now=now)
            if errors:
                return CustomerGroupPromotionPreview(
                    is_switched_on=is_on, errors=errors
                )
            found = preview(
                basket,
                draft=draft,
                configuration=configuration_of(plugin),
                now=now,
                is_switched_on=is_on,
            )
        except ValidationError as error:
            return CustomerGroupPromotionPreview(
                is_switched_on=is_on, errors=errors_of(error, {})
            )
        return CustomerGroupPromotionPreview(
            current=_written(basket, found.current),
            draft=found.draft and _written(basket, found.draft),
            is_switched_on=is_on,
            errors=[],
        )


def _read_basket(input: Mapping[str, Any]) -> Basket:
    customer = input.get("customer_id")
    return Basket(
        lines=[
            (
                read_id(
                    line["variant_id"],
                    "ProductVariant",
                    field=f"lines.{place}.variant_id",
                ),
                line["quantity"],
            )
            for place, line in enumerate(input["lines"])
        ],
        channel=input["channel"],
        customer_id=(
            None if customer is None else read_id(customer, "User", field="customer_id")
        ),
        group_codes=input.get("group_codes"),
        has_voucher=bool(input.get("has_voucher")),
        shipping_amount=input.get("shipping_price") or Decimal(0),
    )


def _read_draft(
    input: Mapping[str, Any], *, now: datetime
) -> tuple[Draft | None, list[CustomerGroupError]]:
    """Return the draft, if there is one, and what is wrong with its fields."""
    id_, given = input.get("promotion_id"), input.get("promotion")
    if id_ is None and given is None:
        return None, []
    saved = None if id_ is None else get_promotion(id_, field="promotion_id")
    saved_code = saved.code if saved else ""
    try:
        values = read_promotion(given or {})
        groups = read_groups(values)
        promotion = draft_promotion(
            promotion=saved, values=values, groups=groups, now=now
        )
    except ValidationError as error:
        return None, errors_of(error, {}, inside="promotion")
    return Draft(promotion, saved_code), []


def _written(basket: Basket, result: engine.Result) -> CustomerGroupPreviewedBasket:
    def amount(value: Decimal) -> Money:
        return Money(value, result.currency)

    return CustomerGroupPreviewedBasket(
        lines=[
            CustomerGroupPreviewLine(
                variant_id=global_id("ProductVariant", variant_id),
                quantity=line.quantity,
                public_price=amount(line.public_price),
                unit_price=amount(line.unit_price),
                discount=amount(line.discount),
                total=amount(line.total),
                applied=line.applied,
            )
            for (variant_id, _), line in zip(basket.lines, result.lines, strict=True)
        ],
        gifts=[
            CustomerGroupPreviewGift(
                variant_id=global_id("ProductVariant", gift.variant),
                quantity=gift.quantity,
                promotion_code=gift.promotion,
            )
            for gift in result.gifts
        ],
        shipping_price=amount(result.shipping_price),
        subtotal=amount(result.subtotal),
        total=amount(result.total),
        verdicts=[each for each in result.verdicts if each.kind == "promotion"],
    )
