"""What a unit costs the shop, plus so many percent."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, ClassVar, Literal

from ..base.messages import Message
from ..facts.wording import write_number
from ..money import percent_of
from .base import PercentAdjustment


class CostPlusAdjustment(PercentAdjustment):
    """What a unit costs the shop, plus so many percent. docs/pricing.md, section 2."""

    description: ClassVar[str] = "What a unit costs the shop, plus so many percent."
    example: ClassVar[Mapping[str, Any]] = {"percent": "15"}
    sets_price: ClassVar[bool] = True
    needs_cost: ClassVar[bool] = True

    kind: Literal["cost_plus"] = "cost_plus"

    def apply(
        self, value: Decimal, base: Decimal, cost: Decimal | None
    ) -> Decimal | None:
        """Return the cost plus the percentage, None if the cost is unknown.

        :param value: percent.
        :param base: not looked at.
        :param cost: of one unit, where known.
        """
        return None if cost is None else cost + percent_of(cost, value)

    def describe_value(self, value: Decimal) -> str:
        """Return a phrase such as "cost plus 10 %".

        :param value: percent.
        """
        return Message("cost plus {percent} %", percent=write_number(value))
