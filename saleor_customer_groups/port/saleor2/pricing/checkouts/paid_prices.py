"""Checkouts of Saleor 2.10 for which money was taken before they became an order.

Saleor takes the money first, so an order that then cannot be made leaves such a
checkout behind. Its lines keep the prices at which they were paid: these are stored on
the lines, in a field that Saleor does not use and shoppers cannot write. The checkout
keeps its gifts and what was taken off shipping. See docs/pricing.md, What is paid.
"""

import logging
from typing import Any

from django.db import transaction
from django.utils.functional import SimpleLazyObject
from saleor.checkout.models import Checkout, CheckoutLine
from saleor.discount.utils import fetch_active_discounts
from saleor.payment import ChargeStatus
from saleor.payment.models import Payment

from ....base.metadata import Missing, add_missing_metadata, without_metadata
from ....contract.quotes import LineQuote
from ....pricing.quote_metadata import quote_from_data, quote_to_data
from ...base.active_plugin import PLUGIN_ID
from ..gifts.promotion_effects import (
    PromotionEffects,
    effects_from_data,
    effects_to_data,
)
from .prices import plugins_manager

logger = logging.getLogger(__name__)

# Metadata key, of a line: its quantity, customer and quote when it was paid; of a
# checkout: what promotions gave to it then.
PAID_KEY = "customer_groups.paid"

# Whose price a line has and which; None for Saleor's own.
CustomerQuote = tuple[int | None, LineQuote] | None


def paid_quote(line: CheckoutLine) -> tuple[bool, CustomerQuote]:
    """Return whether a line was paid in the quantity that it has, and at which price.

    Invalid data is logged, and the line is priced as if it had none.
    """
    try:
        stored = line.data.get(PAID_KEY)
        if stored is None or stored["quantity"] != line.quantity:
            return False, None
        quote = stored["quote"]
        if quote is None:
            return True, None
        return True, (stored["customer"], quote_from_data(quote))
    except Exception:
        logger.exception(
            "Line %s of checkout %s does not keep the price at which it was paid:"
            " what was stored of it cannot be read",
            line.pk,
            line.checkout_id,
        )
        return False, None


def paid_effects(checkout: Checkout) -> PromotionEffects | None:
    """Return what promotions gave to a checkout when it was paid, None if it is not.

    Invalid data is logged, and what they give now holds.
    """
    stored = checkout.private_metadata.get(PAID_KEY)
    if stored is None:
        return None
    try:
        return effects_from_data(stored)
    except Exception:
        logger.exception(
            "Checkout %s does not keep what was given when it was paid: what was"
            " stored of it cannot be read",
            checkout.pk,
        )
        return None


def payment_saved(*, instance: Payment, **_: Any) -> None:
    """Answer the signal: store the prices when money comes, remove them when it goes.

    Money was taken already, so nothing may go wrong here; a fault is logged.
    """
    if instance.checkout_id is None or instance.order_id is not None:
        return
    try:
        with transaction.atomic():
            if instance.charge_status == ChargeStatus.FULLY_CHARGED:
                _store_prices(instance)
            elif instance.charge_status == ChargeStatus.FULLY_REFUNDED:
                _remove_prices(instance)
    except Exception:
        logger.exception(
            "The prices at which checkout %s was paid could not be stored; they may"
            " change until it becomes an order",
            instance.checkout_id,
        )


def _store_prices(payment: Payment) -> None:
    plugin = plugins_manager().get_plugin(PLUGIN_ID)
    if plugin is None or not plugin.active:
        return
    checkout = payment.checkout
    # Prices that this request has found already need no sales.
    discounts: Any = SimpleLazyObject(fetch_active_discounts)
    paid = {}
    # As the request sees them: it takes the money for these.
    for line in checkout:
        if PAID_KEY in line.data:
            continue
        found = plugin.checkout_quote(line, discounts)
        customer, quote = found or (None, None)
        paid[line.pk] = {
            "quantity": line.quantity,
            "customer": customer,
            "quote": quote and quote_to_data(quote),
        }
    # Other money may have been taken before, for what was promised then.
    given = {}
    if PAID_KEY not in checkout.private_metadata:
        effects = effects_to_data(plugin.promotion_effects(checkout, discounts))
        given[checkout.pk] = {PAID_KEY: effects}
    add_missing_metadata(
        Missing(
            CheckoutLine, "data", {pk: {PAID_KEY: each} for pk, each in paid.items()}
        ),
        Missing(Checkout, "private_metadata", given),
    )


def _remove_prices(payment: Payment) -> None:
    stored = CheckoutLine.objects.filter(
        checkout=payment.checkout_id, data__has_key=PAID_KEY
    )
    stored.update(data=without_metadata("data", PAID_KEY))
    Checkout.objects.filter(pk=payment.checkout_id).update(
        private_metadata=without_metadata("private_metadata", PAID_KEY)
    )
