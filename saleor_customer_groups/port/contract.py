"""What both generations of Saleor offer to the rest of the plugin, and ask of it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import NamedTuple, Protocol

from django.db.models import QuerySet
from django.db.models.expressions import Combinable

from .. import engine


class ListedPrice(NamedTuple):
    """An entry of a price list; the amount is for one unit, in ``currency``."""

    price_list_id: int
    variant: str
    currency: str
    min_quantity: int
    unit_price_amount: Decimal


class BelowCost(NamedTuple):
    """How many entries of a price list lie below cost in a channel, and a SKU of one.

    The SKU is none where the variants have none.
    """

    price_list_id: int
    channel: str
    number: int
    sku: str | None


class Reading(NamedTuple):
    """A cart, and the entries of price lists for its variants."""

    cart: engine.Cart
    listed_prices: tuple[ListedPrice, ...] = ()


class OpenCart(Protocol):
    """A checkout or a draft order whose lines are to be priced.

    ``customer`` is the primary key of the customer it belongs to, none for a guest, or
    a database expression for it where looking it up would cost a query of its own.
    """

    name: str
    customer: int | Combinable | None
    currency: str
    channel: str

    def read_cart(self, entries: QuerySet | None) -> Reading:
        """Read lines and catalogue in a constant number of queries.

        :param entries: the entries of price lists that may concern the cart, or none;
            those of the cart's variants are read with it.
        """
        ...


class Applied(NamedTuple):
    """A price list or rule that counts on a line.

    ``amount`` is what it changes the price of one unit by, below 0 where it makes the
    unit cheaper. The first one changes the listing price, each further one what the
    ones before left; Saleor's own promotion is not in it.
    """

    kind: str
    code: str
    name: str
    group_code: str
    group_name: str
    amount: Decimal


@dataclass(frozen=True, slots=True)
class LineQuote:
    """What one unit of a line costs the customer, and what made it so.

    ``base_amount`` is the listing price, ``public_amount`` what anybody else pays,
    ``unit_amount`` the price to be charged, all in the cart's currency and on the
    footing on which the channel enters its prices; ``group_amount`` is what the groups
    alone make of it, before Saleor's own promotion. ``keeps_promotion`` tells whether
    that promotion is part of the price; ``applied`` is empty where no group's price
    counts on the line.
    """

    base_amount: Decimal
    public_amount: Decimal
    group_amount: Decimal
    unit_amount: Decimal
    keeps_promotion: bool
    applied: tuple[Applied, ...]

    @property
    def is_ours(self) -> bool:
        """Tell whether a group's price counts on the line."""
        return bool(self.applied)

    @property
    def group_name(self) -> str:
        """Return the name of the group that made the price, of several all names."""
        return ", ".join(dict.fromkeys(each.group_name for each in self.applied))

    @property
    def reason(self) -> str:
        """Return what shopper and staff may read beside the price."""
        return f"Customer group: {self.group_name}" if self.is_ours else ""


@dataclass(frozen=True, slots=True)
class Quote:
    """The prices of a cart's lines, in the order in which ``read_cart`` gave them.

    ``customer_id`` is whom they were found for, none for a guest. Without lines they
    are Saleor's own prices. ``valid_until`` is when they may be others, because a rule
    begins or ends or a membership does; none where no such moment is known.
    """

    customer_id: int | None
    lines: tuple[LineQuote, ...] = ()
    valid_until: datetime | None = None


# Given an open cart, return its quote, or none where it could not be found.
Quoting = Callable[[OpenCart], Quote | None]


@dataclass(frozen=True, slots=True)
class SoldLine:
    """A line of an order whose price a group made.

    ``cost_amount`` is what one unit costs the shop, none where that is not known.
    """

    line_id: str
    variant_id: int | None
    sku: str
    quantity: int
    currency: str
    cost_amount: Decimal | None
    quote: LineQuote
