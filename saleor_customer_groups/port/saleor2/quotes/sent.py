"""Read drafts that are quotes, and freeze their prices when they are sent."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from prices import TaxedMoney
from saleor.graphql.order.utils import validate_shipping_method
from saleor.order import OrderStatus
from saleor.order.error_codes import OrderErrorCode
from saleor.order.models import Order, OrderLine
from saleor.plugins.manager import get_plugins_manager

from ...contract.quoted_orders import (
    Amounts,
    Frozen,
    QuotedLine,
    QuotedOrder,
    QuoteProblem,
    QuoteRefused,
)
from ...pricing.frozen_quotes import frozen_metadata, frozen_prices, released_metadata
from ..pricing.checkouts.prices import reprice_unit
from ..pricing.orders.draft_orders import price_before_completing

ORDER_COLUMNS = (
    "total_net_amount",
    "total_gross_amount",
    "shipping_price_net_amount",
    "shipping_price_gross_amount",
    "discount_amount",
    "discount_name",
)
LINE_COLUMNS = ("unit_price_net_amount", "unit_price_gross_amount", "tax_rate")

_MAX_DIGITS = 10
_PROBLEMS = {
    OrderErrorCode.SHIPPING_METHOD_NOT_APPLICABLE: QuoteProblem.NO_SHIPPING_METHOD,
    OrderErrorCode.INSUFFICIENT_STOCK: QuoteProblem.OUT_OF_STOCK,
    OrderErrorCode.NOT_FOUND: QuoteProblem.DELETED_PRODUCT,
    OrderErrorCode.REQUIRED: QuoteProblem.EMPTY,
}


def lock_draft(order_id: str) -> Order:
    """Lock a draft order, and return it.

    :param order_id: its primary key as text.
    :raises QuoteRefused: there is none.
    """
    found = None
    # The database could not read a larger one.
    if order_id.isascii() and order_id.isdecimal() and len(order_id) < _MAX_DIGITS:
        orders = Order.objects.select_for_update(of=("self",))
        found = orders.filter(pk=int(order_id)).first()
    if found is None or found.status != OrderStatus.DRAFT:
        raise QuoteRefused(QuoteProblem.NO_DRAFT)
    return found


def read_quoted_order(order: Order) -> QuotedOrder:
    """Return a draft order with its prices as they are stored."""
    return QuotedOrder(
        order_id=str(order.pk),
        number=str(order.pk),
        customer_id=order.user_id,
        currency=order.currency,
        lines=tuple(_line(each) for each in order.lines.order_by("pk")),
        shipping=Amounts(
            order.shipping_price_net_amount, order.shipping_price_gross_amount
        ),
        total=Amounts(order.total_net_amount, order.total_gross_amount),
    )


def freeze_quote_draft(
    order_id: str, *, prices: Mapping[str, Decimal]
) -> tuple[QuotedOrder, Frozen]:
    """Have a draft order keep its prices from now on.

    :param prices: what a unit of some lines is to cost.
    :raises QuoteRefused: there is no such draft, or it cannot become an order.
    """
    order = lock_draft(order_id)
    price_before_completing(order)
    Order.objects.filter(pk=order.pk).update(private_metadata=frozen_metadata())
    order.refresh_from_db()
    lines = _read_lines(order)
    if prices:
        _set_prices(order, lines, prices)
    _check(order, lines)
    frozen = frozen_prices(
        order, order_columns=ORDER_COLUMNS, line_columns=LINE_COLUMNS
    )
    return read_quoted_order(order), frozen


def release_quote_draft(order_id: str) -> None:
    """Have a draft order priced like any other again."""
    if order_id.isdecimal():
        drafts = Order.objects.filter(pk=int(order_id), status=OrderStatus.DRAFT)
        drafts.update(private_metadata=released_metadata())


def problem_in(error: ValidationError) -> QuoteProblem:
    """Return what a refusal of Saleor's means for a quote."""
    (first, *_) = (
        next(iter(error.error_dict.values()))
        if hasattr(error, "error_dict")
        else error.error_list
    )
    try:
        code = OrderErrorCode(getattr(first.code, "value", first.code))
    except ValueError:
        return QuoteProblem.NOT_ORDERABLE
    return _PROBLEMS.get(code, QuoteProblem.NOT_ORDERABLE)


def _read_lines(order: Order) -> list[OrderLine]:
    """Return the lines of a draft with all that is asked of them, in two queries."""
    lines = order.lines.select_related("variant__product__product_type")
    return list(lines.prefetch_related("variant__product__collections").order_by("pk"))


def _set_prices(
    order: Order, lines: Sequence[OrderLine], prices: Mapping[str, Decimal]
) -> None:
    """Have lines of a frozen draft cost what staff say."""
    by_key = {str(line.pk): line for line in lines}
    if not prices.keys() <= by_key.keys():
        raise QuoteRefused(QuoteProblem.NO_LINE)
    manager = get_plugins_manager()
    for key, amount in prices.items():
        line = by_key[key]
        if line.variant is None:
            raise QuoteRefused(QuoteProblem.DELETED_PRODUCT)
        line.order = order
        own = line.variant.get_price()
        line.unit_price = TaxedMoney(net=own, gross=own)
        price = reprice_unit(
            manager.calculate_order_line_unit(line),
            amount,
            product=line.variant.product,
            address=lambda: order.shipping_address or order.billing_address,
        )
        line.unit_price = price
        line.tax_rate = price.tax / price.net if price.net.amount else 0
    OrderLine.objects.bulk_update([by_key[key] for key in prices], LINE_COLUMNS)
    # Saleor's own function reads each line once more.
    total = sum((line.get_total() for line in lines), order.shipping_price)
    order.discount_amount = min(order.discount_amount, total.gross.amount)
    order.total = total - order.discount if order.discount else total
    order.save(
        update_fields=["discount_amount", "total_net_amount", "total_gross_amount"]
    )


def _check(order: Order, lines: Sequence[OrderLine]) -> None:
    """Refuse a draft that cannot be sold as it is, unless stock alone is missing.

    Saleor 2.10 asks for none of the addresses, and for each line by itself.
    """
    if not sum(line.quantity for line in lines):
        raise QuoteRefused(QuoteProblem.EMPTY)
    if any(line.variant is None for line in lines):
        raise QuoteRefused(QuoteProblem.DELETED_PRODUCT)
    if not all(line.variant.product.is_published for line in lines):
        raise QuoteRefused(QuoteProblem.NOT_ORDERABLE)
    if order.billing_address is None:
        raise QuoteRefused(QuoteProblem.NO_BILLING_ADDRESS)
    if not any(line.is_shipping_required for line in lines):
        return
    if order.shipping_address is None:
        raise QuoteRefused(QuoteProblem.NO_SHIPPING_ADDRESS)
    if order.shipping_method is None:
        raise QuoteRefused(QuoteProblem.NO_SHIPPING_METHOD)
    try:
        validate_shipping_method(order)
    except ValidationError:
        raise QuoteRefused(QuoteProblem.NO_SHIPPING_METHOD) from None


def _line(line: OrderLine) -> QuotedLine:
    total: Any = line.get_total()
    return QuotedLine(
        variant_id=line.variant_id,
        product_name=line.product_name,
        variant_name=line.variant_name,
        sku=line.product_sku,
        quantity=line.quantity,
        unit=Amounts(line.unit_price_net_amount, line.unit_price_gross_amount),
        total=Amounts(total.net.amount, total.gross.amount),
    )
