"""What of ours stays on orders, and comes off before the package is removed."""

from saleor.order.models import Order

from ..asked_again import NOTE as ASK_AGAIN
from ..metadata import without_notes
from .given import PREPARED
from .orders import GIVEN, NOTE
from .paid import NOTE as PAID
from .vouchers import NOTE as VOUCHER

_NOTES = (ASK_AGAIN, NOTE, GIVEN, PAID, PREPARED, VOUCHER)


def remove_order_notes() -> None:
    """Take our notes off all orders; their prices stay."""
    Order.objects.filter(private_metadata__has_any_keys=_NOTES).update(
        private_metadata=without_notes("private_metadata", *_NOTES)
    )
