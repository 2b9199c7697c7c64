"""Carts, checkouts and goods to be priced, as both generations read them."""

from collections.abc import Collection, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple, Protocol

from ... import engine
from ..base.kept_queries import KeptRows, LookedUp


class ListedPrice(NamedTuple):
    """An entry of a price list.

    :param price_list_id: the primary key of the list.
    :param variant: the primary key of the variant as text, as in the engine.
    :param currency: that of the amount, such as "USD".
    :param min_quantity: from how many units on the entry counts.
    :param unit_price_amount: what one unit costs.
    """

    price_list_id: int
    variant: str
    currency: str
    min_quantity: int
    unit_price_amount: Decimal


class Reading(NamedTuple):
    """What ``read_cart`` returns.

    :param cart: in the form of the engine.
    :param listed_prices: the entries of price lists for the variants in the cart.
    """

    cart: engine.Cart
    listed_prices: tuple[ListedPrice, ...] = ()


class GiftVariant(NamedTuple):
    """What is known about a variant that may be given away in a cart.

    :param units: how many are left besides those that are bought, None without a limit.
    :param product_id: the primary key of its product.
    :param needs_shipping: whether it has to be shipped.
    :param weight: that of one unit, in milligrams.
    :param base_amount: the listing price of one unit in the cart's currency, None if
        there is none.
    :param problem: why it cannot be sold here, such as "is not published"; empty if it
        can.
    """

    units: int | None
    product_id: int = 0
    needs_shipping: bool = True
    weight: int = 0
    base_amount: Decimal | None = None
    problem: str = ""


class ShippingWay(NamedTuple):
    """A way in which a cart is or may be shipped.

    :param room: how much more the cart may weigh, in milligrams, None without a limit.
    :param excluded_products: the primary keys of products that cannot be shipped this
        way.
    """

    room: int | None = None
    excluded_products: frozenset[int] = frozenset()


class GiftGiver(Protocol):
    """A cart in which there may be gifts.

    Everything here is called after ``read_cart``; ``needs_shipping`` tells whether
    anything that is bought has to be shipped.
    """

    needs_shipping: bool

    def read_gift_variants(
        self, variant_ids: Collection[int]
    ) -> Mapping[int, GiftVariant]:
        """Read whether variants can be given away, in a constant number of queries.

        :param variant_ids: their primary keys.
        :returns: all of them by primary key; those that cannot be sold here with 0
            units and a problem.
        """
        ...

    def read_shipping_ways(
        self, lines: Sequence[engine.LineResult]
    ) -> Sequence[ShippingWay] | None:
        """Read the way of shipping that is chosen, or else all that are offered.

        They are those for the goods that are bought, whatever gifts weigh.

        :param lines: what the lines cost, in the order of ``read_cart``.
        :returns: None if they are unknown: there is no address yet, or an app or the
            customer takes care of shipping.
        """
        ...


class OpenCart(Protocol):
    """A checkout or a draft order whose lines are to be priced.

    ``name`` is what the log calls it, such as "Order 12"; ``currency`` that of its
    prices, ``channel`` the slug of the channel in which it is sold.

    ``customer`` is the primary key of the customer to whom it belongs, None for a
    guest, or an expression that finds the key if reading it would cost a query.
    """

    name: str
    customer: int | LookedUp | None
    currency: str
    channel: str

    def read_cart(self, entries: KeptRows | None) -> Reading:
        """Read lines and catalogue in a constant number of queries.

        It is called after the customer's groups were read, and only if a rule concerns
        them.

        :param entries: the entries of price lists that may concern the cart, None if no
            list does; those for the cart's variants are to be read as well.
        """
        ...


class GoodsOnShow(OpenCart, GiftGiver, Protocol):
    """Goods as the catalogue shows them, as if they were in a cart.

    Whatever depends on an address is as in the shop's own country.
    """


class OpenCheckout(OpenCart, GiftGiver, Protocol):
    """A checkout, in which promotions count too.

    ``key`` is its primary key as text. Everything below is called after ``read_cart``,
    and only if a promotion needs it.
    """

    key: str

    @property
    def line_keys(self) -> list[str]:
        """The primary keys of the lines as text, in the order of ``read_cart``."""
        ...

    @property
    def has_shipping_method(self) -> bool:
        """Whether a way of shipping is chosen."""
        ...

    def read_shipping_price(self) -> Decimal:
        """Return what shipping costs before promotions and vouchers.

        :returns: an amount on the footing on which the channel enters its prices, with
            taxes or without; 0 if no way of shipping is chosen.
        """
        ...

    def read_refused_gifts(self) -> Mapping[str, int]:
        """Read how many units the shopper has refused, by the code of a promotion."""
        ...

    def read_email(self) -> str:
        """Return the e-mail that a guest gave, or an empty text."""
        ...
