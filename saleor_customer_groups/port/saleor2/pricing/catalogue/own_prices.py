"""Let the catalogue of Saleor 2.10 show shoppers their own prices.

See docs/pricing.md, The catalogue.

Saleor's resolver runs first, so that what it loads need not be loaded again.
"""

import logging
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from functools import partial
from typing import Any

from prices import Money, TaxedMoneyRange
from promise import Promise
from saleor.graphql.discount.dataloaders import DiscountsByDateTimeLoader
from saleor.graphql.product.dataloaders import (
    CollectionsByProductIdLoader,
    ProductByIdLoader,
    ProductVariantsByProductIdLoader,
)
from saleor.product.models import Product
from saleor.product.utils.availability import (
    _get_product_price_range,
    _get_total_discount_from_range,
    get_variant_base_price,
    get_variant_price,
)

from ....contract.graphql import Extension
from ....contract.promises import after, after_all
from ...base.channel_names import CHANNEL
from ...base.request_cache import set_cached
from .goods import SALES

logger = logging.getLogger(__name__)


def show_own_prices(schema: Any, extension: Extension) -> None:
    """Wrap the resolvers of ``pricing`` in a schema."""
    for name in ("Product", "ProductVariant"):
        field = schema.get_type(name).fields["pricing"]
        field.resolver = _with_own_prices(field.resolver, extension)


def _with_own_prices(native: Callable, extension: Extension) -> Callable:
    """Put a shopper's own prices in the place of Saleor's.

    A fault is logged, and Saleor's own prices are shown.
    """

    def resolve_pricing(root: Any, info: Any, **arguments: Any) -> Promise:
        def own(pricing: Any) -> Any:
            if pricing is None:
                # Hidden from the shopper.
                return None

            def failed(error: Exception) -> Any:
                logger.error(
                    "The catalogue shows Saleor's own prices: the shopper's own could"
                    " not be found",
                    exc_info=error,
                )
                return pricing

            try:
                found = after_all(
                    _load_goods(root, info.context),
                    partial(_own_pricing, extension, info, root, pricing),
                )
            except Exception as error:
                return failed(error)
            return found.catch(failed) if isinstance(found, Promise) else found

        return Promise.resolve(native(root, info, **arguments)).then(own)

    return resolve_pricing


def _load_goods(root: Any, context: Any) -> list[Any]:
    """Return product, variants, collections and sales of ``pricing``, or promises."""
    is_product = isinstance(root, Product)
    product_id = root.pk if is_product else root.product_id
    return [
        root if is_product else ProductByIdLoader(context).load(product_id),
        ProductVariantsByProductIdLoader(context).load(product_id)
        if is_product
        else [root],
        CollectionsByProductIdLoader(context).load(product_id),
        DiscountsByDateTimeLoader(context).load(context.request_time),
    ]


def _own_pricing(
    extension: Extension, info: Any, root: Any, pricing: Any, goods: Sequence[Any]
) -> Any:
    _, variants, _, discounts = goods
    set_cached(SALES, list(discounts))
    amounts = extension.find_own_prices(info, [each.pk for each in variants], CHANNEL)
    return after(amounts, partial(_changed, info.context, root, pricing, goods))


def _changed(
    context: Any,
    root: Any,
    pricing: Any,
    goods: Sequence[Any],
    amounts: Mapping[int, Decimal],
) -> Any:
    """Return ``pricing`` with a shopper's own prices, calculated as Saleor does."""
    if not amounts:
        return pricing
    product, variants, collections, discounts = goods
    is_product = isinstance(root, Product)

    def own_price(variant: Any, listed: Money) -> Money:
        if variant.pk in amounts:
            return Money(amounts[variant.pk], listed.currency)
        return get_variant_price(
            variant=variant,
            product=product,
            collections=collections,
            discounts=discounts,
        )

    def taxed(prices: Sequence[Money]) -> TaxedMoneyRange:
        lowest, highest = min(prices), max(prices)
        apply_taxes = context.plugins.apply_taxes_to_product
        start = apply_taxes(product, lowest, context.country)
        is_range = highest > lowest
        stop = apply_taxes(product, highest, context.country) if is_range else start
        return TaxedMoneyRange(start=start, stop=stop)

    listed = [
        get_variant_base_price(variant=each, product=product) for each in variants
    ]
    own_prices = list(map(own_price, variants, listed))
    # A price above the listing price is no discount: nothing is struck through.
    undiscounted_prices = list(map(max, listed, own_prices))
    own = taxed(own_prices)
    if undiscounted_prices != listed:
        undiscounted = taxed(undiscounted_prices)
    elif is_product:
        undiscounted = pricing.price_range_undiscounted
    else:
        undiscounted = TaxedMoneyRange(*[pricing.price_undiscounted] * 2)
    discount = _get_total_discount_from_range(undiscounted, own)
    own_local, discount_local = _get_product_price_range(
        own, undiscounted, context.currency
    )
    pricing.discount = discount
    pricing.on_sale = product.is_visible and discount is not None
    pricing.discount_local_currency = discount_local
    if is_product:
        pricing.price_range = own
        pricing.price_range_undiscounted = undiscounted
        pricing.price_range_local_currency = own_local
    else:
        pricing.price = own.start
        pricing.price_undiscounted = undiscounted.start
        pricing.price_local_currency = own_local and own_local.start
    return pricing
