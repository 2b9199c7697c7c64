"""Where Saleor calculates vouchers of a checkout: on the prices of groups."""

from ...base.wrapping import Wrapper
from ..pricing.vouchers.vouchers import of_what_is_charged

VOUCHER_WRAPPERS = (
    Wrapper(
        number=207,
        module="saleor.checkout.utils",
        path="get_voucher_discount_for_checkout",
        parameters=("voucher", "checkout", "lines", "discounts"),
        wrap=of_what_is_charged,
        loss="vouchers are calculated on prices that are not charged",
    ),
)
