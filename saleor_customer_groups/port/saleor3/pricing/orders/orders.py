"""What an order's line keeps of the group's price that its checkout had."""

from collections.abc import Collection, Iterable, Iterator
from functools import partial
from typing import Any

from django.db.models import (
    Exists,
    OuterRef,
    Prefetch,
    Subquery,
    prefetch_related_objects,
)
from saleor.checkout.base_calculations import calculate_base_line_total_price
from saleor.checkout.fetch import CheckoutLineInfo
from saleor.discount import DiscountType, DiscountValueType
from saleor.discount.models import OrderLineDiscount
from saleor.order.models import Order, OrderLine
from saleor.product.models import ProductVariantChannelListing

from ....contract.orders import SoldLine, SoldLines, sold_shipping
from ....contract.quotes import LineQuote
from ..checkouts.stored_prices import our_discount
from ..gifts.order_effects import store_effects
from ..line_metadata import DISCOUNT_NAME, QUOTE_KEY, SHIPPING_KEY, quote_in_metadata
from .ordered_lines import AS_ORDERED, ordered_goods
from .price_origin import store_discount, stored_quote

# The columns that are read, of some fifty: Django takes longer for the rest than
# PostgreSQL.
_READ_OF_LINES = (
    "created_at",
    "currency",
    "is_gift_card",
    "is_price_overridden",
    "order_id",
    "private_metadata",
    "product_sku",
    "quantity",
    "undiscounted_base_unit_price_amount",
    "variant_id",
)
_READ_OF_DISCOUNTS = (
    "amount_value",
    "line_id",
    "name",
    "reason",
    "type",
    "value",
    "value_type",
)


def order_line_discount(
    info: CheckoutLineInfo, order_line: OrderLine
) -> OrderLineDiscount | None:
    """Return our discount on a checkout's line as one of the order's line, if any.

    The order's line has the metadata of the checkout's line; that of the discount is
    added.
    """
    ours = our_discount(info)
    if ours is None or not ours.amount_value:
        return None
    store_effects(order_line, quote_in_metadata(order_line, QUOTE_KEY))
    discount = OrderLineDiscount(
        line_id=order_line.pk,
        type=DiscountType.MANUAL,
        unique_type=DiscountType.MANUAL,
        value_type=DiscountValueType.FIXED,
        value=ours.value,
        amount_value=ours.amount_value,
        currency=ours.currency,
        name=DISCOUNT_NAME,
        reason=ours.reason,
    )
    store_discount(order_line, discount)
    # Of this Saleor makes the line's total again when staff edit the order: a unit of
    # what does not divide has a fraction of a cent.
    total = calculate_base_line_total_price(info)
    order_line.base_unit_price = total / info.line.quantity
    return discount


def sold_lines(order: Order, line_ids: Collection[Any] | None = None) -> SoldLines:
    """Return the lines of an order whose price a group made; two queries at most.

    What promotions made of shipping is one more.

    :param line_ids: primary keys of the lines that are asked for, None for all.
    """
    costs = ProductVariantChannelListing.objects.filter(
        variant=OuterRef("variant"), channel=order.channel_id
    )
    lines = OrderLine.objects.filter(order=order.pk)
    ours = lines.filter(private_metadata__has_any_keys=(QUOTE_KEY, SHIPPING_KEY))
    # If any is ours, all: their goods may be asked for.
    asked = lines.filter(Exists(ours)) if line_ids is None else ours
    if line_ids is not None:
        asked = asked.filter(pk__in=line_ids)
    found = list(
        asked.annotate(cost_amount=Subquery(costs.values("cost_price_amount")[:1]))
        .only(*_READ_OF_LINES)
        .order_by(*AS_ORDERED)
    )
    discounts = OrderLineDiscount.objects.only(*_READ_OF_DISCOUNTS)
    prefetch_related_objects(found, Prefetch("discounts", discounts))
    sold = [
        sold_line(line, quote)
        for line in found
        if (quote := stored_quote(line, line.discounts.all())) is not None
    ]
    if line_ids is None:
        sold += _sold_shipping(found)
    return SoldLines(sold, partial(ordered_goods, order.pk, found))


def sold_line(line: OrderLine, quote: LineQuote) -> SoldLine:
    """Return a line with the price that a group made.

    :param line: with ``cost_amount``, if that is known.
    """
    return SoldLine(
        line_id=str(line.pk),
        variant_id=line.variant_id,
        sku=line.product_sku or "",
        quantity=line.quantity,
        currency=line.currency,
        cost_amount=getattr(line, "cost_amount", None),
        quote=quote,
    )


def _sold_shipping(lines: Iterable[OrderLine]) -> Iterator[SoldLine]:
    for line in lines:
        if quote := quote_in_metadata(line, SHIPPING_KEY):
            yield sold_shipping(quote, currency=line.currency)
