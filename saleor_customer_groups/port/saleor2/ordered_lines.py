"""What was paid for the lines of an order."""

from decimal import Decimal

from saleor.core.taxes import include_taxes_in_prices
from saleor.discount import VoucherType
from saleor.order.models import Order

from ...engine.money import from_minor_units, largest_remainder, to_minor_units
from ..contract import OrderedLine


def ordered_lines(order_id: str) -> list[OrderedLine] | None:
    """Return the lines of an order, none where there is no such order.

    What is taken off the order as a whole is shared over the lines, unless a voucher
    takes it off shipping.

    :param order_id: its primary key as text.
    """
    if not order_id.isdecimal():
        return None
    orders = Order.objects.select_related("voucher").prefetch_related("lines")
    order = orders.filter(pk=int(order_id)).first()
    if order is None:
        return None
    lines = sorted(order.lines.all(), key=lambda line: line.pk)
    totals = [
        to_minor_units(line.unit_price_gross_amount * line.quantity, order.currency)
        for line in lines
    ]
    is_of_shipping = order.voucher and order.voucher.type == VoucherType.SHIPPING
    off = 0 if is_of_shipping else to_minor_units(order.discount_amount, order.currency)
    shares = largest_remainder(min(off, sum(totals)), totals)
    return [
        OrderedLine(
            line_id=str(line.pk),
            quantity=line.quantity,
            currency=order.currency,
            paid_amount=from_minor_units(total - less, order.currency),
            gross_ratio=(
                Decimal(1) if include_taxes_in_prices() else 1 + line.tax_rate
            ),
        )
        for line, total, less in zip(lines, totals, shares, strict=True)
    ]
