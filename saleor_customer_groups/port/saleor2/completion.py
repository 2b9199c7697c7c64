"""What happens to a checkout of Saleor 2.10 that is about to become an order."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import ValidationError
from saleor.checkout import calculations

from ..unpaid import name_total
from .plugin import active_plugin


def naming_total(native: Callable[..., None]) -> Callable[..., None]:
    """Have a shopper whose payment no longer covers the total told what the total is.

    Payments that came to nothing are laid aside: to a payment with the same token
    Saleor would answer with the old one and its old amount.

    :param native: Saleor's check that a checkout is paid for; it raises where not.
    """

    @wraps(native)
    def clean_checkout_payment(
        checkout: Any, lines: Any, discounts: Any, error_code: Any
    ) -> None:
        try:
            native(checkout, lines, discounts, error_code)
        except ValidationError as error:
            if active_plugin() is not None:
                total = calculations.checkout_total(
                    checkout=checkout, lines=lines, discounts=discounts
                )
                if name_total(error, checkout, total.gross):
                    untried = checkout.payments.filter(
                        is_active=True, transactions=None
                    )
                    untried.update(is_active=False)
            raise

    return clean_checkout_payment
