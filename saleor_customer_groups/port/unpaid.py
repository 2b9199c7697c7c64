"""What a shopper reads whose payment no longer covers the total."""

from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from prices import Money

from ..engine.money import round_amount

NOT_FULLY_PAID = "checkout_not_fully_paid"


def name_total(error: ValidationError, checkout: Any, total: Money) -> bool:
    """Say in Saleor's refusal what is to be paid, where it is one for want of money.

    :param error: why a checkout is not completed.
    :param total: what it costs now, of which its gift cards pay what they can.
    :returns: whether it is one.
    """
    by_field = getattr(error, "error_dict", {"": getattr(error, "error_list", [])})
    unpaid = [
        leaf
        for leaves in by_field.values()
        for leaf in leaves
        if getattr(leaf.code, "value", leaf.code) == NOT_FULLY_PAID
    ]
    if not unpaid:
        return False
    left = total - checkout.get_total_gift_cards_balance()
    amount = round_amount(max(left.amount, Decimal(0)), total.currency)
    for leaf in unpaid:
        leaf.message = (
            f"The total is now {amount} {total.currency}, which is more than has been"
            " paid or authorised. Pay for it, then complete the checkout again."
        )
    return True
