"""Where Saleor 3 begins checkouts, fills them, takes money and makes orders of them."""

from collections.abc import Callable
from functools import partial, wraps
from inspect import signature
from typing import Any

from django.core.exceptions import ValidationError
from saleor.checkout.error_codes import (
    CheckoutCreateFromOrderErrorCode,
    CheckoutErrorCode,
)
from saleor.checkout.models import Checkout
from saleor.payment.error_codes import (
    PaymentErrorCode,
    TransactionInitializeErrorCode,
    TransactionProcessErrorCode,
)

from ...base.wrapping import Wrapper
from ...portal.callers import access_of_customer, access_to, limits_access
from ...portal.refusals import no_checkout, no_orders
from ..base.databases import writing
from ..pricing.checkouts.checkouts import has_captured
from ..visibility.checkouts import added_variants
from .prices import shows_prices


def refuse_order(
    checkout: Checkout, code: Any = CheckoutErrorCode.GRAPHQL_ERROR
) -> None:
    """Refuse to sell to whoever may not order, before money is taken.

    :param code: that of the error.
    :raises ValidationError: the customer of the checkout may not order.
    """
    with writing():
        may_order = access_of_customer(checkout).can_order or has_captured(checkout)
    if not may_order:
        raise ValidationError(no_orders(), code=code.value)


def _for_whom_prices_are_shown(code: Any, native: Callable[..., Any]) -> Any:
    """Begin no checkout for those to whom prices are hidden."""

    @wraps(native)
    def begin(cls: Any, *args: Any, **named: Any) -> Any:
        # The request comes first, or after what is nothing in a mutation.
        info = next(each for each in args if hasattr(each, "context"))
        if limits_access() and not shows_prices(info.context):
            raise ValidationError(no_checkout(), code=code.value)
        return native(cls, *args, **named)

    return begin


def _into_a_checkout(native: Callable[..., Any]) -> Callable[..., Any]:
    """Refuse lines of those to whom prices are hidden, unless they become fewer."""
    takes = signature(native)

    @wraps(native)
    def clean_input(cls: Any, *args: Any, **named: Any) -> Any:
        if limits_access():
            given = takes.bind(cls, *args, **named).arguments
            with writing():
                shows = access_to(given["checkout"]).can_see_prices
            if not shows and added_variants(cls, given):
                raise ValidationError(
                    no_checkout(), code=CheckoutErrorCode.INVALID.value
                )
        return native(cls, *args, **named)

    return clean_input


def _to_who_may_order(native: Callable[..., Any]) -> Callable[..., Any]:
    """Refuse first of all: what is said about payments would tell the total."""

    @wraps(native)
    def prepare(manager: Any, checkout_info: Any, *args: Any, **named: Any) -> Any:
        if limits_access():
            refuse_order(checkout_info.checkout)
        return native(manager, checkout_info, *args, **named)

    return prepare


def _paid_by_who_may_order(native: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(native)
    def validate_checkout_email(checkout: Checkout) -> Any:
        if limits_access():
            refuse_order(checkout, PaymentErrorCode.GRAPHQL_ERROR)
        return native(checkout)

    return validate_checkout_email


def _taken_of_who_may_order(code: Any, native: Callable[..., Any]) -> Any:
    """Take no money for a checkout that cannot become an order.

    An order that is there is paid as ever.
    """

    @wraps(native)
    def handle(*args: Any, **named: Any) -> Any:
        source = named.get("source_object")
        if limits_access() and isinstance(source, Checkout):
            refuse_order(source, code)
        return native(*args, **named)

    return handle


_MUTATIONS = "saleor.graphql.checkout.mutations"
_PAYMENTS = "saleor.graphql.payment.mutations"
_INTO = "those to whom prices are hidden have checkouts"
_ORDERS = "who may not order is refused only after other reasons"
_TAKEN = "money is taken of who may not order, and then they may"

ORDER_WRAPPERS = (
    Wrapper(
        number=195,
        module=f"{_MUTATIONS}.checkout_create",
        path="CheckoutCreate.clean_input",
        parameters=("cls", "info", "instance", "data"),
        wrap=partial(_for_whom_prices_are_shown, CheckoutErrorCode.INVALID),
        loss=_INTO,
    ),
    Wrapper(
        number=196,
        module=f"{_MUTATIONS}.checkout_create_from_order",
        path="CheckoutCreateFromOrder.perform_mutation",
        parameters=("cls", "_root", "info"),
        wrap=partial(
            _for_whom_prices_are_shown, CheckoutCreateFromOrderErrorCode.INVALID
        ),
        loss=_INTO,
    ),
    Wrapper(
        number=197,
        module=f"{_MUTATIONS}.checkout_lines_add",
        path="CheckoutLinesAdd.clean_input",
        parameters=("cls", "info", "checkout", "variants", "checkout_lines_data"),
        wrap=_into_a_checkout,
        loss=_INTO,
    ),
    *(
        Wrapper(
            number=number,
            module="saleor.checkout.complete_checkout",
            path=path,
            parameters=("manager", "checkout_info", "lines"),
            wrap=_to_who_may_order,
            loss=_ORDERS,
        )
        for number, path in (
            (198, "_prepare_checkout_with_transactions"),
            (199, "_prepare_checkout_with_payment"),
        )
    ),
    Wrapper(
        number=160,
        module=f"{_PAYMENTS}.payment.checkout_payment_create",
        path="CheckoutPaymentCreate.validate_checkout_email",
        parameters=("checkout",),
        wrap=_paid_by_who_may_order,
        loss=_ORDERS,
    ),
    *(
        Wrapper(
            number=number,
            module=f"{_PAYMENTS}.transaction.{module}",
            path=path,
            parameters=parameters,
            wrap=partial(_taken_of_who_may_order, code),
            loss=_TAKEN,
        )
        for number, module, path, parameters, code in (
            (
                161,
                "transaction_initialize",
                "handle_transaction_initialize_session",
                ("source_object", "payment_gateway_data", "amount"),
                TransactionInitializeErrorCode.GRAPHQL_ERROR,
            ),
            (
                162,
                "transaction_process",
                "handle_transaction_process_session",
                ("transaction_item", "source_object"),
                TransactionProcessErrorCode.GRAPHQL_ERROR,
            ),
        )
    ),
)
