"""Where Saleor finds the prices of a checkout: ours are stored before it does."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from saleor.tax import TaxCalculationStrategy
from saleor.tax.utils import get_tax_calculation_strategy_for_checkout

from ...base.wrapping import Wrapper
from ..base.active_plugin import plugin_of
from ..pricing.checkouts.line_prices import price_lines
from ..pricing.vouchers.vouchers import off_lines, refresh_voucher


def _before_looking(native: Callable) -> Callable:
    """Price the lines before Saleor calculates promotions, when it looks at a checkout.

    Saleor leaves the voucher's amount as it was here, so it is calculated after that.
    """

    @wraps(native)
    def create_or_update_discount_objects_from_promotion_for_checkout(
        checkout_info: Any, lines_info: Any, *args: Any, **named: Any
    ) -> Any:
        changed = price_lines(checkout_info, lines_info)
        soonest_end = native(checkout_info, lines_info, *args, **named)
        if refresh_voucher(checkout_info, lines_info, is_repriced=changed):
            # It no longer applies, so promotions of the whole order may, and prices
            # that no voucher may go with.
            price_lines(checkout_info, lines_info)
            soonest_end = native(checkout_info, lines_info, *args, **named)
        return soonest_end

    return create_or_update_discount_objects_from_promotion_for_checkout


def _before_changing(native: Callable) -> Callable:
    """Price the lines before Saleor calculates discounts, when a checkout was changed.

    Saleor removes a voucher here that no longer applies, so our prices have to be
    right, and an app that charges taxes is told of the promotion of the order as it was
    calculated here. Else it is enough that they are stored when the prices are looked
    at next, as they are after every change.
    """

    @wraps(native)
    def recalculate_checkout_discounts(
        checkout_info: Any, lines: Any, manager: Any, *args: Any, **named: Any
    ) -> Any:
        has_voucher = checkout_info.voucher is not None
        if not has_voucher and not _is_taxed_by_app(checkout_info):
            return native(checkout_info, lines, manager, *args, **named)
        price_lines(checkout_info, lines)
        if not has_voucher or plugin_of(manager) is None:
            return native(checkout_info, lines, manager, *args, **named)
        with off_lines(lines):
            return native(checkout_info, lines, manager, *args, **named)

    return recalculate_checkout_discounts


def _is_taxed_by_app(checkout_info: Any) -> bool:
    strategy = get_tax_calculation_strategy_for_checkout(checkout_info)
    return strategy == TaxCalculationStrategy.TAX_APP


CHECKOUT_PRICE_WRAPPERS = (
    Wrapper(
        number=11,
        module="saleor.checkout.calculations",
        path="create_or_update_discount_objects_from_promotion_for_checkout",
        parameters=("checkout_info", "lines_info"),
        wrap=_before_looking,
        loss="customer groups do not change the prices of checkouts",
        carries_prices=True,
    ),
    Wrapper(
        number=12,
        module="saleor.checkout.utils",
        path="recalculate_checkout_discounts",
        parameters=("checkout_info", "lines", "manager"),
        wrap=_before_changing,
        loss="customer groups do not change the prices of checkouts",
        carries_prices=True,
    ),
)
