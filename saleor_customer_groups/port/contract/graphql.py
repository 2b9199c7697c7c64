"""What the plugin adds to Saleor's GraphQL, and what it uses of it."""

from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any, Protocol

from ...engine.portal.access import PortalAccess
from .carts import OpenCart
from .orders import SoldLine
from .quotes import LineQuote


@dataclass(frozen=True, slots=True)
class Extension:
    """What the plugin adds to Saleor's schema.

    :param query: a graphene type whose fields are added to Saleor's query.
    :param mutation: a graphene type whose fields are added to Saleor's mutation.
    :param user_fields: fields by name for Saleor's type ``User``.
    :param checkout_fields: the same for ``Checkout``.
    :param checkout_line_fields: the same for ``CheckoutLine``.
    :param order_fields: the same for ``Order``.
    :param order_line_fields: the same for ``OrderLine``.
    :param customers_in_groups: narrows a queryset of customers to the members of
        groups, by the groups' global ids; raises a ``GraphQLError`` if one is invalid.
    :param check_customers_in_groups: is called before that, with graphene's ``info``;
        raises an error if it is not allowed.
    :param find_own_prices: takes ``info``, primary keys of variants and the slug of a
        channel; returns what one unit costs the caller, by variant, or a promise of it:
        rounded, on the footing on which the channel enters its prices. Variants whose
        price no group makes are left out.
    :param say: returns a text in the language of the request.
    :param answer_download: answers a plain request for the file of an invoice, by the
        invoice's primary key as text.
    :param link_to_invoice: takes ``info`` and the address of an invoice; returns it
        with a link for the caller, if it is one of ours and a user asks.
    :param costs: returns what the fields cost, in the format of Saleor 3's
        ``COST_MAP``.
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
    say: Callable[[str], str]
    answer_download: Callable[[Any, str], Any]
    link_to_invoice: Callable[[Any, str], str]
    costs: Callable[[], Mapping[str, Mapping[str, Any]]]


@dataclass(frozen=True, slots=True)
class LinePrice:
    """The price of a checkout line, made by a group.

    :param quote: the price with what made it.
    :param is_gift: whether a promotion gives the line.
    :param currency: that of all amounts.
    :param customer_id: to whom the checkout belongs, None for a guest.
    """

    quote: LineQuote
    is_gift: bool
    currency: str
    customer_id: int | None


@dataclass(frozen=True, slots=True)
class OrderLine:
    """A line of an order.

    :param id: its primary key as text.
    :param order_id: that of its order as text.
    :param customer_id: to whom the order belongs, None for a guest.
    :param variant_id: of what was bought, None if it was deleted.
    :param is_draft: whether the order is a draft, of which nothing is recorded yet.
    :param draft: the line of a draft with its group price, None if the price is
        Saleor's own.
    """

    id: str
    order_id: str
    customer_id: int | None
    variant_id: int | None
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


class OrdersInReach(Protocol):
    """The orders with which a member of staff may deal."""

    def tell(self, order_ids: Sequence[str]) -> list[bool]:
        """Tell of each of some orders whether it is one of them, in one query.

        :param order_ids: their primary keys as text.
        """

    def has(self, column: str) -> Any:
        """Return the condition that the order of a row is one of them.

        :param column: the row's column with the primary key of its order as text.
        """


class SaleorGraphQL(Protocol):
    """What the module ``graphql`` of each generation provides.

    ``User`` is a graphene type whose values are users. The values of ``Money``,
    ``TaxedMoney`` and ``TaxedMoneyRange`` are those of the package ``prices`` with the
    same names. ``CountryCode`` is an enumeration of countries, ``Decimal`` and
    ``DateTime`` are scalars, ``OrderDirection`` is the enumeration by which Saleor
    sorts. A value of ``Upload`` is the name of a file in the request's ``FILES``.

    ``context`` is Django's request as Saleor's GraphQL hands it on, ``info`` is
    graphene's; promises are those of the package ``promise``.
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
        """Return the calling user or app, None for an anonymous caller.

        Both have ``has_perm``, which takes a permission such as
        "account.manage_users".
        """

    def caller(self, request: Any) -> Any:
        """Return the user or app whose token a plain request has in its header.

        None without one, and for who may not log in. A cookie is never looked at.

        :param request: Django's, which is not one for GraphQL.
        """

    def denied(self, permission: str) -> Exception:
        """Return the error with which Saleor answers callers without a permission."""

    def orders_in_reach(self, user: Any, context: Any) -> OrdersInReach | None:
        """Return the orders of the channels to which Saleor limits a member of staff.

        :param user: who asks, which may be an app or nobody.
        :param context: the request.
        :returns: None for whoever is not limited so.
        """

    def access(self, context: Any) -> PortalAccess:
        """Return what the caller may do in the shop; staff and apps everything."""

    def hidden_prices(self) -> Exception:
        """Return the error with which those are answered to whom prices are hidden."""

    def active_plugin(self, context: Any) -> Any:
        """Return a promise of the plugin as the request loaded it, None while off."""

    def reading(self, context: Any) -> AbstractContextManager[None]:
        """Have Django read from the database that Saleor reads for this request.

        That is a replica on Saleor 3, if the shop has one.
        """

    def changing(self, context: Any) -> AbstractContextManager[None]:
        """Allow changes; everything later in the request sees them."""

    def visible_variants(
        self, context: Any, variant_ids: Collection[int], channel: str
    ) -> list[int]:
        """Return those of the variants that the caller may see, in their order."""

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

        :param product_ids: their primary keys.
        :param channel: the slug of the channel.
        :param country: two capital letters; None for the country that Saleor assumes
            for the caller.
        """

    def line_price(self, info: Any, line: Any) -> Any:
        """Return a promise of the ``LinePrice`` of a checkout line.

        It is None if no group makes the price.

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

    def open_checkout(self, info: Any, of: Any) -> Any:
        """Return a promise of a checkout to be read, as it is loaded in the request.

        :param of: what Saleor's type ``Checkout`` or ``CheckoutLine`` has as its value.
        """

    def checkout_to_pay(self, info: Any, of: Any) -> Any:
        """Return a promise of a ``contract.terms.CheckoutToPay``.

        :param of: what Saleor's type ``Checkout`` has as its value.
        """

    def draft_cart(self, order: Any) -> OpenCart | None:
        """Return a draft order to be read, None for any other order.

        :param order: what Saleor's type ``Order`` has as its value.
        """
