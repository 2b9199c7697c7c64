"""The validation of a checkout of Saleor 2.10 before money is taken for it."""

import logging
from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.db import transaction
from saleor.checkout import calculations
from saleor.checkout.error_codes import CheckoutErrorCode
from saleor.checkout.models import Checkout
from saleor.discount import DiscountInfo

from ....base.catalogue import names_in_catalogue
from ....contract.orders import Completion
from ....contract.quotes import LineQuote, quote_of_shipping
from ....pricing.payment_errors import lower_payment
from ...base.request_cache import clear_cached
from ..gifts.gifts import gift_in_line, in_stock, is_gift
from ..gifts.promotion_effects import PromotionEffects
from ..orders.orders import store_effects, store_quotes
from . import totals
from .cached_quotes import CheckoutQuotes
from .paid_prices import paid_effects
from .rounding import rounded_up_by

logger = logging.getLogger(__name__)

Discounts = Sequence[DiscountInfo]


def validate_order(
    plugin: CheckoutQuotes, checkout: Checkout, discounts: Discounts
) -> None:
    """Reserve what has a limit, and store what promotions give to the order.

    What has been paid for is not refused. A fault of ours is logged and refuses
    nothing.

    :raises ValidationError: something can no longer be given; prices are found again.
    """
    try:
        with transaction.atomic():
            effects = plugin.promotion_effects(checkout, discounts)
            _store_on_checkout(plugin, checkout, discounts, effects)
            refusal = _refusal(plugin, checkout, discounts, effects)
    except Exception:
        logger.exception(
            "Checkout %s is completed without a last look at its gifts, and at the"
            " limits of its promotions",
            checkout.pk,
        )
        return
    if refusal is not None and paid_effects(checkout) is None:
        clear_cached()
        raise refusal


def lower_payment_to_total(checkout: Checkout, discounts: Discounts) -> None:
    """Lower the payment that is about to be sent to its gateway; a fault is logged."""
    try:
        with transaction.atomic():
            total = calculations.checkout_total(
                checkout=checkout, lines=list(checkout), discounts=discounts
            )
            payment = checkout.get_last_active_payment()
            lower_payment(payment, checkout, total.gross)
    except Exception:
        logger.exception(
            "The payment for checkout %s may be for more than it costs", checkout.pk
        )


def _refusal(
    plugin: CheckoutQuotes,
    checkout: Checkout,
    discounts: Discounts,
    effects: PromotionEffects,
) -> ValidationError | None:
    if missing := _missing_gifts(plugin, checkout, discounts, effects):
        names = ", ".join(names_in_catalogue("ProductVariant", missing).values())
        return ValidationError(
            f"{names}: can no longer be given. The gift has been taken out; look at the"
            " checkout, then complete it again.",
            code=CheckoutErrorCode.INSUFFICIENT_STOCK,
        )
    return reserve(plugin, checkout, effects.promotions)


def reserve(
    plugin: CheckoutQuotes, checkout: Checkout, promotions: Sequence[str]
) -> ValidationError | None:
    """Reserve what promotions have a limit for; return why not if it is used up."""
    if not promotions:
        return None
    message = plugin.before_order(
        Completion(
            checkout_key=str(checkout.pk),
            customer_id=checkout.user_id,
            email=checkout.get_customer_email(),
            promotions=tuple(promotions),
            is_paid=lambda: paid_effects(checkout) is not None,
        )
    )
    if not message:
        return None
    # Of a voucher storefronts would say that it does not fit, and take it off.
    return ValidationError(message, code=CheckoutErrorCode.GRAPHQL_ERROR)


def _missing_gifts(
    plugin: CheckoutQuotes,
    checkout: Checkout,
    discounts: Discounts,
    effects: PromotionEffects,
) -> set[int]:
    """Return the variants that are in it as gifts and can no longer be given."""
    there = {gift_in_line(line) for line in checkout if is_gift(line)}
    if not there:
        return set()
    left = in_stock(effects.gifts, plugin.cached_quote(checkout.pk, discounts).cart)
    wanted = {(gift.key, gift.variant_id, gift.quantity) for gift in left}
    return {variant_id for _, variant_id, _ in there - wanted}


def _store_on_checkout(
    plugin: CheckoutQuotes,
    checkout: Checkout,
    discounts: Discounts,
    effects: PromotionEffects,
) -> None:
    lines = list(checkout)
    quoted = [
        (line, found[1])
        for line in lines
        if (found := plugin.checkout_quote(line, discounts)) is not None
    ]
    store_quotes(
        checkout,
        [(line.variant_id, quote) for line, quote in quoted if not is_gift(line)],
    )
    store_effects(
        checkout,
        gifts=[
            (line.variant_id, line.quantity, quote)
            for line, quote in quoted
            if is_gift(line)
        ],
        shipping=_shipping_quote(checkout, effects),
        rounded_up={
            line.variant_id: above
            for line in lines
            if (
                above := rounded_up_by(
                    totals.line_total(line, discounts), line.quantity
                )
            )
        },
    )


def _shipping_quote(checkout: Checkout, effects: PromotionEffects) -> LineQuote | None:
    if not effects.shipping_discount or checkout.shipping_method is None:
        return None
    return quote_of_shipping(checkout.shipping_method.price_amount, effects.shipping)
