"""The checkout of a customer, as it is now."""

from uuid import UUID

from saleor.checkout.fetch import fetch_checkout_info, fetch_checkout_lines
from saleor.checkout.models import Checkout
from saleor.plugins.manager import get_plugins_manager

from ....contract.carts import OpenCheckout
from ...base.databases import reads_replica
from .carts import CheckoutCart


def customer_checkout(key: str, customer_id: int | None) -> OpenCheckout | None:
    """Return a checkout; None if there is none, or it is another customer's.

    :param key: its id as text.
    :param customer_id: None for the checkout of whomever.
    """
    whose = {} if customer_id is None else {"user": customer_id}
    try:
        checkout = Checkout.objects.filter(pk=UUID(key), **whose).first()
    except ValueError:
        return None
    if checkout is None:
        return None
    lines, _ = fetch_checkout_lines(checkout)
    manager = get_plugins_manager(allow_replica=reads_replica())
    return CheckoutCart(fetch_checkout_info(checkout, lines, manager), lines)
