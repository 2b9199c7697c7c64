"""An amount off the listing price of each unit."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, ClassVar, Literal

from ..base.messages import Message
from ..facts.wording import write_money
from .base import AmountAdjustment


class AmountOffAdjustment(AmountAdjustment):
    """An amount off the listing price of each unit. docs/pricing.md, section 2."""

    description: ClassVar[str] = "An amount off the listing price of each unit."
    example: ClassVar[Mapping[str, Any]] = {
        "currency": "USD",
        "tiers": [
            {"min_quantity": 5, "amount": "1.50"},
            {"min_quantity": 10, "amount": "2.00"},
        ],
    }

    kind: Literal["amount_off"] = "amount_off"

    def apply(self, value: Decimal, base: Decimal, cost: Decimal | None) -> Decimal:
        """Return the price of one unit less the amount; it may be below 0.

        :param value: amount for one unit.
        :param base: the price of one unit.
        :param cost: not looked at.
        """
        return base - value

    def describe_value(self, value: Decimal) -> str:
        """Return a phrase such as "5.00 USD off".

        :param value: amount for one unit.
        """
        money = write_money(value, self.currency, exactly=True)
        return Message("{money} off", money=money)
