"""So many percent off the listing price."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, ClassVar, Literal, Self

from pydantic import Field, model_validator

from ..base.kinds import exactly_one
from ..base.messages import Message
from ..base.values import Flag, PercentOff
from ..facts.wording import write_number
from ..money import percent_of
from .base import Adjustment, PercentOffTier, Tiers, require_value_or_tiers


class PercentOffAdjustment(Adjustment):
    """So many percent off the listing price. docs/pricing.md, section 2."""

    model_config = exactly_one("percent", "tiers")

    description: ClassVar[str] = "So many percent off the listing price."
    example: ClassVar[Mapping[str, Any]] = {"percent": "12.5"}
    adds_up_with_inherited: ClassVar[bool] = True

    kind: Literal["percent_off"] = "percent_off"
    percent: PercentOff | None = Field(default=None, title="Percent off")
    tiers: Tiers[PercentOffTier] = None
    adds_to_inherited: Flag = Field(
        default=False,
        title="Adds to the inherited discount",
        description=(
            "The percentage is added to the largest one that the group inherits from "
            "the groups above it."
        ),
    )

    @model_validator(mode="after")
    def _one_of_both(self) -> Self:
        require_value_or_tiers(self.percent, self.tiers, "percent")
        return self

    @property
    def is_additional(self) -> bool:
        """Tell whether its percentage is added to the largest inherited one."""
        return self.adds_to_inherited

    def apply(self, value: Decimal, base: Decimal, cost: Decimal | None) -> Decimal:
        """Return the price of one unit less the percentage.

        :param value: percent.
        :param base: the price of one unit.
        :param cost: not looked at.
        """
        return base - percent_of(base, value)

    def describe_value(self, value: Decimal) -> str:
        """Return a phrase such as "15 % off".

        :param value: percent.
        """
        return Message("{percent} % off", percent=write_number(value))

    def describe(self) -> str:
        """Return a phrase such as "15 % off", or "additional 5 % off"."""
        phrase = super().describe()
        if not self.adds_to_inherited:
            return phrase
        return Message("additional {what}", what=phrase)

    def _single_value(self) -> Decimal | None:
        return self.percent
