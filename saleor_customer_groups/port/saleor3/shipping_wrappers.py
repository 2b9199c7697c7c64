"""Where Saleor is told what shipping costs who has a promotion."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from promise import Promise

from .wrapping import Wrapper


def _with_promotions(native: Callable) -> Callable:
    """Have shipping reckoned from what promotions leave, and vouchers after them.

    For the order it is what shipping costs without a discount: Saleor would go back to
    that as soon as staff edit the order.
    """

    @wraps(native)
    def base_checkout_undiscounted_delivery_price(
        checkout_info: Any, lines: Any = None, *args: Any, **named: Any
    ) -> Any:
        from .shipping import reduced

        price = native(checkout_info, lines, *args, **named)
        return reduced(price, checkout_info.lines if lines is None else lines)

    return base_checkout_undiscounted_delivery_price


def _offered(native: Any) -> staticmethod:
    """Show ways of shipping of a checkout at the prices that the shopper would pay."""

    @wraps(getattr(native, "__func__", native))
    def resolve(root: Any, info: Any, *args: Any, **named: Any) -> Any:
        from .offered_shipping import offer

        shown = Promise.resolve(native(root, info, *args, **named))
        return shown.then(lambda found: offer(root.node, info.context, found))

    return staticmethod(resolve)


def _offered_delivery(native: Callable) -> Callable:
    """Show what Saleor has written down of a way of shipping at such a price, too."""

    @wraps(native)
    def resolve_shipping_method(root: Any, info: Any, *args: Any, **named: Any) -> Any:
        from .offered_shipping import offer_delivery

        return offer_delivery(root, info.context, native(root, info, *args, **named))

    return resolve_shipping_method


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
            # Saleor's decorators hide them.
            parameters=(),
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
        parameters=(),
        wrap=_offered_delivery,
        is_newer=True,
        loss="ways of shipping are shown at their prices without promotions",
    ),
)
