"""What orders of Saleor 3 were priced from."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from decimal import Decimal
from typing import Any

from saleor.order.models import Order, OrderLine

from ....contract.orders import BasketLine, OrderBasket
from ....membership.customer_metadata import GROUPS_KEY
from ..line_metadata import SHIPPING_KEY, is_gift, quote_in_metadata
from .ordered_lines import AS_ORDERED
from .placed import placed_at


def order_baskets(order_ids: Collection[str]) -> Sequence[OrderBasket]:
    """Return what orders were priced from, in two queries and in no order."""
    orders = Order.objects.filter(pk__in=order_ids).select_related("channel")
    lines: dict[Any, list[OrderLine]] = defaultdict(list)
    for line in OrderLine.objects.filter(order__in=order_ids).order_by(*AS_ORDERED):
        lines[line.order_id].append(line)
    return [
        OrderBasket(
            order_id=str(order.pk),
            customer_id=order.user_id,
            is_draft=order.is_draft(),
            placed_at=order.placed_at,
            group_codes=str((order.private_metadata or {}).get(GROUPS_KEY, "")),
            channel=order.channel.slug,
            currency=order.currency,
            lines=tuple(
                BasketLine(str(line.pk), line.variant_id, line.quantity)
                for line in lines[order.pk]
                if line.variant_id and not line.is_gift and not is_gift(line)
            ),
            has_voucher=bool(order.voucher_id or order.voucher_code),
            shipping_amount=_shipping_amount(order, lines[order.pk]),
        )
        for order in orders.annotate(placed_at=placed_at())
    ]


def _shipping_amount(order: Order, lines: Sequence[OrderLine]) -> Decimal:
    """Return what shipping cost before promotions of groups."""
    for line in lines:
        if quote := quote_in_metadata(line, SHIPPING_KEY):
            return quote.base_amount
    return order.undiscounted_base_shipping_price_amount or Decimal(0)
