"""Where Saleor makes ``pricing`` of products and variants."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from promise import Promise

from ...base.wrapping import Wrapper
from ..pricing.catalogue.own_prices import log_fault, store_own_prices, with_own_prices


def _own_prices_first(native: Callable) -> Callable:
    """Find the shopper's own prices before Saleor makes ``pricing``.

    A fault is logged, and Saleor's own prices are shown.
    """

    @wraps(native)
    def resolve_pricing(root: Any, info: Any, *args: Any, **named: Any) -> Any:
        try:
            stored = store_own_prices(root, info)
        except Exception as error:
            log_fault(error)
            stored = None
        if isinstance(stored, Promise):
            return stored.catch(log_fault).then(
                lambda _: native(root, info, *args, **named)
            )
        return native(root, info, *args, **named)

    return resolve_pricing


def _of_own_prices(native: Callable) -> Callable:
    """Have ``pricing`` made of the shopper's own prices, taxes included."""

    @wraps(native)
    def get_availability(*args: Any, **named: Any) -> Any:
        return native(*args, **with_own_prices(named))

    return get_availability


CATALOGUE_PRICE_WRAPPERS = (
    Wrapper(
        number=15,
        module="saleor.graphql.product.types.products",
        path="Product.resolve_pricing",
        parameters=("root", "info"),
        wrap=_own_prices_first,
        loss="the catalogue shows products at Saleor's own prices",
    ),
    Wrapper(
        number=16,
        module="saleor.graphql.product.types.products",
        path="ProductVariant.resolve_pricing",
        parameters=("root", "info"),
        wrap=_own_prices_first,
        loss="the catalogue shows variants at Saleor's own prices",
    ),
    Wrapper(
        number=17,
        module="saleor.graphql.product.types.products",
        path="get_product_availability",
        parameters=("product_channel_listing", "variants_channel_listing"),
        wrap=_of_own_prices,
        loss="the catalogue shows products at Saleor's own prices",
    ),
    Wrapper(
        number=18,
        module="saleor.graphql.product.types.products",
        path="get_variant_availability",
        parameters=("variant_channel_listing",),
        wrap=_of_own_prices,
        loss="the catalogue shows variants at Saleor's own prices",
    ),
)
