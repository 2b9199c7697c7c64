"""Fields of lines that Saleor 3 answers with a column, and we with what is in it.

``isGift`` is true for the gifts of Saleor's own promotions; ours are ordinary lines to
it, because it takes those with its own flag off again. ``unitDiscountReason`` named the
group on orders of earlier versions, to whoever has the order's id.

Saleor has no resolvers of its own here, in 3.21.69, 3.22.67 and 3.23.28.
"""

import re
from collections.abc import Callable
from functools import partial
from typing import Any

from ....base.wrapping import Wrapper
from ....contract.quotes import OWN_PRICE
from ..line_metadata import is_gift

# With the names of promotions in brackets. Saleor joins several reasons by " & ".
_FORMER_REASON = re.compile(r"Customer group: (?:.*?)(?: \((.*)\))?(?= & |$)")


def resolve_is_gift(root: Any, info: Any) -> bool:
    """Tell whether a line is a gift."""
    line = getattr(root, "node", root)
    return line.is_gift or is_gift(line)


def resolve_unit_discount_reason(root: Any, info: Any) -> str | None:
    """Return why a unit costs less, without the name of a group."""
    reason = getattr(root, "node", root).unit_discount_reason
    return reason and _FORMER_REASON.sub(lambda found: found[1] or OWN_PRICE, reason)


def _answered_by(ours: Callable[..., Any], _: Any) -> Callable[..., Any]:
    """Answer with a function of ours, a new one for each field."""
    return partial(ours)


LINE_WRAPPERS = tuple(
    Wrapper(
        number=number,
        module=module,
        path=f"{type_name}.resolve_{field}",
        field=field,
        parameters=("root", "info"),
        wrap=partial(_answered_by, ours),
        loss=loss,
    )
    for number, module, type_name, field, ours, loss in (
        (
            110,
            "saleor.graphql.checkout.types",
            "CheckoutLine",
            "is_gift",
            resolve_is_gift,
            "lines of checkouts do not say that a promotion of a group gives them",
        ),
        (
            111,
            "saleor.graphql.order.types",
            "OrderLine",
            "is_gift",
            resolve_is_gift,
            "lines of orders do not say that a promotion of a group gave them",
        ),
        (
            112,
            "saleor.graphql.order.types",
            "OrderLine",
            "unit_discount_reason",
            resolve_unit_discount_reason,
            "lines of old orders name the group to whoever has the order's id",
        ),
    )
)
