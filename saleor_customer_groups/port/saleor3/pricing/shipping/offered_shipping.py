"""The ways of shipping that a shopper may choose from, at the shopper's prices."""

import logging
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.utils import timezone
from prices import Money
from promise import Promise
from saleor.checkout.fetch import CheckoutInfo, CheckoutLineInfo
from saleor.checkout.models import Checkout
from saleor.graphql.checkout.dataloaders import (
    CheckoutByTokenLoader,
    CheckoutInfoByCheckoutTokenLoader,
    CheckoutLinesInfoByCheckoutTokenLoader,
)
from saleor.graphql.core.dataloaders import DataLoader
from saleor.shipping.interface import ShippingMethodData

from ....base.wrapping import carries_prices
from ...base.active_plugin import plugin_of
from ...base.databases import reading
from ..checkouts.carts import CheckoutCart
from ..checkouts.checkouts import is_paid
from ..checkouts.priced_once import shipping_discount_on

logger = logging.getLogger(__name__)


_DEAREST = Decimal(1_000_000_000)


class _DearestShipping(CheckoutCart):
    """A checkout as if shipping were dearer than any.

    What promotions take off that is what they take off any other, as far as it goes.
    """

    def read_shipping_price(self) -> Decimal:
        """Return more than any shipping costs, in any currency."""
        return _DEAREST


class _DiscountByCheckoutTokenLoader(DataLoader[UUID, Decimal]):
    """How much cheaper shipping is for a checkout, for all that a request shows of it.

    A fault is logged, and Saleor's own prices are shown.
    """

    context_key = "customer_groups_shipping_discount_by_checkout_token"

    def batch_load(self, keys: Sequence[UUID]) -> Any:
        def nothing(error: Exception) -> list[Decimal]:
            logger.error(
                "Checkouts %s are offered shipping at Saleor's own prices",
                ", ".join(map(str, keys)),
                exc_info=error,
            )
            return [Decimal(0)] * len(keys)

        def discount(
            checkout_info: CheckoutInfo, lines: list[CheckoutLineInfo]
        ) -> Decimal:
            with reading(self.context):
                return _discount(checkout_info, lines)

        loading = [
            CheckoutInfoByCheckoutTokenLoader(self.context).load_many(keys),
            CheckoutLinesInfoByCheckoutTokenLoader(self.context).load_many(keys),
        ]
        return (
            Promise.all(loading)
            .then(lambda loaded: [*map(discount, *loaded)])
            .catch(nothing)
        )


def _discount(checkout_info: CheckoutInfo, lines: list[CheckoutLineInfo]) -> Decimal:
    plugin = plugin_of(checkout_info.manager)
    if plugin is None:
        return Decimal(0)
    off = shipping_discount_on(checkout_info, lines, now=timezone.now())
    if off is not None:
        return off(_DEAREST)
    return plugin.shipping_discount_amount(_DearestShipping(checkout_info, lines))


def offer(checkout: Checkout, context: Any, shown: Any) -> Any:
    """Return a promise of ways of shipping with what promotions leave of their prices.

    :param shown: one, several or none; what is no such way, as a place at which goods
        are collected, stays as it is.
    """
    methods = shown if isinstance(shown, list) else [shown]
    costs = any(_has_price(method) for method in methods)
    if not costs or is_paid(checkout) or not carries_prices():
        return shown

    def lowered(off: Decimal) -> Any:
        less = [_less(each, off) if _has_price(each) else each for each in methods]
        return less if isinstance(shown, list) else less[0]

    return _DiscountByCheckoutTokenLoader(context).load(checkout.pk).then(lowered)


def offer_delivery(delivery: Any, context: Any, shown: Any) -> Any:
    """Return the same for a ``Delivery``, which Saleor has from 3.23 on."""
    checkout = CheckoutByTokenLoader(context).load(delivery.checkout_id)
    return checkout.then(lambda found: offer(found, context, shown))


def _has_price(method: Any) -> bool:
    return isinstance(method, ShippingMethodData) and method.price.amount > 0


def _less(method: ShippingMethodData, off: Decimal) -> ShippingMethodData:
    left = max(method.price.amount - off, Decimal(0))
    return replace(method, price=Money(left, method.price.currency))
