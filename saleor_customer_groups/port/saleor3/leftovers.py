"""What of ours stays on orders, and comes off before the package is removed."""

from saleor.core.db.connection import allow_writer
from saleor.order.models import OrderLine

from ..metadata import without_notes
from .marks import GIFT_NOTE
from .marks import NOTES as CHECKOUT_NOTES
from .order_marks import NOTES as ORDER_NOTES

_NOTES = tuple(dict.fromkeys((*CHECKOUT_NOTES, *ORDER_NOTES, GIFT_NOTE)))


def remove_order_notes() -> None:
    """Take our notes off the lines of all orders; their prices stay."""
    with allow_writer():
        OrderLine.objects.filter(private_metadata__has_any_keys=_NOTES).update(
            private_metadata=without_notes("private_metadata", *_NOTES)
        )
