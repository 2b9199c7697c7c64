"""Where Saleor shows and places a draft order that a fault kept from being priced."""

from collections.abc import Callable
from functools import partial, wraps
from typing import Any

from ...base.wrapping import Wrapper
from ..pricing.orders.draft_orders import price_again, price_before_completing
from .checkout_fields import resolver_of

# Fields of a draft order that change with its prices.
ORDER_FIELDS = (
    "actions",
    "available_shipping_methods",
    "discount",
    "is_paid",
    "lines",
    "subtotal",
    "total",
    "total_balance",
)


def _priced_again(field: str, native: Callable[..., Any] | None) -> Callable[..., Any]:
    """Have a draft order shown at the prices that a fault kept from being found."""
    native = native or resolver_of(field)

    @wraps(native)
    def resolve(root: Any, info: Any, *args: Any, **named: Any) -> Any:
        price_again(root)
        return native(root, info, *args, **named)

    return resolve


def _priced_first(native: Callable[..., None]) -> Callable[..., None]:
    """Have a draft order placed at those prices, too."""

    @wraps(native)
    def validate_draft_order(order: Any, country: Any) -> None:
        price_before_completing(order)
        native(order, country)

    return validate_draft_order


_DRAFT = "prices of draft orders that a fault kept from being found stay Saleor's own"

DRAFT_ORDER_WRAPPERS = (
    *(
        Wrapper(
            number=number,
            module="saleor.graphql.order.types",
            path=f"Order.resolve_{field}",
            field=field,
            parameters=("root",),
            wrap=partial(_priced_again, field),
            loss=_DRAFT,
        )
        for number, field in enumerate(ORDER_FIELDS, 230)
    ),
    Wrapper(
        number=238,
        module="saleor.graphql.order.mutations.draft_orders",
        path="validate_draft_order",
        parameters=("order", "country"),
        wrap=_priced_first,
        loss=_DRAFT,
    ),
)
