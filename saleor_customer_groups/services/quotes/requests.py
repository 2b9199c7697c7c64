"""What customers do with quotes: ask for them, accept and decline them."""

from datetime import datetime

from django.db import IntegrityError, transaction

from ... import port
from ...engine.base.messages import Message
from ...engine.quotes.states import Act, Party, QuoteState
from ...models import CustomerQuote
from ...port.contract.quoted_orders import QuoteRefused
from ..base.actors import Actor
from ..base.refusals import Code, refuse
from .problems import (
    no_such_quote,
    refuse_long,
    refused_acceptance,
    refused_request,
)
from .record import CHANGED, expire_due, lock_quotes, record, take
from .seams import may_request_quotes, place_accepted


def request_quote(
    *, checkout_key: str, customer_id: int, note: str, now: datetime
) -> CustomerQuote:
    """Ask for a quote of what is in a checkout, which stays as it is.

    :param checkout_key: the primary key of the checkout as text.
    :param note: what the customer writes to the shop.
    :raises django.core.exceptions.ValidationError: it cannot be asked for, or was
        already; nothing is changed.
    """
    refuse_long("note", note)
    if not may_request_quotes(customer_id, now=now):
        raise refuse(
            "checkout_id", Code.INVALID, Message("You cannot ask for quotes here.")
        )
    _refuse_second(checkout_key, customer_id)
    try:
        with transaction.atomic():
            offer = port.create_quote_draft(checkout_key, customer_id, note=note)
            quote = CustomerQuote.objects.create(
                number=offer.number,
                order_id=offer.order_id,
                checkout_key=checkout_key,
                customer_id=customer_id,
                state=QuoteState.REQUESTED.value,
                note=note,
                offer=offer.to_json(),
                created_at=now,
                updated_at=now,
            )
            record(quote, actor=Actor(user_id=customer_id), at=now, text=note)
    except QuoteRefused as error:
        raise refused_request(error.problem) from None
    except IntegrityError:
        # Pressed twice at once.
        _refuse_second(checkout_key, customer_id)
        raise
    return quote


def accept_quote(
    *,
    quote_id: int,
    customer_id: int,
    now: datetime,
    purchase_order_number: str | None = None,
) -> CustomerQuote:
    """Accept a quote: its draft becomes an order at just the prices that were sent.

    Whoever accepts one again has the same answer, and nothing happens.

    :param purchase_order_number: the customer's own, kept with an order on terms.
    :raises django.core.exceptions.ValidationError: it is not theirs, was not sent, or
        is over, or it cannot be sold as it was quoted, or cannot be paid; nothing is
        changed.
    """
    expire_due(now=now, quote_ids=[quote_id])
    try:
        with transaction.atomic():
            quote = _lock_own(quote_id, customer_id)
            if quote.state == QuoteState.ACCEPTED:
                return quote
            customer = Actor(user_id=customer_id)
            take(quote, Act.ACCEPT, Party.CUSTOMER, actor=customer, now=now)
            # Stored first: on Saleor 2.10 we are told of the order while it is made.
            quote.save(update_fields=CHANGED)
            place_accepted(quote, purchase_order_number=purchase_order_number, now=now)
    except QuoteRefused as error:
        raise refused_acceptance(error.problem) from None
    return quote


def decline_quote(
    *, quote_id: int, customer_id: int, reason: str, now: datetime
) -> CustomerQuote:
    """Decline a quote; its draft stays, to be improved by staff.

    :param reason: what the shop reads.
    :raises django.core.exceptions.ValidationError: it is not theirs, was not sent, or
        was answered; nothing is changed.
    """
    refuse_long("reason", reason)
    expire_due(now=now, quote_ids=[quote_id])
    with transaction.atomic():
        quote = _lock_own(quote_id, customer_id)
        customer = Actor(user_id=customer_id)
        take(quote, Act.DECLINE, Party.CUSTOMER, actor=customer, now=now, text=reason)
        quote.save(update_fields=CHANGED)
        port.release_quote_draft(quote.order_id)
    return quote


def _lock_own(quote_id: int, customer_id: int) -> CustomerQuote:
    quote = lock_quotes(pk=quote_id, customer=customer_id).first()
    if quote is None:
        raise no_such_quote()
    return quote


def _refuse_second(checkout_key: str, customer_id: int) -> None:
    quote = CustomerQuote.objects.filter(
        checkout_key=checkout_key,
        customer=customer_id,
        state=QuoteState.REQUESTED.value,
    ).first()
    if quote is not None:
        raise refuse(
            "checkout_id",
            Code.UNIQUE,
            Message(
                "You have asked for this already: the shop has not yet sent quote"
                " {number}.",
                number=quote.number,
            ),
        )
