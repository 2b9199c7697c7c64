"""A set of things bought together that costs less than its parts."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, ClassVar, Literal, Self

from pydantic import Field, model_validator

from ..base.invalid import invalid
from ..base.kinds import exactly_one
from ..base.messages import Message
from ..base.values import Amount, AtLeastOne, Currency, Fact, PercentOff, Quantity
from ..facts.scopes import Scope
from ..facts.wording import all_of, count_units, write_money, write_number
from ..money import (
    largest_remainder,
    percent_of_minor_units,
    to_minor_units,
)
from ..results import Reason
from .base import Benefit, nothing_in_scope, refuse_decimals
from .benefit_results import BenefitResult, Explanation
from .cart_state import CartState


class Component(Fact):
    """One part of a set: so many units in a scope."""

    scope: Scope = Field(default=Scope(), title="Of")
    quantity: Quantity = Field(default=1, title="Quantity")


class BundleBenefit(Benefit):
    """Complete sets for a price, or less a percentage or an amount.

    docs/pricing.md, section 3.
    """

    model_config = exactly_one("price", "percent_off", "amount_off")

    description: ClassVar[str] = (
        "Complete sets for a price, or less a percentage or an amount."
    )
    example: ClassVar[Mapping[str, Any]] = {
        "components": [
            {"scope": {"include": {"variants": ["1"]}}, "quantity": 2},
            {"scope": {"include": {"variants": ["2"]}}},
        ],
        "price": "25.00",
        "currency": "USD",
    }
    depends_on_other_units: ClassVar[bool] = True

    kind: Literal["bundle"] = "bundle"
    components: AtLeastOne[Component] = Field(
        title="Parts of a set", description="What has to be bought together."
    )
    price: Amount | None = Field(default=None, title="Price of a set")
    percent_off: PercentOff | None = Field(default=None, title="Percent off a set")
    amount_off: Amount | None = Field(default=None, title="Amount off a set")
    currency: Currency | None = Field(default=None, title="Currency")
    max_sets: Quantity | None = Field(default=None, title="Most sets in one cart")

    @model_validator(mode="after")
    def _one_way_to_save(self) -> Self:
        ways = (self.price, self.percent_off, self.amount_off)
        if sum(way is not None for way in ways) != 1:
            raise invalid(
                "bundle_ways", "needs exactly one of price, percent_off and amount_off"
            )
        amount, name = self._amount()
        if amount is not None:
            if self.currency is None:
                raise invalid("bundle_currency", "is missing", {"at": ("currency",)})
            refuse_decimals(amount, self.currency, name)
        return self

    @property
    def needed_currency(self) -> str | None:
        """Return the currency of the price or amount, if it has one."""
        return self.currency

    @property
    def saving(self) -> Decimal | None:
        """Return the percentage or amount, None if a set has a price."""
        return self.percent_off if self.amount_off is None else self.amount_off

    @property
    def scopes_of_units_got(self) -> Sequence[Scope]:
        """Return the scopes of all parts."""
        return [component.scope for component in self.components]

    def required_units(self) -> Iterator[tuple[Scope, int]]:
        """Yield the units of each part."""
        for component in self.components:
            yield component.scope, component.quantity

    def places_concerned(self, remaining: CartState) -> Sequence[int]:
        """Return the places of the lines in the scope of any part.

        :param remaining: what is left of the cart.
        """
        return sorted(
            {
                place
                for component in self.components
                for place in remaining.places(component.scope)
            }
        )

    def calculate(self, remaining: CartState) -> BenefitResult:
        """Return the saving of as many complete sets as the free units allow.

        :param remaining: what is left of the cart.
        """
        result = BenefitResult()
        if not remaining.has_free_units(sum(each.quantity for each in self.components)):
            return result
        unit_prices = remaining.unit_prices
        pools = self._pools(remaining)
        free_units = {
            place: remaining.free_units[place] for pool in pools for place in pool
        }
        left = {place: remaining.left[place] for place in free_units}
        sets_left = self.max_sets
        while sets_left is None or sets_left > 0:
            taken = self._take_set(pools, free_units)
            if taken is None:
                break
            places = sorted(taken)
            weights = [taken[place] * unit_prices[place] for place in places]
            saving = self._saving(sum(weights), remaining.currency)
            if not saving:
                break
            # The next sets are taken from the same lines until one of them runs out.
            times = min(free_units[place] // units for place, units in taken.items())
            if sets_left is not None:
                times = min(times, sets_left)
                sets_left -= times
            shares = largest_remainder(saving, weights)
            for place, share in zip(places, shares, strict=True):
                units = times * taken[place]
                free_units[place] -= units
                result.used[place] = result.used.get(place, 0) + units
                discount = min(times * share, left[place])
                if discount:
                    left[place] -= discount
                    result.discounts[place] = result.discounts.get(place, 0) + discount
        return result

    def obstacle(self, remaining: CartState) -> Explanation | None:
        """Return an obstacle where the cart holds no complete set.

        :param remaining: the cart as the unit stage left it.
        """
        pools = self._pools(remaining)
        if not any(pools):
            return nothing_in_scope(remaining, self.places_concerned(remaining))
        free_units = {
            place: remaining.free_units[place] for pool in pools for place in pool
        }
        missing = []
        for component, pool in zip(self.components, pools, strict=True):
            short = component.quantity
            for place in pool:
                units = min(short, free_units[place])
                free_units[place] -= units
                short -= units
            if short:
                missing.append((short, remaining.wording.scope(component.scope)))
        if not missing:
            return None
        phrase = all_of(
            Message("{missing} of {what}", missing=count_units(short), what=what)
            for short, what in missing
        )
        message = (
            Message("{missing} completes the set", missing=phrase)
            if sum(short for short, _ in missing) == 1
            else Message("{missing} complete the set", missing=phrase)
        )
        return Explanation(Reason.CONDITION_NOT_MET, message)

    def describe(self) -> str:
        """Return a phrase such as "a set for 25.00 USD"."""
        if self.percent_off is not None:
            percent = write_number(self.percent_off)
            return Message("a set with {percent} % off", percent=percent)
        amount, name = self._amount()
        if amount is None or self.currency is None:
            return Message("a set")
        money = write_money(amount, self.currency)
        if name == "price":
            return Message("a set for {money}", money=money)
        return Message("{money} off a set", money=money)

    def _amount(self) -> tuple[Decimal | None, str]:
        if self.price is not None:
            return self.price, "price"
        return self.amount_off, "amount_off"

    def _pools(self, remaining: CartState) -> list[list[int]]:
        return [
            remaining.dearest_first(remaining.open_places(component.scope))
            for component in self.components
        ]

    def _take_set(
        self, pools: list[list[int]], free_units: dict[int, int]
    ) -> dict[int, int] | None:
        taken: dict[int, int] = {}
        for component, pool in zip(self.components, pools, strict=True):
            needed = component.quantity
            for place in pool:
                units = min(needed, free_units[place] - taken.get(place, 0))
                if units:
                    taken[place] = taken.get(place, 0) + units
                    needed -= units
                    if not needed:
                        break
            if needed:
                return None
        return taken

    def _saving(self, price: int, currency: str) -> int:
        if self.percent_off is not None:
            return percent_of_minor_units(self.percent_off)(price)
        if self.price is not None:
            saving = price - to_minor_units(self.price, currency)
        else:
            saving = to_minor_units(self.amount_off or Decimal(0), currency)
        return min(max(saving, 0), price)
