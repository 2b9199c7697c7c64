"""The conditions of promotions, checked once on the cart after group prices.

docs/pricing.md, section 3.
"""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Literal, Union

from pydantic import Field

from ..base.kinds import Kind, by_name
from ..base.messages import Joined, Message, counted
from ..base.values import Amount, Currency, Quantity
from ..facts.scopes import Scope
from ..facts.wording import count_units, write_money
from ..money import from_minor_units

if TYPE_CHECKING:
    from ..benefits.cart_state import CartState


class Condition(Kind):
    """Something that must be true of the cart for a promotion to count.

    A new kind is a new subclass, and one line in ``CONDITIONS``.
    """

    @property
    def needed_currency(self) -> str | None:
        """Return the currency the cart must have, None if any will do."""
        return None

    @property
    def min_amount(self) -> Decimal | None:
        """Return the amount that this asks for, in its currency, None if none."""
        return None

    @property
    def needed_scope(self) -> Scope | None:
        """Return where a cart must have goods for this to be met, None if anywhere."""
        return None

    def required_units(self) -> Iterator[tuple[Scope, int]]:
        """Yield how many units the cart must have, and of what."""
        yield from ()

    def describe(self) -> str:
        """Return a phrase for a shop owner, such as "from 3 units"."""
        raise NotImplementedError

    def is_met(self, remaining: "CartState") -> bool:
        """Tell whether the condition is met: of most promotions no more is asked.

        :param remaining: the cart as the unit stage left it.
        """
        raise NotImplementedError

    def missing(self, remaining: "CartState") -> str:
        """Return what is missing where the condition is not met, as a phrase.

        :param remaining: the cart as the unit stage left it.
        """
        raise NotImplementedError


class MinSubtotalCondition(Condition):
    """The lines in scope cost at least an amount; in another currency never."""

    description: ClassVar[str] = (
        "The lines in scope cost at least an amount; in another currency never."
    )
    example: ClassVar[Mapping[str, Any]] = {"amount": "50.00", "currency": "USD"}

    kind: Literal["min_subtotal"] = "min_subtotal"
    amount: Amount = Field(title="Minimum subtotal")
    currency: Currency = Field(title="Currency")
    scope: Scope | None = Field(default=None, title="Of")

    @property
    def needed_currency(self) -> str | None:
        """Return the currency of the amount."""
        return self.currency

    @property
    def min_amount(self) -> Decimal | None:
        """Return the amount."""
        return self.amount

    @property
    def needed_scope(self) -> Scope | None:
        """Return the scope, None if nothing need be bought."""
        return self.scope if self.amount else None

    def describe(self) -> str:
        """Return a phrase such as "from 500.00 USD"."""
        return Message("from {money}", money=write_money(self.amount, self.currency))

    def is_met(self, remaining: "CartState") -> bool:
        """Tell whether the amount is reached, in its currency.

        :param remaining: the cart as the unit stage left it.
        """
        return self.currency == remaining.currency and self._short(remaining) <= 0

    def missing(self, remaining: "CartState") -> str:
        """Return the amount that is missing.

        :param remaining: the cart as the unit stage left it.
        """
        if self.currency != remaining.currency:
            return Message("its minimum is in {currency}", currency=self.currency)
        return Message(
            "{money} more{of_what}",
            money=write_money(self._short(remaining), self.currency),
            of_what=of_counted(self.scope, remaining),
        )

    def _short(self, remaining: "CartState") -> Decimal:
        totals = remaining.totals
        units = sum(totals[place] for place in places_counted(self.scope, remaining))
        return self.amount - from_minor_units(units, self.currency)


class MinQuantityCondition(Condition):
    """There are at least so many units in scope."""

    description: ClassVar[str] = "There are at least so many units in scope."
    example: ClassVar[Mapping[str, Any]] = {"quantity": 3}

    kind: Literal["min_quantity"] = "min_quantity"
    quantity: Quantity = Field(title="Minimum quantity")
    scope: Scope | None = Field(default=None, title="Of")

    @property
    def needed_scope(self) -> Scope | None:
        """Return the scope."""
        return self.scope

    def required_units(self) -> Iterator[tuple[Scope, int]]:
        """Yield the units, and of what."""
        yield self.scope or Scope(), self.quantity

    def describe(self) -> str:
        """Return a phrase such as "from 3 units"."""
        return counted(self.quantity, "from 1 unit", "from {number} units")

    def is_met(self, remaining: "CartState") -> bool:
        """Tell whether there are enough units.

        :param remaining: the cart as the unit stage left it.
        """
        return self._short(remaining) <= 0

    def missing(self, remaining: "CartState") -> str:
        """Return how many units are missing.

        :param remaining: the cart as the unit stage left it.
        """
        scope = of_counted(self.scope, remaining)
        return Joined("", [count_units(self._short(remaining)), scope])

    def _short(self, remaining: "CartState") -> int:
        lines = remaining.lines
        places = places_counted(self.scope, remaining)
        return self.quantity - sum(lines[place].quantity for place in places)


def places_counted(scope: Scope | None, remaining: "CartState") -> Sequence[int]:
    """Return the places of the lines that a condition counts.

    :param scope: of the condition; None for the whole cart, gift cards too.
    :param remaining: the cart as the unit stage left it. docs/pricing.md, section 3.
    """
    return range(len(remaining.lines)) if scope is None else remaining.places(scope)


def of_counted(scope: Scope | None, remaining: "CartState") -> str:
    """Return a phrase for what a condition counts, such as " of coffee".

    :param scope: of the condition; None for the whole cart.
    :param remaining: the cart, which knows the names of things.
    """
    return "" if scope is None else remaining.wording.of_scope(scope)


CONDITIONS: dict[str, type[Condition]] = by_name(
    MinSubtotalCondition, MinQuantityCondition
)

if TYPE_CHECKING:
    AnyCondition = Condition
else:
    # Made from the list, so that the list is the only place that names the kinds.
    AnyCondition = Annotated[
        Union[tuple(CONDITIONS.values())],  # noqa: UP007
        Field(discriminator="kind"),
    ]
