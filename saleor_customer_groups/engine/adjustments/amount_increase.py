"""An amount on top of the listing price of each unit."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, ClassVar, Literal

from ..base.messages import Message
from ..facts.wording import write_money
from .base import AmountAdjustment


class AmountIncreaseAdjustment(AmountAdjustment):
    """An amount on top of the listing price of each unit.

    docs/pricing.md, section 2.
    """

    description: ClassVar[str] = "An amount on top of the listing price of each unit."
    example: ClassVar[Mapping[str, Any]] = {"amount": "0.50", "currency": "USD"}
    raises: ClassVar[bool] = True

    kind: Literal["amount_increase"] = "amount_increase"

    def apply(self, value: Decimal, base: Decimal, cost: Decimal | None) -> Decimal:
        """Return the price of one unit plus the amount.

        :param value: amount for one unit.
        :param base: the price of one unit.
        :param cost: not looked at.
        """
        return base + value

    def describe_value(self, value: Decimal) -> str:
        """Return a phrase such as "5.00 USD more".

        :param value: amount for one unit.
        """
        money = write_money(value, self.currency, exactly=True)
        return Message("{money} more", money=money)
