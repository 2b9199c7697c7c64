"""A checkout that is about to become an order: limits are kept.

See docs/pricing.md, Limits.
"""

from collections.abc import Iterator

from django.core.exceptions import ValidationError
from django.utils import timezone
from saleor.checkout.error_codes import CheckoutErrorCode
from saleor.checkout.fetch import CheckoutInfo, CheckoutLineInfo
from saleor.checkout.models import Checkout

from ....contract.hooks import PluginHooks
from ....contract.orders import Completion
from ....contract.quotes import Promoted
from ..line_metadata import QUOTE_KEY, SHIPPING_KEY, quote_in_metadata
from ..vouchers.vouchers import refresh_voucher
from .checkouts import expire_prices, is_paid
from .line_prices import price_lines


def reserve(
    plugin: PluginHooks, checkout_info: CheckoutInfo, lines: list[CheckoutLineInfo]
) -> None:
    """Have reserved what the promotions in a checkout have a limit for.

    What has been paid for already is not refused.

    :raises ValidationError: a promotion is used up; the checkout is priced again.
    """
    checkout = checkout_info.checkout
    # Where an app makes the order of it, Saleor finds the prices only after this.
    have_ended = checkout.price_expiration <= timezone.now()
    if have_ended:
        changed = price_lines(checkout_info, lines)
        refresh_voucher(checkout_info, lines, is_repriced=changed)
    promotions = {each.code: each for info in lines for each in _promoted(info)}
    if not promotions:
        return
    refusal = plugin.before_order(
        Completion(
            checkout_key=str(checkout.pk),
            customer_id=checkout.user_id,
            email=checkout_info.get_customer_email() or "",
            promotions=tuple(promotions),
            is_paid=lambda: is_paid(checkout) or _is_captured(checkout),
        )
    )
    if not refusal:
        return
    expire_prices(Checkout.objects.filter(pk=checkout.pk))
    # A code that all mutations that make an order know. Of a voucher storefronts would
    # say that it does not fit, and take it off.
    raise ValidationError(refusal, code=CheckoutErrorCode.GRAPHQL_ERROR.value)


def _promoted(info: CheckoutLineInfo) -> Iterator[Promoted]:
    """Yield what promotions give on a line, and on shipping if it stores that quote."""
    for name in (QUOTE_KEY, SHIPPING_KEY):
        if quote := quote_in_metadata(info.line, name):
            yield from quote.promotions


def _is_captured(checkout: Checkout) -> bool:
    payments = checkout.payments.filter(is_active=True, captured_amount__gt=0)
    return payments.exists()
