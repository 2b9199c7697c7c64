"""Where Saleor calculates and shows the price of shipping, after promotions."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import ValidationError
from promise import Promise

from ...base.wrapping import Wrapper
from ..pricing.shipping.offered_shipping import offer, offer_delivery
from ..pricing.shipping.shipping import reduced
from ..pricing.shipping.shipping_requests import (
    chosen_method,
    explain_refusal,
    price_first,
)


def _with_promotions(native: Callable) -> Callable:
    """Have shipping calculated from what promotions leave, and vouchers after them.

    For the order it is what shipping costs without a discount: Saleor would go back to
    that as soon as staff edit the order.
    """

    @wraps(native)
    def base_checkout_undiscounted_delivery_price(
        checkout_info: Any, lines: Any = None, *args: Any, **named: Any
    ) -> Any:
        price = native(checkout_info, lines, *args, **named)
        return reduced(price, checkout_info.lines if lines is None else lines)

    return base_checkout_undiscounted_delivery_price


def _offered(native: Callable) -> Callable:
    """Show ways of shipping of a checkout at the prices that the shopper would pay."""

    @wraps(native)
    def resolve(root: Any, info: Any, *args: Any, **named: Any) -> Any:
        shown = Promise.resolve(native(root, info, *args, **named))
        return shown.then(lambda found: offer(root.node, info.context, found))

    return resolve


def _offered_delivery(native: Callable) -> Callable:
    """Show what Saleor has stored of a way of shipping at such a price, too."""

    @wraps(native)
    def resolve_shipping_method(root: Any, info: Any, *args: Any, **named: Any) -> Any:
        return offer_delivery(root, info.context, native(root, info, *args, **named))

    return resolve_shipping_method


def _asked_at_todays_prices(native: Callable) -> Callable:
    """Find prices that have run out before ways of shipping are found for them."""

    @wraps(native)
    def find(checkout_info: Any, *args: Any, **named: Any) -> Any:
        price_first(checkout_info)
        return native(checkout_info, *args, **named)

    return find


def _explaining_refusal(native: Callable) -> Callable:
    """Tell a shopper that a way of shipping is refused because of the order's value."""

    @wraps(native)
    def clean_checkout_shipping(
        checkout_info: Any, lines: Any, *args: Any, **named: Any
    ) -> Any:
        price_first(checkout_info)
        chosen = chosen_method(checkout_info)
        try:
            return native(checkout_info, lines, *args, **named)
        except ValidationError as error:
            explain_refusal(error, checkout_info, chosen)
            raise

    return clean_checkout_shipping


_MUTATIONS = "saleor.graphql.checkout.mutations"
_STALE = "ways of shipping are offered for the prices before a login or a rule's begin"

SHIPPING_WRAPPERS = (
    *(
        Wrapper(
            number=number,
            module=module,
            path="base_checkout_undiscounted_delivery_price",
            parameters=("checkout_info", "lines"),
            wrap=_with_promotions,
            loss="promotions of customer groups do not lower the shipping price",
        )
        for number, module in (
            (38, "saleor.checkout.base_calculations"),
            (39, "saleor.checkout.complete_checkout"),
        )
    ),
    *(
        Wrapper(
            number=number,
            module="saleor.graphql.checkout.types",
            path=f"Checkout.{name}",
            parameters=("root", "info"),
            wrap=_offered,
            loss="ways of shipping are shown at their prices without promotions",
        )
        for number, name in (
            (40, "resolve_shipping_methods"),
            (41, "resolve_available_shipping_methods"),
            (42, "resolve_shipping_method"),
            (43, "resolve_delivery_method"),
        )
    ),
    Wrapper(
        number=44,
        module="saleor.graphql.checkout.types",
        path="Delivery.resolve_shipping_method",
        parameters=("root",),
        wrap=_offered_delivery,
        is_optional=True,
        loss="ways of shipping are shown at their prices without promotions",
    ),
    # Since 3.23, where they are kept for a day.
    *(
        Wrapper(
            number=number,
            module=module,
            path="get_or_fetch_checkout_deliveries",
            parameters=("checkout_info", "requestor"),
            wrap=_asked_at_todays_prices,
            is_optional=True,
            loss=_STALE,
        )
        for number, module in enumerate(
            (
                "saleor.graphql.checkout.dataloaders.checkout_delivery",
                f"{_MUTATIONS}.checkout_complete",
                f"{_MUTATIONS}.checkout_shipping_method_update",
                f"{_MUTATIONS}.checkout_delivery_method_update",
                f"{_MUTATIONS}.order_create_from_checkout",
            ),
            80,
        )
    ),
    Wrapper(
        number=85,
        module="saleor.graphql.shipping.mutations.delivery_options_calculate",
        path="fetch_shipping_methods_for_checkout",
        parameters=("checkout_info", "requestor"),
        wrap=_asked_at_todays_prices,
        is_optional=True,
        loss=_STALE,
    ),
    # Before 3.23.
    Wrapper(
        number=86,
        module="saleor.checkout.fetch",
        path="get_available_built_in_shipping_methods_for_checkout_info",
        parameters=("checkout_info",),
        wrap=_asked_at_todays_prices,
        is_optional=True,
        loss=_STALE,
    ),
    *(
        Wrapper(
            number=number,
            module=module,
            path="clean_checkout_shipping",
            parameters=("checkout_info", "lines", "error_code"),
            wrap=_explaining_refusal,
            loss="who has too little in the cart for a way of shipping is not told so",
        )
        for number, module in enumerate(
            (
                "saleor.checkout.checkout_cleaner",
                "saleor.checkout.complete_checkout",
                f"{_MUTATIONS}.checkout_complete",
                "saleor.graphql.payment.mutations.payment.checkout_payment_create",
            ),
            87,
        )
    ),
)
