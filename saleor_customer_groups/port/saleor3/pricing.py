"""Have a checkout's lines carry what its customer's groups pay."""

import logging
from dataclasses import replace
from typing import Any

from django.db import transaction
from django.utils import timezone
from saleor.checkout.fetch import CheckoutInfo, CheckoutLineInfo
from saleor.checkout.utils import recalculate_checkout_discount
from saleor.core.db.connection import allow_writer
from saleor.discount.interface import fetch_voucher_info
from saleor.discount.utils.voucher import attach_voucher_to_line_info

from ..contract import ASK_AGAIN_AFTER, Quote
from .carts import CheckoutCart
from .checkouts import ask_shipping_again, end_prices, is_paid
from .gifts import gift_mark, give
from .marks import (
    NO_MARK,
    Mark,
    changes,
    forget_prices,
    gift_key,
    is_locked,
    make_changes,
    wanted_mark,
)
from .plugin import plugin_of
from .refused_gifts import end_refusals
from .shipping import shipping_note
from .wrappers import carries_prices

logger = logging.getLogger(__name__)


def price_lines(checkout_info: CheckoutInfo, lines: list[CheckoutLineInfo]) -> bool:
    """Put our marks on the lines of a checkout before Saleor prices it.

    A fault never reaches the sale: it is logged, our marks come off and gifts go.

    What has been paid for already keeps the price at which it was paid.

    :returns: whether anything changed, so that a voucher has to be reckoned anew. Not
        so where somebody else changed the checkout meanwhile: to save a voucher would
        hide that from Saleor.
    """
    if is_paid(checkout_info.checkout):
        return False
    try:
        with allow_writer():
            return _apply(checkout_info, lines, _find_quote(checkout_info, lines))
    except Exception:
        logger.exception(
            "Checkout %s is sold at Saleor's own prices: it could not be marked with"
            " those of the customer's groups",
            checkout_info.checkout.pk,
        )
    end_prices(checkout_info.checkout, timezone.now() + ASK_AGAIN_AFTER)
    try:
        with allow_writer():
            return _apply(checkout_info, lines, None)
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


def _find_quote(
    checkout_info: CheckoutInfo, lines: list[CheckoutLineInfo]
) -> Quote | None:
    plugin = plugin_of(checkout_info.manager) if carries_prices() else None
    if plugin is None:
        return None
    # Also where the quote fails: our marks then come off, but not for Saleor's hour.
    end_prices(checkout_info.checkout, timezone.now() + ASK_AGAIN_AFTER)
    quote = plugin.quote(CheckoutCart(checkout_info, lines))
    if quote is None:
        return None
    end_prices(checkout_info.checkout, quote.valid_until)
    return quote if quote.lines else None


def _apply(
    checkout_info: CheckoutInfo,
    lines: list[CheckoutLineInfo],
    quote: Quote | None,
) -> bool:
    with transaction.atomic():
        before = _units(lines)
        if quote and quote.ended_refusals:
            end_refusals(checkout_info.checkout.pk, quote.ended_refusals)
        give(checkout_info, lines, quote.gifts if quote else ())
        wanted = _wanted(checkout_info, lines, quote)
        is_changed = _change_lines(checkout_info, wanted, lines)
        if is_changed or _units(lines) != before:
            ask_shipping_again(checkout_info)
        return is_changed


def _units(lines: list[CheckoutLineInfo]) -> dict[Any, int]:
    return {info.line.pk: info.line.quantity for info in lines}


def _wanted(
    checkout_info: CheckoutInfo, lines: list[CheckoutLineInfo], quote: Quote | None
) -> list[tuple[CheckoutLineInfo, Mark]]:
    if quote is None:
        return [(info, NO_MARK) for info in lines]
    cart = CheckoutCart(checkout_info, lines)
    marks = [
        NO_MARK if is_locked(info) else wanted_mark(info, line)
        for info, line in zip(cart.lines, quote.lines, strict=True)
    ]
    if quote.shipping_promotions:
        note = shipping_note(quote, cart.read_shipping_price())
        marks[0] = replace(marks[0], shipping=note)
    gifts = {gift.key: gift for gift in quote.gifts}
    return [
        *zip(cart.lines, marks, strict=True),
        *(
            (info, gift_mark(info, gift) if (gift := gifts.get(key)) else NO_MARK)
            for info in lines
            if (key := gift_key(info.line))
        ),
    ]


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
