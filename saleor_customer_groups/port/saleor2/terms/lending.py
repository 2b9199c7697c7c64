"""What a checkout of Saleor 2.10 owes that is not paid online: a payment of ours.

Its gateway is the plugin itself, which authorises what was reserved and captures
nothing. Saleor does not list it: that needs a method in the plugin's own class.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import connection, transaction
from graphene import Node
from saleor.checkout import calculations
from saleor.checkout.error_codes import CheckoutErrorCode
from saleor.checkout.models import Checkout
from saleor.discount.utils import fetch_active_discounts
from saleor.order.models import Order
from saleor.payment import TransactionKind
from saleor.payment.interface import GatewayResponse, PaymentData
from saleor.payment.models import Payment, Transaction
from saleor.payment.utils import create_payment

from ....engine.money import ZERO
from ...contract.hooks import PluginHooks
from ...contract.terms import CheckoutToPay
from ...contract.terms import Payment as PaymentToCome
from ...terms.hooks import find_choice
from ..base.active_plugin import PLUGIN_ID, active_plugin

_COMPLETING = 0x6367_7478


def checkout_to_pay(key: str) -> CheckoutToPay | None:
    """Return what is to be paid for a checkout, at the prices that hold now."""
    try:
        pk = UUID(key)
    except ValueError:
        return None
    checkout = Checkout.objects.filter(pk=pk).first()
    return None if checkout is None else to_pay(checkout, fetch_active_discounts())


def to_pay(checkout: Checkout, discounts: Any) -> CheckoutToPay:
    """Return the same for a checkout that is loaded."""
    # Late: it needs Saleor's GraphQL.
    from ..pricing.catalogue.line_goods import load_goods

    lines = list(checkout)
    load_goods(lines)
    total = calculations.checkout_total(
        checkout=checkout, lines=lines, discounts=discounts
    )
    by_gift_cards = checkout.get_total_gift_cards_balance()
    return CheckoutToPay(
        key=str(checkout.pk),
        customer_id=checkout.user_id,
        total=max(total.gross.amount - by_gift_cards.amount, ZERO),
        currency=total.currency,
    )


def look_at_payment(plugin: PluginHooks, checkout: Checkout, discounts: Any) -> None:
    """Have reserved what would be lent for a checkout, and its other ways looked at.

    :raises ValidationError: it cannot be paid so.
    """
    # As Saleor itself reads them, which it may have done already.
    gateways = {each.gateway for each in checkout.payments.all() if each.is_active}
    if PLUGIN_ID in gateways and find_choice(str(checkout.pk)) is None:
        raise ValidationError(
            f"The gateway {PLUGIN_ID} is not available for this checkout.",
            code=CheckoutErrorCode.GRAPHQL_ERROR,
        )
    refusal = plugin.before_payment(
        lambda: PaymentToCome(
            checkout=to_pay(checkout, discounts),
            gateways=tuple(sorted(gateways - {PLUGIN_ID})),
            is_captured=_is_captured(checkout),
        )
    )
    if refusal:
        raise ValidationError(refusal, code=CheckoutErrorCode.GRAPHQL_ERROR)


def lending(native: Callable[..., None]) -> Callable[..., None]:
    """Have a payment of ours cover a checkout that is not paid online.

    :param native: Saleor's check that a checkout is paid for.
    """

    @wraps(native)
    def clean_checkout_payment(
        checkout: Any, lines: Any, discounts: Any, error_code: Any
    ) -> None:
        is_chosen = (
            active_plugin() is not None
            and checkout.billing_address_id is not None
            and find_choice(str(checkout.pk)) is not None
            and not _is_captured(checkout)
        )
        if is_chosen:
            total = to_pay(checkout, discounts)
            if total.total:
                _lend(checkout, total)
        native(checkout, lines, discounts, error_code)

    return clean_checkout_payment


def taking_back(native: Callable[..., Any]) -> Callable[..., Any]:
    """Leave nothing of it on a checkout that does not become an order.

    :param native: Saleor's mutation.
    """

    @wraps(native)
    def perform_mutation(
        cls: Any, root: Any, info: Any, checkout_id: str, *args: Any, **named: Any
    ) -> Any:
        try:
            return native(cls, root, info, checkout_id, *args, **named)
        except Exception:
            _take_back(checkout_id)
            raise

    return perform_mutation


def lend_to_order(order: Order) -> None:
    """Have an authorised payment of ours cover an order that was made of no checkout.

    :param order: loaded, with its total and an address to bill.
    """
    of_order = Payment.objects.filter(order=order, is_active=True)
    of_order.filter(captured_amount=0).update(is_active=False)
    ours = create_payment(
        gateway=PLUGIN_ID,
        total=order.total_gross_amount,
        currency=order.currency,
        email=order.get_customer_email() or "",
        payment_token=str(order.token),
        order=order,
    )
    Transaction.objects.create(
        payment=ours,
        kind=TransactionKind.AUTH,
        token=ours.token,
        is_success=True,
        amount=ours.total,
        currency=ours.currency,
        gateway_response={},
    )


def answer(
    kind: str, payment_information: PaymentData, error: str | None = None
) -> GatewayResponse:
    """Return what the plugin answers as the gateway of its payments.

    :param error: why it refuses, None if it does not.
    """
    return GatewayResponse(
        is_success=error is None,
        action_required=False,
        kind=kind,
        amount=payment_information.amount,
        currency=payment_information.currency,
        transaction_id=payment_information.token or "",
        error=error,
    )


def authorise(payment_information: PaymentData) -> GatewayResponse:
    """Authorise a payment of ours, if just that was reserved."""
    # The token of our payments is the key of their checkout.
    chosen = find_choice(payment_information.token or "")
    is_reserved = chosen is not None and chosen.is_reserved
    return answer(
        TransactionKind.AUTH,
        payment_information,
        None if is_reserved else "This way to pay is not offered.",
    )


def _is_captured(checkout: Checkout) -> bool:
    payments = Payment.objects.filter(checkout=checkout.pk, captured_amount__gt=0)
    return payments.exists()


def _lend(checkout: Checkout, to_be_paid: CheckoutToPay) -> None:
    with transaction.atomic():
        _lock(checkout)
        of_checkout = Payment.objects.filter(checkout=checkout.pk)
        # They were prepared, and the shopper has chosen otherwise since.
        of_checkout.filter(is_active=True, captured_amount=0).exclude(
            gateway=PLUGIN_ID
        ).update(is_active=False)
        ours = of_checkout.filter(gateway=PLUGIN_ID).order_by("pk").last()
        if ours is None:
            ours = create_payment(
                gateway=PLUGIN_ID,
                total=to_be_paid.total,
                currency=to_be_paid.currency,
                email=checkout.get_customer_email() or "",
                payment_token=to_be_paid.key,
                checkout=checkout,
            )
        Payment.objects.filter(pk=ours.pk).update(
            is_active=True, total=to_be_paid.total, gateway=PLUGIN_ID
        )
    getattr(checkout, "_prefetched_objects_cache", {}).pop("payments", None)


def _lock(checkout: Checkout) -> None:
    """Wait for others who complete the checkout, so that they find our payment.

    Not for its row: Saleor locks payments first.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(%s, hashtext(%s))",
            [_COMPLETING, str(checkout.pk)],
        )


def _take_back(checkout_id: str) -> None:
    try:
        token = UUID(Node.from_global_id(checkout_id)[1])
    except (TypeError, ValueError):
        return
    Payment.objects.filter(
        checkout=token, order=None, gateway=PLUGIN_ID, captured_amount=0
    ).update(is_active=False)
