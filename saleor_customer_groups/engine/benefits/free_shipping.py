"""Shipping for nothing, or for less."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, ClassVar, Literal

from pydantic import Field

from ..base.messages import Message, Number
from ..base.values import Amount
from ..money import to_minor_units
from .base import Benefit
from .benefit_results import BenefitResult
from .cart_state import CartState


class FreeShippingBenefit(Benefit):
    """Shipping less an amount, or for nothing. docs/pricing.md, section 3.

    The amount is in the cart's currency, whichever that is.
    """

    description: ClassVar[str] = (
        "Shipping less an amount, or for nothing. The amount is in the cart's currency,"
        " whichever that is."
    )
    example: ClassVar[Mapping[str, Any]] = {"up_to": "5.00"}
    unbound_amounts: ClassVar[Sequence[str]] = ("up_to",)

    kind: Literal["free_shipping"] = "free_shipping"
    up_to: Amount | None = Field(
        default=None,
        title="Up to",
        description="The most that is taken off; leave out to make shipping free.",
    )

    @property
    def lowers_shipping(self) -> bool:
        """Tell that it does."""
        return True

    @property
    def saving(self) -> Decimal | None:
        """Return the most that is taken off, None if shipping is free."""
        return self.up_to

    def calculate(self, remaining: CartState) -> BenefitResult:
        """Return what comes off the shipping price.

        :param remaining: what is left of the cart.
        """
        discount = remaining.shipping
        if self.up_to is not None:
            discount = min(discount, to_minor_units(self.up_to, remaining.currency))
        return BenefitResult(shipping=discount)

    def why_not(self, result: BenefitResult, remaining: CartState) -> str:
        """Return a sentence for a cart in which shipping costs nothing by itself."""
        return Message("shipping costs nothing here")

    def describe(self) -> str:
        """Return a phrase such as "free shipping"."""
        if self.up_to is None:
            return Message("free shipping")
        amount = Number(f"{self.up_to:f}")
        return Message("shipping up to {amount} cheaper", amount=amount)
