"""What both generations of Saleor offer to the rest of the plugin, and ask of it."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import NamedTuple, Protocol

from django.db.models import QuerySet
from django.db.models.expressions import Combinable

from .. import engine

# After a fault of ours Saleor's own prices hold so long, then ours are asked for again.
ASK_AGAIN_AFTER = timedelta(seconds=3)


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


class FarAboveListing(NamedTuple):
    """How many entries of a price list are many times the listing price in a channel.

    The SKU is that of one of them, none where the variants have none.
    """

    price_list_id: int
    channel: str
    number: int
    sku: str | None


class GiftState(NamedTuple):
    """Whether a variant can be given away in a channel.

    ``stock`` is what is left of it, none without a limit.
    """

    channel: str
    variant_id: int
    is_sold: bool
    is_published: bool
    stock: int | None


class LargestPrices(NamedTuple):
    """The largest listing price and cost of a variant in a channel, if there is any."""

    price_amount: Decimal | None
    cost_amount: Decimal | None


class Reading(NamedTuple):
    """A cart, and the entries of price lists for its variants."""

    cart: engine.Cart
    listed_prices: tuple[ListedPrice, ...] = ()


class GiftVariant(NamedTuple):
    """What a cart has to know of a variant that may be given away.

    ``units`` are left beside those that are bought, None without a limit; ``problem``
    says why it cannot be sold here, such as "is not published", and is empty where it
    can. ``base_amount`` is the listing price of one unit in the cart's currency, None
    where there is none, ``weight`` what one unit weighs, in milligrams.
    """

    units: int | None
    product_id: int = 0
    needs_shipping: bool = True
    weight: int = 0
    base_amount: Decimal | None = None
    problem: str = ""


class ShippingWay(NamedTuple):
    """A way in which a cart is or may be shipped.

    ``room`` is what more it may weigh, in milligrams, None without a limit.
    """

    room: int | None = None
    excluded_products: frozenset[int] = frozenset()


class GiftGiver(Protocol):
    """A cart in which there may be gifts. It is asked after ``read_cart``."""

    needs_shipping: bool

    def read_gift_variants(
        self, variant_ids: Collection[int]
    ) -> Mapping[int, GiftVariant]:
        """Read whether variants can be given away, in a constant number of queries.

        :returns: all of the variants; those that cannot be sold here without units.
        """
        ...

    def read_shipping_ways(
        self, lines: Sequence[engine.LineResult]
    ) -> Sequence[ShippingWay] | None:
        """Read the way of shipping that is chosen, or else all that are offered.

        Gifts are not asked for, neither what they weigh nor what they are.

        :param lines: what the lines cost, in the order of ``read_cart``.
        :returns: None where nothing is known of it: there is no address yet, or an app
            or the customer does the shipping.
        """
        ...


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


class GoodsOnShow(OpenCart, GiftGiver, Protocol):
    """Goods as the catalogue shows them, as if they were in a cart.

    Whatever depends on an address is what it is in the shop's own country.
    """


class OpenCheckout(OpenCart, GiftGiver, Protocol):
    """A checkout, in which promotions count too.

    ``key`` is its id as text. What is asked below is asked after ``read_cart``, and
    only where a promotion needs it.
    """

    key: str

    @property
    def line_keys(self) -> list[str]:
        """The ids of the lines as text, in the order of ``read_cart``."""
        ...

    @property
    def has_shipping_method(self) -> bool:
        """Whether a way of shipping is chosen."""
        ...

    def read_shipping_price(self) -> Decimal:
        """Return what shipping costs before promotions and vouchers.

        It is on the footing on which the channel enters its prices, 0 where no method
        is chosen.
        """
        ...

    def read_refused_gifts(self) -> Mapping[str, int]:
        """Read how many units the shopper has refused, by the code of a promotion."""
        ...

    def read_email(self) -> str:
        """Return the e-mail that a guest gave, or an empty text."""
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

        :param quantity: that for which the promotions were reckoned.
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

    ``customer_id`` is whom they were found for, none for a guest. Without lines they
    are Saleor's own prices. ``valid_until`` is when they may be others, because a rule
    begins or ends or a membership does; none where no such moment is known.

    ``gifts`` is all that has to stand in the checkout for nothing.
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


# Given an open cart, return its quote, or none where it could not be found.
Quoting = Callable[[OpenCart], Quote | None]


class Completion(NamedTuple):
    """A checkout that is about to become an order, at what it was quoted.

    ``email`` is that of the order; ``promotions`` are the codes of all that give
    anything to it. Where it ``is_paid`` already it counts, whatever the limits.
    """

    checkout_key: str
    customer_id: int | None
    email: str
    promotions: tuple[str, ...]
    is_paid: bool = False


@dataclass(frozen=True, slots=True)
class SoldLine:
    """A line of an order whose price a group made.

    ``cost_amount`` is what one unit costs the shop, none where that is not known. What
    a group made of shipping is a line without an id and without a variant.
    """

    line_id: str
    variant_id: int | None
    sku: str
    quantity: int
    currency: str
    cost_amount: Decimal | None
    quote: LineQuote


class PlacedOrder(NamedTuple):
    """A placed order of which something of ours may be missing.

    ``checkout_key`` is empty for a draft order, ``customer_id`` None for a guest;
    ``is_undone`` says that it was cancelled or has expired. ``read_lines`` gives the
    lines whose price a group made; ``stamp`` notes the customer's groups on it where
    that is not done, by a function that takes ``customer_id`` and ``at``.
    """

    id: str
    checkout_key: str
    customer_id: int | None
    email: str
    placed_at: datetime
    is_undone: bool
    read_lines: Callable[[], Sequence[SoldLine]]
    stamp: Callable[[Callable[..., str]], None]


class OrderedLine(NamedTuple):
    """What was paid for a line of an order, vouchers and taxes included.

    ``tax_ratio`` is what an amount on the footing of the channel's prices has to be
    multiplied by to be one with taxes. ``refunded_units`` are known to be paid back or
    to have been replaced, ``returned_units`` to have come back in any way.
    """

    line_id: str
    quantity: int
    paid_amount: Decimal
    tax_ratio: Decimal
    refunded_units: int = 0
    replaced_units: int = 0
    returned_units: int = 0


class OrderedLines(NamedTuple):
    """The lines of an order, and what was refunded of it.

    ``refunded_amount`` is without what is known to be for shipping.
    ``unknown_refunds`` are the amounts of refunds of which it is not known for which
    units they were, the earliest first: on 2.10 all of them.
    """

    currency: str
    lines: tuple[OrderedLine, ...]
    refunded_amount: Decimal
    unknown_refunds: tuple[Decimal, ...] = ()


class OrderedGoods(NamedTuple):
    """What was bought in a line of an order, as the engine takes it.

    The price is that of one unit before vouchers, on the footing of the channel.
    """

    line_id: str
    goods: engine.Line
