"""What of ours stays on orders, and comes off before the package is removed."""

from saleor.order.models import Order, OrderLine

from ..base.metadata import without_notes
from ..pricing.asked_again import NOTE as ASK_AGAIN
from .base.databases import writing
from .pricing.checkouts.marks import GIFT_NOTE
from .pricing.checkouts.marks import NOTES as CHECKOUT_NOTES
from .pricing.orders.order_marks import NOTES as ORDER_NOTES

_NOTES = tuple(dict.fromkeys((*CHECKOUT_NOTES, *ORDER_NOTES, GIFT_NOTE)))


def remove_order_notes() -> None:
    """Take our notes off all orders and their lines; their prices stay."""
    with writing():
        Order.objects.filter(private_metadata__has_key=ASK_AGAIN).update(
            private_metadata=without_notes("private_metadata", ASK_AGAIN)
        )
        OrderLine.objects.filter(private_metadata__has_any_keys=_NOTES).update(
            private_metadata=without_notes("private_metadata", *_NOTES)
        )
