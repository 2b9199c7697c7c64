"""What Saleor 2.10 adds up, where it would add up something else than our prices."""

import logging
from collections.abc import Mapping, Sequence
from decimal import Decimal
from hashlib import sha256

from django.db import transaction
from prices import TaxedMoney
from saleor.checkout.base_calculations import (
    base_checkout_subtotal,
    base_checkout_total,
)
from saleor.checkout.models import Checkout, CheckoutLine
from saleor.checkout.utils import recalculate_checkout_discount
from saleor.discount import DiscountInfo

from ..metadata import with_notes, without_notes
from .memory import recall, remember
from .prices import plugins_manager

logger = logging.getLogger(__name__)

# Our note in private metadata: the prices on which a voucher was last reckoned.
NOTE = "customer_groups.voucher"

AVATAX = "mirumee.taxes.avalara"

Discounts = Sequence[DiscountInfo]
# What one unit of a line costs and what comes off the whole line, for the lines whose
# price a group made.
LinePrices = Mapping[int, tuple[Decimal, Decimal]]


def remember_line(line: CheckoutLine, line_total: TaxedMoney) -> None:
    """Remember what a line costs after all plugins that change it."""
    remember(("line total", line.pk), line_total)


def subtotal(
    checkout: Checkout,
    lines: Sequence[CheckoutLine],
    discounts: Discounts,
    previous_value: TaxedMoney,
) -> TaxedMoney:
    """Return what the lines cost together.

    Avatax answers with the sum of Saleor's own prices, unless the lines show a tax.

    :param previous_value: what the plugins before say that it is.
    """
    found = base_checkout_subtotal(
        [line_total(line, discounts) for line in lines], checkout.currency
    )
    remember(("is not the sum", checkout.pk), found != previous_value)
    return found


def remember_subtotal(checkout: Checkout, price: TaxedMoney) -> None:
    """Remember what the lines of a checkout cost together."""
    remember(("subtotal", checkout.pk), price)


def remember_shipping(checkout: Checkout, price: TaxedMoney) -> None:
    """Remember what shipping costs that promotions have lowered."""
    remember(("lowered shipping", checkout.pk), price)


def forgets_shipping(checkout: Checkout, price: TaxedMoney) -> bool:
    """Tell whether Avatax has added up what shipping costs without promotions.

    :param price: the total that it says.
    """
    is_lowered, shipping = recall(("lowered shipping", checkout.pk))
    is_known, lines = recall(("subtotal", checkout.pk))
    if not is_lowered or not is_known:
        return False
    if price == base_checkout_total(
        lines, shipping, checkout.discount, checkout.currency
    ):
        return False
    avatax = plugins_manager().get_plugin(AVATAX)
    return avatax is not None and avatax.active


def is_not_the_sum(checkout: Checkout) -> bool:
    """Tell whether another plugin has added up other prices than those of the lines."""
    return bool(recall(("is not the sum", checkout.pk))[1])


def line_total(line: CheckoutLine, discounts: Discounts) -> TaxedMoney:
    """Return what a line costs after all plugins."""
    is_known, found = recall(("line total", line.pk))
    if is_known:
        return found
    return plugins_manager().calculate_checkout_line_total(line, discounts)


def total(
    checkout: Checkout, lines: Sequence[CheckoutLine], discounts: Discounts
) -> TaxedMoney:
    """Return subtotal plus shipping less voucher, never below 0."""
    manager = plugins_manager()
    return base_checkout_total(
        manager.calculate_checkout_subtotal(checkout, lines, discounts),
        manager.calculate_checkout_shipping(checkout, lines, discounts),
        checkout.discount,
        checkout.currency,
    )


def refresh_voucher(
    checkout: Checkout,
    lines: Sequence[CheckoutLine],
    discounts: Discounts,
    line_prices: LinePrices,
    shipping_discount: Decimal,
) -> bool:
    """Reckon a voucher anew where the group's prices are others than when it was.

    Saleor reckons it when lines change, and stores the amount. A voucher that no
    longer applies goes, as it does in Saleor. A fault is logged, and the voucher takes
    off what it did before.

    :param line_prices: as they are now.
    :param shipping_discount: what promotions take off the shipping price now.
    :returns: whether it was reckoned.
    """
    now = _digest(line_prices, shipping_discount)
    if not checkout.voucher_code or checkout.private_metadata.get(NOTE, "") == now:
        return False
    try:
        with transaction.atomic():
            recalculate_checkout_discount(checkout, lines, discounts)
            _write_note(checkout, now)
    except Exception:
        logger.exception(
            "The voucher of checkout %s could not be reckoned on the prices of the"
            " customer's groups",
            checkout.pk,
        )
        return False
    return True


def _digest(line_prices: LinePrices, shipping_discount: Decimal) -> str:
    if not line_prices and not shipping_discount:
        return ""
    text = f"{sorted(line_prices.items())} {shipping_discount}"
    return sha256(text.encode()).hexdigest()[:16]


def _write_note(checkout: Checkout, digest: str) -> None:
    if digest:
        checkout.private_metadata[NOTE] = digest
        changed = with_notes("private_metadata", {NOTE: digest})
    else:
        checkout.private_metadata.pop(NOTE, None)
        changed = without_notes("private_metadata", NOTE)
    Checkout.objects.filter(pk=checkout.pk).update(private_metadata=changed)
