"""What every kind of price adjustment is: a small model that can price one unit."""

from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated, ClassVar, Self, TypeVar

from pydantic import AfterValidator, Field, model_validator

from ..base.invalid import invalid
from ..base.kinds import Kind, exactly_one
from ..base.messages import Joined, counted
from ..base.values import Amount, Currency, Fact, Percent, PercentOff, Quantity


class Tier(Fact):
    """A quantity from which another value counts."""

    min_quantity: Quantity = Field(title="From quantity")

    @property
    def value(self) -> Decimal:
        """Return the percentage or amount of this tier."""
        raise NotImplementedError


class PercentTier(Tier):
    """A quantity from which another percentage counts."""

    percent: Percent = Field(title="Percent")

    @property
    def value(self) -> Decimal:
        """Return the percentage of this tier."""
        return self.percent


class PercentOffTier(Tier):
    """A quantity from which another percentage is taken off."""

    percent: PercentOff = Field(title="Percent off")

    @property
    def value(self) -> Decimal:
        """Return the percentage of this tier."""
        return self.percent


class AmountTier(Tier):
    """A quantity from which another amount counts."""

    amount: Amount = Field(title="Amount")

    @property
    def value(self) -> Decimal:
        """Return the amount of this tier."""
        return self.amount


TierKind = TypeVar("TierKind", bound=Tier)


def _check_tiers(tiers: tuple[TierKind, ...] | None) -> tuple[TierKind, ...] | None:
    if tiers is None:
        return None
    if not tiers:
        raise invalid("no_tiers", "needs at least one tier")
    seen = set()
    for place, tier in enumerate(tiers):
        if tier.min_quantity in seen:
            raise invalid(
                "tier_twice",
                "is the second tier from a quantity of {quantity}",
                {"quantity": tier.min_quantity, "at": (place,)},
            )
        seen.add(tier.min_quantity)
    return tuple(sorted(tiers, key=lambda tier: tier.min_quantity))


Tiers = Annotated[
    tuple[TierKind, ...] | None,
    AfterValidator(_check_tiers),
    Field(
        title="Tiers",
        description="Another value from each of these quantities, instead of one.",
        json_schema_extra={"minItems": 1},
    ),
]


class Adjustment(Kind):
    """One way to make a price: what a price rule does to the price of one unit.

    A new kind is a new file with a subclass, and one line in ``ADJUSTMENTS``.

    ``sets_price``: it sets a price of its own instead of changing the one before it.
    ``raises``: it may make the price higher. ``needs_cost``: it depends only on what a
    unit costs the shop. ``adds_up_with_inherited``: its value is a percentage off that
    may be added to an inherited one.
    """

    sets_price: ClassVar[bool] = False
    raises: ClassVar[bool] = False
    needs_cost: ClassVar[bool] = False
    adds_up_with_inherited: ClassVar[bool] = False

    if TYPE_CHECKING:
        # Each kind declares its own below its value, which is their order in forms.
        tiers: tuple[Tier, ...] | None

    @property
    def needed_currency(self) -> str | None:
        """Return the currency the cart must have, None if any will do."""
        return None

    @property
    def is_additional(self) -> bool:
        """Tell whether its percentage is added to the largest inherited one."""
        return False

    @property
    def smallest_quantity(self) -> int:
        """Return the tier quantity, in units, from which this has a value."""
        return self.tiers[0].min_quantity if self.tiers else 1

    def value_at(self, quantity: int) -> Decimal | None:
        """Return the percentage or amount that counts at a quantity.

        docs/pricing.md, section 2.

        :param quantity: the tier quantity of the line, in units.
        :returns: None if no tier is reached.
        """
        if self.tiers is None:
            return self._single_value()
        reached = None
        for tier in self.tiers:
            if tier.min_quantity <= quantity:
                reached = tier.value
        return reached

    def apply(
        self, value: Decimal, base: Decimal, cost: Decimal | None
    ) -> Decimal | None:
        """Return the price of one unit, before the bound at 0, unrounded.

        docs/pricing.md, section 2.

        :param value: the percentage or amount that counts.
        :param base: the price of one unit it is applied to.
        :param cost: of one unit, where known.
        :returns: None if the price is unknown.
        """
        raise NotImplementedError

    def price(
        self, *, base: Decimal, cost: Decimal | None = None, quantity: int = 1
    ) -> Decimal | None:
        """Return the price of one unit, at least 0, unrounded.

        docs/pricing.md, section 2.

        :param base: the listing price of one unit.
        :param cost: of one unit, where known.
        :param quantity: the tier quantity, in units.
        :returns: None if this does not match: no tier is reached, or the cost is needed
            and unknown.
        """
        value = self.value_at(quantity)
        if value is None:
            return None
        price = self.apply(value, base, cost)
        return None if price is None else max(price, Decimal(0))

    def describe(self) -> str:
        """Return a phrase for a shop owner, such as "15 % off"."""
        if self.tiers is None:
            single = self._single_value()
            return "" if single is None else self.describe_value(single)
        return Joined(
            ", ",
            [
                counted(
                    tier.min_quantity,
                    "{what} from 1 unit",
                    "{what} from {number} units",
                    what=self.describe_value(tier.value),
                )
                for tier in self.tiers
            ],
        )

    def describe_value(self, value: Decimal) -> str:
        """Return a phrase for one value, such as "15 % off".

        :param value: the percentage or amount.
        """
        raise NotImplementedError

    def _single_value(self) -> Decimal | None:
        return None


class PercentAdjustment(Adjustment):
    """An adjustment whose value is a percentage."""

    model_config = exactly_one("percent", "tiers")

    percent: Percent | None = Field(default=None, title="Percent")
    tiers: Tiers[PercentTier] = None

    @model_validator(mode="after")
    def _one_of_both(self) -> Self:
        require_value_or_tiers(self.percent, self.tiers, "percent")
        return self

    def _single_value(self) -> Decimal | None:
        return self.percent


class AmountAdjustment(Adjustment):
    """An adjustment whose value is an amount for one unit, in one currency."""

    model_config = exactly_one("amount", "tiers")

    amount: Amount | None = Field(
        default=None, title="Amount", description="For one unit."
    )
    currency: Currency = Field(title="Currency")
    tiers: Tiers[AmountTier] = None

    @model_validator(mode="after")
    def _one_of_both(self) -> Self:
        require_value_or_tiers(self.amount, self.tiers, "amount")
        return self

    @property
    def needed_currency(self) -> str | None:
        """Return the currency of the amount."""
        return self.currency

    def _single_value(self) -> Decimal | None:
        return self.amount


def require_value_or_tiers(
    value: Decimal | None, tiers: Sequence[Tier] | None, name: str
) -> None:
    """Check that an adjustment has either one value or tiers.

    docs/pricing.md, section 2.

    :param value: the one percentage or amount.
    :param tiers: the tiers.
    :param name: of the value's field.
    :raises PydanticCustomError: both or neither is there.
    """
    if (value is None) == (tiers is None):
        raise invalid("value_or_tiers", "needs either {name} or tiers", {"name": name})
