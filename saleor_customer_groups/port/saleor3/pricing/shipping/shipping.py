"""What promotions make of the shipping price.

It is stored on the first line that is bought: lines are loaded wherever Saleor
calculates shipping, also where it has kept all other prices.
"""

from collections.abc import Iterable
from decimal import Decimal

from prices import Money
from saleor.checkout.fetch import CheckoutLineInfo

from ....contract.quotes import Quote, quote_of_shipping
from ....pricing.quote_metadata import quote_to_json
from ..line_metadata import SHIPPING_KEY, quote_in_metadata


def shipping_quote_json(quote: Quote, price: Decimal) -> str:
    """Return the quote of shipping as JSON.

    :param price: what it costs before them.
    """
    return quote_to_json(quote_of_shipping(price, quote.shipping_promotions))


def reduced(price: Money, lines: Iterable[CheckoutLineInfo]) -> Money:
    """Return what shipping costs before vouchers.

    :param price: what it costs before promotions of groups.
    """
    for info in lines:
        if quote := quote_in_metadata(info.line, SHIPPING_KEY):
            off = Money(quote.discount_amount, price.currency)
            return max(price - off, Money(0, price.currency))
    return price
