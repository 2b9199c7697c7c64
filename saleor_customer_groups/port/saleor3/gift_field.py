"""``isGift`` of lines, which Saleor 3 answers for the gifts of its own promotions.

Ours are ordinary lines to Saleor, because it takes those with its own mark off again.
"""

from typing import Any

from saleor.graphql.checkout.types import CheckoutLine
from saleor.graphql.order.types import OrderLine

from .marks import is_gift


def extend() -> None:
    """Have the field be true for our gifts, too."""
    CheckoutLine.resolve_is_gift = staticmethod(resolve_is_gift)
    OrderLine.resolve_is_gift = staticmethod(resolve_is_gift)


def resolve_is_gift(root: Any, info: Any) -> bool:
    """Tell whether a line is a gift.

    Saleor has no resolver of its own here, in 3.21.69, 3.22.67 and 3.23.28: it answers
    with the column.
    """
    line = getattr(root, "node", root)
    return line.is_gift or is_gift(line)
