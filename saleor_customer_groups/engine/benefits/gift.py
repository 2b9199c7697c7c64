"""Something for nothing, added to what is bought."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any, ClassVar, Literal

from pydantic import Field

from ..base.messages import Joined, Message, counted
from ..base.values import AtLeastOne, Fact, Quantity
from ..facts.scopes import Scope
from ..facts.wording import Wording, count_units
from ..results import Reason
from .base import Benefit, nothing_in_scope
from .benefit_results import BenefitResult, Explanation
from .cart_state import CartState


class Per(Fact):
    """So many units in a scope, for each of which there is a gift."""

    scope: Scope = Field(default=Scope(), title="Of")
    quantity: Quantity = Field(default=1, title="Quantity")


class GiftBenefit(Benefit):
    """Units of a variant for nothing, once or per so many units.

    docs/pricing.md, section 3.
    """

    description: ClassVar[str] = (
        "Units of a variant for nothing, once or per so many units."
    )
    example: ClassVar[Mapping[str, Any]] = {
        "variants": ["1", "2"],
        "per": {"scope": {"include": {"variants": ["3"]}}, "quantity": 5},
        "max_gifts": 2,
    }
    gives_goods: ClassVar[bool] = True
    depends_on_other_units: ClassVar[bool] = True

    kind: Literal["gift"] = "gift"
    variants: AtLeastOne[str] = Field(
        title="Variants",
        description=(
            "In order of choice: the first that is in stock and can be shipped is"
            " given."
        ),
    )
    quantity: Quantity = Field(default=1, title="Quantity")
    per: Per | None = Field(
        default=None, title="For every", description="Leave out to give it once."
    )
    max_gifts: Quantity | None = Field(default=None, title="Most units in one cart")

    def without_variants(self, variants: Collection[str]) -> "GiftBenefit | None":
        """Return the same gift without some of the variants of choice."""
        kept = tuple(each for each in self.variants if each not in variants)
        return self.model_copy(update={"variants": kept}) if kept else None

    @property
    def given_variants(self) -> Sequence[str]:
        """Return the variants of choice."""
        return self.variants

    @property
    def gift_quantity(self) -> int:
        """Return the units that are given at a time."""
        return self.quantity

    def required_units(self) -> Iterator[tuple[Scope, int]]:
        """Yield the units for which a gift is given, if it is given for units."""
        if self.per is not None:
            yield self.per.scope, self.per.quantity

    def places_concerned(self, remaining: CartState) -> Sequence[int]:
        """Return the places of the lines that are counted, without ``per`` all lines.

        :param remaining: what is left of the cart.
        """
        if self.per is None:
            return range(len(remaining.lines))
        return remaining.places(self.per.scope)

    def calculate(self, remaining: CartState) -> BenefitResult:
        """Return the first variant that can be had, in the quantity that is earned.

        :param remaining: what is left of the cart. docs/pricing.md, section 3, gift.
        """
        quantity = self._earned(remaining)
        result = BenefitResult(gift_units_earned=quantity)
        if not quantity:
            return result
        in_stock = [
            variant
            for variant in self.variants
            if remaining.stock.get(variant, quantity) >= quantity
        ]
        deliverable = [
            variant for variant in in_stock if variant not in remaining.undeliverable
        ]
        if not in_stock:
            result.reason = Reason.OUT_OF_STOCK
        elif not deliverable:
            result.reason = Reason.NOT_DELIVERABLE
        # A cart in which nothing is paid must not become a parcel of gifts.
        elif any(remaining.left):
            result.gift = (deliverable[0], quantity)
        return result

    def obstacle(self, remaining: CartState) -> Explanation | None:
        """Return an obstacle where the cart holds too few units for a gift.

        :param remaining: the cart as the unit stage left it.
        """
        if self.per is None or self._earned(remaining):
            return None
        places = remaining.places(self.per.scope)
        if not places:
            return nothing_in_scope(remaining, places)
        short = self.per.quantity - self._units(remaining, self.per)
        scope = remaining.wording.of_scope(self.per.scope)
        message = Message(
            "{missing}{of_what} for a gift", missing=count_units(short), of_what=scope
        )
        return Explanation(Reason.CONDITION_NOT_MET, message)

    def describe(self) -> str:
        """Return a phrase such as "1 free gift for every 5 units"."""
        phrase = counted(self.quantity, "1 free gift", "{number} free gifts")
        if self.per is None:
            return phrase
        return counted(
            self.per.quantity,
            "{gifts} for every unit",
            "{gifts} for every {number} units",
            gifts=phrase,
        )

    def describe_given(self, result: BenefitResult, wording: Wording) -> str:
        """Return a phrase such as "2 x Mug as a gift"."""
        if result.gift is None:
            return self.describe()
        variant, quantity = result.gift
        return Message(
            "{quantity} x {variant} as a gift",
            quantity=quantity,
            variant=wording.name("variants", variant),
        )

    def why_not(self, result: BenefitResult, remaining: CartState) -> str:
        """Return a sentence about each variant of choice."""
        wording = remaining.wording
        names = wording.listed("variants", self.variants)
        number = len(self.variants)
        match result.reason:
            case Reason.REFUSED_BY_CUSTOMER:
                return counted(
                    number,
                    "{names} was taken out of the cart",
                    "{names} were taken out of the cart",
                    names=names,
                )
            case Reason.NOT_DELIVERABLE:
                return Message(
                    "{names} cannot be shipped with what is in the cart", names=names
                )
            case Reason.OUT_OF_STOCK:
                needed = result.gift_units_earned
                return Joined(
                    "; ",
                    [
                        self._why_unavailable(variant, needed, remaining)
                        for variant in self.variants
                    ],
                )
            case _:
                return Message("a gift only comes with something that is paid for")

    def _why_unavailable(self, variant: str, needed: int, remaining: CartState) -> str:
        name = remaining.wording.name("variants", variant)
        problem = remaining.wording.known_name("problems", variant)
        if problem is not None:
            return Joined(" ", [name, problem])
        units = remaining.stock.get(variant, 0)
        if units <= 0:
            return Message("{variant} is out of stock", variant=name)
        return counted(
            units,
            "only {number} of {variant} is left, {needed} would be due",
            "only {number} of {variant} are left, {needed} would be due",
            variant=name,
            needed=needed,
        )

    def _units(self, remaining: CartState, per: Per) -> int:
        lines = remaining.lines
        return sum(lines[place].quantity for place in remaining.places(per.scope))

    def _earned(self, remaining: CartState) -> int:
        quantity = self.quantity
        if self.per is not None:
            quantity *= self._units(remaining, self.per) // self.per.quantity
        return quantity if self.max_gifts is None else min(quantity, self.max_gifts)
