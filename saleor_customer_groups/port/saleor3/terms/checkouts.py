"""How checkouts of Saleor 3 are paid: what is to be paid, and by which ways."""

from collections.abc import Sequence
from inspect import signature
from uuid import UUID

from django.core.exceptions import ValidationError
from saleor.checkout.calculations import fetch_checkout_data
from saleor.checkout.error_codes import CheckoutErrorCode
from saleor.checkout.fetch import (
    CheckoutInfo,
    CheckoutLineInfo,
    fetch_checkout_info,
    fetch_checkout_lines,
)
from saleor.checkout.models import Checkout
from saleor.plugins.manager import get_plugins_manager

from ....engine.money import ZERO
from ...contract.hooks import PluginHooks
from ...contract.terms import CheckoutToPay, Payment
from ..base.databases import writing
from ..pricing.checkouts.checkouts import has_captured
from .lending import LENT_KEY

# Saleor's own, which lowers what is left to be paid, whichever way that is.
GIFT_CARDS = "saleor.io.gift-card-payment-gateway"
_FETCH_TAKES = signature(fetch_checkout_data).parameters


def checkout_to_pay(key: str) -> CheckoutToPay | None:
    """Return what is to be paid for a checkout, at the prices that hold now."""
    try:
        pk = UUID(key)
    except ValueError:
        return None
    with writing():
        checkout = Checkout.objects.filter(pk=pk).first()
        if checkout is None:
            return None
        manager = get_plugins_manager(allow_replica=False)
        lines, _ = fetch_checkout_lines(checkout)
        return to_pay(fetch_checkout_info(checkout, lines, manager), list(lines))


def to_pay(
    checkout_info: CheckoutInfo, lines: Sequence[CheckoutLineInfo]
) -> CheckoutToPay:
    """Return the same for a checkout that is loaded."""
    # Since 3.23 it also takes who asks, and returns a promise.
    more = {name: None for name in ("requestor",) if name in _FETCH_TAKES}
    found = fetch_checkout_data(
        checkout_info, checkout_info.manager, list(lines), **more
    )
    if hasattr(found, "get"):
        found.get()
    checkout = checkout_info.checkout
    by_gift_cards = checkout.get_total_gift_cards_balance().amount
    # Since 3.23 they may also be authorised as a payment of their own.
    authorised = checkout.payment_transactions.filter(app_identifier=GIFT_CARDS)
    by_gift_cards += sum(authorised.values_list("authorized_value", flat=True))
    return CheckoutToPay(
        key=str(checkout.pk),
        customer_id=checkout.user_id,
        total=max(checkout.total.gross.amount - by_gift_cards, ZERO),
        currency=checkout.currency,
    )


def look_at_payment(
    plugin: PluginHooks, checkout_info: CheckoutInfo, lines: Sequence[CheckoutLineInfo]
) -> None:
    """Have reserved what would be lent for a checkout, and its other ways looked at.

    :raises ValidationError: it cannot be paid so.
    """
    refusal = plugin.before_payment(lambda: _payment_for(checkout_info, lines))
    if refusal:
        raise ValidationError(refusal, code=CheckoutErrorCode.GRAPHQL_ERROR.value)


def _payment_for(
    checkout_info: CheckoutInfo, lines: Sequence[CheckoutLineInfo]
) -> Payment:
    checkout = checkout_info.checkout
    gateways = {
        *checkout.payments.filter(is_active=True).values_list("gateway", flat=True),
        *checkout.payment_transactions.exclude(private_metadata__has_key=LENT_KEY)
        .exclude(app_identifier=None)
        .values_list("app_identifier", flat=True),
    }
    return Payment(
        checkout=to_pay(checkout_info, lines),
        gateways=tuple(sorted(gateways - {GIFT_CARDS})),
        is_captured=has_captured(checkout),
    )
