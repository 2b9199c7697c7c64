"""Carts, checkouts and goods to be priced, as both generations read them."""

from collections.abc import Collection, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple, Protocol

from django.db.models import QuerySet
from django.db.models.expressions import Combinable

from ... import engine


class ListedPrice(NamedTuple):
    """An entry of a price list; the amount is for one unit, in ``currency``."""

    price_list_id: int
    variant: str
    currency: str
    min_quantity: int
    unit_price_amount: Decimal


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
