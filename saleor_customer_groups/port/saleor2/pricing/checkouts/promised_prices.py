"""The prices of Saleor 2.10 at which a shopper has prepared a payment.

They are noted in the checkout, so that they hold where they cannot be found when it is
completed, as while our tables are locked.
"""

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from saleor.checkout.models import Checkout, CheckoutLine
from saleor.payment.models import Payment

from ....base.metadata import with_notes
from ....contract.quotes import LineQuote
from ....pricing import quote_metadata
from ..gifts import promotion_effects
from ..gifts.gifts import is_gift
from .carts import CheckoutCart

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Promise:
    """What lines cost, by primary key, and what promotions give beside."""

    customer_id: int | None
    lines: Mapping[int, LineQuote]
    given: promotion_effects.PromotionEffects


def store_promised_prices(
    checkout: Checkout,
    lines: list[CheckoutLine],
    quotes: Mapping[int, LineQuote],
    what: promotion_effects.PromotionEffects,
) -> None:
    """Note the prices at which a payment is being prepared.

    :param quotes: of the lines whose price a group made, by primary key.
    :param what: what promotions give beside.
    """
    note: dict[str, Any] = {}
    if quotes or what != promotion_effects.NOTHING:
        note = {
            "customer": checkout.user_id,
            "units": {
                str(line.pk): line.quantity for line in lines if not is_gift(line)
            },
            "lines": {
                str(pk): quote_metadata.as_data(quote) for pk, quote in quotes.items()
            },
            "given": promotion_effects.as_data(what),
        }
    if note != checkout.private_metadata.get(promotion_effects.PREPARED, {}):
        checkout.private_metadata[promotion_effects.PREPARED] = note
        Checkout.objects.filter(pk=checkout.pk).update(
            private_metadata=with_notes(
                "private_metadata", {promotion_effects.PREPARED: note}
            )
        )


def read_promise(cart: CheckoutCart) -> Promise | None:
    """Return the prices at which a payment was prepared that is still to be made.

    None where there is no such payment, or where the checkout has changed since. A
    fault is logged: then Saleor's own prices hold.

    :param cart: is read, without anything of ours.
    """
    try:
        with transaction.atomic():
            return _read(cart)
    except Exception:
        logger.exception(
            "%s does not keep the prices at which a payment was prepared", cart.name
        )
        return None


def _read(cart: CheckoutCart) -> Promise | None:
    checkout = Checkout.objects.filter(pk=cart.key).first()
    note = checkout and checkout.private_metadata.get(promotion_effects.PREPARED)
    if not note or note["customer"] != checkout.user_id:
        return None
    if not Payment.objects.filter(checkout=cart.key, is_active=True).exists():
        return None
    cart.read_cart(None)
    if {str(pk): quantity for pk, quantity in cart.units.items()} != note["units"]:
        return None
    return Promise(
        customer_id=note["customer"],
        lines={
            int(pk): quote_metadata.from_data(data)
            for pk, data in note["lines"].items()
        },
        given=promotion_effects.from_data(note["given"]),
    )
