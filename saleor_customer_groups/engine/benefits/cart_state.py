"""What promotions have left of a cart: amounts to pay, free units, stock, shipping."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cached_property

from ..facts.facts import Line
from ..facts.scopes import Scope, ScopeKey, keys_of_line
from ..facts.wording import Wording
from .benefit_results import BenefitResult


class CartState:
    """The cart as the unit stage left it, less what promotions took off since.

    Amounts are whole minor units of the cart's currency, so that nothing is lost when
    they are shared. Places are those of the lines in the cart.
    """

    def __init__(
        self,
        *,
        currency: str,
        lines: Sequence[Line],
        unit_prices: Sequence[int],
        public_prices: Sequence[int],
        shipping: int,
        stock: Mapping[str, int],
        wording: Wording,
        undeliverable: Collection[str] = (),
        refused_gifts: Collection[str] = (),
    ) -> None:
        self.currency = currency
        self.wording = wording
        self.lines = lines
        self.unit_prices = unit_prices
        self.public_prices = public_prices
        self.shipping = self._first_shipping = shipping
        self.stock = dict(stock)
        self._first_stock = dict(stock)
        self.undeliverable = undeliverable
        self.refused_gifts = refused_gifts
        self.totals = [
            price * line.quantity
            for price, line in zip(unit_prices, lines, strict=True)
        ]
        # Locked lines have nothing left to discount and no free units.
        self.left = [
            0 if line.locked else total
            for total, line in zip(self.totals, lines, strict=True)
        ]
        self.free_units = [0 if line.locked else line.quantity for line in lines]
        self._dearest = sorted(
            (place for place, line in enumerate(lines) if not line.locked),
            key=lambda place: -unit_prices[place],
        )
        self._places_by_scope: dict[int, list[int]] = {}

    def places(self, scope: Scope) -> list[int]:
        """Return the places of all lines in a scope, in order, locked ones too.

        :param scope: of a rule book that outlives this object.
        """
        found = self._places_by_scope.get(id(scope))
        if found is None:
            found = self._find_places(scope)
            self._places_by_scope[id(scope)] = found
        return found

    def open_places(self, scope: Scope) -> list[int]:
        """Return the places of the lines in a scope that are not locked, in order.

        :param scope: of a rule book that outlives this object.
        """
        found = self.places(scope)
        if len(self._dearest) == len(self.lines):
            return found
        return [place for place in found if not self.lines[place].locked]

    def has_free_units(self, units: int) -> bool:
        """Tell whether so many units are free on all lines together."""
        return sum(self.free_units) >= units

    def dearest_first(self, places: Iterable[int]) -> list[int]:
        """Return places in the order of their unit prices (tie: earlier line).

        :param places: of lines that are not locked.
        """
        wanted = set(places)
        return [place for place in self._dearest if place in wanted]

    def take(self, result: BenefitResult) -> None:
        """Take what a benefit gives off the cart.

        :param result: a result that was calculated on this cart as it is now.
        """
        for place, discount in result.discounts.items():
            self.left[place] -= discount
        for place, units in result.used.items():
            self.free_units[place] -= units
        if result.gift is not None:
            variant, quantity = result.gift
            if variant in self.stock:
                self.stock[variant] -= quantity
        self.shipping -= result.shipping

    def untouched(self) -> "CartState":
        """Return the cart as it was before any promotion."""
        return CartState(
            currency=self.currency,
            lines=self.lines,
            unit_prices=self.unit_prices,
            public_prices=self.public_prices,
            shipping=self._first_shipping,
            stock=self._first_stock,
            wording=self.wording,
            undeliverable=self.undeliverable,
            refused_gifts=self.refused_gifts,
        )

    def has_group_price(self, places: Iterable[int]) -> bool:
        """Tell whether a group's price made any of some lines cheaper.

        docs/pricing.md, section 3, with_group_prices.

        :param places: of lines.
        """
        return any(
            self.unit_prices[place] < self.public_prices[place]
            and not self.lines[place].locked
            for place in places
        )

    @cached_property
    def places_by_key(self) -> Mapping[ScopeKey, list[int]]:
        """The places of all lines, by each key under which a scope may name them."""
        found: dict[ScopeKey, list[int]] = {}
        for place, line in enumerate(self.lines):
            for key in keys_of_line(line):
                found.setdefault(key, []).append(place)
        return found

    def _find_places(self, scope: Scope) -> list[int]:
        by_key = self.places_by_key
        found = [by_key[key] for key in scope.keys_among(by_key)]
        if not found:
            return []
        included = found[0] if len(found) == 1 else sorted(set().union(*found))
        if not scope.exclude.has_lists:
            return included
        return [
            place for place in included if not scope.exclude.names(self.lines[place])
        ]
