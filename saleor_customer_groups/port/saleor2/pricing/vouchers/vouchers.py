"""Keep the discount of a voucher right in a checkout of Saleor 2.10.

See docs/pricing.md, Vouchers.

Saleor calculates it when lines or shipping change, and stores the amount. What else
changes a price leaves it as it was: a customer who logs in, a rule that begins, a
voucher with which a rule does not go. So a stored amount always has a digest of what it
was calculated on; if that is missing, or no longer matches what is charged, it is
calculated again.
"""

import logging
from collections.abc import Callable, Sequence
from functools import wraps
from hashlib import sha256
from typing import Any

from django.db import transaction
from saleor.checkout.models import Checkout, CheckoutLine
from saleor.checkout.utils import recalculate_checkout_discount

from ....base.metadata import with_metadata, without_metadata
from ...base.request_cache import clear_cached, get_cached, set_cached
from ..checkouts import totals
from ..checkouts.paid_prices import paid_effects
from ..checkouts.totals import Discounts
from ..gifts.gifts import without_gifts
from .entered_voucher import voucher_being_entered

logger = logging.getLogger(__name__)

# Metadata key of a checkout: a digest of what the amount of its voucher depends on.
VOUCHER_KEY = "customer_groups.voucher"
# The value if our prices were removed since.
PRICES_REMOVED = "removed"
# The fields of a checkout that Saleor changes when it calculates a voucher.
_FIELDS = (
    "voucher_code",
    "discount_amount",
    "discount_name",
    "translated_discount_name",
)


def of_what_is_charged(native: Callable[..., Any]) -> Callable[..., Any]:
    """Have a voucher calculated on what is charged for the goods that are bought.

    It may be for the cheapest line, so gifts are no part of it; and one that is being
    entered is calculated on the prices that hold beside it.

    :param native: Saleor's calculation.
    """

    @wraps(native)
    def get_voucher_discount_for_checkout(
        voucher: Any, checkout: Checkout, lines: Any, discounts: Any = None
    ) -> Any:
        with voucher_being_entered(checkout):
            found = native(voucher, checkout, without_gifts(lines), discounts)
        set_cached(_calculated(checkout), voucher.code)
        return found

    return get_voucher_discount_for_checkout


def refresh_voucher(
    checkout: Checkout,
    lines: Sequence[CheckoutLine],
    discounts: Discounts,
    *,
    active: bool,
) -> bool:
    """Calculate a voucher again unless it was calculated on what is charged now.

    A voucher that no longer applies goes, as it does in Saleor. What was paid for keeps
    what was taken off. A fault is logged, and the voucher takes off what it did before,
    until somebody next looks: the digest stays as it was.

    :param active: whether the plugin is: while it is off Saleor's own amount holds, and
        no digest is stored.
    :returns: whether it was calculated.
    """
    stored = checkout.private_metadata.get(VOUCHER_KEY, "")
    if not checkout.voucher_code or not (active or stored):
        return False
    if paid_effects(checkout) is not None:
        return False
    before = {name: getattr(checkout, name) for name in _FIELDS}
    try:
        if stored == (_basis(checkout, lines, discounts) if active else ""):
            return False
        with transaction.atomic():
            is_old = get_cached(_calculated(checkout))[1] != checkout.voucher_code
            if is_old:
                recalculate_checkout_discount(checkout, lines, discounts)
            has_digest = active and checkout.voucher_code
            _store_digest(
                checkout, _basis(checkout, lines, discounts) if has_digest else ""
            )
    except Exception:
        logger.exception(
            "The voucher of checkout %s could not be calculated on the prices of the"
            " customer's groups",
            checkout.pk,
        )
        for name, value in before.items():
            setattr(checkout, name, value)
        # Among it is that the voucher was calculated.
        clear_cached()
        return False
    return is_old


def _calculated(checkout: Checkout) -> tuple[str, Any]:
    """Return the key of the voucher that was calculated since prices last changed."""
    return ("voucher calculated", checkout.pk)


def _basis(
    checkout: Checkout, lines: Sequence[CheckoutLine], discounts: Discounts
) -> str:
    """Return a digest of a voucher's amount and of what it depends on."""
    shipping = totals.shipping(checkout, lines, discounts)
    charged = sorted(
        (line.pk, line.quantity, str(totals.line_total(line, discounts).gross.amount))
        for line in without_gifts(lines)
    )
    basis = (
        checkout.voucher_code,
        f"{checkout.discount_amount:.3f}",
        checkout.user_id,
        checkout.email,
        checkout.shipping_method_id,
        f"{shipping.gross.amount:.3f}",
        charged,
    )
    return sha256(repr(basis).encode()).hexdigest()[:16]


def _store_digest(checkout: Checkout, digest: str) -> None:
    if digest == checkout.private_metadata.get(VOUCHER_KEY, ""):
        return
    if digest:
        changed = with_metadata("private_metadata", {VOUCHER_KEY: digest})
    else:
        changed = without_metadata("private_metadata", VOUCHER_KEY)
    Checkout.objects.filter(pk=checkout.pk).update(private_metadata=changed)
    if digest:
        checkout.private_metadata[VOUCHER_KEY] = digest
    else:
        checkout.private_metadata.pop(VOUCHER_KEY, None)
