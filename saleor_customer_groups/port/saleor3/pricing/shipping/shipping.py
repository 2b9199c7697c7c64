"""What promotions make of the shipping price.

It is noted on the first line that is paid for: lines are in hand wherever Saleor
reckons shipping, also where it has kept all other prices.
"""

from collections.abc import Iterable
from decimal import Decimal

from prices import Money
from saleor.checkout.fetch import CheckoutLineInfo

from ....contract.quotes import LineQuote, Quote
from ....pricing.quote_metadata import write_note
from ..checkouts.marks import SHIPPING_NOTE, noted


def shipping_note(quote: Quote, price: Decimal) -> str:
    """Return what promotions make of shipping, written down.

    :param price: what it costs before them.
    """
    return write_note(
        LineQuote(
            base_amount=price,
            public_amount=price,
            group_amount=price,
            unit_amount=price,
            keeps_promotion=False,
            applied=(),
            discount_amount=quote.shipping_discount_amount,
            promotions=quote.shipping_promotions,
        )
    )


def reduced(price: Money, lines: Iterable[CheckoutLineInfo]) -> Money:
    """Return what shipping costs before vouchers.

    :param price: what it costs before promotions of groups.
    """
    for info in lines:
        if quote := noted(info.line, SHIPPING_NOTE):
            off = Money(quote.discount_amount, price.currency)
            return max(price - off, Money(0, price.currency))
    return price
