"""Variants as the catalogue of Saleor 3 shows them."""

from collections.abc import Collection, Mapping
from decimal import Decimal
from typing import Any

from django.db.models import F, QuerySet
from django.db.models.expressions import Combinable
from saleor.discount.models import PromotionRule
from saleor.product import ProductTypeKind
from saleor.product.models import ProductVariant, ProductVariantChannelListing

from ... import engine
from ..contract import OpenCart, Reading
from ..goods import goods_facts, goods_line, listed_prices
from .catalogue import read_promotion

_RULE = "variantlistingpromotionrule"


def goods_cart(quantities: Mapping[int, int], *, channel: str) -> OpenCart:
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


def gift_card_variants(variant_ids: Collection[int]) -> set[int]:
    """Return those of the variants that are gift cards."""
    rows = ProductVariant.objects.filter(
        pk__in=variant_ids, product__product_type__kind=ProductTypeKind.GIFT_CARD
    )
    return set(rows.order_by().values_list("pk", flat=True))


class GoodsCart:
    """Some variants as the catalogue shows them, each a line of its own.

    ``currency`` is known when the cart was read, and empty where the channel sells
    none of the variants.
    """

    def __init__(self, quantities: Mapping[int, int], *, channel: str) -> None:
        self.name = "The catalogue"
        self.customer: int | Combinable | None = None
        self.channel = channel
        self.currency = ""
        self._quantities = quantities

    def read_cart(self, entries: QuerySet | None) -> Reading:
        """Read the variants that the channel sells, in one query."""
        listings = ProductVariantChannelListing.objects.filter(
            channel__slug=self.channel,
            variant__in=list(self._quantities),
            price_amount__isnull=False,
        )
        # Of several rules on one variant Saleor takes the one that takes off most.
        best_first = f"-{_RULE}__discount_amount", f"{_RULE}__pk"
        rows = list(
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
                product_type_kind=F("variant__product__product_type__kind"),
                **goods_facts("variant__", entries),
            )
        )
        self.currency = rows[0]["currency"] if rows else ""
        found = {row["variant_pk"]: row for row in rows}
        lines = tuple(
            self._line(found[pk], units)
            for pk, units in self._quantities.items()
            if pk in found
        )
        return Reading(engine.Cart(lines=lines), listed_prices(rows))

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
