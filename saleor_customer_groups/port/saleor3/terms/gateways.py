"""Where Saleor 3 offers its own ways to pay, and prepares payments by them."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from graphene import Node
from saleor.checkout.models import Checkout
from saleor.payment.error_codes import (
    TransactionInitializeErrorCode,
    TransactionProcessErrorCode,
)

from ...base.wrapping import Wrapper
from ...terms.hooks import allowed_gateways, allows_gateway, forget_choice
from ..base.active_plugin import PLUGIN_ID, plugin_of
from ..base.databases import writing
from .checkouts import GIFT_CARDS


def _offered(native: Callable[..., Any]) -> Callable[..., Any]:
    """Leave out by which ways a checkout's customer may not pay."""

    @wraps(native)
    def list_payment_gateways(
        self: Any,
        currency: Any = None,
        checkout_info: Any = None,
        *args: Any,
        **named: Any,
    ) -> Any:
        found = native(self, currency, checkout_info, *args, **named)
        if checkout_info is None or not found:
            return found
        customer_id = checkout_info.checkout.user_id
        if customer_id is None or plugin_of(self) is None:
            return found
        with writing():
            allowed = allowed_gateways(customer_id, [each.id for each in found])
        return [each for each in found if each.id in allowed]

    return list_payment_gateways


def _by_allowed(native: Callable[..., Any]) -> Callable[..., Any]:
    """Refuse a payment by a way by which the checkout's customer may not pay."""

    @wraps(native)
    def validate_gateway(cls: Any, manager: Any, gateway_id: Any, checkout: Any) -> Any:
        found = native(cls, manager, gateway_id, checkout)
        if plugin_of(manager) is not None:
            with writing():
                if gateway_id == PLUGIN_ID or not allows_gateway(
                    checkout.user_id, gateway_id
                ):
                    cls.raise_not_supported_gateway_error(gateway_id)
                forget_choice(str(checkout.pk))
        return found

    return validate_gateway


def _begun_by_allowed(native: Callable[..., Any]) -> Callable[..., Any]:
    """Do so, too, where a payment app is asked to begin one."""

    @wraps(native)
    def perform_mutation(
        cls: Any, root: Any, info: Any, *args: Any, **given: Any
    ) -> Any:
        gateway = (given.get("payment_gateway") or {}).get("id")
        if gateway != GIFT_CARDS:
            with writing():
                _begin(given.get("id"), gateway)
        return native(cls, root, info, *args, **given)

    return perform_mutation


def _begin(global_id: Any, gateway: Any) -> None:
    try:
        name, key = Node.from_global_id(global_id)
        pk = UUID(key)
    except (TypeError, ValueError):
        return
    if name != "Checkout":
        return
    owners = Checkout.objects.filter(pk=pk).values_list("user_id", flat=True)
    _refuse(
        owners.first(),
        gateway,
        field="payment_gateway",
        code=TransactionInitializeErrorCode.INVALID.value,
    )
    forget_choice(str(pk))


def _refuse(customer_id: int | None, gateway: Any, *, field: str, code: str) -> None:
    if not allows_gateway(customer_id, gateway):
        message = f"The gateway {gateway} is not available for this checkout."
        raise ValidationError({field: ValidationError(message, code=code)})


def _went_on_with_by_allowed(native: Callable[..., Any]) -> Callable[..., Any]:
    """Do so, too, where one that was begun is gone on with."""

    @wraps(native)
    def clean_payment_app(cls: Any, transaction_item: Any) -> Any:
        app = native(cls, transaction_item)
        if transaction_item.checkout_id is not None:
            with writing():
                _refuse(
                    transaction_item.checkout.user_id,
                    app.identifier,
                    field="id",
                    code=TransactionProcessErrorCode.INVALID.value,
                )
        return app

    return clean_payment_app


_LOSS = "customers may pay in ways that their group's terms do not offer"

GATEWAY_WRAPPERS = (
    Wrapper(
        number=167,
        module="saleor.plugins.manager",
        path="PluginsManager.list_payment_gateways",
        parameters=("self", "currency", "checkout_info"),
        wrap=_offered,
        loss="checkouts list ways to pay that are refused then",
    ),
    Wrapper(
        number=168,
        module="saleor.graphql.payment.mutations.payment.checkout_payment_create",
        path="CheckoutPaymentCreate.validate_gateway",
        parameters=("cls", "manager", "gateway_id", "checkout"),
        wrap=_by_allowed,
        loss=_LOSS,
    ),
    Wrapper(
        number=169,
        module=("saleor.graphql.payment.mutations.transaction.transaction_initialize"),
        path="TransactionInitialize.perform_mutation",
        parameters=("cls", "root", "info"),
        wrap=_begun_by_allowed,
        loss=_LOSS,
    ),
    Wrapper(
        number=159,
        module="saleor.graphql.payment.mutations.transaction.transaction_process",
        path="TransactionProcess.clean_payment_app",
        parameters=("cls", "transaction_item"),
        wrap=_went_on_with_by_allowed,
        loss=_LOSS,
    ),
)
