"""The buyer's own number of an order. docs/terms.md, Choosing."""

from ..base.messages import Message

MAX_LENGTH = 64


def read_number(text: str | None) -> str:
    """Return a number without the spaces around it, empty if there is none.

    :param text: as the buyer wrote it.
    """
    return (text or "").strip()


def problem_of_number(number: str) -> str:
    """Return what is wrong with a number, or an empty text.

    :param number: as ``read_number`` gives it; an empty one is not wrong.
    """
    if len(number) > MAX_LENGTH:
        return Message(
            "A purchase order number has at most {most} characters.", most=MAX_LENGTH
        )
    if not number.isprintable():
        return Message("A purchase order number has only printable characters.")
    return ""
