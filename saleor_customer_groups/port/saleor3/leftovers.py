"""Metadata of ours on orders, deleted before the package is removed."""

from saleor.order.models import Order, OrderLine

from ..base.metadata import without_metadata
from ..pricing.frozen_quotes import FROZEN_KEY
from ..pricing.retries import RETRY_KEY
from .base.databases import writing
from .pricing.line_metadata import CHECKOUT_LINE_KEYS, GIFT_KEY, ORDER_LINE_KEYS

_OF_ORDERS = (RETRY_KEY, FROZEN_KEY)
_OUR_KEYS = tuple(dict.fromkeys((*CHECKOUT_LINE_KEYS, *ORDER_LINE_KEYS, GIFT_KEY)))


def remove_order_metadata() -> None:
    """Remove our metadata from all orders and their lines; their prices stay."""
    with writing():
        Order.objects.filter(private_metadata__has_any_keys=_OF_ORDERS).update(
            private_metadata=without_metadata("private_metadata", *_OF_ORDERS)
        )
        OrderLine.objects.filter(private_metadata__has_any_keys=_OUR_KEYS).update(
            private_metadata=without_metadata("private_metadata", *_OUR_KEYS)
        )
