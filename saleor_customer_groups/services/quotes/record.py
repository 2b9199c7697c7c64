"""Take quotes from one state to the next, and write down who did it and when."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Case, CharField, F, Q, QuerySet, Value, When

from ... import port
from ...engine.quotes.states import Act, Party, QuoteState, next_state
from ...models import CustomerQuote, CustomerQuoteChange
from ..base.actors import SHOP, Actor
from .problems import refused_in_state

# What ``take`` sets of a quote.
CHANGED = ("state", "updated_at")


def lock_quotes(**which: object) -> QuerySet:
    """Return the quotes that meet a condition, locked when they are read."""
    return CustomerQuote.objects.select_for_update(of=("self",)).filter(**which)


def take(
    quote: CustomerQuote,
    act: Act,
    party: Party,
    *,
    actor: Actor,
    now: datetime,
    text: str = "",
    field: str = "id",
) -> None:
    """Set the state of a locked quote, and record it; ``CHANGED`` is to be saved.

    :param text: what whoever did it says.
    :param field: the argument that names the quote.
    :raises django.core.exceptions.ValidationError: that cannot be done now.
    """
    state = QuoteState(quote.state)
    after = next_state(state, act, party)
    if after is None:
        raise refused_in_state(state, field=field)
    quote.state = after.value
    quote.updated_at = now
    record(quote, actor=actor, at=now, text=text)


def record(
    quote: CustomerQuote, *, actor: Actor, at: datetime, text: str = ""
) -> CustomerQuoteChange:
    """Write down that a saved quote has come into the state that it has now."""
    return CustomerQuoteChange.objects.create(
        quote=quote,
        state=quote.state,
        at=at,
        by_user_id=actor.user_id,
        by_app=actor.app_name,
        text=text,
    )


def with_current_state(quotes: QuerySet, *, now: datetime) -> QuerySet:
    """Add ``current_state`` to quotes: that of the clock, whatever is stored."""
    is_over = Q(state=QuoteState.SENT.value, valid_until__lte=now)
    return quotes.annotate(
        current_state=Case(
            When(is_over, then=Value(QuoteState.EXPIRED.value)),
            default=F("state"),
            output_field=CharField(),
        )
    )


@transaction.atomic
def expire_due(*, now: datetime, quote_ids: Sequence[int] | None = None) -> int:
    """Have quotes expire whose time has come, as of that time.

    :param quote_ids: those that may be; None for all.
    :returns: how many have.
    """
    due = lock_quotes(state=QuoteState.SENT.value, valid_until__lte=now)
    if quote_ids is not None:
        due = due.filter(pk__in=quote_ids)
    found = list(due.order_by("pk"))
    for quote in found:
        take(quote, Act.EXPIRE, Party.CLOCK, actor=SHOP, now=quote.valid_until)
        quote.save(update_fields=CHANGED)
        port.release_quote_draft(quote.order_id)
    return len(found)


def forget_erased() -> None:
    """Clear what was written in quotes of customers whose account is erased."""
    erased = CustomerQuote.objects.filter(customer=None)
    CustomerQuoteChange.objects.filter(quote__in=erased).exclude(text="").update(
        text=""
    )
    erased.exclude(note="", message="").update(note="", message="")


@transaction.atomic
def draft_was_placed(order_id: str, *, now: datetime) -> None:
    """Record that staff have made an order of the draft of a quote themselves.

    :param order_id: the primary key of the order as text.
    """
    for quote in lock_quotes(order_id=order_id):
        if next_state(QuoteState(quote.state), Act.PLACE, Party.STAFF):
            take(quote, Act.PLACE, Party.STAFF, actor=SHOP, now=now)
            quote.save(update_fields=CHANGED)


@transaction.atomic
def draft_was_deleted(order_id: str, *, now: datetime) -> None:
    """Withdraw a quote whose draft was deleted.

    :param order_id: the primary key of the order as text.
    """
    for quote in lock_quotes(order_id=order_id):
        if next_state(QuoteState(quote.state), Act.WITHDRAW, Party.STAFF):
            take(quote, Act.WITHDRAW, Party.STAFF, actor=SHOP, now=now)
            quote.save(update_fields=CHANGED)
