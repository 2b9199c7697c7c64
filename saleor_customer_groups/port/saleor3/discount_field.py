"""``Checkout.discount``, which Saleor 3 answers from before it has priced anew."""

from typing import Any

from django.utils import timezone
from promise import Promise
from saleor.graphql.checkout.dataloaders import CheckoutInfoByCheckoutTokenLoader
from saleor.graphql.checkout.types import Checkout


def extend() -> None:
    """Have the field agree with the total that stands beside it in the answer."""
    Checkout.resolve_discount = staticmethod(resolve_discount)


def resolve_discount(root: Any, info: Any) -> Any:
    """Return what is taken off, once prices that have run out are found anew."""
    checkout = root.node
    if checkout.price_expiration > timezone.now():
        return checkout.discount

    def priced(_: Any) -> Promise:
        return CheckoutInfoByCheckoutTokenLoader(info.context).load(checkout.token)

    return (
        Promise.resolve(Checkout.resolve_total_price(root, info))
        .then(priced)
        .then(lambda checkout_info: checkout_info.checkout.discount)
    )
