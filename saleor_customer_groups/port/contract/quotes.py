"""What a cart costs, line by line, with what made it so."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import NamedTuple

from .carts import OpenCart

# For how long Saleor's own prices hold after a fault of ours, until ours are asked for
# again.
RETRY_AFTER = timedelta(seconds=3)


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


class Promoted(NamedTuple):
    """A promotion that lowers a whole line, or the shipping price.

    ``kind`` is that of its benefit; ``amount`` is what it changes the whole price by,
    below 0.
    """

    kind: str
    code: str
    name: str
    group_code: str
    group_name: str
    amount: Decimal


# The reason of a price that a group makes. Saleor's own reasons are English, too.
OWN_PRICE = "Your price"


@dataclass(frozen=True, slots=True)
class LineQuote:
    """What a line costs the customer, and what made it so.

    ``base_amount`` is the listing price, ``public_amount`` what anybody else pays,
    ``unit_amount`` the price of one unit before promotions of groups, all in the cart's
    currency and on the footing on which the channel enters its prices; ``group_amount``
    is what price lists and rules alone make of it, before Saleor's own promotion.
    ``keeps_promotion`` tells whether that promotion is part of the price; ``applied``
    is empty where no list or rule counts on the line.

    ``discount_amount`` is what ``promotions`` take off the whole line: to be charged is
    unit price times quantity less that. ``used_without_giving`` are the codes of those
    that gave nothing to the cart and used units of it all the same.
    """

    base_amount: Decimal
    public_amount: Decimal
    group_amount: Decimal
    unit_amount: Decimal
    keeps_promotion: bool
    applied: tuple[Applied, ...]
    discount_amount: Decimal = Decimal(0)
    promotions: tuple[Promoted, ...] = ()
    used_without_giving: tuple[str, ...] = ()

    @property
    def is_ours(self) -> bool:
        """Tell whether anything of a group counts on the line."""
        return bool(self.applied or self.promotions)

    @property
    def group_name(self) -> str:
        """Return the name of the group that made the price, of several all names."""
        applied: Iterable[Applied | Promoted] = (*self.applied, *self.promotions)
        return ", ".join(dict.fromkeys(each.group_name for each in applied))

    @property
    def reason(self) -> str:
        """Return what is written beside the price, for everybody who knows the order.

        It names no group: that is between the customer and the shop.
        """
        if not self.is_ours:
            return ""
        return ", ".join(each.name for each in self.promotions) or OWN_PRICE

    def total_amount(self, quantity: int) -> Decimal:
        """Return what the whole line costs before vouchers.

        :param quantity: that for which the promotions were calculated.
        """
        return self.unit_amount * quantity - self.discount_amount


@dataclass(frozen=True, slots=True)
class Gift:
    """Units of a variant that a promotion gives: a line of their own, for nothing.

    A checkout has at most one for each promotion. ``promotion`` is in no amount.
    """

    variant_id: int
    quantity: int
    promotion: Promoted

    @property
    def key(self) -> str:
        """Return what tells it from other gifts in the same checkout."""
        return self.promotion.code

    def quote(self, base_amount: Decimal) -> LineQuote:
        """Return what its line costs.

        :param base_amount: the listing price of one unit.
        """
        off = base_amount * self.quantity
        return LineQuote(
            base_amount=base_amount,
            public_amount=base_amount,
            group_amount=base_amount,
            unit_amount=base_amount,
            keeps_promotion=False,
            applied=(),
            discount_amount=off,
            promotions=(self.promotion._replace(amount=-off),),
        )


@dataclass(frozen=True, slots=True)
class Quote:
    """The prices of a cart's lines, in the order in which ``read_cart`` gave them.

    ``customer_id`` is for whom they were found, None for a guest. Without lines they
    are Saleor's own prices. ``valid_until`` is when they may be others, because a rule
    begins or ends or a membership does; None if no such moment is known.

    ``gifts`` are all that have to be in the checkout for nothing.
    ``shipping_promotions`` take their amounts off the shipping price, which then is
    never below 0. ``promotions`` are the codes of all that give anything,
    ``ended_refusals`` of those whose gift is no longer refused, because another number
    of units is earned.
    """

    customer_id: int | None
    lines: tuple[LineQuote, ...] = ()
    valid_until: datetime | None = None
    gifts: tuple[Gift, ...] = ()
    shipping_promotions: tuple[Promoted, ...] = ()
    promotions: tuple[str, ...] = ()
    ended_refusals: frozenset[str] = frozenset()

    @property
    def shipping_discount_amount(self) -> Decimal:
        """Return what is taken off the shipping price."""
        return -sum((each.amount for each in self.shipping_promotions), Decimal(0))


# Takes an open cart; returns its quote, or None if it could not be found.
Quoting = Callable[[OpenCart], Quote | None]
