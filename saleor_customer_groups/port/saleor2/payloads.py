"""What apps of Saleor 2.10 are told of checkouts and orders."""

import logging
from collections.abc import Callable
from decimal import Decimal
from functools import wraps
from typing import Any

from ...engine.money import round_amount
from .gifts import is_gift
from .given import MARK, UNITS
from .orders import settle

logger = logging.getLogger(__name__)


def gifts_for_nothing(native: Callable[..., list[dict]]) -> Callable[..., list[dict]]:
    """Have apps told that gifts in a checkout cost nothing.

    A fault is logged, and they are told the listing price.

    :param native: Saleor's function that writes down the lines of a checkout.
    """

    @wraps(native)
    def serialize_checkout_lines(checkout: Any) -> list[dict]:
        told = native(checkout)
        if MARK not in (checkout.private_metadata or {}):
            return told
        try:
            lines = list(checkout.lines.select_related("variant__product"))
            if len(lines) == len(told):
                return [_told(*pair) for pair in zip(told, lines, strict=True)]
        except Exception:
            logger.exception("Apps are told Saleor's prices of %s", checkout.pk)
        return told

    return serialize_checkout_lines


def _told(told: dict[str, Any], line: Any) -> dict[str, Any]:
    if not is_gift(line):
        return told
    charged = max(line.quantity - line.data.get(UNITS, 0), 0)
    price = line.variant.base_price
    left = price.amount * Decimal(charged) / line.quantity
    return {**told, "base_price": str(round_amount(left, price.currency))}


def settled_first(native: Callable[..., Any]) -> Callable[..., Any]:
    """Have an order add up before apps are told of it, as it stands afterwards.

    :param native: Saleor's method that tells of a new order.
    """

    @wraps(native)
    def order_created(self: Any, order: Any) -> Any:
        try:
            settle(order)
        except Exception:
            logger.exception("Apps are told of order %s before it adds up", order.pk)
        return native(self, order)

    return order_created
