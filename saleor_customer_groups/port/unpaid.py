"""What a shopper reads whose payment no longer covers the total."""

from django.core.exceptions import ValidationError
from prices import Money

from ..engine.money import round_amount

NOT_FULLY_PAID = "checkout_not_fully_paid"


def name_total(error: ValidationError, total: Money) -> bool:
    """Say in Saleor's refusal what is to be paid, where it is one for want of money.

    :param error: why a checkout is not completed.
    :param total: what it costs now.
    :returns: whether it is one.
    """
    by_field = getattr(error, "error_dict", {"": getattr(error, "error_list", [])})
    unpaid = [
        leaf
        for leaves in by_field.values()
        for leaf in leaves
        if getattr(leaf.code, "value", leaf.code) == NOT_FULLY_PAID
    ]
    amount = round_amount(total.amount, total.currency)
    for leaf in unpaid:
        leaf.message = (
            f"The total is now {amount} {total.currency}, which is more than has been"
            " paid or authorised. Pay for it, then complete the checkout again."
        )
    return bool(unpaid)
