"""What an order's line keeps of the group's price that its checkout had."""

from saleor.checkout.fetch import CheckoutLineInfo
from saleor.discount import DiscountType, DiscountValueType
from saleor.discount.models import OrderLineDiscount
from saleor.order.models import OrderLine

from .marks import NAME, our_discount


def order_line_discount(
    info: CheckoutLineInfo, order_line: OrderLine
) -> OrderLineDiscount | None:
    """Return our discount on a checkout's line as one of the order's line, if any."""
    ours = our_discount(info)
    if ours is None or not ours.amount_value:
        return None
    return OrderLineDiscount(
        line_id=order_line.pk,
        type=DiscountType.MANUAL,
        unique_type=DiscountType.MANUAL,
        value_type=DiscountValueType.FIXED,
        value=ours.value,
        amount_value=ours.amount_value,
        currency=ours.currency,
        name=NAME,
        reason=ours.reason,
    )
