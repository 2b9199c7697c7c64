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


@dataclass(frozen=True, slots=True)
class LineQuote:
    """What one unit of a line costs the customer, and which group made it so.

    ``base_amount`` is the listing price, ``unit_amount`` the price to be charged, both
    in the cart's currency and on the footing on which the channel enters its prices;
    ``group_amount`` is what the groups alone make of it, before Saleor's own promotion.
    ``is_ours`` tells whether a group's price counts on the line; ``keeps_promotion``
    whether Saleor's own promotion is part of the price.
    """

    base_amount: Decimal
    group_amount: Decimal
    unit_amount: Decimal
    is_ours: bool
    keeps_promotion: bool
    group_name: str

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
