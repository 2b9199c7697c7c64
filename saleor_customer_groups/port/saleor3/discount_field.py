"""``Checkout.discount``, which Saleor 3 answers from before it has priced anew."""

import logging
from typing import Any

from django.utils import timezone
from promise import Promise
from saleor.graphql.checkout.dataloaders import CheckoutInfoByCheckoutTokenLoader
from saleor.graphql.checkout.types import Checkout

logger = logging.getLogger(__name__)


def extend() -> None:
    """Have the field agree with the total that stands beside it in the answer."""
    Checkout.resolve_discount = staticmethod(resolve_discount)


def resolve_discount(root: Any, info: Any) -> Any:
    """Return what is taken off, once prices that have run out are found anew.

    Saleor has no resolver of its own here, in 3.21.69, 3.22.67, 3.23.28 and main
    (3.24.0-a.0): it answers with the field as it was read. Also while the plugin is
    off, since a voucher has still to be reckoned where our marks were taken off.

    A fault is logged, and the answer is Saleor's.
    """
    checkout = root.node
    if checkout.price_expiration > timezone.now():
        return checkout.discount

    def price(_: Any) -> Any:
        return Checkout.resolve_total_price(root, info)

    def load(_: Any) -> Promise:
        return CheckoutInfoByCheckoutTokenLoader(info.context).load(checkout.token)

    def answer_of_saleor(error: Exception) -> Any:
        logger.error(
            "The discount of checkout %s could not be found anew; Saleor's is shown",
            checkout.pk,
            exc_info=error,
        )
        return checkout.discount

    return (
        Promise.resolve(None)
        .then(price)
        .then(load)
        .then(lambda checkout_info: checkout_info.checkout.discount)
        .catch(answer_of_saleor)
    )
