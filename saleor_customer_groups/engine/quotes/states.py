"""The states of a quote, and who may take it from one to another. docs/quotes.md."""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum


class QuoteState(StrEnum):
    """How far a quote has come."""

    REQUESTED = "requested"
    SENT = "sent"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"


class Act(StrEnum):
    """What is done to a quote.

    ``PLACE`` is that staff make an order of the draft themselves.
    """

    SEND = "send"
    ACCEPT = "accept"
    DECLINE = "decline"
    EXPIRE = "expire"
    WITHDRAW = "withdraw"
    PLACE = "place"


class Party(StrEnum):
    """Who does it: an app acts for the staff, and the clock for nobody."""

    CUSTOMER = "customer"
    STAFF = "staff"
    CLOCK = "clock"


_REQUESTED, _SENT = QuoteState.REQUESTED, QuoteState.SENT
# A quote that was declined or has expired may be improved, and sent again.
_UNANSWERED = (_REQUESTED, _SENT, QuoteState.DECLINED, QuoteState.EXPIRED)

# Who may do it, in which states, and what comes of it.
_RULES: Mapping[Act, tuple[Party, tuple[QuoteState, ...], QuoteState]] = {
    Act.SEND: (Party.STAFF, _UNANSWERED, QuoteState.SENT),
    Act.ACCEPT: (Party.CUSTOMER, (_SENT,), QuoteState.ACCEPTED),
    Act.DECLINE: (Party.CUSTOMER, (_SENT,), QuoteState.DECLINED),
    Act.EXPIRE: (Party.CLOCK, (_SENT,), QuoteState.EXPIRED),
    Act.WITHDRAW: (Party.STAFF, (_REQUESTED, _SENT), QuoteState.WITHDRAWN),
    Act.PLACE: (Party.STAFF, _UNANSWERED, QuoteState.ACCEPTED),
}


def next_state(state: QuoteState, act: Act, party: Party) -> QuoteState | None:
    """Return the state after an act, None if the party may not do that now."""
    whose, states, after = _RULES[act]
    return after if party is whose and state in states else None


def state_at(
    state: QuoteState, valid_until: datetime | None, *, now: datetime
) -> QuoteState:
    """Return the state of a quote as the clock has it, whatever is stored.

    :param valid_until: the moment from which on it cannot be accepted any more.
    """
    if valid_until is None or now < valid_until:
        return state
    return next_state(state, Act.EXPIRE, Party.CLOCK) or state
