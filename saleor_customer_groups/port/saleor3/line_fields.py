"""Fields of lines that Saleor 3 answers with a column, and we with what is in it.

``isGift`` is true for the gifts of Saleor's own promotions; ours are ordinary lines to
it, because it takes those with its own mark off again. ``unitDiscountReason`` named the
group on orders of earlier versions, to whoever has the order's id.

Saleor has no resolvers of its own here, in 3.21.69, 3.22.67 and 3.23.28.
"""

import re
from typing import Any

from saleor.graphql.checkout.types import CheckoutLine
from saleor.graphql.order.types import OrderLine

from ..contract import OWN_PRICE
from .marks import is_gift

# With the names of promotions in brackets. Saleor joins several reasons by " & ".
_FORMER_REASON = re.compile(r"Customer group: (?:.*?)(?: \((.*)\))?(?= & |$)")


def extend() -> None:
    """Have the fields answered by us."""
    CheckoutLine.resolve_is_gift = staticmethod(resolve_is_gift)
    OrderLine.resolve_is_gift = staticmethod(resolve_is_gift)
    OrderLine.resolve_unit_discount_reason = staticmethod(resolve_unit_discount_reason)


def resolve_is_gift(root: Any, info: Any) -> bool:
    """Tell whether a line is a gift."""
    line = getattr(root, "node", root)
    return line.is_gift or is_gift(line)


def resolve_unit_discount_reason(root: Any, info: Any) -> str | None:
    """Return why a unit costs less, without the name of a group."""
    reason = getattr(root, "node", root).unit_discount_reason
    return reason and _FORMER_REASON.sub(lambda found: found[1] or OWN_PRICE, reason)
