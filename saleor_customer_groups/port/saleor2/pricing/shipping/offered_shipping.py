"""The ways of shipping that a shopper may choose from, at the shopper's prices."""

import logging
from collections.abc import Callable, Sequence
from copy import copy
from decimal import Decimal

from django.db.models import F, QuerySet
from prices import Money
from saleor.checkout.models import Checkout
from saleor.shipping.models import ShippingMethod

from .....engine.money import round_amount
from ...pricing.checkouts.cached_quotes import CheckoutQuotes
from ..checkouts.cached_quotes import is_quote_cached
from ..checkouts.paid_prices import paid_effects

logger = logging.getLogger(__name__)

_ENTERED = "_customer_groups_entered"


def offer(
    plugin: CheckoutQuotes, checkout: Checkout, methods: Sequence[ShippingMethod]
) -> Sequence[ShippingMethod]:
    """Return the methods with what promotions leave of their prices.

    A fault is logged, and Saleor's own prices are shown.

    :param methods: as Saleor shows them, with taxes where the shop shows them.
    """
    # To find the methods Saleor has asked for the subtotal.
    if not is_quote_cached(checkout.pk) or paid_effects(checkout) is not None:
        return methods
    quote = plugin.cached_quote(checkout.pk, ())
    if not quote.cart.is_shipping_promoted:
        return methods
    try:
        _lower(quote.shipping_discount_on, methods)
    except Exception:
        logger.exception(
            "Checkout %s is offered shipping at Saleor's own prices", checkout.pk
        )
    return methods


def with_entered_prices(methods: QuerySet) -> QuerySet:
    """Have ways of shipping know what the shop has entered as their prices."""
    return methods.annotate(**{_ENTERED: F("price_amount")})


def _lower(
    discount_on: Callable[[Decimal], Decimal], methods: Sequence[ShippingMethod]
) -> None:
    # Saleor has written what it shows over what the shop has entered.
    entered = {method.pk: getattr(method, _ENTERED) for method in methods}
    dearest = max(entered.values(), default=Decimal(0))
    if not dearest:
        return
    # What is taken off the dearest is taken off any other, as far as it goes.
    off = discount_on(dearest)
    for method in methods:
        price = entered[method.pk]
        if price and off:
            left = max(price - off, Decimal(0))
            shown = round_amount(method.price.amount * left / price, method.currency)
            method.price = Money(shown, method.currency)


def reduced(method: ShippingMethod, off: Decimal) -> ShippingMethod:
    """Return a way of shipping at a lower price, to be shown.

    :param off: on the footing on which the shop enters its prices, as is what Saleor
        shows of a way that is chosen.
    """
    if not off:
        return method
    # Saleor calculates with the object that it has loaded.
    shown = copy(method)
    shown.price = Money(max(method.price.amount - off, Decimal(0)), method.currency)
    return shown
