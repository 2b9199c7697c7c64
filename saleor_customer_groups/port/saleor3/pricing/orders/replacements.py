"""Replacements cost what was paid for the replaced units.

Saleor copies lines, their metadata and prices into the draft of a replacement, but none
of their discounts, so that it looks as if staff had removed ours.
"""

import logging
from dataclasses import replace
from decimal import Decimal
from typing import Any

from django.db import transaction
from prices import Money
from saleor.core.prices import quantize_price
from saleor.discount import DiscountType, DiscountValueType
from saleor.discount.models import OrderLineDiscount
from saleor.order.models import Order, OrderLine

from ....contract.quotes import LineQuote
from ....pricing.quote_metadata import quote_to_json
from ...base.databases import writing
from ..gifts.order_effects import effects_on, store_effects
from ..line_metadata import (
    DISCOUNT_NAME,
    EFFECTS_KEY,
    ORDER_LINE_KEYS,
    QUOTE_KEY,
    SHIPPING_KEY,
    is_gift,
)
from .price_origin import store_discount, store_paid_prices

logger = logging.getLogger(__name__)


def keep_paid_prices(order: Order) -> None:
    """Fix the prices of the lines that were copied into a replacement.

    Free gifts stay gifts; units that staff add are not free. A fault is logged, and the
    lines are priced as in any draft.

    :param order: the draft, as Saleor has just made it.
    """
    try:
        _keep(order)
    except Exception:
        logger.exception(
            "Replacement %s has today's prices: those that were paid could not be read",
            order.pk,
        )


def _keep(order: Order) -> None:
    with writing(), transaction.atomic():
        lines = list(order.lines.all())
        units = _paid_units(order)
        gifts = []
        for line in lines:
            metadata = line.private_metadata or {}
            if not metadata.keys().isdisjoint(ORDER_LINE_KEYS):
                # Saleor would go back to the listing price, a day later.
                line.draft_base_price_expire_at = None
            effects = effects_on(line) if is_gift(line) else None
            gone = (*ORDER_LINE_KEYS, EFFECTS_KEY, SHIPPING_KEY)
            line.private_metadata = {
                key: value for key, value in metadata.items() if key not in gone
            }
            if effects is not None and not line.base_unit_price_amount:
                gifts.append(_discount_to_zero(line, effects[1]))
            else:
                line.base_unit_price_amount = units.get(
                    _price_key(line), line.base_unit_price_amount
                )
                store_paid_prices(line)
        OrderLineDiscount.objects.bulk_create(gifts)
        OrderLine.objects.bulk_update(
            lines,
            [
                "private_metadata",
                "draft_base_price_expire_at",
                "base_unit_price_amount",
            ],
        )


def _paid_units(order: Order) -> dict[tuple[Any, ...], Decimal]:
    """Return what a unit of the lines that are replaced cost, by what a copy keeps.

    Saleor writes it down rounded, so that two units of a line of three would not cost
    two thirds of it: what was taken off the whole line says it exactly. Where that is
    something else, what Saleor has written holds.
    """
    units = {}
    lines = OrderLine.objects.filter(order=order.original_id)
    for line in lines.prefetch_related("discounts"):
        off = sum((each.amount_value for each in line.discounts.all()), Decimal(0))
        exact = line.undiscounted_base_unit_price_amount - off / line.quantity
        prices = (Money(exact, line.currency), line.base_unit_price)
        rounded, stored = (quantize_price(price, line.currency) for price in prices)
        if rounded == stored:
            units[_price_key(line)] = exact
    return units


def _price_key(line: OrderLine) -> tuple[Any, ...]:
    """Return what tells the price of a line, of one of an order and of its copy."""
    return (
        line.variant_id,
        line.base_unit_price_amount,
        line.undiscounted_base_unit_price_amount,
        line.total_price_net_amount,
        line.total_price_gross_amount,
    )


def _discount_to_zero(line: OrderLine, quote: LineQuote) -> OrderLineDiscount:
    """Return the discount that makes a line free; store on it that it was given."""
    unit = line.undiscounted_base_unit_price_amount
    off = unit * line.quantity
    promotions = tuple(each._replace(amount=-off) for each in quote.promotions[:1])
    quote = replace(quote, discount_amount=off, promotions=promotions)
    row = OrderLineDiscount(
        line_id=line.pk,
        type=DiscountType.MANUAL,
        unique_type=DiscountType.MANUAL,
        value_type=DiscountValueType.FIXED,
        value=unit,
        amount_value=off,
        currency=line.currency,
        name=DISCOUNT_NAME,
        reason=quote.reason,
    )
    store_discount(line, row)
    store_effects(line, quote)
    line.private_metadata = {**line.private_metadata, QUOTE_KEY: quote_to_json(quote)}
    return row
