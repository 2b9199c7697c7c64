"""Prices without a checkout: the caller's own, and anybody's with reasons for staff."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import graphene
from django.core.exceptions import ValidationError
from django.utils import timezone

from ... import port
from ...engine.base.messages import Message
from ...port.base.variants import variants_of_products
from ...port.graphql import saleor
from ...services.base.configuration import configuration_of
from ...services.base.refusals import message_of
from ...services.pricing.explanations import (
    MAX_VARIANTS,
    explain_price,
    price_goods,
)
from ...services.pricing.price_profiles import read_profile, shows_prices
from ..base.arguments.arguments import refuse_with_error
from ..base.arguments.moments import read_moment
from ..base.costs import refuse_costly, refuse_many_priced, refuse_many_values
from ..base.ids import filter_ids, get_groups, read_id
from ..base.languages.asked_language import whole_error
from ..base.loading.loading import unless_busy
from ..base.rights import MANAGE_DISCOUNTS, Restricted, customer_id
from .goods_prices import CustomerGroupGoodsPrice, write_prices
from .verdicts import CustomerGroupVerdict


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
    is_switched_on = graphene.Boolean(
        required=True,
        description=(
            "Whether customer groups are switched on. While they are not, everybody"
            " pays Saleor's own prices, here too."
        ),
    )


class PriceQueries(graphene.ObjectType):
    """What can be asked about prices."""

    customer_group_prices = graphene.List(
        graphene.NonNull(CustomerGroupGoodsPrice),
        required=True,
        description=(
            "What variants cost the caller, or anybody who has a price profile: those"
            f" of at most {MAX_VARIANTS:,} that the caller may see. For storefronts"
            " that keep the catalogue in a cache."
        ),
        variant_ids=graphene.List(
            graphene.NonNull(graphene.ID), description="The variants."
        ),
        product_ids=graphene.List(
            graphene.NonNull(graphene.ID),
            description="Products: all their variants, with ranges.",
        ),
        channel=graphene.String(
            required=True, description="The slug of the channel they are sold in."
        ),
        quantity=graphene.Int(
            default_value=1, description="How many units of each, for tiers."
        ),
        profile=graphene.String(
            description=(
                "A `priceProfile`: answer the prices that go with it, whoever asks."
                " An error says if it is unknown or no longer in force."
            )
        ),
        country=graphene.Argument(
            lambda: saleor().CountryCode,
            description="The country whose taxes are charged; left out: as in"
            " `pricing`.",
        ),
    )
    customer_group_price_explain = Restricted(
        CustomerGroupPriceExplanation,
        permission=MANAGE_DISCOUNTS,
        description=(
            "Why a variant costs a customer, or a member of some groups, what it costs."
            " Without either, the price is a guest's. While the plugin is switched off,"
            " it is Saleor's own."
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
        channel: str,
        quantity: int,
        variant_ids: Sequence[str] = (),
        product_ids: Sequence[str] = (),
        profile: str | None = None,
        country: str | None = None,
    ) -> list[CustomerGroupGoodsPrice]:
        """Price the variants for whoever asks, or for a profile."""
        refuse_costly(info)
        refuse_many_priced(info, len(variant_ids or ()) + len(product_ids or ()))
        asked = len(set(variant_ids or ())) + len(set(product_ids or ()))
        refuse_many_values(info, asked)
        refuse_with_error({"channel": channel, "profile": profile})
        pks = filter_ids(variant_ids or (), "ProductVariant")
        products = filter_ids(product_ids or (), "Product")
        now = timezone.now()
        if not saleor().access(info.context).can_see_prices:
            raise saleor().hidden_prices()
        with unless_busy(), saleor().reading(info.context):
            plugin = port.active_plugin()
            configuration = configuration_of(plugin)
            try:
                current_groups = (
                    None
                    if profile is None
                    else read_profile(
                        profile,
                        configuration=configuration if plugin else None,
                        now=now,
                    )
                )
                if current_groups is not None and not shows_prices(
                    current_groups, now=now
                ):
                    raise saleor().hidden_prices()
                if products:
                    pks = list(dict.fromkeys([*pks, *variants_of_products(products)]))
                    # A product may have any number of variants.
                    refuse_many_values(info, max(len(pks) - asked, 0))
                prices = price_goods(
                    variant_ids=saleor().visible_variants(info.context, pks, channel),
                    channel=channel,
                    customer_id=customer_id(info),
                    current_groups=current_groups,
                    configuration=configuration,
                    is_switched_on=plugin is not None
                    and (profile is None or current_groups is not None),
                    now=now,
                    quantity=quantity,
                )
            except ValidationError as error:
                raise whole_error(message_of(error)) from None
        return write_prices(
            prices,
            info,
            channel=channel,
            country=country,
            ranges_of=products,
            names_groups=profile is None,
        )

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
            raise whole_error(Message("Give either `customerId` or `groupIds`."))
        (variant,) = filter_ids([variant_id], "ProductVariant")
        plugin = port.any_plugin()
        is_on = plugin is not None and plugin.active
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
                configuration=configuration_of(plugin),
                now=read_moment(at) if at else timezone.now(),
                is_switched_on=is_on,
            )
        except ValidationError as error:
            raise whole_error(message_of(error)) from None
        (written,) = write_prices([price], info, channel=channel)
        return CustomerGroupPriceExplanation(
            price=written, verdicts=price.verdicts, is_switched_on=is_on
        )
