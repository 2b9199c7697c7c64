"""Tell a shopper of Saleor 2.10 that an order's value is why it cannot be sent so."""

import logging
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import ValidationError
from saleor.checkout.models import Checkout
from saleor.checkout.utils import get_valid_shipping_methods_for_checkout
from saleor.shipping import ShippingMethodType
from saleor.shipping.models import ShippingMethod

from ....pricing.refused_shipping import Limits, explain, refused_leaves
from ...base.active_plugin import active_plugin
from ..checkouts.prices import plugins_manager

logger = logging.getLogger(__name__)


def explaining_refusal(native: Callable[..., None]) -> Callable[..., None]:
    """Have Saleor's refusal of a way of shipping say so, where that is the reason.

    A fault is logged, and Saleor's words stay.

    :param native: Saleor's check of how a checkout is shipped; it raises a refusal.
    """

    @wraps(native)
    def clean_checkout_shipping(
        checkout: Any, lines: Any, discounts: Any, error_code: Any
    ) -> None:
        # Saleor takes it off the checkout where it refuses it.
        chosen = checkout.shipping_method
        try:
            native(checkout, lines, discounts, error_code)
        except ValidationError as error:
            if chosen is not None and refused_leaves(error) and active_plugin():
                try:
                    _explain(error, chosen, checkout, lines, discounts)
                except Exception:
                    logger.exception(
                        "It could not be said why checkout %s cannot be shipped",
                        checkout.pk,
                    )
            raise

    return clean_checkout_shipping


def _explain(
    error: ValidationError,
    chosen: ShippingMethod,
    checkout: Checkout,
    lines: Any,
    discounts: Any,
) -> None:
    if chosen.type != ShippingMethodType.PRICE_BASED:
        return
    limits = Limits(
        name=chosen.name,
        currency=chosen.currency,
        minimum_amount=chosen.minimum_order_price_amount,
        maximum_amount=chosen.maximum_order_price_amount,
    )
    subtotal = plugins_manager().calculate_checkout_subtotal(checkout, lines, discounts)
    if refusal := limits.refusal(subtotal.gross.amount):
        others = get_valid_shipping_methods_for_checkout(checkout, lines, discounts)
        names = [method.name for method in others or ()]
        explain(error, refusal=refusal, others=names)
