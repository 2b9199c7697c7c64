"""Buy so many units, get others cheaper or for nothing."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, ClassVar, Literal

from pydantic import Field

from ..base.messages import Joined, Message
from ..base.values import Fact, PercentOff, Quantity
from ..facts.scopes import Scope
from ..facts.wording import all_of, count_units, write_number
from ..money import percent_of_minor_units
from ..results import Reason
from .base import Benefit, nothing_in_scope
from .benefit_results import BenefitResult, Explanation
from .cart_state import CartState


class Side(Fact):
    """So many units in a scope: what is bought, or what is got."""

    scope: Scope = Field(default=Scope(), title="Of")
    quantity: Quantity = Field(default=1, title="Quantity")


class BuyXGetYBenefit(Benefit):
    """Buy X units, get up to Y others cheaper or for nothing.

    docs/pricing.md, section 3.
    """

    description: ClassVar[str] = (
        "Buy X units, get up to Y others cheaper or for nothing."
    )
    example: ClassVar[Mapping[str, Any]] = {
        "buy": {"scope": {"include": {"variants": ["1"]}}, "quantity": 3},
        "get": {"scope": {"include": {"variants": ["1"]}}},
    }
    depends_on_other_units: ClassVar[bool] = True

    kind: Literal["buy_x_get_y"] = "buy_x_get_y"
    buy: Side = Field(default=Side(), title="Buy")
    get: Side = Field(default=Side(), title="Get")
    percent_off: PercentOff = Field(
        default=Decimal(100), title="Percent off what is got"
    )
    max_free: Quantity | None = Field(default=None, title="Most units got")

    @property
    def saving(self) -> Decimal | None:
        """Return the percentage off what is got."""
        return self.percent_off

    @property
    def scopes_of_units_got(self) -> Sequence[Scope]:
        """Return the scope of what is got."""
        return (self.get.scope,)

    def required_units(self) -> Iterator[tuple[Scope, int]]:
        """Yield the units to buy."""
        yield self.buy.scope, self.buy.quantity

    def places_concerned(self, remaining: CartState) -> Sequence[int]:
        """Return the places of the lines in either scope.

        :param remaining: what is left of the cart.
        """
        return sorted(
            {
                *remaining.places(self.buy.scope),
                *remaining.places(self.get.scope),
            }
        )

    def calculate(self, remaining: CartState) -> BenefitResult:
        """Return the discount of all the units got.

        :param remaining: what is left of the cart.
        """
        result = BenefitResult()
        if not remaining.has_free_units(self.buy.quantity + 1):
            return result
        buy_pool, get_pool = self._pools(remaining)
        free_units = {
            place: remaining.free_units[place] for place in (*buy_pool, *get_pool)
        }
        got_units_at: dict[int, int] = {}
        got_left = self.max_free
        while got_left is None or got_left > 0:
            bought = _take(buy_pool, free_units, {}, self.buy.quantity)
            wanted = self.get.quantity
            if got_left is not None:
                wanted = min(wanted, got_left)
            got = _take(get_pool, free_units, bought, wanted)
            got_units = sum(got.values())
            if sum(bought.values()) < self.buy.quantity or not got_units:
                break
            together = {
                place: bought.get(place, 0) + got.get(place, 0)
                for place in {*bought, *got}
            }
            # The next turns take from the same lines until one of them runs out.
            times = min(free_units[place] // units for place, units in together.items())
            if got_left is not None:
                times = min(times, got_left // got_units)
                got_left -= times * got_units
            for place, units in together.items():
                free_units[place] -= times * units
                result.used[place] = result.used.get(place, 0) + times * units
            for place, units in got.items():
                got_units_at[place] = got_units_at.get(place, 0) + times * units
        saving_on = percent_of_minor_units(self.percent_off)
        for place in sorted(got_units_at):
            saving = saving_on(remaining.unit_prices[place])
            discount = min(got_units_at[place] * saving, remaining.left[place])
            if discount:
                result.discounts[place] = discount
        return result

    def obstacle(self, remaining: CartState) -> Explanation | None:
        """Return an obstacle if the cart does not hold enough for it even once.

        :param remaining: the cart as the unit stage left it.
        """
        buy_pool, get_pool = self._pools(remaining)
        if not buy_pool and not get_pool:
            return nothing_in_scope(remaining, self.places_concerned(remaining))
        free_units = {
            place: remaining.free_units[place] for place in (*buy_pool, *get_pool)
        }
        bought = _take(buy_pool, free_units, {}, self.buy.quantity)
        short = self.buy.quantity - sum(bought.values())
        got = _take(get_pool, free_units, bought, 1)
        if not short and got:
            return None
        missing = [(short, self.buy.scope), (int(not got), self.get.scope)]
        if self.buy.scope == self.get.scope:
            missing = [(short + int(not got), self.buy.scope)]
        message = Message(
            "{missing}: {what}",
            missing=all_of(
                Joined("", [count_units(units), remaining.wording.of_scope(scope)])
                for units, scope in missing
                if units
            ),
            what=self.describe(),
        )
        return Explanation(Reason.CONDITION_NOT_MET, message)

    def describe(self) -> str:
        """Return a phrase such as "buy 3, get 1 free"."""
        units = {"bought": self.buy.quantity, "got": self.get.quantity}
        if self.percent_off == 100:
            return Message("buy {bought}, get {got} free", **units)
        return Message(
            "buy {bought}, get {got} with {percent} % off",
            percent=write_number(self.percent_off),
            **units,
        )

    def _pools(self, remaining: CartState) -> tuple[list[int], list[int]]:
        """Return the lines to buy from and to get from, each in order of choice."""
        prices = remaining.unit_prices
        get_places = [p for p in remaining.open_places(self.get.scope) if prices[p]]
        buy_places = [p for p in remaining.open_places(self.buy.scope) if prices[p]]
        within_get = set(get_places)
        dearest = remaining.dearest_first(buy_places)
        buy_pool = [place for place in dearest if place not in within_get]
        buy_pool += [place for place in dearest if place in within_get]
        return buy_pool, remaining.dearest_first(get_places)[::-1]


def _take(
    pool: list[int], free_units: dict[int, int], taken: dict[int, int], quantity: int
) -> dict[int, int]:
    """Take up to so many free units that are not taken yet, in the order of a pool."""
    units_by_place: dict[int, int] = {}
    for place in pool:
        units = min(quantity, free_units[place] - taken.get(place, 0))
        if units:
            units_by_place[place] = units
            quantity -= units
            if not quantity:
                break
    return units_by_place
