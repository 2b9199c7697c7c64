"""So many percent off what is left of each line in scope."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, ClassVar, Literal

from pydantic import Field

from ..base.messages import Message
from ..base.values import PercentOff
from ..facts.scopes import Scope
from ..facts.wording import write_number
from ..money import percent_of_minor_units
from ..results import Reason
from .base import Benefit, nothing_in_scope
from .benefit_results import BenefitResult, Explanation
from .cart_state import CartState


class PercentOffBenefit(Benefit):
    """So many percent off what is left of each line. docs/pricing.md, section 3."""

    description: ClassVar[str] = "So many percent off what is left of each line."
    example: ClassVar[Mapping[str, Any]] = {"percent": "10"}
    gives_on_each_unit: ClassVar[bool] = True

    kind: Literal["percent_off"] = "percent_off"
    percent: PercentOff = Field(title="Percent off")
    scope: Scope = Field(default=Scope(), title="Of")

    @property
    def saving(self) -> Decimal | None:
        """Return the percentage."""
        return self.percent

    @property
    def needed_scope(self) -> Scope:
        """Return the scope."""
        return self.scope

    def places_concerned(self, remaining: CartState) -> Sequence[int]:
        """Return the places of the lines in scope.

        :param remaining: what is left of the cart.
        """
        return remaining.places(self.scope)

    def calculate(self, remaining: CartState) -> BenefitResult:
        """Return the percentage of what is left of each line, rounded.

        :param remaining: what is left of the cart.
        """
        result = BenefitResult()
        left = remaining.left
        discount_of = percent_of_minor_units(self.percent)
        passed_over = []
        for place in remaining.open_places(self.scope):
            discount = discount_of(left[place])
            if discount:
                result.discounts[place] = discount
            else:
                passed_over.append(place)
        result.passed_over = tuple(passed_over)
        return result

    def calculate_beside_group_prices(self, remaining: CartState) -> BenefitResult:
        """Return, line by line, what exceeds the group's saving.

        docs/pricing.md, section 3, with_group_prices.

        :param remaining: what is left of the cart.
        """
        result = BenefitResult()
        discount_of = percent_of_minor_units(self.percent)
        passed_over = []
        for place in remaining.open_places(self.scope):
            public_total = (
                remaining.public_prices[place] * remaining.lines[place].quantity
            )
            saved = max(0, public_total - remaining.left[place])
            offered = discount_of(public_total)
            if offered > saved:
                result.discounts[place] = offered - saved
            else:
                passed_over.append(place)
                if saved:
                    result.reason = Reason.LOST
        result.passed_over = tuple(passed_over)
        return result

    def obstacle(self, remaining: CartState) -> Explanation | None:
        """Return an obstacle where no line in scope may be lowered.

        :param remaining: the cart as the unit stage left it.
        """
        if remaining.open_places(self.scope):
            return None
        return nothing_in_scope(remaining, remaining.places(self.scope))

    def describe(self) -> str:
        """Return a phrase such as "10 % off"."""
        return Message("{percent} % off", percent=write_number(self.percent))
