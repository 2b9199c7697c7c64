"""Where Saleor puts vouchers on single lines of an order."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from ...base.wrapping import Wrapper
from ..pricing.vouchers.order_vouchers import (
    price_before_vouchers,
    take_vouchers_off,
    without_our_discounts,
)


class _Property(property):
    """A property that can have an attribute which says that it is wrapped."""


def _after_our_discounts(native: property) -> property:
    """Have vouchers on lines of orders start from the group's price, too."""

    def variant_discounted_price(self: Any) -> Any:
        ours = price_before_vouchers(self)
        return native.__get__(self) if ours is None else ours

    return _Property(variant_discounted_price, doc=native.__doc__)


def _beside_our_discounts(native: Callable) -> Callable:
    """Have a voucher stay on a line beside our discount, though it is a MANUAL one.

    Also while the plugin is off: the line was sold, or written, with both.
    """

    @wraps(native)
    def prepare_line_discount_objects_for_voucher(
        lines_info: Any, *args: Any, **named: Any
    ) -> Any:
        with without_our_discounts(lines_info or ()):
            return native(lines_info, *args, **named)

    return prepare_line_discount_objects_for_voucher


def _exactly(native: Callable) -> Callable:
    """Have the two of them make the price that the checkout would have."""

    @wraps(native)
    def _reduce_base_unit_price_for_voucher_discount(
        lines_info: Any, *args: Any, **named: Any
    ) -> Any:
        native(lines_info, *args, **named)
        take_vouchers_off(lines_info)

    return _reduce_base_unit_price_for_voucher_discount


_LOSS = "orders with prices of groups lose vouchers for single products when edited"

ORDER_VOUCHER_WRAPPERS = (
    Wrapper(
        number=60,
        module="saleor.order.fetch",
        path="EditableOrderLineInfo.variant_discounted_price",
        parameters=("self",),
        wrap=_after_our_discounts,
        kind=property,
        loss="vouchers for single products in orders are for the listing price",
    ),
    Wrapper(
        number=61,
        module="saleor.discount.utils.voucher",
        path="prepare_line_discount_objects_for_voucher",
        parameters=("lines_info",),
        wrap=_beside_our_discounts,
        loss=_LOSS,
    ),
    Wrapper(
        number=62,
        module="saleor.discount.utils.voucher",
        path="_reduce_base_unit_price_for_voucher_discount",
        parameters=("lines_info",),
        wrap=_exactly,
        loss=_LOSS,
    ),
)
