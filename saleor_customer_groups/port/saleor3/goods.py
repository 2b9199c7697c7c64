"""Variants as the catalogue of Saleor 3 shows them."""

from collections.abc import Collection, Mapping
from decimal import Decimal
from types import SimpleNamespace

from django.db.models import QuerySet
from django.db.models.expressions import Combinable
from saleor.channel.models import Channel
from saleor.product.models import ProductVariantChannelListing

from ... import engine
from ..contract import OpenCart, Reading
from .catalogue import promotion_rule, read_ancestors, read_line, read_promotion
from .entries import listed_prices


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


class GoodsCart:
    """Some variants as the catalogue shows them, each a line of its own."""

    def __init__(self, quantities: Mapping[int, int], *, channel: str) -> None:
        self.name = "The catalogue"
        self.customer: int | Combinable | None = None
        self.channel = channel
        currencies = Channel.objects.filter(slug=channel)
        self.currency = currencies.values_list("currency_code", flat=True).get()
        self._quantities = quantities

    def read_cart(self, entries: QuerySet | None) -> Reading:
        """Read the variants that the channel sells; a constant number of queries."""
        listings = (
            ProductVariantChannelListing.objects.filter(
                channel__slug=self.channel,
                variant__in=list(self._quantities),
                price_amount__isnull=False,
            )
            .select_related("variant__product")
            .prefetch_related(
                "variant__product__collections",
                "variantlistingpromotionrule__promotion_rule",
            )
        )
        found = {listing.variant_id: listing for listing in listings}
        infos = [self._info(found[pk]) for pk in self._quantities if pk in found]
        ancestors = read_ancestors(infos)
        lines = []
        for info in infos:
            rule = promotion_rule(info)
            listing = info.channel_listing
            off = info.rules_info[0].variant_listing_promotion_rule if rule else None
            public = listing.price_amount - (off.discount_amount if off else 0)
            lines.append(
                read_line(
                    info,
                    ancestors=ancestors,
                    unit_price=listing.price_amount,
                    public_price=max(public, Decimal(0)),
                    promotion=read_promotion(rule),
                )
            )
        return Reading(engine.Cart(lines=tuple(lines)), listed_prices(entries, found))

    def _info(self, listing: ProductVariantChannelListing) -> SimpleNamespace:
        """Return what Saleor knows of a line that consists of the variant alone."""
        # Of several rules on one variant Saleor takes the one that takes off most.
        best = max(
            listing.variantlistingpromotionrule.all(),
            key=lambda each: each.discount_amount,
            default=None,
        )
        found = SimpleNamespace(
            rule=best and best.promotion_rule, variant_listing_promotion_rule=best
        )
        return SimpleNamespace(
            line=SimpleNamespace(
                quantity=self._quantities[listing.variant_id], is_gift=False
            ),
            variant=listing.variant,
            product=listing.variant.product,
            collections=list(listing.variant.product.collections.all()),
            channel_listing=listing,
            rules_info=[found] if best else [],
        )
