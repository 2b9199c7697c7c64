"""What staff do with quotes: send them, and withdraw them."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from types import MappingProxyType

from django.db import DataError, transaction
from django.db.models import QuerySet

from ... import port
from ...engine.base.messages import Message
from ...engine.money import has_too_many_decimals
from ...engine.quotes.states import Act, Party, QuoteState
from ...models import CustomerQuote
from ...port.contract.quoted_orders import QuotedOrder, QuoteRefused
from ..base.actors import Actor
from ..base.refusals import Code, refuse
from .problems import no_such_quote, refuse_long, refused_draft
from .record import CHANGED, expire_due, lock_quotes, take

NO_PRICES: Mapping[str, Decimal] = MappingProxyType({})


@transaction.atomic
def send_quote(
    *,
    order_id: str,
    valid_until: datetime,
    message: str,
    actor: Actor,
    now: datetime,
    prices: Mapping[str, Decimal] = NO_PRICES,
) -> CustomerQuote:
    """Offer a draft order to its customer; from now on its prices stay as they are.

    A draft that staff have begun themselves becomes a quote by it. One that was sent
    before, was declined or has expired is sent again, as it is now.

    :param order_id: the primary key of the draft as text.
    :param valid_until: the moment from which on it cannot be accepted any more.
    :param message: what the customer reads with it.
    :param prices: what a unit of some lines is to cost, on the footing on which the
        channel enters its prices, by the primary key of the line as text.
    :raises django.core.exceptions.ValidationError: it cannot be sent; nothing changed.
    """
    refuse_long("message", message)
    if valid_until <= now:
        raise refuse(
            "valid_until", Code.INVALID, Message("This is over. Give a later time.")
        )
    if any(amount < 0 for amount in prices.values()):
        raise refuse("prices", Code.INVALID, Message("Must not be below 0."))
    quote = lock_quotes(order_id=order_id).first()
    try:
        offer, frozen = port.freeze_quote_draft(order_id, prices=prices)
    except QuoteRefused as error:
        raise refused_draft(error.problem) from None
    except DataError:
        raise refuse(
            "prices", Code.INVALID, Message("This is larger than any amount.")
        ) from None
    for amount in prices.values():
        if has_too_many_decimals(amount, offer.currency):
            raise refuse(
                "prices",
                Code.INVALID,
                Message(
                    "{number} has more decimals than {currency} has.",
                    number=amount,
                    currency=offer.currency,
                ),
            )
    if quote is None:
        quote = _begun_by_staff(offer, now=now)
    elif quote.customer_id != offer.customer_id:
        raise refuse(
            "order_id",
            Code.INVALID,
            Message("This quote was asked for by another customer than the draft's."),
        )
    take(quote, Act.SEND, Party.STAFF, actor=actor, now=now, field="order_id")
    quote.valid_until, quote.message = valid_until, message
    quote.offer, quote.frozen = offer.to_json(), frozen
    quote.save()
    return quote


def withdraw_quote(
    *, quote_id: int, actor: Actor, now: datetime, among: QuerySet | None = None
) -> CustomerQuote:
    """Withdraw a quote, which cannot be accepted then; its draft stays.

    :param among: the quotes that may be withdrawn; None for all.
    :raises django.core.exceptions.ValidationError: there is none, or it was answered.
    """
    expire_due(now=now, quote_ids=[quote_id])
    with transaction.atomic():
        quote = lock_quotes(pk=quote_id).first()
        if quote is None or (
            among is not None and not among.filter(pk=quote_id).exists()
        ):
            raise no_such_quote()
        take(quote, Act.WITHDRAW, Party.STAFF, actor=actor, now=now)
        quote.save(update_fields=CHANGED)
        port.release_quote_draft(quote.order_id)
    return quote


def _begun_by_staff(offer: QuotedOrder, *, now: datetime) -> CustomerQuote:
    if offer.customer_id is None:
        raise refuse(
            "order_id",
            Code.REQUIRED,
            Message("Give the draft a customer with an account first."),
        )
    return CustomerQuote.objects.create(
        number=offer.number,
        order_id=offer.order_id,
        customer_id=offer.customer_id,
        state=QuoteState.REQUESTED.value,
        offer=offer.to_json(),
        created_at=now,
        updated_at=now,
    )
