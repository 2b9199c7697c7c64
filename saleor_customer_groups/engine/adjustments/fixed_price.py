"""A price of its own for each unit."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, ClassVar, Literal

from ..base.messages import Message
from ..facts.wording import write_money
from .base import AmountAdjustment


class FixedPriceAdjustment(AmountAdjustment):
    """A price of its own for each unit. docs/pricing.md, section 2."""

    description: ClassVar[str] = "A price of its own for each unit."
    example: ClassVar[Mapping[str, Any]] = {"amount": "9.99", "currency": "USD"}
    sets_price: ClassVar[bool] = True

    kind: Literal["fixed_price"] = "fixed_price"

    def apply(self, value: Decimal, base: Decimal, cost: Decimal | None) -> Decimal:
        """Return the fixed price.

        :param value: the price of one unit.
        :param base: not looked at.
        :param cost: not looked at.
        """
        return value

    def describe_value(self, value: Decimal) -> str:
        """Return a phrase such as "fixed price 5.00 USD".

        :param value: the price of one unit.
        """
        money = write_money(value, self.currency, exactly=True)
        return Message("fixed price {money}", money=money)
