"""Where Saleor 2.10 shows prices, and lists products by them."""

from functools import partial
from typing import Any

from graphql_jwt.exceptions import PermissionDenied
from saleor.checkout.models import Checkout

from ...base.wrapping import Wrapper
from ...portal.callers import access_of, access_to, is_spared_caller
from ...portal.prices import PriceHiding
from ...portal.refusals import no_prices
from ...visibility.callers import requestor_of
from ..base.loaders import CheckoutLoader
from .orders import has_captured


def shows_prices(context: Any) -> bool:
    """Tell whether whoever has sent a request sees prices."""
    return access_of(requestor_of(context)).can_see_prices


def shows_prices_in(info: Any, of: Any) -> Any:
    """Tell whether the prices of a checkout are shown, or return a promise of that.

    :param of: a checkout or a line of one.
    """
    if is_spared_caller():
        return True
    if isinstance(of, Checkout):
        return _shown(of)
    return CheckoutLoader(info.context).load(of.checkout_id).then(_shown)


def _shown(checkout: Checkout) -> bool:
    return access_to(checkout).can_see_prices or has_captured(checkout)


HIDING = PriceHiding(
    shows_prices=shows_prices,
    shows_prices_in=shows_prices_in,
    refusal=lambda: PermissionDenied(no_prices()),
)


def _feed_without_prices(native: Any) -> Any:
    """Have nothing in the feed, which everybody can read, if guests see no prices."""

    def get_feed_items() -> Any:
        found = native()
        return found if access_of(None).can_see_prices else found.none()

    return get_feed_items


_PRODUCTS = "saleor.graphql.product.types.products"
_CHECKOUTS = "saleor.graphql.checkout.types"
_FILTERS = "prices that are hidden are found by filters"

PRICE_WRAPPERS = (
    *(
        Wrapper(
            number=number,
            module=_PRODUCTS,
            path=f"{owner}.resolve_{field}",
            field=field,
            parameters=("root", "info"),
            wrap=partial(HIDING.null, field),
            loss="the catalogue shows prices that are hidden",
        )
        for number, owner, field in (
            (274, "Product", "pricing"),
            (275, "ProductVariant", "pricing"),
            (276, "Product", "minimal_variant_price"),
        )
    ),
    *(
        Wrapper(
            number=number,
            module=_CHECKOUTS,
            path=f"{owner}.resolve_{field}",
            field=field,
            parameters=(root, "info"),
            wrap=partial(HIDING.refused, field),
            loss="checkouts show prices that are hidden",
        )
        for number, owner, field, root in (
            (277, "Checkout", "discount", "root"),
            (278, "Checkout", "shipping_price", "root"),
            (279, "Checkout", "subtotal_price", "root"),
            (280, "Checkout", "total_price", "root"),
            (281, "CheckoutLine", "total_price", "self"),
        )
    ),
    *(
        Wrapper(
            number=number,
            module="saleor.graphql.product.filters",
            path=path,
            parameters=("qs",),
            wrap=HIDING.filtering,
            loss=_FILTERS,
        )
        for number, path in (
            (282, "filter_products_by_price"),
            (283, "filter_products_by_minimal_price"),
        )
    ),
    Wrapper(
        number=284,
        module="saleor.graphql.utils.sorting",
        path="sort_queryset",
        parameters=("queryset", "sort_by"),
        wrap=HIDING.sorting,
        loss="prices that are hidden are found by sorting",
    ),
    Wrapper(
        number=285,
        module="saleor.data_feeds.google_merchant",
        path="get_feed_items",
        parameters=(),
        wrap=_feed_without_prices,
        loss="the feed of products has prices that are hidden from guests",
    ),
)
