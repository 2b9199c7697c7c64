"""Webhook payloads of checkouts and orders in Saleor 2.10."""

import logging
from collections.abc import Callable
from decimal import Decimal
from functools import partial, wraps
from typing import Any

from saleor.discount.utils import fetch_active_discounts
from saleor.webhook.event_types import WebhookEventType
from saleor.webhook.models import Webhook

from .....engine.money import round_amount
from ....membership.group_stamps import groups_stamp
from ...base.active_plugin import PLUGIN_ID, any_plugin
from ..checkouts.cached_quotes import CheckoutQuotes, codes_at_sale
from ..checkouts.paid_prices import CustomerQuote
from ..checkouts.told_again import store_told_at_fault
from ..gifts.gifts import is_gift
from ..gifts.promotion_effects import HAS_GIFTS_KEY, UNITS_KEY
from .orders import match_lines_to_total

logger = logging.getLogger(__name__)


def with_group_prices(native: Callable[..., list[dict]]) -> Callable[..., list[dict]]:
    """Have apps told what groups make of the prices in a checkout; gifts cost nothing.

    A fault is logged, and they are told the listing price.

    :param native: Saleor's function that makes data of the lines of a checkout.
    """

    @wraps(native)
    def serialize_checkout_lines(checkout: Any) -> list[dict]:
        payloads = native(checkout)
        try:
            # Saleor builds the payload even if no app listens.
            if (
                HAS_GIFTS_KEY not in (checkout.private_metadata or {})
                and not _is_heard()
            ):
                return payloads
            plugin = any_plugin()
            lines = list(checkout.lines.select_related("variant__product"))
            if not isinstance(plugin, CheckoutQuotes) or len(lines) != len(payloads):
                return payloads
            discounts = fetch_active_discounts()
            if not plugin.has_found_prices(checkout, discounts):
                store_told_at_fault(checkout)
            return [
                _with_group_price(each, line, plugin.checkout_quote(line, discounts))
                for each, line in zip(payloads, lines, strict=True)
            ]
        except Exception:
            logger.exception(
                "Apps are told Saleor's own prices of checkout %s: it could not be"
                " priced",
                checkout.pk,
            )
        return payloads

    return serialize_checkout_lines


def _is_heard() -> bool:
    events = (WebhookEventType.CHECKOUT_QUANTITY_CHANGED, WebhookEventType.ANY)
    webhooks = Webhook.objects.filter(
        is_active=True, app__is_active=True, events__event_type__in=events
    )
    return webhooks.exists()


def _with_group_price(
    payload: dict[str, Any], line: Any, quoted: CustomerQuote
) -> dict[str, Any]:
    price = line.variant.base_price
    if is_gift(line):
        charged = max(line.quantity - line.data.get(UNITS_KEY, 0), 0)
        unit = price.amount * Decimal(charged) / line.quantity
    elif quoted is not None:
        quote = quoted[1]
        unit = quote.unit_amount - quote.discount_amount / line.quantity
    else:
        return payload
    return {**payload, "base_price": str(round_amount(unit, price.currency))}


def matching_total_first(native: Callable[..., Any]) -> Callable[..., Any]:
    """Have an order add up, and name its customer's groups, before apps are told of it.

    :param native: Saleor's method that tells of a new order.
    """

    @wraps(native)
    def order_created(self: Any, order: Any) -> Any:
        try:
            plugin = self.get_plugin(PLUGIN_ID)
            groups = (
                groups_stamp(
                    order,
                    partial(
                        codes_at_sale,
                        order.checkout_token,
                        codes_of=plugin.group_codes,
                    ),
                    at=order.created,
                )
                if plugin is not None and plugin.active
                else {}
            )
            match_lines_to_total(order, groups)
        except Exception:
            logger.exception(
                "Apps are told of lines of order %s that do not add up to its total",
                order.pk,
            )
        return native(self, order)

    return order_created
