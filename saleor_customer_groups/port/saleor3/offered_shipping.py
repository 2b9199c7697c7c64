"""The ways of shipping that a shopper may choose from, at the shopper's prices."""

import logging
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from prices import Money
from promise import Promise
from saleor.checkout.fetch import CheckoutInfo, CheckoutLineInfo
from saleor.checkout.models import Checkout
from saleor.core.db.connection import allow_writer
from saleor.graphql.checkout.dataloaders import (
    CheckoutInfoByCheckoutTokenLoader,
    CheckoutLinesInfoByCheckoutTokenLoader,
)
from saleor.shipping.interface import ShippingMethodData

from .carts import CheckoutCart
from .checkouts import is_paid
from .plugin import plugin_of
from .wrappers import carries_prices

logger = logging.getLogger(__name__)


class _DearestShipping(CheckoutCart):
    """A checkout as if the dearest way of shipping were chosen.

    What promotions take off that is what they take off any other, as far as it goes.
    """

    def __init__(
        self,
        checkout_info: CheckoutInfo,
        lines: list[CheckoutLineInfo],
        dearest: Decimal,
    ) -> None:
        super().__init__(checkout_info, lines)
        self._dearest = dearest

    def read_shipping_price(self) -> Decimal:
        """Return the price of the dearest method."""
        return self._dearest


def offer(
    checkout: Checkout, context: Any, methods: Sequence[ShippingMethodData] | None
) -> Any:
    """Return a promise of the methods with what promotions leave of their prices.

    A fault is logged, and Saleor's own prices are shown.
    """
    if not methods or is_paid(checkout) or not carries_prices():
        return methods
    dearest = max(method.price.amount for method in methods)

    def lowered(loaded: Any) -> Any:
        checkout_info, lines = loaded
        plugin = plugin_of(checkout_info.manager)
        if plugin is None or not dearest:
            return methods
        with allow_writer():
            quote = plugin.quote(_DearestShipping(checkout_info, lines, dearest))
        off = quote.shipping_discount_amount if quote else Decimal(0)
        return [_less(method, off) for method in methods] if off else methods

    def as_they_are(error: Exception) -> Any:
        logger.error(
            "Checkout %s is offered shipping at Saleor's own prices",
            checkout.pk,
            exc_info=error,
        )
        return methods

    loaders = CheckoutInfoByCheckoutTokenLoader, CheckoutLinesInfoByCheckoutTokenLoader
    loading = [loader(context).load(checkout.token) for loader in loaders]
    return Promise.all(loading).then(lowered).catch(as_they_are)


def _less(method: ShippingMethodData, off: Decimal) -> ShippingMethodData:
    left = max(method.price.amount - off, Decimal(0))
    return replace(method, price=Money(left, method.price.currency))
