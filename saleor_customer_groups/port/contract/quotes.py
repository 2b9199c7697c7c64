"""What a cart costs, line by line, with the reasons."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from typing import NamedTuple

from .carts import OpenCart

# How long Saleor's own prices hold after a fault of ours, until ours are calculated
# again.
RETRY_AFTER = timedelta(seconds=3)


class Applied(NamedTuple):
    """A price list or rule that counts on a line.

    The first one changes the listing price, each further one the price before it;
    Saleor's own promotion is not included.

    :param kind: that of its adjustment, or of a price list.
    :param code: its own.
    :param name: its own.
    :param group_code: that of the group by which it counts.
    :param group_name: that of the group by which it counts.
    :param amount: by how much it changes the price of one unit, below 0 if it makes the
        unit cheaper.
    """

    kind: str
    code: str
    name: str
    group_code: str
    group_name: str
    amount: Decimal


class Promoted(NamedTuple):
    """A promotion that lowers a whole line, or the shipping price.

    :param kind: that of its benefit.
    :param code: its own.
    :param name: its own.
    :param group_code: that of the group by which it counts.
    :param group_name: that of the group by which it counts.
    :param amount: by how much it changes the whole price, below 0.
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
    """What a line costs the customer, and why.

    To be charged is ``unit_amount`` times the quantity less ``discount_amount``. All
    amounts are in the cart's currency, on the footing on which the channel enters its
    prices (docs/pricing.md).

    :param base_amount: the listing price of one unit.
    :param public_amount: what anybody else pays for it.
    :param group_amount: the price by price lists and rules alone, before Saleor's own
        promotion.
    :param unit_amount: its price before promotions of groups.
    :param keeps_promotion: whether Saleor's own promotion is part of the price.
    :param applied: the lists and rules that count on the line, in their order.
    :param discount_amount: what ``promotions`` take off the whole line.
    :param promotions: the promotions of groups that lower the line.
    :param used_without_giving: the codes of promotions that gave nothing to the cart,
        but have used units of the line.
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
        """Return the name of the group that made the price; of several, all names."""
        applied: Iterable[Applied | Promoted] = (*self.applied, *self.promotions)
        return ", ".join(dict.fromkeys(each.group_name for each in applied))

    @property
    def reason(self) -> str:
        """Return the reason that is shown to everybody who knows the order.

        It names no group: that is between the customer and the shop.
        """
        if not self.is_ours:
            return ""
        return ", ".join(each.name for each in self.promotions) or OWN_PRICE

    @property
    def codes(self) -> set[str]:
        """Return the codes of all lists, rules and promotions that made the price."""
        made: Iterable[Applied | Promoted] = (*self.applied, *self.promotions)
        return {each.code for each in made}

    def total_amount(self, quantity: int) -> Decimal:
        """Return what the whole line costs before vouchers.

        :param quantity: the quantity for which the promotions were calculated.
        """
        return self.unit_amount * quantity - self.discount_amount


@dataclass(frozen=True, slots=True)
class Gift:
    """Units of a variant that a promotion gives: a line of their own, for nothing.

    A checkout has at most one for each promotion.

    :param variant_id: the primary key of the variant.
    :param quantity: how many units are given.
    :param promotion: the promotion; its amount has no meaning here.
    """

    variant_id: int
    quantity: int
    promotion: Promoted

    @property
    def key(self) -> str:
        """Return the code that identifies it among the gifts of a checkout."""
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


def nothing_off(_price: Decimal) -> Decimal:
    """Return what is taken off any price where nothing is."""
    return Decimal(0)


@dataclass(frozen=True, slots=True)
class Quote:
    """What a cart costs. Without lines, Saleor's own prices hold.

    :param customer_id: for whom it was calculated, None for a guest.
    :param group_codes: of the groups that the customer is in, as ``group_codes`` of the
        hooks gives them; empty for a guest, and if they are not known.
    :param lines: in the order in which ``read_cart`` gave them.
    :param valid_until: when prices may change, because a rule or a membership begins or
        ends; None if no such moment is known.
    :param gifts: all gifts that have to be in the checkout.
    :param shipping_promotions: those that lower the shipping price, which is never
        below 0.
    :param promotions: the codes of all promotions that give anything.
    :param ended_refusals: the codes of promotions whose gift is no longer refused,
        because another number of units is earned.
    :param left_out: the codes of lists, rules and promotions that could not be read,
        whoever they are for.
    :param shipping_discount_on: calculates what would be taken off another shipping
        price, without a query.
    """

    customer_id: int | None
    group_codes: str = ""
    lines: tuple[LineQuote, ...] = ()
    valid_until: datetime | None = None
    gifts: tuple[Gift, ...] = ()
    shipping_promotions: tuple[Promoted, ...] = ()
    promotions: tuple[str, ...] = ()
    ended_refusals: frozenset[str] = frozenset()
    left_out: frozenset[str] = frozenset()
    shipping_discount_on: Callable[[Decimal], Decimal] = field(
        default=nothing_off, compare=False, repr=False
    )


def quote_of_shipping(
    price_amount: Decimal, promotions: tuple[Promoted, ...]
) -> LineQuote:
    """Return what shipping costs, and why.

    :param price_amount: what it costs before promotions of groups.
    :param promotions: those that lower it.
    """
    return LineQuote(
        base_amount=price_amount,
        public_amount=price_amount,
        group_amount=price_amount,
        unit_amount=price_amount,
        keeps_promotion=False,
        applied=(),
        discount_amount=-sum((each.amount for each in promotions), Decimal(0)),
        promotions=promotions,
    )


# Takes an open cart; returns its quote, or None if it could not be found.
Quoting = Callable[[OpenCart], Quote | None]
