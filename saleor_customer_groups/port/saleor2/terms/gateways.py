"""Where Saleor 2.10 offers ways to pay, takes payments, and sends what waits."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from graphene import Node
from saleor.checkout.models import Checkout
from saleor.order.error_codes import OrderErrorCode
from saleor.payment.error_codes import PaymentErrorCode

from ...base.wrapping import Wrapper
from ...terms.hooks import (
    NOT_APPROVED,
    allowed_gateways,
    allows_gateway,
    forget_choice,
    waits_for_approval,
)
from ..base.active_plugin import PLUGIN_ID, active_plugin


def _offered(native: Callable[..., Any]) -> Callable[..., Any]:
    """Leave out by which ways a checkout's customer may not pay."""

    @wraps(native)
    def resolve_available_payment_gateways(checkout: Any, info: Any) -> Any:
        found = native(checkout, info)
        if checkout.user_id is None or active_plugin() is None:
            return found
        allowed = allowed_gateways(checkout.user_id, [each["id"] for each in found])
        return [each for each in found if each["id"] in allowed]

    return resolve_available_payment_gateways


def _by_allowed(native: Callable[..., Any]) -> Callable[..., Any]:
    """Refuse a payment by a way by which the checkout's customer may not pay."""

    @wraps(native)
    def perform_mutation(
        cls: Any, root: Any, info: Any, checkout_id: str, *args: Any, **given: Any
    ) -> Any:
        gateway = str((given.get("input") or {}).get("gateway"))
        key = _key(checkout_id)
        owners = Checkout.objects.filter(pk=key).values_list("user_id", flat=True)
        is_refused = gateway == PLUGIN_ID
        if key is not None and active_plugin() is not None:
            is_refused = is_refused or not allows_gateway(owners.first(), gateway)
        if is_refused:
            raise ValidationError(
                {
                    "gateway": ValidationError(
                        f"The gateway {gateway} is not available for this checkout.",
                        code=PaymentErrorCode.INVALID,
                    )
                }
            )
        made = native(cls, root, info, checkout_id, *args, **given)
        if key is not None:
            forget_choice(str(key))
        return made

    return perform_mutation


def _if_approved(native: Callable[..., Any]) -> Callable[..., Any]:
    """Refuse to send an order that waits for approval."""

    @wraps(native)
    def perform_mutation(
        cls: Any, root: Any, info: Any, order: Any, *args: Any, **given: Any
    ) -> Any:
        if waits_for_approval(_order_key(order)):
            raise ValidationError(
                {"order": ValidationError(NOT_APPROVED, code=OrderErrorCode.INVALID)}
            )
        return native(cls, root, info, order, *args, **given)

    return perform_mutation


def _key(checkout_id: str) -> UUID | None:
    try:
        return UUID(Node.from_global_id(checkout_id)[1])
    except (TypeError, ValueError):
        return None


def _order_key(order: Any) -> str:
    try:
        key = str(Node.from_global_id(order)[1])
    except (TypeError, ValueError):
        return ""
    return key if key.isprintable() else ""


GATEWAY_WRAPPERS = (
    Wrapper(
        number=290,
        module="saleor.graphql.checkout.types",
        path="Checkout.resolve_available_payment_gateways",
        parameters=("_", "_info"),
        wrap=_offered,
        loss="checkouts list ways to pay that are refused then",
    ),
    Wrapper(
        number=291,
        module="saleor.graphql.payment.mutations",
        path="CheckoutPaymentCreate.perform_mutation",
        parameters=("cls", "_root", "info", "checkout_id"),
        wrap=_by_allowed,
        loss="customers may pay in ways that their group's terms do not offer",
    ),
    Wrapper(
        number=292,
        module="saleor.graphql.order.mutations.fulfillments",
        path="OrderFulfill.perform_mutation",
        parameters=("cls", "_root", "info", "order"),
        wrap=_if_approved,
        loss="orders that wait for approval can be sent",
    ),
)
