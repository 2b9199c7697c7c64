"""Totals of Saleor 2.10 that would not add up our prices."""

from collections.abc import Sequence

from prices import TaxedMoney
from saleor.checkout.base_calculations import (
    base_checkout_subtotal,
    base_checkout_total,
)
from saleor.checkout.models import Checkout, CheckoutLine
from saleor.discount import DiscountInfo

from ...base.request_cache import get_cached, set_cached
from .prices import plugins_manager

AVATAX = "mirumee.taxes.avalara"

Discounts = Sequence[DiscountInfo]


def cache_line_total(line: CheckoutLine, line_total: TaxedMoney) -> None:
    """Cache what a line costs after all plugins that change it."""
    set_cached(("line total", line.pk), line_total)


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
    set_cached(("is not the sum", checkout.pk), found != previous_value)
    return found


def cache_subtotal(checkout: Checkout, price: TaxedMoney) -> None:
    """Cache what the lines of a checkout cost together."""
    set_cached(("subtotal", checkout.pk), price)


def cache_shipping(checkout: Checkout, price: TaxedMoney, *, is_lowered: bool) -> None:
    """Cache what shipping costs after all plugins.

    :param is_lowered: whether promotions have lowered it.
    """
    set_cached(("shipping", checkout.pk), price)
    if is_lowered:
        set_cached(("lowered shipping", checkout.pk), price)


def forgets_shipping(checkout: Checkout, price: TaxedMoney) -> bool:
    """Tell whether Avatax has added up what shipping costs without promotions.

    :param price: the total that it says.
    """
    is_lowered, shipping = get_cached(("lowered shipping", checkout.pk))
    is_known, lines = get_cached(("subtotal", checkout.pk))
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
    return bool(get_cached(("is not the sum", checkout.pk))[1])


def line_total(line: CheckoutLine, discounts: Discounts) -> TaxedMoney:
    """Return what a line costs after all plugins."""
    is_known, found = get_cached(("line total", line.pk))
    if is_known:
        return found
    return plugins_manager().calculate_checkout_line_total(line, discounts)


def shipping(
    checkout: Checkout, lines: Sequence[CheckoutLine], discounts: Discounts
) -> TaxedMoney:
    """Return what shipping costs after all plugins."""
    is_known, found = get_cached(("shipping", checkout.pk))
    if is_known:
        return found
    return plugins_manager().calculate_checkout_shipping(checkout, lines, discounts)


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
