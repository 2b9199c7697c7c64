"""Where Saleor 2.10 begins checkouts, fills them, and makes orders of them."""

from collections.abc import Callable
from functools import wraps
from inspect import signature
from typing import Any

from django.core.exceptions import ValidationError
from saleor.checkout.error_codes import CheckoutErrorCode
from saleor.checkout.models import Checkout
from saleor.payment.error_codes import PaymentErrorCode

from ...base.wrapping import Wrapper
from ...portal.callers import (
    access_of,
    access_of_customer,
    access_to,
    limits_access,
)
from ...portal.refusals import no_checkout, no_orders
from ...visibility.callers import requestor_of
from ..visibility.checkouts import added_variants, checkout_by_id

_CAPTURED = "_customer_groups_captured"


def has_captured(checkout: Checkout) -> bool:
    """Tell whether money was taken for a checkout; it is found once for each."""
    kept = checkout.__dict__
    if _CAPTURED not in kept:
        payments = checkout.payments.filter(is_active=True, captured_amount__gt=0)
        kept[_CAPTURED] = payments.exists()
    return bool(kept[_CAPTURED])


def refuse_order(
    checkout: Checkout, code: Any = CheckoutErrorCode.GRAPHQL_ERROR
) -> None:
    """Refuse to sell to whoever may not order, before money is taken.

    :param code: that of the error.
    :raises ValidationError: the customer of the checkout may not order.
    """
    if access_of_customer(checkout).can_order:
        return
    # Not what was known before: a payment may have come in since.
    checkout.__dict__.pop(_CAPTURED, None)
    if not has_captured(checkout):
        raise ValidationError(no_orders(), code=code)


def _for_whom_prices_are_shown(native: Callable[..., Any]) -> Callable[..., Any]:
    """Begin no checkout for those to whom prices are hidden, and return none."""

    @wraps(native)
    def perform_mutation(cls: Any, root: Any, info: Any, **data: Any) -> Any:
        if not access_of(requestor_of(info.context)).can_see_prices:
            raise ValidationError(no_checkout(), code=CheckoutErrorCode.INVALID)
        return native(cls, root, info, **data)

    return perform_mutation


def _into_a_checkout(native: Callable[..., Any]) -> Callable[..., Any]:
    """Refuse lines of those to whom prices are hidden, unless they become fewer."""
    takes = signature(native)

    @wraps(native)
    def perform_mutation(cls: Any, *args: Any, **named: Any) -> Any:
        if limits_access():
            given = takes.bind(cls, *args, **named).arguments
            checkout = checkout_by_id(given["checkout_id"])
            if (
                checkout is not None
                and not access_to(checkout).can_see_prices
                and added_variants(checkout, given["lines"], given.get("replace"))
            ):
                raise ValidationError(no_checkout(), code=CheckoutErrorCode.INVALID)
        return native(cls, *args, **named)

    return perform_mutation


def _to_who_may_order(native: Callable[..., None]) -> Callable[..., None]:
    """Refuse first of all: what is said about payments would tell the total."""

    @wraps(native)
    def clean_checkout_shipping(checkout: Any, *args: Any, **named: Any) -> None:
        refuse_order(checkout)
        native(checkout, *args, **named)

    return clean_checkout_shipping


def _paid_by_who_may_order(native: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(native)
    def calculate_total(cls: Any, info: Any, checkout: Any) -> Any:
        refuse_order(checkout, PaymentErrorCode.GRAPHQL_ERROR)
        return native(cls, info, checkout)

    return calculate_total


_MUTATIONS = "saleor.graphql.checkout.mutations"
_INTO = "those to whom prices are hidden have checkouts"
_ORDERS = "who may not order is refused only after other reasons"

ORDER_WRAPPERS = (
    Wrapper(
        number=286,
        module=_MUTATIONS,
        path="CheckoutCreate.perform_mutation",
        parameters=("cls", "_root", "info"),
        wrap=_for_whom_prices_are_shown,
        loss=_INTO,
    ),
    Wrapper(
        number=287,
        module=_MUTATIONS,
        path="CheckoutLinesAdd.perform_mutation",
        parameters=("cls", "_root", "info", "checkout_id", "lines", "replace"),
        wrap=_into_a_checkout,
        loss=_INTO,
    ),
    Wrapper(
        number=288,
        module=_MUTATIONS,
        path="clean_checkout_shipping",
        parameters=("checkout", "lines", "discounts", "error_code"),
        wrap=_to_who_may_order,
        loss=_ORDERS,
    ),
    Wrapper(
        number=289,
        module="saleor.graphql.payment.mutations",
        path="CheckoutPaymentCreate.calculate_total",
        parameters=("cls", "info", "checkout"),
        wrap=_paid_by_who_may_order,
        loss=_ORDERS,
    ),
)
