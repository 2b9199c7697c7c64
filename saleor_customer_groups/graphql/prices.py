"""Prices without a checkout: the caller's own, and for staff anybody's with reasons."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import graphene
from django.core.exceptions import ValidationError
from django.utils import timezone
from graphql import GraphQLError
from prices import Money

from .. import port
from ..port.graphql import saleor
from ..services.configuration import configuration_of
from ..services.explanations import GoodsPrice, explain_price, price_goods
from .enums import CustomerGroupReasonEnum
from .ids import filter_ids, get_groups, global_id, read_id
from .moments import read_moment
from .rights import MANAGE_DISCOUNTS, Restricted, customer_id


def money(description: str) -> graphene.Field:
    """Return a field with an amount and its currency."""
    return graphene.Field(
        lambda: saleor().Money, required=True, description=description
    )


class CustomerGroupGoodsPrice(graphene.ObjectType):
    """What one unit of a variant costs somebody, as if it were alone in a cart."""

    variant_id = graphene.ID(required=True, description="The id of the variant.")
    list_price = money("The listing price.")
    public_price = money("What anybody else pays, Saleor's promotion included.")
    price = money("What it costs the customer.")
    group_name = graphene.String(
        description="The name of the group that made the price; none for Saleor's own."
    )


class CustomerGroupVerdict(graphene.ObjectType):
    """What became of a price list, price rule or promotion."""

    kind = graphene.String(
        required=True, description="`price_list`, `price_rule` or `promotion`."
    )
    code = graphene.String(required=True, description="Its own stable name.")
    reason = CustomerGroupReasonEnum(
        required=True, description="Why it counts or not, for programs."
    )
    message = graphene.String(required=True, description="The same in words.")


class CustomerGroupPriceExplanation(graphene.ObjectType):
    """A price with the reasons that made it."""

    price = graphene.Field(
        CustomerGroupGoodsPrice, required=True, description="The price."
    )
    verdicts = graphene.List(
        graphene.NonNull(CustomerGroupVerdict),
        required=True,
        description="One for every price list and price rule of the shop.",
    )


class PriceQueries(graphene.ObjectType):
    """What can be asked about prices."""

    customer_group_prices = graphene.List(
        graphene.NonNull(CustomerGroupGoodsPrice),
        required=True,
        description=(
            "What variants cost the caller: those of at most 100 that the caller may"
            " see. For storefronts that keep the catalogue in a cache."
        ),
        variant_ids=graphene.List(
            graphene.NonNull(graphene.ID), required=True, description="The variants."
        ),
        channel=graphene.String(
            required=True, description="The slug of the channel they are sold in."
        ),
        quantity=graphene.Int(
            default_value=1, description="How many units of each, for tiers."
        ),
    )
    customer_group_price_explain = Restricted(
        CustomerGroupPriceExplanation,
        permission=MANAGE_DISCOUNTS,
        description=(
            "Why a variant costs a customer, or a member of some groups, what it costs."
            " Without either, the price is a guest's. While the plugin is switched off,"
            " it is what it would be otherwise."
        ),
        variant_id=graphene.ID(required=True, description="The variant."),
        channel=graphene.String(
            required=True, description="The slug of the channel it is sold in."
        ),
        customer_id=graphene.ID(description="The customer."),
        group_ids=graphene.List(
            graphene.NonNull(graphene.ID),
            description="The groups, instead of a customer.",
        ),
        quantity=graphene.Int(default_value=1, description="How many units."),
        at=graphene.Argument(
            lambda: saleor().DateTime, description="The moment; left out: now."
        ),
    )

    @staticmethod
    def resolve_customer_group_prices(
        _root: Any,
        info: Any,
        *,
        variant_ids: Sequence[str],
        channel: str,
        quantity: int,
    ) -> list[CustomerGroupGoodsPrice]:
        """Price the variants for whoever asks."""
        pks = filter_ids(variant_ids, "ProductVariant")
        with saleor().reading(info.context):
            plugin = port.active_plugin()
            try:
                prices = price_goods(
                    variant_ids=saleor().visible_variants(info.context, pks, channel),
                    channel=channel,
                    customer_id=customer_id(info),
                    configuration=configuration_of(plugin),
                    is_switched_on=plugin is not None,
                    now=timezone.now(),
                    quantity=quantity,
                )
            except ValidationError as error:
                raise GraphQLError(error.messages[0]) from None
        return [_written(each) for each in prices]

    @staticmethod
    def resolve_customer_group_price_explain(
        _root: Any,
        info: Any,
        *,
        variant_id: str,
        channel: str,
        quantity: int,
        customer_id: str | None = None,
        group_ids: Sequence[str] | None = None,
        at: datetime | None = None,
    ) -> CustomerGroupPriceExplanation:
        """Explain the price."""
        if customer_id is not None and group_ids is not None:
            raise GraphQLError("Give either `customerId` or `groupIds`.")
        (variant,) = filter_ids([variant_id], "ProductVariant")
        with saleor().reading(info.context):
            try:
                price = explain_price(
                    variant_id=variant,
                    channel=channel,
                    customer_id=(
                        None
                        if customer_id is None
                        else read_id(customer_id, "User", field="customer_id")
                    ),
                    groups=(
                        None
                        if group_ids is None
                        else get_groups(group_ids, field="groupIds")
                    ),
                    quantity=quantity,
                    configuration=configuration_of(port.any_plugin()),
                    now=read_moment(at) if at else timezone.now(),
                )
            except ValidationError as error:
                raise GraphQLError(error.messages[0]) from None
        return CustomerGroupPriceExplanation(
            price=_written(price), verdicts=price.verdicts
        )


def _written(price: GoodsPrice) -> CustomerGroupGoodsPrice:
    return CustomerGroupGoodsPrice(
        variant_id=global_id("ProductVariant", price.variant_id),
        list_price=Money(price.base_amount, price.currency),
        public_price=Money(price.public_amount, price.currency),
        price=Money(price.unit_amount, price.currency),
        group_name=price.group_name or None,
    )
