"""Where Saleor 3 shows prices, and lists products by them."""

from functools import partial
from typing import Any

from saleor.checkout.models import Checkout
from saleor.core.exceptions import PermissionDenied
from saleor.graphql.checkout.dataloaders import CheckoutByTokenLoader

from ...base.wrapping import Wrapper
from ...portal.callers import access_of, access_to, is_spared_caller
from ...portal.prices import PriceHiding
from ...portal.refusals import no_prices
from ...visibility.callers import requestor_of
from ..base.databases import reading
from ..pricing.checkouts.checkouts import has_captured

_CAPTURED = "_customer_groups_captured"


def shows_prices(context: Any) -> bool:
    """Tell whether whoever has sent a request sees prices."""
    with reading(context):
        return access_of(requestor_of(context)).can_see_prices


def shows_prices_in(info: Any, of: Any) -> Any:
    """Tell whether the prices of a checkout are shown, or return a promise of that.

    :param of: what Saleor's types have as the value of a checkout or of a line of one.
    """
    with reading(info.context):
        if is_spared_caller():
            return True
    node = getattr(of, "node", of)
    if isinstance(node, Checkout):
        return _shown(info, node)
    found = CheckoutByTokenLoader(info.context).load(node.checkout_id)
    return found.then(partial(_shown, info))


def _shown(info: Any, checkout: Checkout) -> bool:
    with reading(info.context):
        if access_to(checkout).can_see_prices:
            return True
    kept = checkout.__dict__
    if _CAPTURED not in kept:
        kept[_CAPTURED] = has_captured(checkout)
    return bool(kept[_CAPTURED])


HIDING = PriceHiding(
    shows_prices=shows_prices,
    shows_prices_in=shows_prices_in,
    refusal=lambda: PermissionDenied(no_prices()),
)

_PRODUCTS = "saleor.graphql.product"
_CHECKOUTS = "saleor.graphql.checkout.types"

PRICE_WRAPPERS = (
    *(
        Wrapper(
            number=number,
            module=f"{_PRODUCTS}.types.products",
            path=f"{owner}.resolve_pricing",
            field="pricing",
            parameters=("root", "info"),
            wrap=partial(HIDING.null, "pricing"),
            loss="the catalogue shows prices that are hidden",
        )
        for number, owner in ((177, "Product"), (178, "ProductVariant"))
    ),
    *(
        Wrapper(
            number=number,
            module=_CHECKOUTS,
            path=f"{owner}.resolve_{field}",
            field=field,
            parameters=("root", "info"),
            wrap=partial(HIDING.refused, field),
            loss="checkouts show prices that are hidden",
        )
        for number, owner, field in (
            (179, "Checkout", "discount"),
            (180, "Checkout", "shipping_price"),
            (181, "Checkout", "subtotal_price"),
            (182, "Checkout", "total_balance"),
            (183, "Checkout", "total_price"),
            (184, "CheckoutLine", "prior_total_price"),
            (185, "CheckoutLine", "prior_unit_price"),
            (186, "CheckoutLine", "total_price"),
            (187, "CheckoutLine", "undiscounted_total_price"),
            (188, "CheckoutLine", "undiscounted_unit_price"),
            (189, "CheckoutLine", "unit_price"),
        )
    ),
    *(
        Wrapper(
            number=number,
            module=f"{_PRODUCTS}.schema",
            # The class itself, which lies in another module since 3.22.
            path=f"{of}.filterset_class.__base__.{path}",
            parameters=("self",),
            wrap=HIDING.filtering,
            loss="prices that are hidden are found by filters",
        )
        for number, of, path in (
            (190, "ProductFilterInput", "filter_variant_price"),
            (191, "ProductFilterInput", "filter_minimal_price"),
            (192, "ProductWhereInput", "filter_variant_price"),
            (193, "ProductWhereInput", "filter_minimal_price"),
        )
    ),
    Wrapper(
        number=194,
        module="saleor.graphql.utils.sorting",
        path="sort_queryset",
        parameters=("queryset", "sort_by"),
        wrap=HIDING.sorting,
        loss="prices that are hidden are found by sorting",
    ),
)
