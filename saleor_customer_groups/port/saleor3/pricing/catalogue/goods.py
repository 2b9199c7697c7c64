"""Variants as the catalogue of Saleor 3 shows them."""

from collections.abc import Collection, Mapping, Sequence
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db.models import CharField, F, IntegerField, Q, QuerySet
from django.utils import timezone
from saleor.channel.models import Channel
from saleor.core.weight import zero_weight
from saleor.discount.models import PromotionRule
from saleor.product import ProductTypeKind
from saleor.product.models import ProductVariant, ProductVariantChannelListing
from saleor.shipping.models import ShippingMethod
from saleor.warehouse.models import Reservation

from ..... import engine
from ....base.amounts import share_of_largest
from ....base.arrays import IsAnyOf
from ....base.catalogue import pks_with_goods
from ....base.kept_queries import KeptQueryBeside, KeptRows, LookedUp, Parameter
from ....contract.carts import GiftVariant, GoodsOnShow, Reading, ShippingWay
from ....pricing.goods import goods_facts, goods_line, listed_prices
from ..gifts.stock import beside_bought, read_variants, stocks_for_country
from ..shipping.shipping_ways import subtotal, ways_of
from .catalogue import read_promotion

_RULE = "variantlistingpromotionrule"
_TYPE = "variant__product__product_type"


def goods_cart(quantities: Mapping[int, int], *, channel: str) -> GoodsOnShow:
    """Return variants as the catalogue shows them, to be read like a cart.

    :param quantities: how many units there are of each variant, in the cart's order.
    :param channel: the slug of the channel that sells them.
    """
    return GoodsCart(quantities, channel=channel)


def sold_variants(variant_ids: Collection[int], channels: Collection[str]) -> set[int]:
    """Return those of the variants that have a price in one of the channels.

    :param channels: slugs; without any, all channels are meant.
    """
    listings = ProductVariantChannelListing.objects.filter(
        variant__in=variant_ids, price_amount__isnull=False
    )
    if channels:
        listings = listings.filter(channel__slug__in=channels)
    return set(listings.values_list("variant_id", flat=True))


def max_goods_amount() -> Decimal:
    """Return the most that the goods of a cart may come to, as prices are entered.

    What is left is for shipping, and for taxes where these come on top.
    """
    return share_of_largest("0.5")


def all_gift_cards(type_name: str, pks: Collection[int]) -> set[int]:
    """Return those of some things that hold gift cards alone, in two queries at most.

    :param type_name: Product, ProductVariant, Category, Collection or ProductType.
    """
    variants = ProductVariant.objects.order_by()
    is_card = Q(product__product_type__kind=ProductTypeKind.GIFT_CARD)
    cards = pks_with_goods(type_name, pks, variants.filter(is_card))
    return cards and cards - pks_with_goods(type_name, cards, variants.exclude(is_card))


def selling_channels(variant_id: int) -> list[str]:
    """Return the slugs of the channels in which a variant has a price."""
    listings = ProductVariantChannelListing.objects.filter(
        variant=variant_id, price_amount__isnull=False
    )
    slugs = listings.order_by("channel__slug").values_list("channel__slug", flat=True)
    return list(slugs)


def _listings(entries: QuerySet | None) -> QuerySet:
    listings = ProductVariantChannelListing.objects.filter(
        IsAnyOf(F("variant_id"), Parameter("variants", ArrayField(IntegerField()))),
        channel__slug=Parameter("channel", CharField()),
        price_amount__isnull=False,
    )
    # Of several rules on one variant Saleor takes the one that takes off most.
    best_first = f"-{_RULE}__discount_amount", f"{_RULE}__pk"
    return (
        listings.order_by("variant_id", *best_first)
        .distinct("variant_id")
        .values(
            "currency",
            "price_amount",
            "discounted_price_amount",
            "cost_price_amount",
            off_amount=F(f"{_RULE}__discount_amount"),
            reward_value=F(f"{_RULE}__promotion_rule__reward_value"),
            reward_value_type=F(f"{_RULE}__promotion_rule__reward_value_type"),
            product_type_kind=F(f"{_TYPE}__kind"),
            needs_shipping=F(f"{_TYPE}__is_shipping_required"),
            **goods_facts("variant__", entries),
        )
    )


_LISTINGS = KeptQueryBeside(_listings, units=Parameter("units", IntegerField()))


class GoodsCart:
    """Some variants as the catalogue shows them, each a line of its own.

    ``currency`` is known when the cart was read, and empty where the channel sells
    none of the variants.
    """

    def __init__(self, quantities: Mapping[int, int], *, channel: str) -> None:
        self.name = "The catalogue"
        self.customer: int | LookedUp | None = None
        self.channel = channel
        self.currency = ""
        self.needs_shipping = False
        self._quantities = quantities

    def read_cart(self, entries: KeptRows | None) -> Reading:
        """Read the variants that the channel sells, in one query."""
        rows = _LISTINGS.rows(
            entries,
            channel=self.channel,
            variants=list(self._quantities),
            units=sum(self._quantities.values()),
        )
        self.currency = rows[0]["currency"] if rows else ""
        self.needs_shipping = any(row["needs_shipping"] for row in rows)
        found = {row["variant_pk"]: row for row in rows}
        lines = tuple(
            self._line(found[pk], units)
            for pk, units in self._quantities.items()
            if pk in found
        )
        return Reading(engine.Cart(lines=lines), listed_prices(rows))

    def read_gift_variants(
        self, variant_ids: Collection[int]
    ) -> Mapping[int, GiftVariant]:
        """Read what is in stock for the channel's own country, in three queries."""
        found = read_variants(
            variant_ids,
            channel=self.channel,
            stocks=stocks_for_country(self.channel, self._channel.default_country.code),
            reservations=Reservation.objects.filter(reserved_until__gt=timezone.now()),
        )
        return beside_bought(found, self._quantities)

    def read_shipping_ways(
        self, lines: Sequence[engine.LineResult]
    ) -> Sequence[ShippingWay] | None:
        """Read the methods of the channel's own country."""
        variants = ProductVariant.objects.filter(pk__in=list(self._quantities))
        weight = zero_weight()
        product_ids = []
        for variant in variants.select_related("product__product_type"):
            weight += variant.get_weight() * self._quantities[variant.pk]
            product_ids.append(variant.product_id)
        methods = ShippingMethod.objects.applicable_shipping_methods(
            price=subtotal(lines, self.currency),
            channel_id=self._channel.pk,
            weight=weight,
            country_code=self._channel.default_country.code,
            product_ids=product_ids,
        )
        return ways_of(methods, weight=weight)

    @cached_property
    def _channel(self) -> Channel:
        return Channel.objects.get(slug=self.channel)

    def _line(self, row: dict[str, Any], units: int) -> engine.Line:
        base = row["price_amount"]
        is_promoted = (
            row["off_amount"] is not None
            and row["discounted_price_amount"] is not None
            and row["discounted_price_amount"] != base
        )
        off = row["off_amount"] if is_promoted else Decimal(0)
        return goods_line(
            row,
            quantity=units,
            unit_price=base,
            public_price=max(base - off, Decimal(0)),
            cost=row["cost_price_amount"],
            gift_card=row["product_type_kind"] == ProductTypeKind.GIFT_CARD,
            promotion=read_promotion(
                PromotionRule(
                    reward_value=row["reward_value"],
                    reward_value_type=row["reward_value_type"],
                )
                if is_promoted
                else None
            ),
        )
