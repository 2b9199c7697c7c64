"""What was paid for the lines of an order, and what was refunded of it."""

from collections import Counter
from collections.abc import Iterable
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import QuerySet, UUIDField
from saleor.discount import DiscountType
from saleor.order import FulfillmentStatus, OrderGrantedRefundStatus
from saleor.order.models import (
    FulfillmentLine,
    Order,
    OrderGrantedRefundLine,
    OrderLine,
)
from saleor.payment import TransactionEventType, TransactionKind
from saleor.payment.models import Transaction, TransactionEvent

from ....base.kept_queries import KeptQuery, Parameter
from ....contract.orders import OrderedGoods, OrderedLine, OrderedLines
from ....pricing.goods import goods_facts, goods_line

# In the order of the checkout: promotions take the earlier or the later one of equal
# lines.
AS_ORDERED = ("created_at", "pk")


def ordered_lines(order_id: str) -> OrderedLines | None:
    """Return the lines of an order, None if there is no such order.

    :param order_id: its primary key as text.
    """

    def tax_ratio(line: OrderLine, *, prices_entered_with_tax: bool) -> Decimal:
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
    fulfilled, granted = _units_given_back(order)
    refunds = _refunds(order)
    return OrderedLines(
        currency=order.currency,
        lines=tuple(
            OrderedLine(
                line_id=str(line.pk),
                quantity=line.quantity,
                paid_amount=line.total_price_gross_amount,
                tax_ratio=tax_ratio(line, prices_entered_with_tax=with_tax),
                refunded_units=fulfilled["refunded", line.pk] + granted[line.pk],
                replaced_units=fulfilled["replaced", line.pk],
                # Refunds are granted for units that were returned already, or will be.
                returned_units=fulfilled["refunded", line.pk]
                + max(fulfilled["returned", line.pk], granted[line.pk]),
            )
            for line in order.lines.order_by(*AS_ORDERED)
        ),
        refunded_amount=_refunded_amount(order, refunds),
        unknown_refunds=() if fulfilled or granted else refunds,
    )


def ordered_goods(order_pk: UUID, lines: Iterable[OrderLine]) -> list[OrderedGoods]:
    """Return what was bought in lines of an order, in one query.

    :param lines: with their discounts, in the order of the checkout's lines.
    """
    facts = {row["pk"]: row for row in _GOODS.rows(order=order_pk)}

    def price(line: OrderLine) -> Decimal:
        kinds = DiscountType.MANUAL, DiscountType.PROMOTION
        off = sum(
            (each.amount_value for each in line.discounts.all() if each.type in kinds),
            Decimal(0),
        )
        unit = line.undiscounted_base_unit_price_amount - off / line.quantity
        return max(unit, Decimal(0))

    return [
        OrderedGoods(
            str(line.pk),
            goods_line(
                facts[line.pk],
                quantity=line.quantity,
                unit_price=price(line),
                gift_card=line.is_gift_card,
                locked=bool(line.is_price_overridden),
            ),
        )
        for line in lines
        # Gifts of Saleor, and what was deleted, are not among them.
        if line.pk in facts
    ]


_GOODS = KeptQuery(
    lambda: (
        OrderLine.objects.filter(
            order=Parameter("order", UUIDField()),
            variant__isnull=False,
            is_gift=False,
        )
        .order_by()
        .values("pk", **goods_facts("variant__", None))
    )
)


def _units_given_back(order: Order) -> tuple[Counter[tuple[str, Any]], Counter[Any]]:
    """Return units by status and line, and those of granted refunds, by line."""
    fates = {
        FulfillmentStatus.REFUNDED: "refunded",
        FulfillmentStatus.REFUNDED_AND_RETURNED: "refunded",
        FulfillmentStatus.REPLACED: "replaced",
        FulfillmentStatus.RETURNED: "returned",
    }
    fulfilled: Counter[tuple[str, Any]] = Counter()
    for status, line_id, units in FulfillmentLine.objects.filter(
        fulfillment__order=order.pk, fulfillment__status__in=fates
    ).values_list("fulfillment__status", "order_line_id", "quantity"):
        fulfilled[fates[status], line_id] += units
    granted: Counter[Any] = Counter()
    for line_id, units in OrderGrantedRefundLine.objects.filter(
        granted_refund__in=_grants(order)
    ).values_list("order_line_id", "quantity"):
        granted[line_id] += units
    return fulfilled, granted


def _refunds(order: Order) -> tuple[Decimal, ...]:
    """Return the amounts that were paid back, the earliest first."""
    paid_back = [
        *Transaction.objects.filter(
            payment__order=order.pk, kind=TransactionKind.REFUND, is_success=True
        ).values_list("created_at", "amount"),
        *TransactionEvent.objects.filter(
            transaction__order=order.pk, type=TransactionEventType.REFUND_SUCCESS
        ).values_list("created_at", "amount_value"),
    ]
    return tuple(amount for _, amount in sorted(paid_back))


def _refunded_amount(order: Order, refunds: Iterable[Decimal]) -> Decimal:
    """Return what was refunded or granted, without what is known to be for shipping."""
    granted = list(
        _grants(order).values_list("amount_value", "shipping_costs_included")
    )
    of_shipping = _sum(
        order.fulfillments.values_list("shipping_refund_amount", flat=True)
    )
    if any(is_included for _, is_included in granted):
        of_shipping += order.shipping_price_gross_amount
    # Granted refunds are paid later.
    amount = max(_sum(refunds), _sum(amount for amount, _ in granted))
    return max(amount - of_shipping, Decimal(0))


def _grants(order: Order) -> QuerySet:
    return order.granted_refunds.exclude(status=OrderGrantedRefundStatus.FAILURE)


def _sum(amounts: Iterable[Decimal | None]) -> Decimal:
    return sum(filter(None, amounts), Decimal(0))
