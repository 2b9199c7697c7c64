"""What an order of Saleor 2.10 keeps of the prices that groups made.

Lines of 2.10 have no metadata, so a note stands in the private metadata of a checkout
or draft order as a whole, by variant; Saleor copies that of a checkout to its order.
"""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import F
from saleor.checkout.models import Checkout
from saleor.order.models import Order, OrderLine

from ..contract import LineQuote, SoldLine
from ..notes import as_data, from_data

NOTE = "customer_groups.quotes"


def note_quotes(
    owner: Checkout | Order, quotes: Iterable[tuple[int, LineQuote]]
) -> bool:
    """Note on a checkout or order in hand what made the prices of its variants.

    :param quotes: (primary key of the variant, quote); those of Saleor's own price and
        those that change nothing are left out.
    :returns: whether anything changed.
    """
    noted = {
        str(variant_id): as_data(quote)
        for variant_id, quote in quotes
        if quote.is_ours
        and not quote.unit_amount == quote.base_amount == quote.public_amount
    }
    metadata = owner.private_metadata or {}
    kept = {key: value for key, value in metadata.items() if key != NOTE}
    if noted:
        kept[NOTE] = json.dumps(noted)
    if kept == metadata:
        return False
    owner.private_metadata = kept
    return True


def noted_quotes(order: Order) -> Mapping[int, LineQuote]:
    """Return what is noted on an order, by the primary key of the variant."""
    note = (order.private_metadata or {}).get(NOTE)
    if note is None:
        return {}
    try:
        return {
            int(variant_id): from_data(data)
            for variant_id, data in json.loads(note).items()
        }
    except (AttributeError, TypeError, ValueError):
        # Who manages orders can write private metadata.
        return {}


def is_charged(line: OrderLine, quote: LineQuote) -> bool:
    """Tell whether a line has the price that was quoted, with taxes or without."""
    return quote.unit_amount in (
        line.unit_price_net_amount,
        line.unit_price_gross_amount,
    )


def sold_line(line: OrderLine, quotes: Mapping[int, LineQuote]) -> SoldLine | None:
    """Return a line as a group has priced it, none where it has not.

    :param line: with ``cost_amount``, where that is known.
    :param quotes: what is noted on its order.
    """
    quote = quotes.get(line.variant_id)
    if quote is None or not is_charged(line, quote):
        return None
    return SoldLine(
        line_id=str(line.pk),
        variant_id=line.variant_id,
        sku=line.product_sku,
        quantity=line.quantity,
        currency=line.currency,
        cost_amount=getattr(line, "cost_amount", None),
        quote=quote,
    )


def sold_lines(order: Order) -> list[SoldLine]:
    """Return the lines of an order whose price a group made, in one query or none."""
    quotes = noted_quotes(order)
    if not quotes:
        return []
    lines: Any = OrderLine.objects.filter(
        order=order.pk, variant__in=quotes.keys()
    ).annotate(cost_amount=F("variant__cost_price_amount"))
    found = (sold_line(line, quotes) for line in lines)
    return [each for each in found if each is not None]
