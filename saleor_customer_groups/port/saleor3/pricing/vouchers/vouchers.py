"""Keep the discount of a voucher right in a checkout of Saleor 3.

See docs/pricing.md, Vouchers.

Saleor calculates it when a checkout is changed, but not when it only calculates prices
again: after an hour, after a login, or when a rule begins. So it is calculated here
whenever prices are.
"""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone
from prices import Money
from saleor.checkout import base_calculations, utils
from saleor.checkout.fetch import CheckoutInfo, CheckoutLineInfo
from saleor.checkout.models import Checkout, CheckoutLine
from saleor.discount import VoucherType
from saleor.discount.interface import fetch_voucher_info
from saleor.discount.models import NotApplicable
from saleor.discount.utils.voucher import attach_voucher_to_line_info

from ....base.metadata import with_metadata
from ....contract.quotes import RETRY_AFTER
from ...base.active_plugin import plugin_of
from ...base.databases import writing
from ..checkouts.checkouts import end_prices, is_paid
from ..checkouts.stored_prices import forget_prices
from ..line_metadata import STALE_VOUCHER_KEY

logger = logging.getLogger(__name__)


def refresh_voucher(
    checkout_info: CheckoutInfo, lines: list[CheckoutLineInfo], *, is_repriced: bool
) -> bool:
    """Calculate a voucher on the prices that are charged now.

    One that no longer applies goes, as it does in Saleor. What was paid for keeps what
    was taken off. A fault is logged, and the voucher takes off what it did before.

    If somebody else has changed the checkout since it was read, only the loaded objects
    change, as Saleor does it with its own prices.

    :param is_repriced: whether our prices on lines have changed; while the plugin is
        off Saleor's own amount holds unless they have.
    :returns: whether it has gone.
    """
    if checkout_info.voucher is None or is_paid(checkout_info.checkout):
        return False
    if not is_repriced and plugin_of(checkout_info.manager) is None:
        return False
    try:
        with writing(), transaction.atomic():
            return _refresh(checkout_info, lines)
    except Exception:
        logger.exception(
            "The voucher of checkout %s could not be calculated on the prices of the"
            " customer's groups",
            checkout_info.checkout.pk,
        )
        _calculate_again_soon(checkout_info.checkout, lines)
        return False


def _calculate_again_soon(checkout: Checkout, lines: list[CheckoutLineInfo]) -> None:
    """Have prices end in a few seconds, and the voucher be calculated with them.

    That is stored on the lines: prices of ours that have changed now will not change
    again then.
    """
    end_prices(checkout, timezone.now() + RETRY_AFTER)
    try:
        with writing(), transaction.atomic():
            CheckoutLine.objects.filter(pk__in=[info.line.pk for info in lines]).update(
                private_metadata=with_metadata(
                    "private_metadata", {STALE_VOUCHER_KEY: "1"}
                )
            )
    except Exception:
        logger.exception(
            "The voucher of checkout %s may stay as it was calculated: that it is to be"
            " calculated again could not be stored",
            checkout.pk,
        )


def choose_line_of_voucher(
    checkout_info: CheckoutInfo, lines: list[CheckoutLineInfo]
) -> None:
    """Find the cheapest line again for a voucher that goes on that one alone.

    Saleor chose it when it fetched the lines, at the prices they had then.
    """
    voucher = checkout_info.voucher
    if voucher is None or not voucher.apply_once_per_order:
        return
    take_voucher_off(lines)
    attach_voucher_to_line_info(
        fetch_voucher_info(voucher, checkout_info.checkout.voucher_code), lines
    )


@contextmanager
def off_lines(lines: list[CheckoutLineInfo]) -> Iterator[None]:
    """Have Saleor look at lines without the voucher on them, as when it is entered.

    Otherwise the voucher's minimum would be compared with the price after the voucher.
    """
    vouchers = [(info.voucher, info.voucher_code) for info in lines]
    take_voucher_off(lines)
    try:
        yield
    finally:
        for info, (voucher, code) in zip(lines, vouchers, strict=True):
            info.voucher, info.voucher_code = voucher, code


def take_voucher_off(lines: list[CheckoutLineInfo]) -> None:
    """Remove the voucher from loaded lines."""
    for info in lines:
        info.voucher = None
        info.voucher_code = None
        forget_prices(info)


def _refresh(checkout_info: CheckoutInfo, lines: list[CheckoutLineInfo]) -> bool:
    checkout = checkout_info.checkout
    found = _calculated(checkout_info, lines)
    if found == checkout.discount:
        return False
    changed: dict[str, Any] = {
        "discount_amount": found.amount if found is not None else Decimal(0)
    }
    if found is None:
        changed |= dict.fromkeys(
            ("voucher_code", "discount_name", "translated_discount_name")
        )
    # Objects in memory change last, so that they stay as they were if this fails.
    Checkout.objects.filter(pk=checkout.pk, last_change=checkout.last_change).update(
        **changed
    )
    for name, value in changed.items():
        setattr(checkout, name, value)
    if found is None:
        checkout_info.voucher = None
        take_voucher_off(lines)
    return found is None


def _calculated(
    checkout_info: CheckoutInfo, lines: list[CheckoutLineInfo]
) -> Money | None:
    """Return what Saleor takes off, None if the voucher does not apply."""
    voucher = checkout_info.voucher
    address = checkout_info.shipping_address or checkout_info.billing_address
    with off_lines(lines):
        try:
            # Looked up when called: it is wrapped, for what is bought alone.
            found = utils.get_voucher_discount_for_checkout(
                checkout_info.manager, voucher, checkout_info, lines, address
            )
        except NotApplicable:
            return None
        if voucher.type == VoucherType.SHIPPING:
            return found
        subtotal = base_calculations.base_checkout_subtotal(
            lines, checkout_info.channel, checkout_info.checkout.currency
        )
        return min(found, subtotal)
