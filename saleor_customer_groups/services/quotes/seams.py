"""Where what a group may do, and how it pays, come into quotes.

docs/quotes.md, What a group may do, and docs/terms.md, Accepted quotes.
"""

import logging
from datetime import datetime

from ... import port
from ...engine.base.messages import Message
from ...models import CustomerQuote
from ...port.contract.quoted_orders import QuotedOrder, QuoteProblem, QuoteRefused
from ...port.contract.terms import CheckoutToPay, Chosen
from ..base.refusals import Code, refuse
from ..base.transactions.isolation import FaultsLogged
from ..portal.shopper_access import find_access
from ..terms.accepted_quotes import agree_on_quote
from ..terms.placed_orders import record_agreed

logger = logging.getLogger(__name__)


def may_request_quotes(customer_id: int, *, now: datetime) -> bool:
    """Tell whether one of a customer's groups lets them ask for quotes."""
    return find_access(customer_id, now=now).can_request_quotes


def place_accepted(
    quote: CustomerQuote, *, purchase_order_number: str | None, now: datetime
) -> None:
    """Make the order of a quote that is being accepted, on terms if it can be.

    It is called in the transaction in which the customer accepts it. Credit is looked
    at before the order is made, and locked until the transaction ends.

    :param quote: stored as accepted.
    :raises QuoteRefused: Saleor would not place it.
    :raises django.core.exceptions.ValidationError: it cannot be paid; the transaction
        has to be rolled back.
    """
    customer_id = quote.customer_id
    choice = None
    if not port.is_draft_paid(quote.order_id):
        offer = _read_offer(quote)
        choice = agree_on_quote(
            CheckoutToPay("", customer_id, offer.total.gross, offer.currency),
            purchase_order_number=purchase_order_number,
            now=now,
        )
    waits = choice is not None and bool(choice.agreed["waits"])
    port.place_quote_draft(
        quote.order_id,
        quote.frozen,
        customer_id=customer_id,
        chosen=choice and Chosen(choice.option, is_reserved=True, waits=waits),
    )
    if choice is None:
        return
    logged = FaultsLogged(
        logger, "Quote %s is not accepted: its order is not recorded", quote.number
    )
    with logged:
        record_agreed(quote.order_id, choice, now=now)
        return
    # Nothing is lent that is not recorded.
    raise refuse(
        "id",
        Code.PAYMENT_NOT_AVAILABLE,
        Message(
            "Paying on terms is not possible at the moment. Please try again later."
        ),
    )


def _read_offer(quote: CustomerQuote) -> QuotedOrder:
    try:
        return QuotedOrder.from_json(quote.offer)
    except ValueError:
        # What is stored cannot be read: staff have to send it again.
        raise QuoteRefused(QuoteProblem.CHANGED) from None
