"""What Saleor 3 says of a voucher, which it answers with before it finds prices."""

import logging
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.utils import timezone
from promise import Promise
from saleor.graphql.checkout.dataloaders import CheckoutInfoByCheckoutTokenLoader
from saleor.graphql.checkout.types import Checkout

logger = logging.getLogger(__name__)

# What finding prices may change of a checkout beside them.
ATTRIBUTES = (
    "discount_amount",
    "discount_name",
    "translated_discount_name",
    "voucher_code",
)
FIELDS = (
    "discount",
    "discount_name",
    "translated_discount_name",
    "voucher",
    "voucher_code",
)


def extend() -> None:
    """Have the fields agree with the total that stands beside them in the answer."""
    for field in FIELDS:
        native = getattr(Checkout, f"resolve_{field}", None) or _resolver_of(field)
        setattr(Checkout, f"resolve_{field}", staticmethod(_priced_first(native)))


def _resolver_of(field: str) -> Callable[..., Any]:
    """Return what answers with a field where Saleor has no resolver of its own.

    That is so in 3.21.69, 3.22.67, 3.23.28 and main (3.24.0-a.0), except for
    ``voucher``.
    """
    return lambda root, info: getattr(root.node, field)


def _priced_first(native: Callable[..., Any]) -> Callable[..., Any]:
    """Have a field answered once prices that have run out are found again.

    Also while the plugin is off, since a voucher has still to be calculated where our
    marks were taken off. A fault is logged, and the answer is Saleor's.
    """

    @wraps(native)
    def resolve(root: Any, info: Any, *args: Any, **named: Any) -> Any:
        checkout = root.node
        if checkout.price_expiration > timezone.now():
            return native(root, info, *args, **named)

        def price(_: Any) -> Any:
            return Checkout.resolve_total_price(root, info)

        def load(_: Any) -> Promise:
            return CheckoutInfoByCheckoutTokenLoader(info.context).load(checkout.token)

        def take_over(checkout_info: Any) -> None:
            for name in ATTRIBUTES:
                setattr(checkout, name, getattr(checkout_info.checkout, name))

        def log(error: Exception) -> None:
            logger.error(
                "The discount of checkout %s could not be found again; Saleor's is"
                " shown",
                checkout.pk,
                exc_info=error,
            )

        return (
            Promise.resolve(None)
            .then(price)
            .then(load)
            .then(take_over)
            .catch(log)
            .then(lambda _: native(root, info, *args, **named))
        )

    return resolve
