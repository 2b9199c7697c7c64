"""Let the catalogue of Saleor 3 show shoppers their own prices.

See docs/pricing.md, The catalogue.

Saleor loads the listings of variants and makes ``pricing`` of them, taxes included.
Before it does, the shopper's own prices are stored on those listings, which belong to
the request; and when it does, it is given copies that have them as their prices. So
ranges, taxes and discounts are calculated by Saleor, and nobody else sees them.
"""

import logging
from collections.abc import Mapping
from typing import Any

from saleor.graphql.product.dataloaders import (
    VariantChannelListingByVariantIdAndChannelSlugLoader,
    VariantsChannelListingByProductIdAndChannelSlugLoader,
)
from saleor.product.models import ProductVariant

from ....base.extension import our_extension
from ....base.wrapping import carries_prices
from ....contract.promises import after

logger = logging.getLogger(__name__)

_OWN_PRICE = "_customer_groups_own_price"


def store_own_prices(root: Any, info: Any) -> Any:
    """Store a shopper's own prices before Saleor makes ``pricing`` of a thing.

    A fault is logged, and Saleor's own prices are shown.

    :param root: a product or variant in a channel.
    :returns: a promise if they have to be waited for.
    """
    # Nobody is shown what the checkout cannot charge.
    if not root.channel_slug or not carries_prices():
        return None
    channel = str(root.channel_slug)
    is_variant = isinstance(root.node, ProductVariant)
    loader = (
        VariantChannelListingByVariantIdAndChannelSlugLoader
        if is_variant
        else VariantsChannelListingByProductIdAndChannelSlugLoader
    )

    def find(found: Any) -> Any:
        listings = [found] if is_variant else found
        by_variant = {each.variant_id: each for each in listings or () if each}
        if not by_variant:
            return None
        prices = our_extension().find_own_prices(info, list(by_variant), channel)
        return after(prices, lambda amounts: store(by_variant, amounts))

    def store(by_variant: Any, amounts: Any) -> None:
        for variant_id, amount in amounts.items():
            setattr(by_variant[variant_id], _OWN_PRICE, amount)

    return after(loader(info.context).load((root.node.pk, channel)), find)


def with_own_prices(arguments: Mapping[str, Any]) -> dict[str, Any]:
    """Return what Saleor makes ``pricing`` of, with the prices that were stored.

    :param arguments: by name, the listing of a variant or those of a product's among
        them.
    """
    changed = dict(arguments)
    if "variant_channel_listing" in changed:
        changed["variant_channel_listing"] = _with_stored_price(
            changed["variant_channel_listing"]
        )
    if "variants_channel_listing" in changed:
        changed["variants_channel_listing"] = [
            _with_stored_price(listing)
            for listing in changed["variants_channel_listing"]
        ]
    return changed


def log_fault(error: Exception) -> None:
    """Say that Saleor's own prices are shown, and why."""
    logger.error(
        "The catalogue shows Saleor's own prices: the shopper's own could not be found",
        exc_info=error,
    )


def _with_stored_price(listing: Any) -> Any:
    """Return a listing, with the shopper's own price if one is stored on it.

    A price above the listing price is no discount, so nothing is struck through.
    """
    amount = getattr(listing, _OWN_PRICE, None)
    if amount is None:
        return listing
    # Django's own way of copying would look the model up again, for each price shown.
    own = object.__new__(type(listing))
    own.__dict__.update(listing.__dict__)
    own.discounted_price_amount = amount
    own.price_amount = max(listing.price_amount, amount)
    return own
