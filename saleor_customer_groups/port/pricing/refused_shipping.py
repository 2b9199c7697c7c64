"""The message to a shopper whose order value does not allow a shipping method."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError

from ...engine.money import round_amount

INVALID_SHIPPING_METHOD = "invalid_shipping_method"


class Limits(NamedTuple):
    """The limits of the order value for a shipping method, None without a limit."""

    name: str
    currency: str
    minimum_amount: Decimal | None
    maximum_amount: Decimal | None

    def refusal(self, value_amount: Decimal) -> str:
        """Return why an order of some value cannot go this way, or an empty text."""

        def shown(amount: Decimal) -> str:
            return f"{round_amount(amount, self.currency)} {self.currency}"

        minimum, maximum = self.minimum_amount, self.maximum_amount
        if minimum is not None and value_amount < minimum:
            bound = f"{shown(minimum)} or more"
        elif maximum is not None and value_amount > maximum:
            bound = f"{shown(maximum)} or less"
        else:
            return ""
        return (
            f"{self.name} is for orders of {bound}, and the goods come to"
            f" {shown(value_amount)} now."
        )


def refused_leaves(error: ValidationError) -> list[Any]:
    """Return those parts of a refusal that are about a way of shipping."""
    by_field = getattr(error, "error_dict", {"": getattr(error, "error_list", [])})
    return [
        leaf
        for leaves in by_field.values()
        for leaf in leaves
        if getattr(leaf.code, "value", leaf.code) == INVALID_SHIPPING_METHOD
    ]


def explain(error: ValidationError, *, refusal: str, others: Sequence[str]) -> None:
    """Add the reason to Saleor's refusal of a shipping method.

    :param refusal: why it is refused.
    :param others: the names of the ways that can be chosen.
    """
    choice = (
        f"Choose another way of shipping: {', '.join(others)}."
        if others
        else "No other way of shipping can be chosen for it."
    )
    for leaf in refused_leaves(error):
        leaf.message = f"{refusal} {choice}"
