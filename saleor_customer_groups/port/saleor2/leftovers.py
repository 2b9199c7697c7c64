"""What of ours stays on orders, and comes off before the package is removed."""

from saleor.order.models import Order

from ..base.metadata import without_notes
from ..pricing.asked_again import NOTE as ASK_AGAIN
from .pricing.checkouts.paid_prices import NOTE as PAID
from .pricing.gifts.promotion_effects import PREPARED
from .pricing.orders.orders import GIVEN, NOTE
from .pricing.vouchers.vouchers import NOTE as VOUCHER

_NOTES = (ASK_AGAIN, NOTE, GIVEN, PAID, PREPARED, VOUCHER)


def remove_order_notes() -> None:
    """Take our notes off all orders; their prices stay."""
    Order.objects.filter(private_metadata__has_any_keys=_NOTES).update(
        private_metadata=without_notes("private_metadata", *_NOTES)
    )
