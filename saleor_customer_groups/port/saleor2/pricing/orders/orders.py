"""What an order of Saleor 2.10 keeps of the prices that groups made.

Lines of 2.10 have no metadata, so quotes are stored in the private metadata of a
checkout or draft order as a whole, by variant; Saleor copies that of a checkout to its
order.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from functools import partial
from types import MappingProxyType
from typing import Any

from saleor.checkout.models import Checkout
from saleor.order.models import Order, OrderLine

from ....contract.orders import SoldLine, SoldLines, sold_shipping
from ....contract.quotes import LineQuote
from ....pricing.quote_metadata import quote_from_data, quote_to_data
from ....pricing.retries import RETRY_KEY
from ..checkouts.paid_prices import PAID_KEY
from ..checkouts.rounding import unit_of
from ..checkouts.told_again import TOLD_AT_FAULT_KEY
from ..gifts.promotion_effects import (
    HAS_GIFTS_KEY,
    PROMISED_PRICES_KEY,
    PROMISED_PROMOTIONS_KEY,
)
from ..vouchers.voucher_shares import voucher_by_line
from .placed_lines import PlacedLine, ordered_goods, read_placed_lines

# Metadata key of the quotes by variant.
QUOTES_KEY = "customer_groups.quotes"
# Metadata key of what promotions gave to an order beside the prices of its lines.
EFFECTS_KEY = "customer_groups.given"
# The variant, how many units, and what made its price.
Gift = tuple[int, int, LineQuote]
# The name of an order's discount that has no other.
ROUNDING = "Rounding of unit prices"


def store_quotes(
    owner: Checkout | Order, quotes: Iterable[tuple[int, LineQuote]]
) -> bool:
    """Store on a loaded checkout or order what made the prices of its variants.

    :param quotes: (primary key of the variant, quote); those of Saleor's own price and
        those that change nothing are left out.
    :returns: whether anything changed.
    """
    stored = {
        str(variant_id): quote_to_data(quote)
        for variant_id, quote in quotes
        if quote.promotions or (quote.applied and _changes_a_price(quote))
    }
    metadata = owner.private_metadata or {}
    kept = {key: value for key, value in metadata.items() if key != QUOTES_KEY}
    if stored:
        kept[QUOTES_KEY] = json.dumps(stored)
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
    """Store on a loaded checkout what promotions give beside the prices of lines.

    :param gifts: (primary key of the variant, quantity, quote) of each gift line.
    :param shipping: what shipping costs, None if no promotion lowers it.
    :param rounded_up: what a line of the order comes to above that of the checkout, by
        the primary key of its variant.
    """
    rounding = sum(rounded_up.values(), Decimal(0))
    stored: dict[str, Any] = {
        "gifts": [
            [variant_id, quantity, quote_to_data(quote)]
            for variant_id, quantity, quote in gifts
        ],
        "shipping": shipping and quote_to_data(shipping),
        "rounding": str(rounding),
        "rounded": {str(pk): str(above) for pk, above in rounded_up.items()},
    }
    metadata = {**(checkout.private_metadata or {})}
    metadata.pop(EFFECTS_KEY, None)
    if stored["gifts"] or shipping or rounding:
        metadata[EFFECTS_KEY] = stored
    checkout.private_metadata = metadata


def match_lines_to_total(
    order: Order, groups: Mapping[str, str] = MappingProxyType({})
) -> None:
    """Make the lines of an order that was placed add up to its total, once.

    What the checkout alone needed is taken off the order.

    :param groups: the metadata that name its customer's groups, stored with it.
    """
    metadata = {**(order.private_metadata or {}), **groups}
    for name in (
        RETRY_KEY,
        TOLD_AT_FAULT_KEY,
        PAID_KEY,
        HAS_GIFTS_KEY,
        PROMISED_PRICES_KEY,
        PROMISED_PROMOTIONS_KEY,
    ):
        metadata.pop(name, None)
    effects = metadata.get(EFFECTS_KEY) or {}
    # The voucher may be changed or gone when somebody wants to give goods back.
    if voucher := voucher_by_line(order):
        effects = {**effects, "voucher": voucher}
        metadata[EFFECTS_KEY] = effects
    rounding = Decimal(effects.get("rounding", 0))
    if rounding:
        metadata[EFFECTS_KEY] = {**effects, "rounding": "0"}
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
    """Return the quotes stored on an order, by the primary key of the variant."""
    stored = (order.private_metadata or {}).get(QUOTES_KEY)
    if stored is None:
        return {}
    try:
        return {
            int(variant_id): quote_from_data(data)
            for variant_id, data in json.loads(stored).items()
        }
    except (AttributeError, TypeError, ValueError):
        # Staff who manage orders can write private metadata.
        return {}


def is_charged(line: OrderLine | PlacedLine, quote: LineQuote) -> bool:
    """Tell whether a line has the price that was quoted, with taxes or without."""
    amount = quote.unit_amount
    if quote.discount_amount:
        amount = unit_of(
            quote.total_amount(line.quantity), line.quantity, line.currency
        )
    return amount in (line.unit_price_net_amount, line.unit_price_gross_amount)


def sold_line(
    line: OrderLine | PlacedLine, quotes: Mapping[int, LineQuote]
) -> SoldLine | None:
    """Return a line as a group has priced it, None if it has not.

    :param line: with ``cost_amount``, if that is known.
    :param quotes: those stored on its order.
    """
    quote = quotes.get(line.variant_id)
    if quote is None or not is_charged(line, quote):
        return None
    return _sold(line, quote)


def _sold(line: OrderLine | PlacedLine, quote: LineQuote) -> SoldLine:
    return SoldLine(
        line_id=str(line.pk),
        variant_id=line.variant_id,
        sku=line.product_sku,
        quantity=line.quantity,
        currency=line.currency,
        cost_amount=getattr(line, "cost_amount", None),
        quote=quote,
    )


def sold_lines(order: Order) -> SoldLines:
    """Return what groups made of an order's prices, in one query or none."""
    quotes = stored_quotes(order)
    stored = stored_gifts(order)
    sold = []
    if quotes or stored:
        is_promoted = stored or any(quote.promotions for quote in quotes.values())
        newest_first = read_placed_lines(order.pk, with_goods=bool(is_promoted))
        gifts = gifts_among(newest_first, stored)
        for line in newest_first:
            if line.pk in gifts:
                sold.append(_sold(line, gifts[line.pk]))
            elif (found := sold_line(line, quotes)) is not None:
                sold.append(found)
    sold.reverse()
    if shipping := stored_shipping(order):
        sold.append(sold_shipping(shipping, currency=order.currency))
    return SoldLines(sold, partial(ordered_goods, order.pk))


def stored_gifts(order: Order) -> list[Gift]:
    """Return the gifts stored on an order."""
    return [
        (variant_id, quantity, quote_from_data(data))
        for variant_id, quantity, data in _effects(order).get("gifts", ())
    ]


def stored_shipping(order: Order) -> LineQuote | None:
    """Return what promotions made of the shipping price of an order, if they did."""
    stored = _effects(order).get("shipping")
    return quote_from_data(stored) if stored else None


def _effects(order: Order) -> Mapping[str, Any]:
    return (order.private_metadata or {}).get(EFFECTS_KEY) or {}


def gifts_among(
    newest_first: Sequence[OrderLine | PlacedLine], gifts: Iterable[Gift]
) -> Mapping[int, LineQuote]:
    """Return which lines of an order are gifts, by their primary keys.

    :param newest_first: Saleor makes them in the order of the checkout's lines, where
        gifts come last.
    """
    left = list(gifts)
    found = {}
    for line in newest_first:
        gift = next((each for each in left if _is_gift(line, each)), None)
        if gift is not None:
            left.remove(gift)
            found[line.pk] = gift[2]
    return found


def _is_gift(line: OrderLine | PlacedLine, gift: Gift) -> bool:
    return (line.variant_id, line.quantity) == gift[:2] and not (
        line.unit_price_gross_amount
    )
