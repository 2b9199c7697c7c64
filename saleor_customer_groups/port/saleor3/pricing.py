"""Have a checkout's lines carry what its customer's groups pay."""

import logging

from django.db import transaction
from saleor.checkout.fetch import CheckoutInfo, CheckoutLineInfo
from saleor.checkout.utils import recalculate_checkout_discount
from saleor.core.db.connection import allow_writer
from saleor.discount.interface import fetch_voucher_info
from saleor.discount.utils.voucher import attach_voucher_to_line_info

from .carts import CheckoutCart
from .checkouts import end_prices, is_paid
from .marks import (
    NO_MARK,
    Mark,
    changes,
    forget_prices,
    is_locked,
    make_changes,
    wanted_mark,
)
from .plugin import plugin_of
from .wrappers import carries_prices

logger = logging.getLogger(__name__)


def price_lines(checkout_info: CheckoutInfo, lines: list[CheckoutLineInfo]) -> bool:
    """Put our marks on the lines of a checkout before Saleor prices it.

    A fault never reaches the sale: it is logged and our marks come off.

    What has been paid for already keeps the price at which it was paid.

    :returns: whether anything changed, so that a voucher has to be reckoned anew. Not
        so where somebody else changed the checkout meanwhile: to save a voucher would
        hide that from Saleor.
    """
    if is_paid(checkout_info.checkout):
        return False
    try:
        with allow_writer():
            return _change_lines(checkout_info, _wanted(checkout_info, lines), lines)
    except Exception:
        logger.exception(
            "Checkout %s is sold at Saleor's own prices: it could not be marked with"
            " those of the customer's groups",
            checkout_info.checkout.pk,
        )
    try:
        with allow_writer():
            return _change_lines(checkout_info, _nothing(lines), lines)
    except Exception:
        logger.exception(
            "Marks of customer groups could not be taken off checkout %s",
            checkout_info.checkout.pk,
        )
        return False


def reckon_voucher(checkout_info: CheckoutInfo, lines: list[CheckoutLineInfo]) -> None:
    """Reckon a voucher anew, which Saleor leaves as it was where it only looks.

    A fault is logged, and the voucher takes off what it did before.
    """
    try:
        with allow_writer(), transaction.atomic():
            recalculate_checkout_discount(checkout_info.manager, checkout_info, lines)
        if checkout_info.voucher is None:
            _take_voucher_off(lines)
    except Exception:
        logger.exception(
            "The voucher of checkout %s could not be reckoned on the prices of the"
            " customer's groups",
            checkout_info.checkout.pk,
        )


def _wanted(
    checkout_info: CheckoutInfo, lines: list[CheckoutLineInfo]
) -> list[tuple[CheckoutLineInfo, Mark]]:
    plugin = plugin_of(checkout_info.manager) if carries_prices() else None
    if plugin is None:
        return _nothing(lines)
    cart = CheckoutCart(checkout_info, lines)
    quote = plugin.quote(cart)
    if quote is not None:
        end_prices(checkout_info.checkout, quote.valid_until)
    if quote is None or not quote.lines:
        return _nothing(lines)
    return [
        (info, NO_MARK if is_locked(info) else wanted_mark(info, line))
        for info, line in zip(cart.lines, quote.lines, strict=True)
    ]


def _nothing(lines: list[CheckoutLineInfo]) -> list[tuple[CheckoutLineInfo, Mark]]:
    return [(info, NO_MARK) for info in lines]


def _change_lines(
    checkout_info: CheckoutInfo,
    wanted: list[tuple[CheckoutLineInfo, Mark]],
    lines: list[CheckoutLineInfo],
) -> bool:
    changed = changes(wanted)
    if not changed:
        return False
    is_written = make_changes(checkout_info.checkout, changed)
    _choose_line_of_voucher(checkout_info, lines)
    return is_written


def _choose_line_of_voucher(
    checkout_info: CheckoutInfo, lines: list[CheckoutLineInfo]
) -> None:
    """Find the cheapest line anew for a voucher that goes on that one alone.

    Saleor chose it when it fetched the lines, at the prices they had then.
    """
    voucher = checkout_info.voucher
    if voucher is None or not voucher.apply_once_per_order:
        return
    _take_voucher_off(lines)
    attach_voucher_to_line_info(
        fetch_voucher_info(voucher, checkout_info.checkout.voucher_code), lines
    )


def _take_voucher_off(lines: list[CheckoutLineInfo]) -> None:
    for info in lines:
        info.voucher = None
        info.voucher_code = None
        forget_prices(info)
