"""Fields about a voucher, which Saleor 3 answers before it calculates prices."""

import logging
from collections.abc import Callable
from functools import partial, wraps
from typing import Any

from django.utils import timezone
from promise import Promise
from saleor.graphql.checkout.dataloaders import CheckoutInfoByCheckoutTokenLoader
from saleor.graphql.checkout.types import Checkout

from ....base.wrapping import Wrapper

logger = logging.getLogger(__name__)

# Fields of a checkout that change when prices are calculated.
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


def _resolver_of(field: str) -> Callable[..., Any]:
    """Return what answers with a field where Saleor has no resolver of its own.

    That is so in 3.21.69, 3.22.67, 3.23.28 and main (3.24.0-a.0), except for
    ``voucher``.
    """
    return lambda root, info: getattr(root.node, field)


def _priced_first(field: str, native: Callable[..., Any] | None) -> Callable[..., Any]:
    """Have a field answered once prices that have run out are found again.

    Also while the plugin is off, since a voucher has still to be calculated where our
    prices were removed. A fault is logged, and the answer is Saleor's.
    """
    native = native or _resolver_of(field)

    @wraps(native)
    def resolve(root: Any, info: Any, *args: Any, **named: Any) -> Any:
        checkout = root.node
        if checkout.price_expiration > timezone.now():
            return native(root, info, *args, **named)

        def price(_: Any) -> Any:
            return Checkout.resolve_total_price(root, info)

        def load(_: Any) -> Promise:
            loader = CheckoutInfoByCheckoutTokenLoader(info.context)
            return loader.load(checkout.token)

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


DISCOUNT_WRAPPERS = tuple(
    Wrapper(
        number=number,
        module="saleor.graphql.checkout.types",
        path=f"Checkout.resolve_{field}",
        field=field,
        parameters=("root", "info"),
        wrap=partial(_priced_first, field),
        loss="the voucher may be shown as it was for the prices before",
    )
    for number, field in enumerate(FIELDS, 114)
)
