"""An amount off the lines in scope together."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, ClassVar, Literal, Self

from pydantic import Field, model_validator

from ..base.messages import Message
from ..base.values import Amount, Currency
from ..facts.scopes import Scope
from ..facts.wording import write_money
from ..money import largest_remainder, to_minor_units
from .base import Benefit, nothing_in_scope, refuse_decimals
from .benefit_results import BenefitResult, Explanation
from .cart_state import CartState


class AmountOffBenefit(Benefit):
    """An amount off the lines in scope together. docs/pricing.md, section 3."""

    description: ClassVar[str] = "An amount off the lines in scope together."
    example: ClassVar[Mapping[str, Any]] = {"amount": "20.00", "currency": "USD"}

    kind: Literal["amount_off"] = "amount_off"
    amount: Amount = Field(title="Amount off")
    currency: Currency = Field(title="Currency")
    scope: Scope = Field(default=Scope(), title="Of")

    @model_validator(mode="after")
    def _payable(self) -> Self:
        refuse_decimals(self.amount, self.currency, "amount")
        return self

    @property
    def needed_currency(self) -> str | None:
        """Return the currency of the amount."""
        return self.currency

    @property
    def amount_given(self) -> Decimal | None:
        """Return the amount."""
        return self.amount

    @property
    def saving(self) -> Decimal | None:
        """Return the amount."""
        return self.amount

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
        """Return the amount, shared in proportion to what is left of each line.

        :param remaining: what is left of the cart.
        """
        places = remaining.open_places(self.scope)
        left = [remaining.left[place] for place in places]
        amount = min(to_minor_units(self.amount, self.currency), sum(left))
        shares = largest_remainder(amount, left)
        return BenefitResult(
            discounts={
                place: share
                for place, share in zip(places, shares, strict=True)
                if share
            }
        )

    def obstacle(self, remaining: CartState) -> Explanation | None:
        """Return an obstacle where no line in scope may be lowered.

        :param remaining: the cart as the unit stage left it.
        """
        if remaining.open_places(self.scope):
            return None
        return nothing_in_scope(remaining, remaining.places(self.scope))

    def describe(self) -> str:
        """Return a phrase such as "20.00 USD off"."""
        return Message("{money} off", money=write_money(self.amount, self.currency))
