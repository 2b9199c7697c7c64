"""Past orders of Saleor 3 as they were sold. docs/dry-run.md."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import IntegerField, Q, QuerySet, UUIDField
from saleor.channel.models import Channel
from saleor.discount import DiscountType, DiscountValueType
from saleor.discount.models import OrderLineDiscount
from saleor.order import OrderOrigin
from saleor.order.models import Order, OrderLine
from saleor.product.models import ProductVariant, ProductVariantChannelListing

from .... import engine
from ....engine.money import round_amount
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
from ...membership.customer_metadata import GROUPS_KEY
from ...pricing.goods import goods_facts, goods_line
from ...reports.counted_orders import count_by_currency
from ...reports.line_promotions import promotion_of
from ..evaluation.order_figures import NOT_PLACED
from ..pricing.line_metadata import (
    PAID_KEY,
    SHIPPING_KEY,
    is_gift,
    quote_in_metadata,
)
from ..pricing.orders.ordered_lines import AS_ORDERED
from ..pricing.orders.placed import placed_at
from ..pricing.orders.price_origin import stored_quote


class _Channel(NamedTuple):
    """A channel, and whether it enters its prices with taxes."""

    slug: str
    with_taxes: bool


Row = Mapping[str, Any]
# Of a variant in a channel.
Costs = Mapping[tuple[int, int], Decimal]
# On lines, by their primary keys.
Discounts = Mapping[Any, list[OrderLineDiscount]]

_BY_STAFF = (OrderOrigin.DRAFT, OrderOrigin.REISSUE)
# Orders have many more columns, some of which take long to read.
_OF_ORDERS = (
    "channel_id",
    "created_at",
    "currency",
    "origin",
    "private_metadata",
    "shipping_price_gross_amount",
    "shipping_price_net_amount",
    "undiscounted_base_shipping_price_amount",
    "user_email",
    "user_id",
    "voucher_code",
    "voucher_id",
)
_OF_LINES = (
    "currency",
    "is_gift",
    "is_gift_card",
    "is_price_overridden",
    "order_id",
    "private_metadata",
    "product_name",
    "quantity",
    "tax_rate",
    "undiscounted_base_unit_price_amount",
    "undiscounted_unit_price_gross_amount",
    "undiscounted_unit_price_net_amount",
    "unit_price_gross_amount",
    "unit_price_net_amount",
    "variant_id",
)


def count_past_orders(span: Span) -> Mapping[str, int]:
    """Return how many orders were placed, by currency; see ``port``."""
    return count_by_currency(_orders(span))


def past_orders(span: Span, *, begin_at: str | None, limit: int) -> PastOrders:
    """Return some of the orders as they were sold; see ``port``."""
    found = _orders(span)
    if begin_at is not None:
        found = found.filter(_after(begin_at))
    orders = list(
        found.only(*_OF_ORDERS)
        .annotate(placed_at=placed_at())
        .order_by("created_at", "pk")[:limit]
    )
    lines: dict[Any, list[OrderLine]] = defaultdict(list)
    pks = [each.pk for each in orders]
    of_orders = OrderLine.objects.filter(among("order_id", pks, of=UUIDField()))
    for line in of_orders.only(*_OF_LINES).order_by(*AS_ORDERED):
        lines[line.order_id].append(line)
    discounts: dict[Any, list[OrderLineDiscount]] = defaultdict(list)
    for discount in OrderLineDiscount.objects.filter(
        among("line__order_id", pks, of=UUIDField())
    ):
        discounts[discount.line_id].append(discount)
    variants = {line.variant_id for of in lines.values() for line in of} - {None}
    reader = _Reader(
        _channels(orders), _goods(variants), _costs(orders, variants), discounts
    )
    return PastOrders(
        tuple(reader.order(each, lines[each.pk]) for each in orders),
        f"{orders[-1].created_at.isoformat()} {orders[-1].pk}"
        if len(orders) == limit
        else None,
    )


def variant_costs(variant_ids: Collection[int]) -> Mapping[tuple[str, int], Decimal]:
    """Return what variants cost the shop now; see ``port``."""
    known = ProductVariantChannelListing.objects.filter(
        variant__in=variant_ids, cost_price_amount__isnull=False
    )
    return {
        (channel, pk): cost
        for channel, pk, cost in known.values_list(
            "channel__slug", "variant_id", "cost_price_amount"
        )
    }


def _orders(span: Span) -> QuerySet[Order]:
    orders = Order.objects.filter(
        created_at__gte=span.since, created_at__lt=span.until
    ).exclude(status__in=NOT_PLACED)
    if span.currency is not None:
        orders = orders.filter(currency=span.currency)
    if span.channel is not None:
        orders = orders.filter(channel__slug=span.channel)
    return orders


def _after(begin_at: str) -> Q:
    moment, pk = begin_at.split()
    created_at = datetime.fromisoformat(moment)
    return Q(created_at__gt=created_at) | Q(created_at=created_at, pk__gt=UUID(pk))


def _channels(orders: Iterable[Order]) -> Mapping[int, _Channel]:
    """Return the channels of orders by primary key, in one query."""
    channels = Channel.objects.filter(pk__in={each.channel_id for each in orders})
    with_taxes = "tax_configuration__prices_entered_with_tax"
    return {
        pk: _Channel(slug, is_with_taxes)
        for pk, slug, is_with_taxes in channels.values_list("pk", "slug", with_taxes)
    }


def _goods(variant_ids: Collection[int]) -> Mapping[int, Row]:
    """Return what is known of variants now, by primary key, in one query."""
    wanted = among("pk", variant_ids, of=IntegerField())
    rows = ProductVariant.objects.filter(wanted).order_by()
    return {row["variant_pk"]: row for row in rows.values(**goods_facts("", None))}


def _costs(orders: Iterable[Order], variant_ids: Collection[int]) -> Costs:
    """Return what variants cost now in the channels of the orders, in one query."""
    listings = ProductVariantChannelListing.objects.filter(
        among("variant_id", variant_ids, of=IntegerField()),
        channel__in={each.channel_id for each in orders},
        cost_price_amount__isnull=False,
    )
    return {
        (variant_id, channel_id): cost
        for variant_id, channel_id, cost in listings.values_list(
            "variant_id", "channel_id", "cost_price_amount"
        )
    }


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads orders with what was loaded for all of them."""

    channels: Mapping[int, _Channel]
    goods: Mapping[int, Row]
    costs: Costs
    discounts: Discounts

    def order(self, order: Order, lines: Sequence[OrderLine]) -> PastOrder:
        """Return an order as it was sold.

        :param lines: in the order of the checkout's lines.
        """
        channel, with_taxes = self.channels[order.channel_id]
        bought = [line for line in lines if not (line.is_gift or is_gift(line))]
        sold = tuple(
            self._line(order, line, with_taxes=with_taxes)
            for line in bought
            if line.variant_id in self.goods
        )
        quotes = (quote_in_metadata(line, SHIPPING_KEY) for line in lines)
        shipping = next(filter(None, quotes), None)
        listed = order.undiscounted_base_shipping_price_amount or Decimal(0)
        gross = order.shipping_price_gross_amount
        net = order.shipping_price_net_amount
        return PastOrder(
            order_id=str(order.pk),
            customer_id=order.user_id,
            email=order.user_email,
            placed_at=order.placed_at,
            group_codes=str((order.private_metadata or {}).get(GROUPS_KEY, "")),
            channel=channel,
            currency=order.currency,
            lines=sold,
            has_voucher=bool(order.voucher_id or order.voucher_code),
            is_by_staff=order.origin in _BY_STAFF,
            is_whole=len(sold) == len(bought),
            shipping_amount=listed if shipping is None else shipping.base_amount,
            shipping_charged_amount=(
                listed if shipping is None else shipping.total_amount(1)
            ),
            shipping_taxes=(
                ratios(gross=gross, net=net, tax_rate=None, with_taxes=with_taxes)
                if gross and net
                else usual_ratios(line.taxes for line in sold)
            ),
        )

    def _line(self, order: Order, line: OrderLine, *, with_taxes: bool) -> PastLine:
        prices, charged = _prices(
            line, self.discounts.get(line.pk, []), with_taxes=with_taxes
        )
        return PastLine(
            line_id=str(line.pk),
            product_name=line.product_name,
            goods=goods_line(
                self.goods[line.variant_id],
                quantity=line.quantity,
                cost=self.costs.get((line.variant_id, order.channel_id)),
                gift_card=bool(line.is_gift_card),
                **prices,
            ),
            charged_amount=charged,
            taxes=_taxes(line, with_taxes=with_taxes),
        )


def _prices(
    line: OrderLine, discounts: Sequence[OrderLineDiscount], *, with_taxes: bool
) -> tuple[Mapping[str, Any], Decimal]:
    """Return the price of a unit as fields of ``engine.Line``, and what was charged.

    The latter is for the whole line, before vouchers.
    """
    quote = stored_quote(line, discounts)
    if quote is not None and PAID_KEY not in (line.private_metadata or {}):
        return (
            {
                "unit_price": quote.base_amount,
                "public_price": quote.public_amount,
                "promotion": promotion_of(quote, line.currency),
            },
            quote.total_amount(line.quantity),
        )
    listed = line.undiscounted_base_unit_price_amount
    if not listed:
        # Orders that were brought along from elsewhere may have no such price.
        listed = (
            line.unit_price_gross_amount if with_taxes else line.unit_price_net_amount
        )
    manual = [each for each in discounts if each.type == DiscountType.MANUAL]
    own = [each for each in discounts if each.type == DiscountType.PROMOTION]
    off = sum((each.amount_value for each in (*manual, *own)), Decimal(0))
    charged = max(listed * line.quantity - off, Decimal(0))
    unit = round_amount(charged / line.quantity, line.currency)
    if line.is_price_overridden or manual:
        return {"unit_price": charged / line.quantity, "locked": True}, charged
    if not own:
        return {"unit_price": listed}, charged
    return (
        {"unit_price": listed, "public_price": unit, "promotion": _promotion(own[0])},
        charged,
    )


def _promotion(discount: OrderLineDiscount) -> engine.LinePromotion:
    if discount.value_type == DiscountValueType.PERCENTAGE:
        return engine.LinePercentOff(percent=min(discount.value, Decimal(100)))
    return engine.LineAmountOff(amount=max(discount.value, Decimal(0)))


def _taxes(line: OrderLine, *, with_taxes: bool) -> TaxRatios:
    gross, net = line.unit_price_gross_amount, line.unit_price_net_amount
    if line.undiscounted_unit_price_net_amount:
        gross = line.undiscounted_unit_price_gross_amount
        net = line.undiscounted_unit_price_net_amount
    return ratios(gross=gross, net=net, tax_rate=line.tax_rate, with_taxes=with_taxes)
