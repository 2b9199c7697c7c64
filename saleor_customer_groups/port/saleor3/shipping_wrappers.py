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
    """Show the ways of shipping at the prices that the shopper would pay."""

    @wraps(getattr(native, "__func__", native))
    def resolve_shipping_methods(root: Any, info: Any, *args: Any, **named: Any) -> Any:
        from .offered_shipping import offer

        methods = Promise.resolve(native(root, info, *args, **named))
        return methods.then(lambda found: offer(root.node, info.context, found))

    return staticmethod(resolve_shipping_methods)


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
        )
    ),
)
