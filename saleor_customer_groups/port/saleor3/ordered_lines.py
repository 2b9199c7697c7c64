"""What was paid for the lines of an order."""

from decimal import Decimal
from uuid import UUID

from ..contract import OrderedLine


def ordered_lines(order_id: str) -> list[OrderedLine] | None:
    """Return the lines of an order, none where there is no such order.

    :param order_id: its primary key as text.
    """
    from saleor.order.models import Order, OrderLine

    def gross_ratio(line: OrderLine, prices_entered_with_tax: bool) -> Decimal:
        net = line.undiscounted_unit_price_net_amount
        if prices_entered_with_tax or not net:
            return Decimal(1)
        return line.undiscounted_unit_price_gross_amount / net

    try:
        orders = Order.objects.filter(pk=UUID(order_id))
    except ValueError:
        return None
    order = orders.select_related("channel__tax_configuration").first()
    if order is None:
        return None
    with_tax = order.channel.tax_configuration.prices_entered_with_tax
    return [
        OrderedLine(
            line_id=str(line.pk),
            quantity=line.quantity,
            currency=order.currency,
            paid_amount=line.total_price_gross_amount,
            gross_ratio=gross_ratio(line, with_tax),
        )
        for line in order.lines.order_by("pk")
    ]
