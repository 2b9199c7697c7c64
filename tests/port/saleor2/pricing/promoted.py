"""A shop that gives something away, and what was paid in it."""

from typing import Any

from saleor.payment import gateway
from saleor.payment.models import Payment

from saleor_customer_groups.models import CustomerGroup, Promotion
from tests.owner import Shop
from tests.storefront import Checkout, Storefront


def give(shop: Shop, vip: CustomerGroup, **values: Any) -> Promotion:
    """Give a latte to whoever buys anything."""
    variants = [str(shop.latte.pk)]
    return shop.promotion(vip, "Gift", kind="gift", variants=variants, **values)


def paid(ann: Storefront, checkout: Checkout) -> Checkout:
    """Take the money for a checkout that does not become an order."""
    checkout = ann.ship(checkout)
    ann.pay(checkout)
    payment = Payment.objects.get()
    gateway.process_payment(payment, payment.token)
    return checkout
