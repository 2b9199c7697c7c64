"""What an order of Saleor 2.10 keeps of the prices that groups made.

Lines of 2.10 have no metadata, so a note stands in the private metadata of a checkout
or draft order as a whole, by variant; Saleor copies that of a checkout to its order.
"""

import json
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from django.db.models import F
from saleor.checkout.models import Checkout
from saleor.order.models import Order, OrderLine

from ....contract.orders import SoldLine
from ....contract.quotes import LineQuote
from ....pricing.asked_again import NOTE as ASK_AGAIN
from ....pricing.quote_metadata import as_data, from_data
from ..checkouts.paid_prices import NOTE as PAID
from ..checkouts.rounding import unit_of
from ..gifts.promotion_effects import MARK, PREPARED, PROMISED
from ..vouchers.voucher_shares import voucher_by_line

NOTE = "customer_groups.quotes"
# What the promotions gave to an order beside the prices of its lines.
GIVEN = "customer_groups.given"
# The name of an order's discount that has no other.
ROUNDING = "Rounding of unit prices"


def store_quotes(
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
        if quote.promotions or (quote.applied and _changes_a_price(quote))
    }
    metadata = owner.private_metadata or {}
    kept = {key: value for key, value in metadata.items() if key != NOTE}
    if noted:
        kept[NOTE] = json.dumps(noted)
    if kept == metadata:
        return False
    owner.private_metadata = kept
    return True


def _changes_a_price(quote: LineQuote) -> bool:
    return not quote.unit_amount == quote.base_amount == quote.public_amount


def store_effects(
    checkout: Checkout,
    *,
    gifts: Iterable[tuple[int, int, LineQuote]],
    shipping: LineQuote | None,
    rounded_up: Mapping[int, Decimal],
) -> None:
    """Note on a checkout in hand what promotions give beside the prices of lines.

    :param gifts: (primary key of the variant, quantity, quote) of each gift line.
    :param shipping: what shipping costs, none where no promotion lowers it.
    :param rounded_up: what a line of the order comes to above that of the checkout, by
        the primary key of its variant.
    """
    rounding = sum(rounded_up.values(), Decimal(0))
    noted: dict[str, Any] = {
        "gifts": [
            [variant_id, quantity, as_data(quote)]
            for variant_id, quantity, quote in gifts
        ],
        "shipping": shipping and as_data(shipping),
        "rounding": str(rounding),
        "rounded": {str(pk): str(above) for pk, above in rounded_up.items()},
    }
    metadata = {**(checkout.private_metadata or {})}
    metadata.pop(GIVEN, None)
    if noted["gifts"] or shipping or rounding:
        metadata[GIVEN] = noted
    checkout.private_metadata = metadata


def settle(order: Order) -> None:
    """Make the lines of an order that was placed add up to its total, once.

    What the checkout alone needed is taken off the order.
    """
    metadata = dict(order.private_metadata or {})
    for name in (ASK_AGAIN, PAID, MARK, PREPARED, PROMISED):
        metadata.pop(name, None)
    given = metadata.get(GIVEN) or {}
    # The voucher may be changed or gone when somebody wants to give goods back.
    if voucher := voucher_by_line(order):
        given = {**given, "voucher": voucher}
        metadata[GIVEN] = given
    rounding = Decimal(given.get("rounding", 0))
    if rounding:
        metadata[GIVEN] = {**given, "rounding": "0"}
        order.discount_amount += rounding
        order.discount_name = order.discount_name or ROUNDING
    if metadata == order.private_metadata:
        return
    order.private_metadata = metadata
    Order.objects.filter(pk=order.pk).update(
        discount_amount=order.discount_amount,
        discount_name=order.discount_name,
        private_metadata=metadata,
    )


def stored_quotes(order: Order) -> Mapping[int, LineQuote]:
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
    amount = quote.unit_amount
    if quote.discount_amount:
        amount = unit_of(
            quote.total_amount(line.quantity), line.quantity, line.currency
        )
    return amount in (line.unit_price_net_amount, line.unit_price_gross_amount)


def sold_line(line: OrderLine, quotes: Mapping[int, LineQuote]) -> SoldLine | None:
    """Return a line as a group has priced it, none where it has not.

    :param line: with ``cost_amount``, where that is known.
    :param quotes: what is noted on its order.
    """
    quote = quotes.get(line.variant_id)
    if quote is None or not is_charged(line, quote):
        return None
    return _sold(line, quote)


def _sold(line: OrderLine, quote: LineQuote) -> SoldLine:
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
    """Return what groups made of an order's prices, in one query or none.

    Gift lines are among them; shipping is the last, without an id.
    """
    quotes = stored_quotes(order)
    given = (order.private_metadata or {}).get(GIVEN) or {}
    gifts = [
        (variant_id, quantity, from_data(data))
        for variant_id, quantity, data in given.get("gifts", ())
    ]
    sold = []
    variants = {*quotes, *(variant_id for variant_id, _, _ in gifts)}
    if variants:
        lines: Any = OrderLine.objects.filter(order=order.pk, variant__in=variants)
        lines = lines.annotate(cost_amount=F("variant__cost_price_amount"))
        # Saleor makes them in the order of the checkout's lines: gifts come last.
        for line in lines.order_by("-pk"):
            gift = next((each for each in gifts if _is_gift(line, each)), None)
            if gift is not None:
                gifts.remove(gift)
                sold.append(_sold(line, gift[2]))
            elif (found := sold_line(line, quotes)) is not None:
                sold.append(found)
    sold.reverse()
    if given.get("shipping"):
        sold.append(_sold_shipping(order, from_data(given["shipping"])))
    return sold


def _is_gift(line: OrderLine, gift: tuple[int, int, LineQuote]) -> bool:
    return (line.variant_id, line.quantity) == gift[:2] and not (
        line.unit_price_gross_amount
    )


def _sold_shipping(order: Order, quote: LineQuote) -> SoldLine:
    return SoldLine(
        line_id="",
        variant_id=None,
        sku="",
        quantity=1,
        currency=order.currency,
        cost_amount=None,
        quote=quote,
    )
