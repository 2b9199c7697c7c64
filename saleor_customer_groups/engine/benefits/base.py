"""What every kind of benefit is: a small model of what a promotion gives."""

from collections.abc import Collection, Iterator, Sequence
from decimal import Decimal
from typing import ClassVar

from ..base.invalid import invalid
from ..base.kinds import Kind
from ..base.messages import Message
from ..facts.scopes import Scope
from ..facts.wording import Wording
from ..money import decimals, has_too_many_decimals
from ..results import Reason
from .benefit_results import BenefitResult, Explanation
from .cart_state import CartState


class Benefit(Kind):
    """What a promotion gives. docs/pricing.md, section 3.

    A new kind is a new file with a subclass, and one line in ``BENEFITS``.

    ``gives_goods``: it adds units to what is bought. ``gives_on_each_unit``: every
    further unit of a line gets the same. ``depends_on_other_units``: what it gives may
    no longer be due when other units are returned. ``unbound_amounts`` are the names of
    those parameters that are amounts in the cart's currency, whichever that is.
    """

    gives_goods: ClassVar[bool] = False
    gives_on_each_unit: ClassVar[bool] = False
    depends_on_other_units: ClassVar[bool] = False
    unbound_amounts: ClassVar[Sequence[str]] = ()

    kind: str

    @property
    def needed_currency(self) -> str | None:
        """Return the currency the cart must have, None if any will do."""
        return None

    @property
    def amount_given(self) -> Decimal | None:
        """Return the amount that is always given, in its currency, None if none is."""
        return None

    @property
    def saving(self) -> Decimal | None:
        """Return the percentage or amount that is taken off, None if none is named."""
        return None

    @property
    def gift_quantity(self) -> int:
        """Return how many units of a gift are given at least, once it is earned."""
        return 0

    @property
    def scopes_of_units_got(self) -> Sequence[Scope]:
        """Return the scopes of units that are sold for less, including gift cards."""
        return ()

    @property
    def needed_scope(self) -> Scope | None:
        """Return where a cart must have goods for this to give anything.

        :returns: None if it may give something whatever is in the cart.
        """
        return None

    def required_units(self) -> Iterator[tuple[Scope, int]]:
        """Yield how many units the cart must have, and of what."""
        yield from ()

    def without_variants(self, variants: Collection[str]) -> "Benefit | None":
        """Return the same benefit without some of the variants that it may give away.

        :param variants: those that somebody may not see.
        :returns: None if it has nothing else to give.
        """
        return self

    @property
    def given_variants(self) -> Sequence[str]:
        """Return the variants that this may give away, whose stock has to be known."""
        return ()

    @property
    def lowers_shipping(self) -> bool:
        """Tell whether this needs to know the shipping price."""
        return False

    def places_concerned(self, remaining: CartState) -> Sequence[int]:
        """Return the places of the lines in this benefit's scope.

        :param remaining: what is left of the cart.
        """
        return range(len(remaining.lines))

    def calculate(self, remaining: CartState) -> BenefitResult:
        """Return what this gives on what is left of the cart, without taking it off.

        :param remaining: what is left of the cart.
        """
        raise NotImplementedError

    def calculate_beside_group_prices(self, remaining: CartState) -> BenefitResult:
        """Return what this gives where it does not come on top of group prices.

        docs/pricing.md, section 3, with_group_prices.

        :param remaining: what is left of the cart.
        """
        places = self.places_concerned(remaining)
        if remaining.has_group_price(places):
            return BenefitResult(reason=Reason.LOST)
        return self.calculate(remaining)

    def obstacle(self, remaining: CartState) -> Explanation | None:
        """Return why this cart could never have this benefit, None if it could.

        Used for explanations only: with an obstacle nothing is given anyway.

        :param remaining: the cart as the unit stage left it, before any promotion.
        """
        return None

    def describe(self) -> str:
        """Return a phrase for a shop owner, such as "10 % off"."""
        raise NotImplementedError

    def describe_given(self, result: BenefitResult, wording: Wording) -> str:
        """Return a phrase for what was given on a cart.

        :param result: what this gave.
        :param wording: what things are called.
        """
        return self.describe()

    def why_not(self, result: BenefitResult, remaining: CartState) -> str:
        """Return a sentence that says why nothing was given on a cart.

        :param result: a result in which nothing is given.
        :param remaining: what all promotions have left of the cart.
        """
        what = self.describe()
        return Message("nothing is left for it to give: {what}", what=what)


def nothing_in_scope(remaining: CartState, places: Sequence[int]) -> Explanation:
    """Return the obstacle of a benefit that finds no line it may lower.

    :param remaining: what is left of the cart.
    :param places: of the lines in scope, locked ones too.
    """
    if places:
        message = Message("the price of every line in its scope is locked")
    else:
        message = Message("nothing in the cart is in its scope")
    return Explanation(Reason.OUT_OF_SCOPE, message)


def refuse_decimals(amount: Decimal, currency: str, name: str) -> None:
    """Check that an amount can be paid exactly in its currency.

    docs/pricing.md, section 5.

    :param amount: in the currency.
    :param currency: a known currency code.
    :param name: of the field.
    :raises PydanticCustomError: it has more decimals than the currency.
    """
    if has_too_many_decimals(amount, currency):
        raise invalid(
            "too_many_decimals",
            "has more decimals than {currency} has ({decimals})",
            {"currency": currency, "decimals": decimals(currency), "at": (name,)},
        )
