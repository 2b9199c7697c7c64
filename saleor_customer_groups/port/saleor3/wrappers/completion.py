"""Where Saleor completes a checkout: it may not become an order after all."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from ...base.wrapping import Wrapper
from ...pricing.payment_errors import add_total_to_error, lower_payment
from ..base.active_plugin import plugin_of
from ..base.databases import writing
from ..terms.completion import lending_to_apps

logger = logging.getLogger(__name__)


@contextmanager
def _given_back(manager: Any, checkout_pk: Any) -> Iterator[None]:
    """Give back what was reserved for a checkout when it cannot be completed."""
    try:
        yield
    except Exception:
        plugin = plugin_of(manager)
        if plugin is not None:
            plugin.order_failed(str(checkout_pk))
        raise


def _with_transactions(native: Callable) -> Callable:
    @wraps(native)
    def complete_checkout_with_transaction(
        manager: Any, checkout_info: Any, *args: Any, **named: Any
    ) -> Any:
        with _given_back(manager, checkout_info.checkout.pk):
            return native(manager, checkout_info, *args, **named)

    return complete_checkout_with_transaction


def _with_payment(native: Callable) -> Callable:
    @wraps(native)
    def complete_checkout_with_payment(
        manager: Any, checkout_pk: Any, *args: Any, **named: Any
    ) -> Any:
        with _given_back(manager, checkout_pk):
            return native(manager, checkout_pk, *args, **named)

    return complete_checkout_with_payment


def _by_app(native: Callable) -> Callable:
    @wraps(native)
    def create_order_from_checkout(
        checkout_info: Any, manager: Any, *args: Any, **named: Any
    ) -> Any:
        with _given_back(manager, checkout_info.checkout.pk):
            return native(checkout_info, manager, *args, **named)

    return create_order_from_checkout


def _for_no_more_than_the_total(native: Callable) -> Callable:
    """Lower a payment that was made ready for more than the checkout costs now."""

    @wraps(native)
    def _process_payment(
        checkout_info: Any, payment: Any, *args: Any, **named: Any
    ) -> Any:
        if plugin_of(checkout_info.manager) is not None:
            _lower(payment, checkout_info.checkout)
        return native(checkout_info, payment, *args, **named)

    return _process_payment


def _lower(payment: Any, checkout: Any) -> None:
    try:
        with writing(), transaction.atomic():
            lower_payment(payment, checkout, checkout.total.gross)
    except Exception:
        logger.exception(
            "The payment for checkout %s may be for more than it costs", checkout.pk
        )


def _adding_total_to_error(native: Callable) -> Callable:
    """Tell a shopper whose payment no longer covers the total what the total is."""

    @wraps(native)
    def _prepare_checkout(
        manager: Any, checkout_info: Any, *args: Any, **named: Any
    ) -> Any:
        try:
            return native(manager, checkout_info, *args, **named)
        except ValidationError as error:
            if plugin_of(manager) is not None:
                checkout = checkout_info.checkout
                add_total_to_error(error, checkout, checkout.total.gross)
            raise

    return _prepare_checkout


_LOSS = "what a failed order has reserved of promotions is free 15 minutes later"

COMPLETION_WRAPPERS = (
    Wrapper(
        number=35,
        module="saleor.checkout.complete_checkout",
        path="complete_checkout_with_transaction",
        parameters=("manager", "checkout_info"),
        wrap=_with_transactions,
        loss=_LOSS,
    ),
    Wrapper(
        number=36,
        module="saleor.checkout.complete_checkout",
        path="complete_checkout_with_payment",
        parameters=("manager", "checkout_pk"),
        wrap=_with_payment,
        loss=_LOSS,
    ),
    Wrapper(
        number=37,
        module="saleor.graphql.checkout.mutations.order_create_from_checkout",
        path="create_order_from_checkout",
        parameters=("checkout_info", "manager"),
        wrap=lambda native: lending_to_apps(_by_app(native)),
        loss=_LOSS,
    ),
    Wrapper(
        number=53,
        module="saleor.checkout.complete_checkout",
        path="_process_payment",
        parameters=("checkout_info", "payment"),
        wrap=_for_no_more_than_the_total,
        loss="a payment made ready before the total fell takes what it was before",
    ),
    *(
        Wrapper(
            number=number,
            module="saleor.checkout.complete_checkout",
            path=path,
            parameters=("manager", "checkout_info", "lines"),
            wrap=_adding_total_to_error,
            loss="who has paid too little is not told what the total is now",
        )
        for number, path in (
            (19, "_prepare_checkout_with_transactions"),
            (20, "_prepare_checkout_with_payment"),
        )
    ),
)
