"""Prices without a checkout: the caller's own, and for staff anybody's with reasons."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import datetime
from functools import cache
from typing import Any

import graphene
from django.core.exceptions import ValidationError
from django.utils import timezone
from graphql import GraphQLError
from prices import Money, TaxedMoneyRange
from promise import Promise

from ... import port
from ...port.base.variants import variants_of_products
from ...port.graphql import saleor
from ...services.base.configuration import configuration_of
from ...services.pricing.explanations import (
    MAX_VARIANTS,
    GoodsPrice,
    explain_price,
    price_goods,
)
from ...services.pricing.price_profiles import read_profile
from ..base.arguments import refuse_with_error
from ..base.costs import refuse_costly, refuse_many_priced
from ..base.enums import CustomerGroupReasonEnum
from ..base.ids import filter_ids, get_groups, global_id, read_id
from ..base.loading import unless_busy
from ..base.moments import read_moment
from ..base.rights import MANAGE_DISCOUNTS, Restricted, customer_id


def money(description: str) -> graphene.Field:
    """Return a field with an amount and its currency."""
    return graphene.Field(
        lambda: saleor().Money, required=True, description=description
    )


class CustomerGroupGoodsPrice(graphene.ObjectType):
    """What one unit of a variant costs somebody, as if it were alone in a cart."""

    variant_id = graphene.ID(required=True, description="The id of the variant.")
    product_id = graphene.ID(required=True, description="The id of its product.")
    list_price = money("The listing price.")
    public_price = money("What anybody else pays, Saleor's promotion included.")
    price = money(
        "What it costs the customer, on the footing on which the channel enters prices."
    )
    gross = money("`price` with taxes, as `pricing { price { gross } }` has it.")
    net = money("`price` without taxes, as `pricing { price { net } }` has it.")
    price_undiscounted = graphene.Field(
        lambda: saleor().TaxedMoney,
        required=True,
        description=(
            "What to strike through, as `pricing { priceUndiscounted }`: the listing"
            " price, or `price` where that is higher."
        ),
    )
    price_range = graphene.Field(
        lambda: saleor().TaxedMoneyRange,
        description=(
            "From the cheapest to the dearest variant of the product, as `pricing {"
            " priceRange }` has it; none where products were not asked for."
        ),
    )
    price_range_undiscounted = graphene.Field(
        lambda: saleor().TaxedMoneyRange,
        description="The same of what to strike through.",
    )
    group_name = graphene.String(
        description=(
            "The name of the group that made the price; none for Saleor's own, and for"
            " who asks by a price profile."
        )
    )

    @staticmethod
    def resolve_gross(root: Any, _info: Any) -> Promise:
        """Return the price with taxes."""
        return root.goods.taxed(root.unit).then(lambda taxed: taxed.gross)

    @staticmethod
    def resolve_net(root: Any, _info: Any) -> Promise:
        """Return the price without taxes."""
        return root.goods.taxed(root.unit).then(lambda taxed: taxed.net)

    @staticmethod
    def resolve_price_undiscounted(root: Any, _info: Any) -> Promise:
        """Return what is struck through."""
        return root.goods.taxed(root.undiscounted)

    @staticmethod
    def resolve_price_range(root: Any, _info: Any) -> Any:
        """Return the range over the product's variants."""
        return root.goods.range_of([each.unit for each in root.siblings])

    @staticmethod
    def resolve_price_range_undiscounted(root: Any, _info: Any) -> Any:
        """Return the range of what is struck through."""
        return root.goods.range_of([each.undiscounted for each in root.siblings])


class _Goods:
    """A product, whose taxes are found when they are first asked for.

    ``taxes`` returns a promise of ``SaleorGraphQL.product_taxes``.
    """

    def __init__(self, product_id: int, taxes: Callable[[], Promise]) -> None:
        self.product_id = product_id
        self._taxes = taxes

    def taxed(self, price: Money) -> Promise:
        """Return a promise of a price with and without taxes."""
        return self._taxes().then(lambda tax: tax(self.product_id, price))

    def range_of(self, prices: Sequence[Money]) -> Promise | None:
        """Return a promise of the range of some prices, none without any."""
        if not prices:
            return None
        ends = [self.taxed(min(prices)), self.taxed(max(prices))]
        return Promise.all(ends).then(lambda found: TaxedMoneyRange(*found))


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
                "A `priceProfile`: the prices of whoever has it, whoever asks. An error"
                " says where it is unknown or not in force any more."
            )
        ),
        country=graphene.Argument(
            lambda: saleor().CountryCode,
            description="Whose taxes are charged; left out: as `pricing` does.",
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
        refuse_with_error({"channel": channel, "profile": profile})
        pks = filter_ids(variant_ids or (), "ProductVariant")
        products = filter_ids(product_ids or (), "Product")
        now = timezone.now()
        with unless_busy(), saleor().reading(info.context):
            plugin = port.active_plugin()
            configuration = configuration_of(plugin)
            try:
                standing = (
                    None
                    if profile is None
                    else read_profile(
                        profile,
                        configuration=configuration if plugin else None,
                        now=now,
                    )
                )
                if products:
                    pks = list(dict.fromkeys([*pks, *variants_of_products(products)]))
                prices = price_goods(
                    variant_ids=saleor().visible_variants(info.context, pks, channel),
                    channel=channel,
                    customer_id=customer_id(info),
                    standing=standing,
                    configuration=configuration,
                    is_switched_on=plugin is not None
                    and (profile is None or standing is not None),
                    now=now,
                    quantity=quantity,
                )
            except ValidationError as error:
                raise GraphQLError(error.messages[0]) from None
        return _all_written(
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
            raise GraphQLError("Give either `customerId` or `groupIds`.")
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
            raise GraphQLError(error.messages[0]) from None
        (written,) = _all_written([price], info, channel=channel)
        return CustomerGroupPriceExplanation(
            price=written, verdicts=price.verdicts, is_switched_on=is_on
        )


def _all_written(
    prices: Sequence[GoodsPrice],
    info: Any,
    *,
    channel: str,
    country: str | None = None,
    ranges_of: Sequence[int] = (),
    names_groups: bool = True,
) -> list[CustomerGroupGoodsPrice]:
    """Return prices as they are answered.

    :param ranges_of: the products whose range is answered with their variants.
    """

    @cache
    def taxes() -> Promise:
        pks = [each.product_id for each in prices]
        return saleor().product_taxes(info, pks, channel, country)

    siblings: dict[int, list[CustomerGroupGoodsPrice]] = defaultdict(list)
    found = []
    for price in prices:
        written = CustomerGroupGoodsPrice(
            variant_id=global_id("ProductVariant", price.variant_id),
            product_id=global_id("Product", price.product_id),
            list_price=Money(price.base_amount, price.currency),
            public_price=Money(price.public_amount, price.currency),
            price=Money(price.unit_amount, price.currency),
            group_name=(price.group_name or None) if names_groups else None,
        )
        written.goods = _Goods(price.product_id, taxes)
        written.unit = written.price
        written.undiscounted = max(written.list_price, written.price)
        written.siblings = siblings[price.product_id]
        if price.product_id in ranges_of:
            written.siblings.append(written)
        found.append(written)
    return found
