"""The prices of Saleor 2.10 at which a shopper has prepared a payment.

They are stored in the checkout, so that they hold if none can be found when it is
completed, as while our tables are locked.
"""

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from saleor.checkout.models import Checkout, CheckoutLine
from saleor.payment.models import Payment

from ....base.metadata import with_metadata
from ....contract.quotes import LineQuote
from ....pricing.quote_metadata import quote_from_data, quote_to_data
from ..gifts.gifts import is_gift
from ..gifts.promotion_effects import (
    NO_EFFECTS,
    PROMISED_PRICES_KEY,
    PromotionEffects,
    effects_from_data,
    effects_to_data,
)
from .carts import CheckoutCart

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class PromisedPrices:
    """What lines cost, by primary key, and what promotions give beside."""

    customer_id: int | None
    lines: Mapping[int, LineQuote]
    effects: PromotionEffects

    @property
    def codes(self) -> set[str]:
        """Return the codes of all lists, rules and promotions that made them."""
        of_lines = (quote.codes for quote in self.lines.values())
        return set(self.effects.promotions).union(*of_lines)


def store_promised_prices(
    checkout: Checkout,
    lines: list[CheckoutLine],
    quotes: Mapping[int, LineQuote],
    effects: PromotionEffects,
) -> None:
    """Store the prices at which a payment is being prepared.

    :param quotes: of the lines whose price a group made, by primary key.
    :param effects: what promotions give beside.
    """
    prices: dict[str, Any] = {}
    if quotes or effects != NO_EFFECTS:
        prices = {
            "customer": checkout.user_id,
            "units": {
                str(line.pk): line.quantity for line in lines if not is_gift(line)
            },
            "lines": {str(pk): quote_to_data(quote) for pk, quote in quotes.items()},
            "given": effects_to_data(effects),
        }
    if prices != checkout.private_metadata.get(PROMISED_PRICES_KEY, {}):
        checkout.private_metadata[PROMISED_PRICES_KEY] = prices
        Checkout.objects.filter(pk=checkout.pk).update(
            private_metadata=with_metadata(
                "private_metadata", {PROMISED_PRICES_KEY: prices}
            )
        )


def read_promised_prices(cart: CheckoutCart) -> PromisedPrices | None:
    """Return the prices at which a payment was prepared that is still to be made.

    A fault is logged: then Saleor's own prices hold.

    :param cart: is read, without anything of ours.
    :returns: None if there is no such payment, or if the checkout has changed since.
    """
    try:
        with transaction.atomic():
            return _read(cart)
    except Exception:
        logger.exception(
            "%s does not keep the prices at which a payment was prepared", cart.name
        )
        return None


def _read(cart: CheckoutCart) -> PromisedPrices | None:
    checkout = Checkout.objects.filter(pk=cart.key).first()
    prices = checkout and checkout.private_metadata.get(PROMISED_PRICES_KEY)
    if not prices or prices["customer"] != checkout.user_id:
        return None
    if not Payment.objects.filter(checkout=cart.key, is_active=True).exists():
        return None
    cart.read_cart(None)
    if {str(pk): quantity for pk, quantity in cart.units.items()} != prices["units"]:
        return None
    return PromisedPrices(
        customer_id=prices["customer"],
        lines={int(pk): quote_from_data(data) for pk, data in prices["lines"].items()},
        effects=effects_from_data(prices["given"]),
    )
