"""Read drafts that are quotes, and freeze their prices when they are sent."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from saleor.discount.models import OrderLineDiscount
from saleor.graphql.order import utils as order_checks
from saleor.order import OrderStatus, calculations
from saleor.order.error_codes import OrderErrorCode
from saleor.order.fetch import fetch_draft_order_lines_info
from saleor.order.lock_objects import order_qs_select_for_update
from saleor.order.models import Order, OrderLine
from saleor.order.utils import get_order_country
from saleor.plugins.manager import get_plugins_manager
from saleor.site.models import Site

from ...contract.quoted_orders import (
    Amounts,
    Frozen,
    QuotedLine,
    QuotedOrder,
    QuoteProblem,
    QuoteRefused,
)
from ...pricing.frozen_quotes import frozen_metadata, frozen_prices, released_metadata
from ..pricing.line_metadata import PAID_KEY, has_field
from ..pricing.orders.order_prices import remove_ours
from .native_calls import call_native

_TAXED = ("net_amount", "gross_amount")
ORDER_COLUMNS = tuple(
    name
    for name in (
        *(
            f"{price}_{kind}"
            for price in ("total", "undiscounted_total", "subtotal", "shipping_price")
            for kind in _TAXED
        ),
        "base_shipping_price_amount",
        "undiscounted_base_shipping_price_amount",
        "shipping_tax_rate",
    )
    if has_field(Order, name)
)
LINE_COLUMNS = (
    *(
        f"{price}_{kind}"
        for price in (
            "unit_price",
            "total_price",
            "undiscounted_unit_price",
            "undiscounted_total_price",
        )
        for kind in _TAXED
    ),
    "base_unit_price_amount",
    "undiscounted_base_unit_price_amount",
    "unit_discount_amount",
    "unit_discount_value",
    "unit_discount_type",
    "unit_discount_reason",
    "is_price_overridden",
    "tax_rate",
)

_PROBLEMS = {
    OrderErrorCode.BILLING_ADDRESS_NOT_SET: QuoteProblem.NO_BILLING_ADDRESS,
    OrderErrorCode.ORDER_NO_SHIPPING_ADDRESS: QuoteProblem.NO_SHIPPING_ADDRESS,
    OrderErrorCode.SHIPPING_METHOD_REQUIRED: QuoteProblem.NO_SHIPPING_METHOD,
    OrderErrorCode.INSUFFICIENT_STOCK: QuoteProblem.OUT_OF_STOCK,
    OrderErrorCode.NOT_FOUND: QuoteProblem.DELETED_PRODUCT,
    OrderErrorCode.REQUIRED: QuoteProblem.EMPTY,
    OrderErrorCode.TAX_ERROR: QuoteProblem.NO_TAXES,
}


def lock_draft(order_id: str) -> Order:
    """Lock a draft order, and return it.

    :param order_id: its primary key as text.
    :raises QuoteRefused: there is none.
    """
    try:
        found = order_qs_select_for_update().filter(pk=UUID(order_id)).first()
    except ValueError:
        found = None
    if found is None or found.status != OrderStatus.DRAFT:
        raise QuoteRefused(QuoteProblem.NO_DRAFT)
    return found


def read_quoted_order(order: Order) -> QuotedOrder:
    """Return a draft order with its prices as they are stored."""
    return QuotedOrder(
        order_id=str(order.pk),
        number=str(order.number),
        customer_id=order.user_id,
        currency=order.currency,
        lines=tuple(_line(each) for each in order.lines.all()),
        shipping=_amounts(order, "shipping_price"),
        total=_amounts(order, "total"),
    )


def freeze_quote_draft(
    order_id: str, *, prices: Mapping[str, Decimal]
) -> tuple[QuotedOrder, Frozen]:
    """Have a draft order keep its prices from now on.

    :param prices: what a unit of some lines is to cost.
    :raises QuoteRefused: there is no such draft, or it cannot become an order.
    """
    order = lock_draft(order_id)
    manager = get_plugins_manager(allow_replica=False)
    if prices:
        _set_prices(order, prices)
    call_native(
        calculations.fetch_order_prices_if_expired,
        order,
        manager,
        requestor=None,
        force_update=bool(prices),
    )
    order.refresh_from_db()
    if order.tax_error is not None:
        raise QuoteRefused(QuoteProblem.NO_TAXES)
    _check(order, manager)
    order.lines.update(draft_base_price_expire_at=None)
    Order.objects.filter(pk=order.pk).update(
        private_metadata=frozen_metadata(), should_refresh_prices=False
    )
    frozen = frozen_prices(
        order, order_columns=ORDER_COLUMNS, line_columns=LINE_COLUMNS
    )
    return read_quoted_order(order), frozen


def release_quote_draft(order_id: str) -> None:
    """Have a draft order priced like any other again."""
    try:
        drafts = Order.objects.filter(pk=UUID(order_id), status=OrderStatus.DRAFT)
    except ValueError:
        return
    drafts.update(private_metadata=released_metadata())


def problems_in(error: ValidationError) -> list[QuoteProblem]:
    """Return what a refusal of Saleor's means for a quote, each once."""
    errors = (
        [each for found in error.error_dict.values() for each in found]
        if hasattr(error, "error_dict")
        else error.error_list
    )
    problems = []
    for each in errors:
        try:
            code = OrderErrorCode(getattr(each.code, "value", each.code))
        except ValueError:
            problems.append(QuoteProblem.NOT_ORDERABLE)
        else:
            problems.append(_PROBLEMS.get(code, QuoteProblem.NOT_ORDERABLE))
    return list(dict.fromkeys(problems))


def _set_prices(order: Order, prices: Mapping[str, Decimal]) -> None:
    """Have lines of a draft cost what staff say, as where they type it themselves."""
    found = {
        str(info.line.pk): info
        for info in fetch_draft_order_lines_info(order, fetch_actual_prices=True)
    }
    if not prices.keys() <= found.keys():
        raise QuoteRefused(QuoteProblem.NO_LINE)
    typed = [found[key] for key in prices]
    remove_ours(typed)
    lines = [info.line for info in typed]
    OrderLineDiscount.objects.filter(line__in=lines).delete()
    for line in lines:
        amount = prices[str(line.pk)]
        line.is_price_overridden = True
        line.undiscounted_base_unit_price_amount = amount
        line.base_unit_price_amount = amount
        line.unit_discount_amount = line.unit_discount_value = Decimal(0)
        line.unit_discount_reason = None
        metadata = line.private_metadata or {}
        line.private_metadata = {k: v for k, v in metadata.items() if k != PAID_KEY}
    OrderLine.objects.bulk_update(lines, [*LINE_COLUMNS, "private_metadata"])


def _check(order: Order, manager: Any) -> None:
    """Refuse a draft that Saleor would not place, unless stock alone is missing."""
    settings: Any = Site.objects.get_current().settings
    try:
        call_native(
            order_checks.validate_draft_order,
            order,
            order.lines.all(),
            get_order_country(order),
            manager=manager,
            requestor=None,
            calculate_stocks_with_shipping_zones=getattr(
                settings, "use_legacy_shipping_zone_stock_availability", True
            ),
        )
    except ValidationError as error:
        for problem in problems_in(error):
            if problem is not QuoteProblem.OUT_OF_STOCK:
                raise QuoteRefused(problem) from None


def _line(line: OrderLine) -> QuotedLine:
    return QuotedLine(
        variant_id=line.variant_id,
        product_name=line.product_name,
        variant_name=line.variant_name,
        sku=line.product_sku or "",
        quantity=line.quantity,
        unit=_amounts(line, "unit_price"),
        total=_amounts(line, "total_price"),
    )


def _amounts(row: Any, price: str) -> Amounts:
    return Amounts(*(getattr(row, f"{price}_{kind}") for kind in _TAXED))
