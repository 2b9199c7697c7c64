"""A checkout of Saleor 2.10 that is about to become an order: limits are kept.

See docs/pricing.md, Limits.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from graphene import Node
from saleor.checkout import calculations
from saleor.checkout.models import Checkout

from ....base.metadata import with_metadata
from ....pricing.payment_errors import add_total_to_error
from ...base.active_plugin import active_plugin
from ...pricing.checkouts.cached_quotes import CheckoutQuotes
from ..gifts.promotion_effects import PROMISED_PROMOTIONS_KEY
from .order_validation import reserve
from .paid_prices import PAID_KEY
from .promised_prices import store_promised_prices


def store_promises(plugin: CheckoutQuotes, checkout: Checkout, discounts: Any) -> None:
    """Store the prices and promotions at which a shopper is about to pay.

    Prices are found again when the order is made: who then pays more because a
    promotion is used up is to be told so, and if none can be found those stored hold.
    """
    effects = plugin.promotion_effects(checkout, discounts)
    cached = plugin.cached_quote(checkout.pk, discounts)
    if cached.is_certain:
        store_promised_prices(checkout, list(checkout), cached.ours(), effects)
    promotions = list(effects.promotions)
    if promotions != checkout.private_metadata.get(PROMISED_PROMOTIONS_KEY, []):
        checkout.private_metadata[PROMISED_PROMOTIONS_KEY] = promotions
        Checkout.objects.filter(pk=checkout.pk).update(
            private_metadata=with_metadata(
                "private_metadata", {PROMISED_PROMOTIONS_KEY: promotions}
            )
        )


def releasing_reservations(native: Callable[..., Any]) -> Callable[..., Any]:
    """Release what was reserved for a checkout that does not become an order.

    What was paid for stays reserved.

    :param native: Saleor's mutation.
    """

    @wraps(native)
    def perform_mutation(
        cls: Any, root: Any, info: Any, checkout_id: str, *args: Any, **named: Any
    ) -> Any:
        try:
            return native(cls, root, info, checkout_id, *args, **named)
        except Exception:
            _release_reservations(checkout_id)
            raise

    return perform_mutation


def _release_reservations(checkout_id: str) -> None:
    try:
        token = UUID(Node.from_global_id(checkout_id)[1])
    except (TypeError, ValueError):
        return
    of_paid = Checkout.objects.filter(pk=token, private_metadata__has_key=PAID_KEY)
    plugin = active_plugin()
    if plugin is not None and not of_paid.exists():
        plugin.order_failed(str(token))


def adding_total_to_error(native: Callable[..., None]) -> Callable[..., None]:
    """Have a shopper whose payment no longer covers the total told what the total is.

    Payments that were never tried are made inactive: to a payment with the same token
    Saleor would answer with the old one and its old amount. Not so after a fault of
    ours, when the total may be what they are for in a moment.

    :param native: Saleor's check that a checkout is paid for; it raises if it is not.
    """

    @wraps(native)
    def clean_checkout_payment(
        checkout: Any, lines: Any, discounts: Any, error_code: Any
    ) -> None:
        try:
            native(checkout, lines, discounts, error_code)
        except ValidationError as error:
            plugin = active_plugin()
            if isinstance(plugin, CheckoutQuotes):
                total = calculations.checkout_total(
                    checkout=checkout, lines=lines, discounts=discounts
                )
                is_certain = plugin.cached_quote(checkout.pk, discounts).is_certain
                if add_total_to_error(error, checkout, total.gross) and is_certain:
                    untried = checkout.payments.filter(
                        is_active=True, transactions=None
                    )
                    untried.update(is_active=False)
                    promised = checkout.private_metadata.get(PROMISED_PROMOTIONS_KEY)
                    refusal = promised and reserve(plugin, checkout, promised)
                    if refusal:
                        raise refusal from error
            raise

    return clean_checkout_payment
