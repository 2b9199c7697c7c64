"""The checkout of a customer, as it is now."""

from uuid import UUID

from saleor.checkout.models import Checkout
from saleor.discount.utils import fetch_active_discounts

from ....contract.carts import OpenCheckout
from .carts import CheckoutCart


def customer_checkout(key: str, customer_id: int | None) -> OpenCheckout | None:
    """Return a checkout; None if there is none, or it is another customer's.

    :param key: its id as text.
    :param customer_id: None for the checkout of whomever.
    """
    try:
        token = UUID(key)
    except ValueError:
        return None
    whose = {} if customer_id is None else {"user": customer_id}
    if not Checkout.objects.filter(pk=token, **whose).exists():
        return None
    return CheckoutCart(token, discounts=fetch_active_discounts())
