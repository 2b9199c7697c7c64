"""Payments that were prepared for another total than a checkout has now."""

from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from prices import Money

from ...engine.money import round_amount

NOT_FULLY_PAID = "checkout_not_fully_paid"


def lower_payment(payment: Any, checkout: Any, total: Money) -> None:
    """Lower a payment to the total to be paid now, if that has fallen.

    One that a gateway already knows stays as it is: the order then says that more was
    authorised or paid than it costs.

    :param payment: the one about to be sent to its gateway, None if there is none.
    :param total: what the checkout costs now, including what gift cards pay.
    """
    if payment is None or payment.captured_amount:
        return
    # Saleor has read them already where it completes a checkout.
    by_others = sum(
        each.total
        for each in checkout.payments.all()
        if each.is_active and each.pk != payment.pk
    )
    left = max(_left(checkout, total) - by_others, Decimal(0))
    if left < payment.total and not payment.transactions.exists():
        payment.total = left
        payment.save(update_fields=["total"])


def add_total_to_error(error: ValidationError, checkout: Any, total: Money) -> bool:
    """Add the total to Saleor's refusal, if it refuses because too little is paid.

    :param error: why a checkout is not completed.
    :param total: what it costs now, including what its gift cards pay.
    :returns: whether it was such a refusal.
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
    amount = _left(checkout, total)
    for leaf in unpaid:
        leaf.message = (
            f"The total is now {amount} {total.currency}, which is more than has been"
            " paid or authorised. Pay for it, then complete the checkout again."
        )
    return True


def _left(checkout: Any, total: Money) -> Decimal:
    """Return what gift cards leave to be paid of a total."""
    # Saleor 2.10 has read the cards where it completes a checkout.
    by_cards = sum(card.current_balance_amount for card in checkout.gift_cards.all())
    return round_amount(max(total.amount - by_cards, Decimal(0)), total.currency)
