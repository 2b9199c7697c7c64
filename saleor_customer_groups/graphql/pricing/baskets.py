"""Baskets that staff have priced: what is put in about them, and what is answered."""

from collections.abc import Callable, Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

import graphene
from django.core.exceptions import ValidationError
from django.utils import timezone
from prices import Money
from promise import Promise

from ... import engine, port
from ...engine.money import round_amount
from ...engine.results import reason_in_words
from ...port.graphql import saleor
from ...services.base.configuration import configuration_of
from ...services.pricing.previews import (
    Basket,
    Draft,
    Preview,
    example_basket,
    preview,
    refuse_many_lines,
)
from ..base.arguments.arguments import refuse_unusable
from ..base.arguments.literals import refuse_lossy_literals
from ..base.arguments.moments import zoned
from ..base.errors import CustomerGroupError, errors_of
from ..base.ids import global_id, read_id
from ..base.languages.words import Words
from ..rules.catalogue_choices import CustomerGroupCatalogueItem, load_variant
from .gift_fields import GiftFields
from .goods_prices import money
from .verdicts import CustomerGroupPriceCandidate, CustomerGroupVerdict

# Given the input and the moment, return the draft and what is wrong with its fields.
ReadDraft = Callable[
    [Mapping[str, Any], datetime], tuple[Draft | None, list[CustomerGroupError]]
]


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
    """The same with what is in it."""

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
    unit_price = money("What a unit costs the customer, before promotions of groups.")
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
        description="The gifts, if their stock lasts.",
    )
    shipping_price = money("What is left of the price of shipping.")
    subtotal = money("What the lines cost together.")
    total = money("What everything costs.")
    verdicts = graphene.List(
        graphene.NonNull(CustomerGroupVerdict),
        required=True,
        description=(
            "One for every promotion of the shop, the draft included; where a basket is"
            " explained, for every list and rule, too; where a rule is tried out, for"
            " this rule alone."
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


def price_basket(
    info: Any,
    input: Mapping[str, Any],
    *,
    read_draft: ReadDraft | None = None,
    about_every_rule: bool = False,
) -> tuple[bool, list[CustomerGroupError], Basket | None, Preview | None]:
    """Price the basket of an input, with a draft where one can be read.

    :returns: whether customer groups are switched on, and either what was refused or
        the basket and what it costs.
    """
    plugin = port.any_plugin()
    is_on = plugin is not None and plugin.active
    try:
        refuse_many_lines(len(input.get("lines") or ()))
        refuse_lossy_literals(info)
        refuse_unusable(input)
        basket = _read_basket(input)
        now = zoned(input.get("at"), "at") or timezone.now()
        draft, errors = read_draft(input, now) if read_draft else (None, [])
        if errors:
            return is_on, errors, None, None
        if draft and isinstance(draft.terms, engine.PriceRule):
            basket = example_basket(basket, draft.terms)
        found = preview(
            basket,
            draft=draft,
            configuration=configuration_of(plugin),
            now=now,
            is_switched_on=is_on,
            about_every_rule=about_every_rule,
        )
    except ValidationError as error:
        return is_on, errors_of(error, {}), None, None
    return is_on, [], basket, found


def write_basket(
    basket: Basket,
    result: engine.Result,
    names: Mapping[str, str],
    *,
    about: Callable[[engine.Verdict], bool],
) -> CustomerGroupPreviewedBasket:
    """Return a priced basket as it is answered.

    :param names: of groups, by their codes.
    :param about: of what verdicts are shown.
    """

    def amount(value: Decimal) -> Money:
        return Money(value, result.currency)

    lines = []
    for (variant_id, _), line, candidates in zip(
        basket.lines, result.lines, result.candidates, strict=True
    ):
        written = CustomerGroupPreviewLine(
            variant_id=global_id("ProductVariant", variant_id),
            quantity=line.quantity,
            list_price=amount(line.base_price),
            public_price=amount(line.public_price),
            unit_price=amount(line.unit_price),
            discount=amount(line.discount),
            total=amount(line.total),
            applied=line.applied,
            reason=reason_in_words(line, candidates),
            candidates=[
                CustomerGroupPriceCandidate(
                    kind=each.kind,
                    code=each.code,
                    name=each.name,
                    group_name=names.get(each.group, each.group),
                    price=amount(round_amount(each.price, result.currency)),
                    reason=each.reason,
                    message=each.message,
                )
                for each in candidates
            ],
            promotions=[
                CustomerGroupPreviewPromotion(
                    code=each.code, name=each.name, amount=amount(each.amount)
                )
                for each in line.applied_promotions
            ],
        )
        written.key = variant_id
        lines.append(written)
    return CustomerGroupPreviewedBasket(
        lines=lines,
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
        verdicts=[each for each in result.verdicts if about(each)],
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
            for place, line in enumerate(input.get("lines") or ())
        ],
        channel=input["channel"],
        customer_id=(
            None if customer is None else read_id(customer, "User", field="customer_id")
        ),
        group_codes=input.get("group_codes"),
        primary_code=input.get("primary_group_code"),
        has_voucher=bool(input.get("has_voucher")),
        shipping_amount=input.get("shipping_price") or Decimal(0),
    )
