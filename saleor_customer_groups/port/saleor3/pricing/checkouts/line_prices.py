"""Store the prices of the customer's groups on the lines of a checkout."""

import logging
from dataclasses import replace
from typing import Any

from django.db import transaction
from django.utils import timezone
from saleor.checkout.fetch import CheckoutInfo, CheckoutLineInfo

from ....base.wrapping import carries_prices
from ....contract.quotes import RETRY_AFTER, Quote
from ...base.active_plugin import plugin_of
from ...base.databases import writing
from ..gifts.gifts import gift_price_to_store, give
from ..gifts.refused_gifts import end_refusals
from ..line_metadata import (
    FAULT_KEY,
    QUOTE_KEY,
    SHIPPING_KEY,
    gift_code,
    quote_in_metadata,
)
from ..shipping.shipping import shipping_quote_json
from ..told_again import tell_when_saved
from ..vouchers.vouchers import choose_line_of_voucher
from .carts import CheckoutCart
from .checkouts import ask_shipping_again, end_prices, is_paid, is_prepared
from .price_changes import changes, make_changes
from .priced_once import is_priced, remember_priced
from .stored_prices import (
    NOTHING_FOUND,
    NOTHING_STORED,
    StoredPrice,
    is_locked,
    price_to_store,
)

logger = logging.getLogger(__name__)


class NotQuotedError(Exception):
    """The prices of a checkout, or something they depend on, could not be found."""


def price_lines(
    checkout_info: CheckoutInfo,
    lines: list[CheckoutLineInfo],
    *,
    beside_voucher: bool = False,
) -> bool:
    """Store the groups' prices on the lines of a checkout before Saleor prices it.

    A fault never reaches the sale: it is logged, and our prices and gifts are removed.

    What has been paid for already keeps the price at which it was paid, and after a
    fault also that at which a payment was prepared.

    :param beside_voucher: whether a voucher is being entered.
    :returns: whether anything was written.
    """
    if is_paid(checkout_info.checkout) or is_priced(
        checkout_info, lines, beside_voucher=beside_voucher, now=timezone.now()
    ):
        return False
    try:
        with writing():
            quote = _find_quote(checkout_info, lines, beside_voucher=beside_voucher)
            is_changed = _apply(checkout_info, lines, quote)
        remember_priced(checkout_info, lines, quote, beside_voucher=beside_voucher)
        return is_changed
    except NotQuotedError:
        pass  # which is in the log
    except Exception:
        logger.exception(
            "Checkout %s is sold at Saleor's own prices: it could not be priced with"
            " those of the customer's groups",
            checkout_info.checkout.pk,
        )
    end_prices(checkout_info.checkout, timezone.now() + RETRY_AFTER)
    try:
        with writing():
            if is_prepared(checkout_info.checkout):
                return False
            return _apply(checkout_info, lines, None, without_quote=NOTHING_FOUND)
    except Exception:
        logger.exception(
            "Prices of customer groups could not be removed from checkout %s",
            checkout_info.checkout.pk,
        )
        return False


def _find_quote(
    checkout_info: CheckoutInfo,
    lines: list[CheckoutLineInfo],
    *,
    beside_voucher: bool,
) -> Quote | None:
    plugin = plugin_of(checkout_info.manager) if carries_prices() else None
    if plugin is None:
        return None
    # Also if the quote fails: our prices are then removed, but for less than Saleor's
    # hour.
    end_prices(checkout_info.checkout, timezone.now() + RETRY_AFTER)
    cart = CheckoutCart(checkout_info, lines, beside_voucher=beside_voucher)
    quote = plugin.quote(cart)
    if quote is None or (
        quote.left_out & _stored_codes(lines) and is_prepared(checkout_info.checkout)
    ):
        raise NotQuotedError
    end_prices(checkout_info.checkout, quote.valid_until)
    return quote if quote.lines else None


def _stored_codes(lines: list[CheckoutLineInfo]) -> set[str]:
    """Return the codes behind the prices and gifts that are stored now."""
    codes = {gift_code(info.line) or "" for info in lines}
    for info in lines:
        for key in (QUOTE_KEY, SHIPPING_KEY):
            if stored := quote_in_metadata(info.line, key):
                codes |= stored.codes
    return codes


def _apply(
    checkout_info: CheckoutInfo,
    lines: list[CheckoutLineInfo],
    quote: Quote | None,
    *,
    without_quote: StoredPrice = NOTHING_STORED,
) -> bool:
    """Store what was quoted, on all lines ``without_quote`` where there is none."""
    with transaction.atomic():
        before = _contents(lines)
        if quote and quote.ended_refusals:
            end_refusals(checkout_info.checkout.pk, quote.ended_refusals)
        give(checkout_info, lines, quote.gifts if quote else ())
        wanted = (
            _wanted(checkout_info, lines, quote)
            if quote is not None
            else [(info, without_quote) for info in lines]
        )
        # What apps were told meanwhile no longer holds.
        if any(FAULT_KEY in (info.line.private_metadata or {}) for info in lines) and (
            any(price.quote for _, price in wanted)
        ):
            tell_when_saved(checkout_info.checkout, "checkout_updated")
        is_changed = _change_lines(checkout_info, wanted, lines)
        if _contents(lines) != before:
            ask_shipping_again(checkout_info)
        return is_changed


def _contents(lines: list[CheckoutLineInfo]) -> dict[Any, tuple[Any, ...]]:
    """Return what ways of shipping depend on: the units, and what they cost."""
    return {
        info.line.pk: (
            info.line.quantity,
            info.line.price_override,
            sum(discount.amount_value for discount in info.discounts),
        )
        for info in lines
    }


def _wanted(
    checkout_info: CheckoutInfo, lines: list[CheckoutLineInfo], quote: Quote
) -> list[tuple[CheckoutLineInfo, StoredPrice]]:
    cart = CheckoutCart(checkout_info, lines)
    prices = [
        NOTHING_STORED if is_locked(info) else price_to_store(info, line)
        for info, line in zip(cart.lines, quote.lines, strict=True)
    ]
    if quote.shipping_promotions:
        shipping_quote = shipping_quote_json(quote, cart.read_shipping_price())
        prices[0] = replace(prices[0], shipping_quote=shipping_quote)
    gifts = {gift.key: gift for gift in quote.gifts}
    return [
        *zip(cart.lines, prices, strict=True),
        *(
            (
                info,
                gift_price_to_store(info, gift)
                if (gift := gifts.get(key))
                else NOTHING_STORED,
            )
            for info in lines
            if (key := gift_code(info.line))
        ),
    ]


def _change_lines(
    checkout_info: CheckoutInfo,
    wanted: list[tuple[CheckoutLineInfo, StoredPrice]],
    lines: list[CheckoutLineInfo],
) -> bool:
    changed = changes(wanted)
    if not changed:
        return False
    is_written = make_changes(checkout_info.checkout, changed)
    choose_line_of_voucher(checkout_info, lines)
    return is_written
