"""What shoppers are told who may not do something, in the language of the request."""

from ...engine.base.messages import Message
from ..base.extension import our_extension


def no_log_in() -> str:
    """Return what is said to who may not log in: nothing of their account."""
    return our_extension().say(Message("You cannot log in here."))


def no_prices() -> str:
    """Return what is said to whom prices are hidden."""
    return our_extension().say(Message("Prices are not shown to you."))


def no_checkout() -> str:
    """Return what is said to whom prices are hidden, and who wants a checkout."""
    return our_extension().say(
        Message("Prices are not shown to you, so nothing can be put into a checkout.")
    )


def no_orders() -> str:
    """Return what is said to whoever may not order."""
    return our_extension().say(Message("You cannot place orders in this shop."))
