"""What orders of Saleor 2.10 were priced from."""

from collections import defaultdict
from collections.abc import Callable, Collection, Sequence
from decimal import Decimal
from typing import Any

from saleor.core.taxes import include_taxes_in_prices
from saleor.order import OrderStatus
from saleor.order.models import Order, OrderLine

from ....contract.orders import BasketLine, OrderBasket
from ....membership.customer_metadata import GROUPS_KEY
from ...base.channel_names import CHANNEL
from .orders import gifts_among, stored_gifts, stored_shipping
from .placed import placed_at


def order_baskets(order_ids: Collection[str]) -> Sequence[OrderBasket]:
    """Return what orders were priced from, in two queries and in no order."""
    orders = Order.objects.filter(pk__in=order_ids).annotate(placed_at=placed_at())
    lines: dict[int, list[OrderLine]] = defaultdict(list)
    for line in OrderLine.objects.filter(order__in=order_ids).order_by("-pk"):
        lines[line.order_id].append(line)
    with_taxes = include_taxes_in_prices()
    return [
        OrderBasket(
            order_id=str(order.pk),
            customer_id=order.user_id,
            is_draft=order.status == OrderStatus.DRAFT,
            placed_at=order.placed_at,
            group_codes=str((order.private_metadata or {}).get(GROUPS_KEY, "")),
            channel=CHANNEL,
            currency=order.currency,
            lines=_bought(order, lines[order.pk]),
            has_voucher=order.voucher_id is not None,
            shipping_amount=_shipping_amount(order, with_taxes=with_taxes),
        )
        for order in orders
    ]


def _bought(order: Order, newest_first: Sequence[OrderLine]) -> tuple[BasketLine, ...]:
    gifts = gifts_among(newest_first, _readable(order, stored_gifts) or ())
    return tuple(
        BasketLine(str(line.pk), line.variant_id, line.quantity)
        for line in reversed(newest_first)
        if line.variant_id and line.pk not in gifts
    )


def _shipping_amount(order: Order, *, with_taxes: bool) -> Decimal:
    """Return what shipping cost before promotions of groups."""
    quote = _readable(order, stored_shipping)
    if quote is not None:
        return quote.base_amount
    amount: Decimal = (
        order.shipping_price_gross_amount
        if with_taxes
        else order.shipping_price_net_amount
    )
    return amount


def _readable(order: Order, stored: Callable[[Order], Any]) -> Any:
    """Return what is stored on an order; whoever manages orders may have written it."""
    try:
        return stored(order)
    except (AttributeError, TypeError, ValueError):
        return None
