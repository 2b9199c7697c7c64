"""What a quote is refused with, for customers and for staff."""

from collections.abc import Mapping

from django.core.exceptions import ValidationError

from ...engine.base.messages import Message, Text
from ...engine.quotes.states import QuoteState
from ...port.contract.quoted_orders import QuoteProblem
from ..base.refusals import Code, refuse, too_long

MAX_TEXT = 2_000

_OF_REQUESTS: Mapping[QuoteProblem, tuple[Code, Text]] = {
    QuoteProblem.NO_CHECKOUT: (
        Code.NOT_FOUND,
        Message("You have no such checkout."),
    ),
    QuoteProblem.EMPTY: (
        Code.REQUIRED,
        Message("Put something into the checkout first."),
    ),
    QuoteProblem.UNAVAILABLE: (
        Code.INVALID,
        Message("Something in the checkout is not sold any more. Take it out."),
    ),
    QuoteProblem.HAS_VOUCHER: (
        Code.INVALID,
        Message("Take the voucher out of the checkout: a quote is made without one."),
    ),
}
_OF_DRAFTS: Mapping[QuoteProblem, tuple[Code, Text]] = {
    QuoteProblem.NO_DRAFT: (Code.NOT_FOUND, Message("There is no such draft order.")),
    QuoteProblem.EMPTY: (Code.REQUIRED, Message("Put something into the draft first.")),
    QuoteProblem.DELETED_PRODUCT: (
        Code.INVALID,
        Message("A product in the draft was deleted. Take its line out."),
    ),
    QuoteProblem.NO_BILLING_ADDRESS: (
        Code.REQUIRED,
        Message("Give the draft a billing address first."),
    ),
    QuoteProblem.NO_SHIPPING_ADDRESS: (
        Code.REQUIRED,
        Message("Give the draft a shipping address first."),
    ),
    QuoteProblem.NO_SHIPPING_METHOD: (
        Code.REQUIRED,
        Message("Choose first how the draft is shipped to its address."),
    ),
    QuoteProblem.NO_TAXES: (
        Code.INVALID,
        Message("The taxes of the draft could not be calculated. Try again."),
    ),
}
_NOT_SENDABLE = (
    Code.INVALID,
    Message("Saleor would not make an order of this draft: look at its products."),
)
_OF_ANSWERS: Mapping[QuoteProblem, tuple[Code, Text]] = {
    QuoteProblem.OUT_OF_STOCK: (
        Code.OUT_OF_STOCK,
        Message("There is not enough in stock of everything. Ask the shop."),
    ),
    QuoteProblem.DELETED_PRODUCT: (
        Code.INVALID,
        Message("A product in this quote is not sold any more. Ask the shop."),
    ),
    QuoteProblem.CHANGED: (
        Code.CHANGED_MEANWHILE,
        Message("The shop is changing this quote. Wait until it is sent again."),
    ),
}
_NOT_ORDERABLE = (
    Code.INVALID,
    Message("This quote can no longer be ordered as it is. Ask the shop."),
)
_IN_STATE: Mapping[QuoteState, Text] = {
    QuoteState.REQUESTED: Message("This quote was not sent yet."),
    QuoteState.SENT: Message("This quote was sent already."),
    QuoteState.ACCEPTED: Message("This quote was accepted already."),
    QuoteState.DECLINED: Message("This quote was declined already."),
    QuoteState.EXPIRED: Message("This quote has expired."),
    QuoteState.WITHDRAWN: Message("This quote was withdrawn."),
}


def refused_request(problem: QuoteProblem) -> ValidationError:
    """Return what a request for a quote is refused with."""
    return refuse("checkout_id", *_OF_REQUESTS.get(problem, _NOT_ORDERABLE))


def refused_draft(problem: QuoteProblem) -> ValidationError:
    """Return what the sending of a draft is refused with."""
    if problem is QuoteProblem.NO_LINE:
        return refuse("prices", Code.NOT_FOUND, Message("The draft has no such line."))
    return refuse("order_id", *_OF_DRAFTS.get(problem, _NOT_SENDABLE))


def refused_acceptance(problem: QuoteProblem) -> ValidationError:
    """Return what a customer who accepts a quote is refused with."""
    return refuse("id", *_OF_ANSWERS.get(problem, _NOT_ORDERABLE))


def refused_in_state(state: QuoteState, *, field: str) -> ValidationError:
    """Return what something is refused with that cannot be done in a state."""
    code = Code.EXPIRED if state is QuoteState.EXPIRED else Code.INVALID
    return refuse(field, code, _IN_STATE[state])


def no_such_quote() -> ValidationError:
    """Return what is refused where there is no such quote, or it is another's."""
    return refuse("id", Code.NOT_FOUND, Message("There is no such quote."))


def refuse_long(field: str, text: str) -> None:
    """Refuse a text that is too long.

    :raises django.core.exceptions.ValidationError: it is.
    """
    if len(text) > MAX_TEXT:
        raise refuse(field, Code.INVALID, too_long(len(text), MAX_TEXT))
