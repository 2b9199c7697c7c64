"""So many percent on top of the listing price."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, ClassVar, Literal

from ..base.messages import Message
from ..facts.wording import write_number
from ..money import percent_of
from .base import PercentAdjustment


class PercentIncreaseAdjustment(PercentAdjustment):
    """So many percent on top of the listing price. docs/pricing.md, section 2."""

    description: ClassVar[str] = "So many percent on top of the listing price."
    example: ClassVar[Mapping[str, Any]] = {"percent": "7.5"}
    raises: ClassVar[bool] = True

    kind: Literal["percent_increase"] = "percent_increase"

    def apply(self, value: Decimal, base: Decimal, cost: Decimal | None) -> Decimal:
        """Return the price of one unit plus the percentage.

        :param value: percent.
        :param base: the price of one unit.
        :param cost: not looked at.
        """
        return base + percent_of(base, value)

    def describe_value(self, value: Decimal) -> str:
        """Return a phrase such as "10 % more".

        :param value: percent.
        """
        return Message("{percent} % more", percent=write_number(value))
