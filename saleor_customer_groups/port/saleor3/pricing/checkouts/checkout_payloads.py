"""The old webhook payloads of checkouts, for apps without a query of their own."""

import logging
from typing import Any

from django.utils import timezone
from saleor.checkout.fetch import fetch_checkout_info, fetch_checkout_lines
from saleor.checkout.models import Checkout
from saleor.core.prices import quantize_price
from saleor.plugins.manager import get_plugins_manager

from ...base.databases import writing
from ..shipping.shipping_requests import price_first
from .stored_prices import charged_price

logger = logging.getLogger(__name__)


def price_checkout(checkout: Checkout) -> None:
    """Price a checkout whose prices have expired; Saleor would wait until it is read.

    A fault is logged, and apps are told the old prices.
    """
    if checkout.price_expiration > timezone.now():
        return
    try:
        with writing():
            lines, _ = fetch_checkout_lines(checkout)
            manager = get_plugins_manager(allow_replica=False)
            price_first(fetch_checkout_info(checkout, lines, manager))
    except Exception:
        logger.exception(
            "Apps are told the prices that checkout %s had before: it could not be"
            " priced",
            checkout.pk,
        )


def with_group_prices(checkout: Checkout, payloads: list[dict[str, Any]]) -> list[dict]:
    """Return lines of a checkout with what groups make of their base prices.

    A fault is logged, and the lines are Saleor's.

    :param payloads: the lines as Saleor tells of them, in its order.
    """
    try:
        with writing():
            lines, _ = fetch_checkout_lines(checkout)
        if len(lines) != len(payloads):
            return payloads
        return [
            _with_group_price(line, info)
            for line, info in zip(payloads, lines, strict=True)
        ]
    except Exception:
        logger.exception(
            "Apps are told Saleor's own prices of checkout %s: its lines could not be"
            " read",
            checkout.pk,
        )
        return payloads


def _with_group_price(line: dict[str, Any], info: Any) -> dict[str, Any]:
    ours = charged_price(info)
    if ours is None:
        return line
    price = quantize_price(ours, info.line.currency)
    return {**line, "base_price": str(price.amount)}
