"""Which gifts Saleor's own promotions give: those that their receiver sees."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import Any

from saleor.checkout.models import Checkout

from ...base.wrapping import Wrapper
from ...visibility.callers import hides_products
from ...visibility.hidden_lines import hidden_in_checkout
from ..base.databases import writing

# The checkout whose gift is looked for; Saleor's choice is not told.
_given_to: ContextVar[Checkout | None] = ContextVar(
    "customer_groups_given_to", default=None
)


@contextmanager
def _giving_to(checkout: Checkout) -> Iterator[None]:
    token = _given_to.set(checkout)
    try:
        yield
    finally:
        _given_to.reset(token)


def _told_whose(native: Callable[..., Any]) -> Callable[..., Any]:
    """Remember the checkout while its promotion is looked for."""

    @wraps(native)
    def create_discount_objects_for_order_promotions(
        order_or_checkout: Any, *args: Any, **named: Any
    ) -> Any:
        with _giving_to(order_or_checkout):
            return native(order_or_checkout, *args, **named)

    return create_discount_objects_for_order_promotions


def _of_what_is_seen(native: Callable[..., set[int]]) -> Callable[..., set[int]]:
    """Leave out gifts that the customer of the checkout does not see.

    Such a line could be neither sold nor taken out.
    """

    @wraps(native)
    def _get_available_for_purchase_variant_ids(
        available_variant_ids: set[int], *args: Any, **named: Any
    ) -> set[int]:
        found = native(available_variant_ids, *args, **named)
        checkout = _given_to.get()
        if checkout is None or not hides_products():
            return found
        with writing():
            return set(found) - hidden_in_checkout(checkout, found)

    return _get_available_for_purchase_variant_ids


_LOSS = "promotions of Saleor give hidden products, which cannot be ordered then"

GIFT_WRAPPERS = (
    Wrapper(
        number=152,
        module="saleor.discount.utils.checkout",
        path="create_discount_objects_for_order_promotions",
        parameters=("order_or_checkout",),
        wrap=_told_whose,
        loss=_LOSS,
    ),
    Wrapper(
        number=153,
        module="saleor.discount.utils.promotion",
        path="_get_available_for_purchase_variant_ids",
        parameters=("available_variant_ids",),
        wrap=_of_what_is_seen,
        loss=_LOSS,
    ),
)
