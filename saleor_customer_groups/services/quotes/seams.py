"""Where what a group may do, and how it pays, come into quotes.

docs/quotes.md, What a group may do.
"""

from datetime import datetime

from ...models import CustomerQuote
from ..portal.shopper_access import find_access


def may_request_quotes(customer_id: int, *, now: datetime) -> bool:
    """Tell whether one of a customer's groups lets them ask for quotes."""
    return find_access(customer_id, now=now).can_request_quotes


def quote_became_order(quote: CustomerQuote, *, now: datetime) -> None:
    """Do what an accepted quote needs beside the order that was made of it.

    It is called in the transaction in which the customer accepts it: an exception takes
    the order back, and a ``ValidationError`` is what the customer is answered. The
    order is open, to be paid in Saleor's own ways.

    :param quote: accepted, with the id of the order.
    """
