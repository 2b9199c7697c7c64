"""Past orders of Saleor 2.10 as they were sold.

2.10 keeps of a line what was charged for a unit: listing price and sale are known where
a group made the price, and where the variant's price and Saleor's sales still make what
was charged. docs/dry-run.md.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.db.models import Exists, F, IntegerField, OuterRef, QuerySet
from django.db.models.functions import Coalesce
from saleor.core.taxes import include_taxes_in_prices
from saleor.order import OrderEvents, OrderStatus
from saleor.order.models import Order, OrderEvent, OrderLine
from saleor.product.models import ProductVariant

from .... import engine
from ...base.arrays import among
from ...contract.past_orders import (
    PastLine,
    PastOrder,
    PastOrders,
    Span,
    TaxRatios,
    ratios,
    usual_ratios,
)
from ...contract.quotes import LineQuote
from ...membership.customer_metadata import GROUPS_KEY
from ...pricing.goods import goods_facts, goods_line
from ...reports.counted_orders import count_by_currency
from ...reports.line_promotions import promotion_of
from ..base.channel_names import CHANNEL
from ..pricing.orders.orders import (
    gifts_among,
    is_charged,
    stored_gifts,
    stored_quotes,
    stored_shipping,
)
from ..pricing.orders.placed import placed_at
from .past_sales import PastSales

Row = Mapping[str, Any]

# Orders have many more columns, some of which take long to read.
_OF_ORDERS = (
    "created",
    "currency",
    "discount_amount",
    "private_metadata",
    "shipping_price_gross_amount",
    "shipping_price_net_amount",
    "user_email",
    "user_id",
    "voucher_id",
)


def count_past_orders(span: Span) -> Mapping[str, int]:
    """Return how many orders were placed, by currency; see ``port``."""
    return count_by_currency(_orders(span))


def past_orders(span: Span, *, begin_at: str | None, limit: int) -> PastOrders:
    """Return some of the orders as they were sold; see ``port``.

    They come by their keys, which grow with time: ``created`` has no index.
    """
    by_staff = OrderEvent.objects.filter(
        order=OuterRef("pk"), type=OrderEvents.PLACED_FROM_DRAFT
    )
    found = _orders(span).filter(pk__gt=int(begin_at or 0)).order_by("pk")
    orders = list(
        found.only(*_OF_ORDERS).annotate(
            placed_at=placed_at(), is_by_staff=Exists(by_staff)
        )[:limit]
    )
    lines: dict[int, list[OrderLine]] = defaultdict(list)
    pks = among("order_id", [each.pk for each in orders], of=IntegerField())
    for line in OrderLine.objects.filter(pks).order_by("pk"):
        lines[line.order_id].append(line)
    goods = _goods(line.variant_id for of in lines.values() for line in of)
    reader = _Reader(
        goods,
        PastSales.between(
            min((each.placed_at for each in orders), default=span.since),
            max((each.placed_at for each in orders), default=span.until),
        ),
    )
    return PastOrders(
        tuple(reader.order(each, lines[each.pk]) for each in orders),
        str(orders[-1].pk) if len(orders) == limit else None,
    )


def variant_costs(variant_ids: Collection[int]) -> Mapping[tuple[str, int], Decimal]:
    """Return what variants cost the shop now; see ``port``."""
    known = ProductVariant.objects.filter(
        pk__in=variant_ids, cost_price_amount__isnull=False
    )
    return {
        (CHANNEL, pk): cost for pk, cost in known.values_list("pk", "cost_price_amount")
    }


def _orders(span: Span) -> QuerySet[Order]:
    orders = Order.objects.filter(
        created__gte=span.since, created__lt=span.until
    ).exclude(status__in=[OrderStatus.DRAFT, OrderStatus.CANCELED])
    if span.currency is not None:
        orders = orders.filter(currency=span.currency)
    return orders if span.channel in (None, CHANNEL) else orders.none()


def _goods(variant_ids: Iterable[int | None]) -> Mapping[int, Row]:
    """Return what is known of variants now, by primary key, in one query."""
    wanted = among("pk", set(variant_ids) - {None}, of=IntegerField())
    rows = ProductVariant.objects.filter(wanted)
    return {
        row["variant_pk"]: row
        for row in rows.order_by().values(
            base_amount=Coalesce("price_override_amount", "product__price_amount"),
            cost_amount=F("cost_price_amount"),
            **goods_facts("", None),
        )
    }


class _Reader:
    """Reads orders with what was loaded for all of them."""

    def __init__(self, goods: Mapping[int, Row], sales: PastSales) -> None:
        self._goods = goods
        self._sales = sales
        self._with_taxes = include_taxes_in_prices()

    def order(self, order: Order, lines: Sequence[OrderLine]) -> PastOrder:
        """Return an order as it was sold.

        :param lines: the earliest first.
        """
        quotes = stored_quotes(order)
        try:
            gifts = gifts_among(list(reversed(lines)), stored_gifts(order))
            shipping = stored_shipping(order)
        except (AttributeError, TypeError, ValueError):
            # Whoever manages orders may have written it.
            gifts, shipping = {}, None
        bought = [line for line in lines if line.pk not in gifts]
        sold = tuple(
            self._line(order, line, quotes.get(line.variant_id))
            for line in bought
            if line.variant_id in self._goods
        )
        gross = order.shipping_price_gross_amount
        net = order.shipping_price_net_amount
        charged = gross if self._with_taxes else net
        usual = usual_ratios(line.taxes for line in sold)
        return PastOrder(
            order_id=str(order.pk),
            customer_id=order.user_id,
            email=order.user_email,
            placed_at=order.placed_at,
            group_codes=str((order.private_metadata or {}).get(GROUPS_KEY, "")),
            channel=CHANNEL,
            currency=order.currency,
            lines=sold,
            has_voucher=order.voucher_id is not None,
            is_by_staff=order.is_by_staff,
            is_whole=len(sold) == len(bought),
            shipping_amount=charged if shipping is None else shipping.base_amount,
            shipping_charged_amount=(
                charged if shipping is None else shipping.total_amount(1)
            ),
            shipping_taxes=(
                ratios(gross=gross, net=net, tax_rate=None, with_taxes=self._with_taxes)
                if gross and net
                else usual
            ),
        )

    def _line(self, order: Order, line: OrderLine, quote: LineQuote | None) -> PastLine:
        row = self._goods[line.variant_id]
        gross, net = line.unit_price_gross_amount, line.unit_price_net_amount
        charged = gross if self._with_taxes else net
        if quote is not None and is_charged(line, quote):
            total = quote.total_amount(line.quantity)
            prices = _quoted(quote, order.currency)
        else:
            total = charged * line.quantity
            prices = self._sales.prices(row, charged, at=order.placed_at)
        return PastLine(
            line_id=str(line.pk),
            product_name=line.product_name,
            goods=goods_line(
                row, quantity=line.quantity, cost=row["cost_amount"], **prices
            ),
            charged_amount=total,
            taxes=self._taxes(line, gross, net),
        )

    def _taxes(self, line: OrderLine, gross: Decimal, net: Decimal) -> TaxRatios:
        return ratios(
            gross=gross, net=net, tax_rate=line.tax_rate, with_taxes=self._with_taxes
        )


def _quoted(quote: LineQuote, currency: str) -> dict[str, Any]:
    promotion: engine.LinePromotion | None = promotion_of(quote, currency)
    return {
        "unit_price": quote.base_amount,
        "public_price": quote.public_amount,
        "promotion": promotion,
    }
