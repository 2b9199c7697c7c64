"""Orders of Saleor 3 that count, for conditions of groups."""

from django.db.models import CharField, F, Q, QuerySet
from django.db.models.functions import Cast
from saleor.order import OrderStatus
from saleor.order.models import Order, OrderLine
from saleor.payment.models import TransactionItem
from saleor.product.models import ProductVariantChannelListing

from ....engine.facts.scopes import Scope
from ...base.scopes import lines_in
from ...contract.orders import Sql
from ...evaluation.order_figures import (
    NO_AMOUNT,
    OrderTables,
    is_of_any,
    of_orders,
    payments_and_refunds,
)

NOT_PLACED = [
    OrderStatus.DRAFT,
    OrderStatus.UNCONFIRMED,
    OrderStatus.CANCELED,
    OrderStatus.EXPIRED,
]


def counted_orders(frozen_costs: QuerySet, customer_ids: str | None = None) -> Sql:
    """Return the orders that count as a statement; see ``port``.

    The lines have shares of what was taken off the order already.
    """
    orders = Order.objects.all()
    items = TransactionItem.objects.filter(order__isnull=False)
    lines = OrderLine.objects.all()
    if customer_ids is not None:
        orders = orders.filter(is_of_any("user", customer_ids))
        items = items.filter(is_of_any("order__user", customer_ids))
        lines = lines.filter(is_of_any("order__user", customer_ids))
        frozen_costs = of_orders(frozen_costs, orders)
    listings = ProductVariantChannelListing.objects.filter(
        cost_price_amount__isnull=False
    )
    tables = OrderTables(
        orders=orders.filter(user__isnull=False)
        .exclude(status__in=NOT_PLACED)
        .values(
            "currency",
            order_id=F("pk"),
            order_key=Cast("pk", CharField(max_length=36)),
            customer_id=F("user_id"),
            placed_at=F("created_at"),
            gross_amount=F("total_gross_amount"),
            off_amount=NO_AMOUNT,
        ),
        money=(
            *payments_and_refunds(customer_ids),
            items.values(
                "order_id",
                paid_amount=F("charged_value") + F("refunded_value"),
                refunded_amount=F("refunded_value"),
            ),
        ),
        lines=lines.values(
            "order_id",
            "variant_id",
            "quantity",
            line_key=Cast("pk", CharField(max_length=36)),
            channel_id=F("order__channel_id"),
            net_amount=F("total_price_net_amount"),
        ),
        costs=listings.values(
            "variant_id", "channel_id", cost_amount=F("cost_price_amount")
        ),
    )
    return tables.select(frozen_costs)


def order_lines(scope: Scope) -> QuerySet:
    """Return the lines in a scope of the orders that count; see ``port``."""
    lines = OrderLine.objects.filter(
        Q(order__user__isnull=False) & ~Q(order__status__in=NOT_PLACED)
    ).annotate(
        customer_id=F("order__user_id"),
        placed_at=F("order__created_at"),
        amount=F("total_price_gross_amount"),
    )
    return lines_in(lines, scope)
