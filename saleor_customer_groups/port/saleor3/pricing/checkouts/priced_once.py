"""Price the lines of a checkout once in a request.

On the way to an order Saleor finds its prices several times, each time with the same
objects, which it has read once.
"""

from collections.abc import Callable
from datetime import datetime
from decimal import Decimal
from typing import Any

from saleor.checkout.fetch import CheckoutInfo, CheckoutLineInfo

from ....contract.quotes import Quote, nothing_off
from ..shipping.shipping_ways import chosen_method
from .checkouts import end_of_prices

_PRICED = "_customer_groups_priced"


def remember_priced(
    checkout_info: CheckoutInfo,
    lines: list[CheckoutLineInfo],
    quote: Quote | None,
    *,
    beside_voucher: bool,
) -> None:
    """Remember that the prices of a checkout are stored on its lines.

    :param quote: which they are of, None if no group has made any.
    """
    asked = _asked(checkout_info, lines, beside_voucher=beside_voucher)
    # The lines are kept, too, so that no others have their place in memory.
    off = nothing_off if quote is None else quote.shipping_discount_on
    checkout_info.__dict__[_PRICED] = asked, tuple(lines), off


def is_priced(
    checkout_info: CheckoutInfo,
    lines: list[CheckoutLineInfo],
    *,
    beside_voucher: bool,
    now: datetime,
) -> bool:
    """Tell whether they are, with nothing changed since and no price that has ended."""
    if _PRICED not in checkout_info.__dict__:
        return False
    ends_at = end_of_prices(checkout_info.checkout)
    if ends_at is not None and ends_at <= now:
        return False
    asked, *_ = checkout_info.__dict__[_PRICED]
    return bool(asked == _asked(checkout_info, lines, beside_voucher=beside_voucher))


def shipping_discount_on(
    checkout_info: CheckoutInfo, lines: list[CheckoutLineInfo], *, now: datetime
) -> Callable[[Decimal], Decimal] | None:
    """Return what calculates what is taken off a shipping price.

    :returns: None if this request has not found the prices that the checkout has now.
    """
    if not is_priced(checkout_info, lines, beside_voucher=False, now=now):
        return None
    *_, off = checkout_info.__dict__[_PRICED]
    found: Callable[[Decimal], Decimal] = off
    return found


def _asked(
    checkout_info: CheckoutInfo,
    lines: list[CheckoutLineInfo],
    *,
    beside_voucher: bool,
) -> tuple[Any, ...]:
    """Return what prices depend on and a request may change."""
    checkout = checkout_info.checkout
    return (
        beside_voucher,
        checkout.voucher_code,
        checkout_info.voucher and checkout_info.voucher.pk,
        checkout.user_id,
        checkout.email,
        chosen_method(checkout),
        checkout_info.get_country(),
        [
            (
                id(info),
                info.line.quantity,
                info.line.price_override,
                dict(info.line.private_metadata or {}),
                [(each.type, each.amount_value) for each in info.discounts],
            )
            for info in lines
        ],
    )
