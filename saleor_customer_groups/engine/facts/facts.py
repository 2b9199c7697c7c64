"""The facts a price depends on: who buys what, where and when.

Field by field these models are the simulation format of docs/pricing.md, section 5. A
port that carries facts it trusts may build them with ``model_construct``, which checks
nothing: it must then pass ``frozenset`` where a frozen set is declared, ``Decimal`` for
every amount and zoned datetimes.
"""

from decimal import Decimal
from typing import Annotated, Any, Literal, Protocol

from pydantic import Field

from ..base.values import (
    Amount,
    Code,
    Count,
    Fact,
    Flag,
    Instant,
    Percent,
    PercentOff,
    Priority,
    Quantity,
)
from ..money import ZERO, percent_of

PolicyName = Literal[
    "best_price", "priority", "newest_group", "primary_group", "stack", "add"
]


class LinePercentOff(Fact):
    """Saleor's own promotion on a variant: so many percent off."""

    kind: Literal["percent_off"] = "percent_off"
    percent: PercentOff

    def reduce(self, price: Decimal) -> Decimal:
        """Return the price after this promotion, unrounded.

        docs/pricing.md, section 1, public price.

        :param price: for one unit.
        """
        return price - percent_of(price, self.percent)


class LineAmountOff(Fact):
    """Saleor's own promotion on a variant: an amount off each unit."""

    kind: Literal["amount_off"] = "amount_off"
    amount: Amount

    def reduce(self, price: Decimal) -> Decimal:
        """Return the price after this promotion, never below 0, unrounded.

        docs/pricing.md, section 1, public price.

        :param price: for one unit.
        """
        return max(price - self.amount, ZERO)


LinePromotion = Annotated[LinePercentOff | LineAmountOff, Field(discriminator="kind")]


class Line(Fact):
    """One line of the cart, gift lines excepted."""

    variant: str = ""
    product: str = ""
    product_type: str = ""
    categories: frozenset[str] = frozenset()
    collections: frozenset[str] = frozenset()
    quantity: Quantity = 1
    unit_price: Amount = ZERO
    public_price: Amount | None = None
    cost: Amount | None = None
    gift_card: Flag = False
    locked: Flag = False
    promotion: LinePromotion | None = None


class UseLimits(Protocol):
    """How often something may be used, by all and by each customer, None if always."""

    @property
    def limit_total(self) -> Any:
        """Uses in total."""

    @property
    def limit_per_customer(self) -> Any:
        """Uses by one customer."""


class Usage(Fact):
    """How often a promotion was used: by everybody, and by this customer."""

    total: Count = 0
    customer: Count = 0

    def uses_up(self, limits: UseLimits) -> bool:
        """Tell whether a limit is reached. docs/pricing.md, section 3.

        :param limits: a promotion, as the engine takes it or as it is stored.
        """
        limit = limits.limit_per_customer
        return self.uses_up_total(limits) or (
            limit is not None and self.customer >= limit
        )

    def uses_up_total(self, limits: UseLimits) -> bool:
        """Tell whether the limit for all customers together is reached.

        :param limits: a promotion, as the engine takes it or as it is stored.
        """
        limit = limits.limit_total
        return limit is not None and self.total >= limit


class Cart(Fact):
    """What is bought: the lines, and what surrounds them.

    ``stock`` holds the units left of a variant after the paid units of this cart; a
    missing variant is unlimited. ``undeliverable`` holds the variants that cannot be
    shipped the way this cart is shipped, ``refused_gifts`` the codes of the promotions
    whose gift the shopper has refused.
    """

    shipping_price: Amount = ZERO
    has_voucher: Flag = False
    stock: dict[str, Count] = {}
    undeliverable: frozenset[str] = frozenset()
    refused_gifts: frozenset[str] = frozenset()
    usage: dict[str, Usage] = {}
    lines: tuple[Line, ...] = ()


class Customer(Fact):
    """Who buys: the codes of the groups they are a member of, and the primary one."""

    groups: tuple[str, ...] = ()
    primary: str | None = None


class Group(Fact):
    """A customer group, as far as prices depend on it."""

    code: Code
    priority: Priority = 0
    created_at: Instant
    parent: str | None = None
    inherits_pricing: Flag = True
    is_active: Flag = True
    is_default: Flag = False
    for_guests: Flag = False


class Settings(Fact):
    """The shop's choices about group prices."""

    policy: PolicyName = "best_price"
    price_lists_first: Flag = True
    minimum_margin_percent: Percent | None = None


class Facts(Fact):
    """Everything that one price depends on, besides the rules.

    An unknown ``currency`` has two decimals, as in Saleor.
    """

    currency: str
    channel: str
    now: Instant
    settings: Settings = Settings()
    groups: tuple[Group, ...] = ()
    customer: Customer | None = None
    cart: Cart = Cart()
