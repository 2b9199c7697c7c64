"""How large an amount can be that Saleor stores."""

from decimal import Decimal

from django.conf import settings


def max_amount() -> Decimal:
    """Return the largest amount that Saleor's columns hold, in any currency.

    It is what an order or one of its lines may come to.
    """
    whole = settings.DEFAULT_MAX_DIGITS - settings.DEFAULT_DECIMAL_PLACES
    return Decimal(10) ** whole - Decimal(10) ** -settings.DEFAULT_DECIMAL_PLACES


def share_of_largest(share: str) -> Decimal:
    """Return a share of that amount, such as ``"0.5"``, rounded down."""
    step = Decimal(10) ** -settings.DEFAULT_DECIMAL_PLACES
    return max_amount() * Decimal(share) // step * step
