"""Have shipping methods found again when prices change by themselves.

Saleor finds them when one of its own mutations changes a checkout, and from 3.23 on
keeps the result for a day. A login, a rule that begins or a gift changes the value and
weight of an order without such a mutation.
"""

import logging
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from prices import Money
from saleor.checkout.base_calculations import base_checkout_subtotal
from saleor.checkout.fetch import CheckoutInfo
from saleor.discount import VoucherType
from saleor.shipping.interface import ShippingMethodData
from saleor.shipping.models import ShippingMethod, ShippingMethodChannelListing

from ....pricing.refused_shipping import Limits, explain, refused_leaves
from ...base.active_plugin import plugin_of
from ...base.databases import writing
from ..checkouts.line_prices import price_lines
from ..vouchers.vouchers import refresh_voucher

logger = logging.getLogger(__name__)

# To find the price of shipping, Saleor may look for the methods.
_BEING_PRICED = "_customer_groups_being_priced"


def price_first(checkout_info: CheckoutInfo) -> None:
    """Price a checkout whose prices have expired, before they are used.

    A fault is logged, and the old prices are used.
    """
    checkout = checkout_info.checkout
    is_being_priced = checkout.__dict__.get(_BEING_PRICED, False)
    if is_being_priced or checkout.price_expiration > timezone.now():
        return
    checkout.__dict__[_BEING_PRICED] = True
    try:
        with writing():
            lines = checkout_info.lines
            changed = price_lines(checkout_info, lines)
            refresh_voucher(checkout_info, lines, is_repriced=changed)
    except Exception:
        logger.exception(
            "Checkout %s is offered ways of shipping for the prices that it had: it"
            " could not be priced first",
            checkout.pk,
        )
    finally:
        del checkout.__dict__[_BEING_PRICED]


def chosen_method(checkout_info: CheckoutInfo) -> ShippingMethodData | None:
    """Return which of the shop's own ways of shipping is chosen, None if none is.

    That is so where goods are collected, or an app ships them.
    """
    method = checkout_info.get_delivery_method_info().delivery_method
    is_own = isinstance(method, ShippingMethodData) and not method.is_external
    return method if is_own else None


def _limits(checkout_info: CheckoutInfo, method: ShippingMethodData) -> Limits | None:
    listing = ShippingMethodChannelListing.objects.filter(
        shipping_method_id=method.id, channel_id=checkout_info.channel.pk
    ).first()
    if listing is None:
        return None
    return Limits(
        name=method.name,
        currency=listing.currency,
        minimum_amount=listing.minimum_order_price_amount,
        maximum_amount=listing.maximum_order_price_amount,
    )


def explain_refusal(
    error: ValidationError,
    checkout_info: CheckoutInfo,
    chosen: ShippingMethodData | None,
) -> None:
    """Say in Saleor's refusal that the order's value is the reason, where it is.

    A fault is logged, and Saleor's words stay.

    :param chosen: the way that was chosen before Saleor refused it.
    """
    if chosen is None or not refused_leaves(error):
        return
    try:
        with writing():
            if plugin_of(checkout_info.manager) is None:
                return
            limits = _limits(checkout_info, chosen)
            value = _value(checkout_info)
            if limits and (refusal := limits.refusal(value.amount)):
                names = [each.name for each in _applicable(checkout_info, value)]
                explain(error, refusal=refusal, others=names)
    except Exception:
        logger.exception(
            "It could not be said why checkout %s cannot be shipped",
            checkout_info.checkout.pk,
        )


def _value(checkout_info: CheckoutInfo) -> Money:
    """Return what Saleor takes for the value of an order when it asks for shipping."""
    checkout, voucher = checkout_info.checkout, checkout_info.voucher
    value = base_checkout_subtotal(
        checkout_info.lines, checkout_info.channel, checkout.currency
    )
    if voucher is None or voucher.type == VoucherType.ENTIRE_ORDER:
        value -= checkout.discount
    return value


def _applicable(checkout_info: CheckoutInfo, value: Money) -> Any:
    address = checkout_info.shipping_address
    return ShippingMethod.objects.applicable_shipping_methods_for_instance(
        checkout_info.checkout,
        channel_id=checkout_info.checkout.channel_id,
        price=value,
        shipping_address=address,
        country_code=address.country.code if address else None,
        lines=checkout_info.lines,
    )
