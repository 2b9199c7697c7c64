"""What promotions gave on a line of an order, when staff change its quantity.

Saleor leaves the amount of a MANUAL discount for one unit as it is, so that a gift of
one unit would be three for nothing as soon as staff set its line to three.
"""

from collections.abc import Iterable, Mapping
from copy import copy
from dataclasses import replace
from decimal import Decimal
from typing import Any

from prices import Money
from saleor.core.prices import quantize_price
from saleor.discount import DiscountValueType
from saleor.order.fetch import EditableOrderLineInfo
from saleor.order.models import OrderLine

from .....engine import BENEFITS
from ....contract.quotes import LineQuote
from ....pricing.quote_metadata import quote_from_json, quote_to_json
from ..line_metadata import EFFECTS_KEY, QUOTE_KEY, amount_text, is_gift
from ..orders.price_origin import amount_off, our_discount, store_discount

# Any other kind gives something to an order.
_ON_EACH_UNIT = {
    kind for kind, benefit in BENEFITS.items() if benefit.gives_on_each_unit
}


def store_effects(line: OrderLine, quote: LineQuote | None) -> None:
    """Store on a loaded line what promotions gave, and for how many units.

    :param quote: what made the line's price, None if nothing of ours did.
    """
    if quote is not None and quote.promotions:
        effects = f"{line.quantity} {quote_to_json(quote)}"
        line.private_metadata = {**(line.private_metadata or {}), EFFECTS_KEY: effects}


def effects_on(line: OrderLine) -> tuple[int, LineQuote] | None:
    """Return for how many units promotions gave what on a line, None if nothing."""
    metadata = line.private_metadata or {}
    quantity, _, stored = (metadata.get(EFFECTS_KEY) or "").partition(" ")
    try:
        if quantity:
            return int(quantity), quote_from_json(stored)
        quote = quote_from_json(metadata[QUOTE_KEY]) if is_gift(line) else None
    except (KeyError, ValueError):
        # Staff who manage orders can write private metadata.
        return None
    if quote is None or not quote.base_amount:
        return None
    return int(quote.discount_amount / quote.base_amount), quote


def extra_units(line: OrderLine) -> int:
    """Return how many units of a gift's line no promotion gave."""
    effects = effects_on(line) if is_gift(line) else None
    return max(line.quantity - effects[0], 0) if effects else 0


def bought_lines(lines: Iterable[OrderLine]) -> list[OrderLine]:
    """Return lines of an order without what promotions gave: it was not bought.

    Of a gift to which staff have added units there are these, in a copy of its line.
    """
    found = []
    for line in lines:
        if not is_gift(line):
            found.append(line)
        elif extra := extra_units(line):
            added = copy(line)
            added.quantity = extra
            found.append(added)
    return found


def keep_effects(
    lines: Iterable[EditableOrderLineInfo], *, prices: Mapping[Any, Decimal]
) -> list[EditableOrderLineInfo]:
    """Have our discounts on lines be what promotions gave, for the units there are now.

    A smaller quantity keeps its share; a larger one gets no more than was given, except
    of a percentage.

    :param lines: loaded lines whose quantity may have changed.
    :param prices: what a further unit of a gift costs, by primary key of its line, in
        the order's currency; without it that is the listing price of the order.
    :returns: the lines that changed; their discounts and totals are still to be saved.
    """
    return [info for info in lines if _keep(info, prices.get(info.line.pk))]


def _keep(info: EditableOrderLineInfo, price: Decimal | None) -> bool:
    line, ours = info.line, our_discount(info)
    if ours is None:
        return False
    before = (ours.value, ours.amount_value, line.private_metadata)
    effects = effects_on(line)
    if effects is None:
        ours.amount_value = amount_off(line, ours)
    else:
        quote = _for_quantity(*effects, line, price)
        base = line.undiscounted_base_unit_price_amount
        off = (base - quote.unit_amount) * line.quantity + quote.discount_amount
        ours.amount_value = min(off, base * line.quantity)
        ours.value_type = DiscountValueType.FIXED
        ours.value = Decimal(amount_text(ours.amount_value / line.quantity))
        line.private_metadata = {
            **line.private_metadata,
            QUOTE_KEY: quote_to_json(quote),
        }
        store_discount(line, ours)
    return before != (ours.value, ours.amount_value, line.private_metadata)


def _for_quantity(
    units: int, quote: LineQuote, line: OrderLine, price: Decimal | None
) -> LineQuote:
    """Return what a line costs at the quantity it has now.

    :param units: for how many of them promotions gave what the quote says.
    """
    share = Decimal(min(line.quantity, units)) / units
    each = Decimal(line.quantity) / units
    promotions = tuple(
        promotion._replace(
            amount=_rounded(
                promotion.amount * (each if promotion.kind in _ON_EACH_UNIT else share),
                line.currency,
            )
        )
        for promotion in quote.promotions
    )
    off = -sum((promotion.amount for promotion in promotions), Decimal(0))
    if is_gift(line) and price is not None:
        off += (quote.unit_amount - price) * max(line.quantity - units, 0)
    return replace(quote, promotions=promotions, discount_amount=off)


def _rounded(amount: Decimal, currency: str) -> Decimal:
    return quantize_price(Money(amount, currency), currency).amount
