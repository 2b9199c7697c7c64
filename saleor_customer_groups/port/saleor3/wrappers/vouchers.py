"""Where Saleor calculates vouchers of a checkout: on the prices of groups."""

from collections.abc import Callable
from functools import cached_property, wraps
from typing import Any

from django.db import transaction
from prices import Money

from ...base.wrapping import Wrapper
from ..base.active_plugin import plugin_of
from ..base.databases import writing
from ..pricing.checkouts.line_prices import price_lines
from ..pricing.checkouts.stored_prices import charged_price
from ..pricing.vouchers.vouchers import take_voucher_off


def _priced_before_a_voucher(native: Callable) -> Callable:
    """Price the lines as they are beside a voucher before Saleor looks if it applies.

    Where it does not, everything is again as it was. Another voucher on single lines
    goes as soon as this one is there.
    """

    @wraps(native)
    def add_voucher_code_to_checkout(
        manager: Any, checkout_info: Any, lines: Any, *args: Any, **named: Any
    ) -> Any:
        if plugin_of(manager) is None:
            return native(manager, checkout_info, lines, *args, **named)
        with writing(), transaction.atomic():
            price_lines(checkout_info, lines, beside_voucher=True)
            take_voucher_off(lines)
            return native(manager, checkout_info, lines, *args, **named)

    return add_voucher_code_to_checkout


def _for_vouchers(native: cached_property) -> cached_property:
    """Have vouchers on single lines start from the group's price."""

    def variant_discounted_price(self: Any) -> Money:
        ours = charged_price(self)
        return native.func(self) if ours is None else ours

    variant_discounted_price.__doc__ = native.__doc__
    return cached_property(variant_discounted_price)


VOUCHER_WRAPPERS = (
    Wrapper(
        number=45,
        module="saleor.checkout.utils",
        path="add_voucher_code_to_checkout",
        parameters=("manager", "checkout_info", "lines"),
        wrap=_priced_before_a_voucher,
        loss="a voucher is accepted or refused for what lines cost before",
        carries_prices=True,
    ),
    Wrapper(
        number=14,
        module="saleor.checkout.fetch",
        path="CheckoutLineInfo.variant_discounted_price",
        parameters=("self",),
        wrap=_for_vouchers,
        kind=cached_property,
        loss="vouchers for single products are calculated on the listing price",
    ),
)
