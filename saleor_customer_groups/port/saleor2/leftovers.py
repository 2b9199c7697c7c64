"""Metadata of ours on orders, deleted before the package is removed."""

from saleor.order.models import Order

from ..base.metadata import without_metadata
from ..pricing.frozen_quotes import FROZEN_KEY
from ..pricing.retries import RETRY_KEY
from .pricing.checkouts.paid_prices import PAID_KEY
from .pricing.gifts.promotion_effects import PROMISED_PRICES_KEY
from .pricing.orders.kept_prices import KEPT_KEY
from .pricing.orders.orders import EFFECTS_KEY, QUOTES_KEY
from .pricing.vouchers.vouchers import VOUCHER_KEY

_OUR_KEYS = (
    RETRY_KEY,
    FROZEN_KEY,
    KEPT_KEY,
    QUOTES_KEY,
    EFFECTS_KEY,
    PAID_KEY,
    PROMISED_PRICES_KEY,
    VOUCHER_KEY,
)


def remove_order_metadata() -> None:
    """Remove our metadata from all orders; their prices stay."""
    Order.objects.filter(private_metadata__has_any_keys=_OUR_KEYS).update(
        private_metadata=without_metadata("private_metadata", *_OUR_KEYS)
    )
