"""What the plugin adds to Saleor's GraphQL, and what it is given by it."""

from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any, Protocol

from .carts import OpenCart
from .orders import SoldLine
from .quotes import LineQuote


@dataclass(frozen=True, slots=True)
class Extension:
    """What the plugin adds to Saleor's schema.

    ``query`` and ``mutation`` are graphene types whose fields are added to Saleor's
    own, ``user_fields``, ``checkout_fields``, ``checkout_line_fields``,
    ``order_fields`` and ``order_line_fields`` are added to these types by name.
    ``customers_in_groups`` narrows a queryset of customers to the members of groups,
    given by their global ids, or raises a ``GraphQLError``;
    ``check_customers_in_groups`` is asked first, with graphene's ``info``, and raises
    what denies it. ``find_own_prices`` takes ``info``, primary keys of variants and the
    slug of a channel, and returns a promise of what one unit costs whoever asks: by
    variant, rounded, on the footing on which the channel enters its prices, without
    those on which no group makes the price. ``costs`` gives what the fields cost, as
    Saleor 3 writes it down.
    """

    query: type
    mutation: type
    user_fields: Mapping[str, Any]
    checkout_fields: Mapping[str, Any]
    checkout_line_fields: Mapping[str, Any]
    order_fields: Mapping[str, Any]
    order_line_fields: Mapping[str, Any]
    customers_in_groups: Callable[[Any, Sequence[str]], Any]
    check_customers_in_groups: Callable[[Any], None]
    find_own_prices: Callable[[Any, Collection[int], str], Any]
    costs: Callable[[], Mapping[str, Mapping[str, Any]]]


@dataclass(frozen=True, slots=True)
class LinePrice:
    """The price that a group made on a line of a checkout, in ``currency``.

    ``customer_id`` is whom the checkout belongs to, none for a guest; ``is_gift`` tells
    that a promotion gives the line.
    """

    quote: LineQuote
    is_gift: bool
    currency: str
    customer_id: int | None


@dataclass(frozen=True, slots=True)
class OrderLine:
    """A line of an order.

    ``customer_id`` is whom the order belongs to, none for a guest. ``draft`` is the
    line as a group has priced it while its order is a draft, on which nothing is
    recorded yet; none where the price is Saleor's own.
    """

    id: str
    order_id: str
    customer_id: int | None
    is_draft: bool
    draft: SoldLine | None


@dataclass(frozen=True, slots=True)
class LineTaxes:
    """How the prices of a checkout line are taxed and shown.

    ``tax`` takes what the whole line costs, a ``prices.Money`` on the footing on which
    the channel enters its prices, and returns a ``TaxedMoney``, taxed as the line is:
    of what the line costs now its ``totalPrice``. ``shows_gross`` tells that the
    channel shows its prices with taxes.
    """

    tax: Callable[[Any], Any]
    shows_gross: bool


class SaleorGraphQL(Protocol):
    """What either generation of Saleor gives.

    ``User`` is a graphene type whose values are users; those of ``Money``,
    ``TaxedMoney`` and ``TaxedMoneyRange`` are those of the package ``prices`` with the
    same names. ``CountryCode`` is an enumeration of countries. ``Decimal`` and
    ``DateTime`` are scalars, ``OrderDirection`` is the enumeration that Saleor sorts
    by. A value of ``Upload`` is the name of a file in the request's ``FILES``.
    """

    User: Any
    Money: Any
    TaxedMoney: Any
    TaxedMoneyRange: Any
    CountryCode: Any
    Decimal: Any
    DateTime: Any
    OrderDirection: Any
    Upload: Any

    def requestor(self, context: Any) -> Any:
        """Return the user or app that asks, none for somebody unknown.

        Both have ``has_perm``, which takes a permission such as
        "account.manage_users".
        """

    def denied(self, permission: str) -> Exception:
        """Return the error with which Saleor answers who lacks a permission."""

    def active_plugin(self, context: Any) -> Any:
        """Return a promise of the plugin as the request knows it, none while off."""

    def reading(self, context: Any) -> AbstractContextManager[None]:
        """Have Django read from the database from which Saleor answers the request."""

    def changing(self, context: Any) -> AbstractContextManager[None]:
        """Allow changes, and have everything later in the request see them."""

    def visible_variants(
        self, context: Any, variant_ids: Collection[int], channel: str
    ) -> list[int]:
        """Return those of the variants that whoever asks may see, in their order."""

    def product_taxes(
        self,
        info: Any,
        product_ids: Collection[int],
        channel: str,
        country: str | None,
    ) -> Any:
        """Return a promise of a function that taxes prices as ``pricing`` does.

        It takes the primary key of one of the products and a ``prices.Money``, on the
        footing on which the channel enters its prices, and returns a ``TaxedMoney``.

        :param country: none for where Saleor believes whoever asks to be.
        """

    def line_price(self, info: Any, line: Any) -> Any:
        """Return a promise of the ``LinePrice`` of a checkout line, or of none.

        :param line: what Saleor's type ``CheckoutLine`` has as its value.
        """

    def line_taxes(self, info: Any, line: Any) -> Any:
        """Return a promise of the ``LineTaxes`` of a checkout line.

        :param line: what Saleor's type ``CheckoutLine`` has as its value.
        """

    def undiscounted_total(self, info: Any, line: Any) -> Any:
        """Return a promise of what a checkout line would cost at the listing price.

        It is a ``TaxedMoney``, taxed as the line is, and never below what is charged.

        :param line: what Saleor's type ``CheckoutLine`` has as its value.
        """

    def order_line(self, info: Any, line: Any) -> Any:
        """Return a promise of an ``OrderLine``.

        :param line: what Saleor's type ``OrderLine`` has as its value.
        """

    def checkout_key(self, checkout: Any) -> str:
        """Return the primary key of a checkout as text.

        :param checkout: what Saleor's type ``Checkout`` has as its value.
        """

    def draft_cart(self, order: Any) -> OpenCart | None:
        """Return a draft order to be read, none for any other order.

        :param order: what Saleor's type ``Order`` has as its value.
        """
