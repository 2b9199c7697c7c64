"""What each generation of Saleor provides to the rest of the plugin.

``saleor2`` and ``saleor3`` are such modules; ``port`` hands on the names of the one for
the Saleor that is installed. A new function is written here and in each of them; see
docs/architecture.md, Recipes.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from decimal import Decimal
from typing import Any, Protocol

from django.db.models import QuerySet

from ...engine.facts.scopes import Scope
from .carts import GoodsOnShow, OpenCart, OpenCheckout, Reading
from .customers import CustomersChanged
from .dashboard import DashboardApp
from .graphql import Extension
from .hooks import PluginHooks
from .orders import OrderBasket, OrderedGoods, OrderedLines, PlacedOrder, Sql
from .pages import Pages
from .shop import BelowCost, FarAboveListing, GiftState, LargestPrices, ShopChannel


class Generation(Protocol):
    """The functions of one generation.

    Where nothing else is said, amounts are in the currency of the channel, on the
    footing on which it enters its prices: with taxes or without.
    """

    # The plugin and the shop ---------------------------------------------------

    @property
    def PluginBase(self) -> type[PluginHooks]:  # noqa: N802 (as a class)
        """The base of the plugin: turns Saleor's hooks into ``PluginHooks``."""

    def active_plugin(self) -> PluginHooks | None:
        """Return the plugin as configured now, or None while it is switched off."""

    def any_plugin(self) -> PluginHooks | None:
        """Return the plugin as configured now, also while it is switched off.

        None if Saleor does not know it.
        """

    def save_settings(self, values: Mapping[str, Any], *, active: bool | None) -> bool:
        """Change settings of the plugin as Saleor's page of plugins does.

        :param values: by the name of the setting.
        :param active: whether it is switched on, None for as it is.
        :returns: whether Saleor knows the plugin.
        :raises django.core.exceptions.ValidationError: the plugin refuses a value.
        """

    def connect(self, *, extension: Extension, pages: Pages) -> None:
        """Connect wrappers, signals, GraphQL schema and pages, when Django is ready.

        :param extension: what is added to Saleor's schema.
        :param pages: what answers requests for the pages of shop owners.
        """

    def settings_problems(self) -> Iterator[tuple[int, str, str]]:
        """Yield what the settings or this version of Saleor lack.

        :returns: number, message and hint of each, for ``manage.py check``.
        """

    def page_address(self) -> str | None:
        """Return the address of the pages of shop owners, without a slash at its end.

        None where nobody but whoever opens them has to know it.
        """

    def client_hosts(self) -> Sequence[str] | None:
        """Return the hosts of the shop's storefronts and Dashboards.

        As ``ALLOWED_CLIENT_HOSTS`` writes them; None where there is no Dashboard that
        shows pages of others.
        """

    def keep_dashboard_app(self, app: DashboardApp, *, revives: bool) -> None:
        """Have the Dashboard show pages of ours, as it should; nothing on 2.10.

        An app that staff have deactivated stays so, and permissions that they have
        taken from it stay away, with the entries that need them.

        :param revives: make it again if staff have deleted it, and activate it.
        """

    def hide_dashboard_app(self, app: DashboardApp) -> None:
        """Have the Dashboard show none of them."""

    def delete_dashboard_app(self, app: DashboardApp) -> None:
        """Delete all that the Dashboard was told of them."""

    def writing(self) -> AbstractContextManager[None]:
        """Allow to write, and read what was written; for tasks and hooks.

        On Saleor 3 everything else is read from a replica, if the shop has one.
        """

    def channels(self) -> list[str]:
        """Return the slugs of the channels.

        On 2.10 there is one, with the slug that it will have after an upgrade.
        """

    def shop_channels(self) -> Sequence[ShopChannel]:
        """Return the channels, by slug; on 2.10 the one that ``channels`` names."""

    def saleor_version(self) -> str:
        """Return the version of Saleor, such as 3.23.28; empty if it is not known."""

    def channel_currencies(self) -> Mapping[str, str]:
        """Return the currency of each channel, by its slug."""

    def follow_channels(self, tables: Sequence[str], *, using: str) -> None:
        """Have tables follow the slugs of channels that are renamed; nothing on 2.10.

        Called after each migration. Where one of the tables is gone, because the
        package is being removed, nothing follows any longer.

        :param tables: those of ours with a column ``channels`` of slugs.
        :param using: the alias of the database that was migrated.
        """

    # Customers -----------------------------------------------------------------

    def customers(self) -> QuerySet:
        """Return the accounts.

        They have ``customer_id``, ``email``, ``created_at``, ``is_confirmed``,
        ``address_id`` of the default shipping, else billing address, ``metadata`` and
        ``private_metadata``.
        """

    def addresses(self) -> QuerySet:
        """Return the addresses, with ``address_id``, ``country`` and ``city``."""

    def languages(self) -> QuerySet:
        """Return at most one row a customer, with ``customer_id`` and ``language``.

        The language is a code, such as "en".
        """

    def connect_customer_changes(self, changed: CustomersChanged) -> None:
        """Have a function told of customers whose orders, address or account change.

        :param changed: called in the transaction of the change.
        """

    def customer_webhook(self) -> Callable[[Any], object] | None:
        """Return what sends the webhook about one customer; None if no app asks for it.

        It takes a user, and must not be called within a transaction.
        """

    # Orders that count ---------------------------------------------------------

    def counted_orders(
        self, frozen_costs: QuerySet, customer_ids: str | None = None
    ) -> Sql:
        """Return a statement of the orders that count.

        Its rows have ``order_key`` (text), ``customer_id``, ``currency``,
        ``placed_at``, ``gross_amount``, ``refunded_amount``, ``margin_amount`` (None if
        no cost is known), ``is_paid`` (in full, whatever was given back) and
        ``is_refunded`` (in full).

        :param frozen_costs: costs by ``order_id``, ``order_line_id`` and
            ``cost_amount``, each line once; the others are those of the variants now.
        :param customer_ids: SQL that selects the customers; None for all.
        """

    def order_lines(self, scope: Scope) -> QuerySet:
        """Return the lines in a scope of the orders that count.

        They have ``customer_id``, ``currency``, ``placed_at``, ``quantity`` and
        ``amount``, taxes included.
        """

    # Catalogue, as rules and their check ask for it -------------------------------

    def sold_variants(
        self, variant_ids: Collection[int], channels: Collection[str]
    ) -> set[int]:
        """Return those of the variants that have a price in one of the channels.

        :param channels: slugs; without any, all channels are meant.
        """

    def all_gift_cards(self, type_name: str, pks: Collection[int]) -> set[int]:
        """Return those of some things that hold gift cards alone.

        :param type_name: Product, ProductVariant, Category, Collection or ProductType.
        """

    def gift_states(self, variant_ids: Collection[int]) -> Sequence[GiftState]:
        """Return whether variants can be given away, in each channel."""

    def selling_channels(self, variant_id: int) -> list[str]:
        """Return the slugs of the channels in which a variant has a price."""

    def most_units(self) -> int | None:
        """Return how many units of a variant a cart holds, None without a limit."""

    def largest_goods_amount(self) -> Decimal:
        """Return the most that the goods of a cart may come to, as prices are entered.

        What is left is for shipping, and for taxes where these come on top.
        """

    def listing_amounts(
        self, variant_ids: Collection[int]
    ) -> Mapping[tuple[int, str], Decimal]:
        """Return the largest listing price of variants, by variant and currency."""

    def largest_prices(self) -> Mapping[str, LargestPrices]:
        """Return the largest listing price and cost in each channel, by its slug."""

    def below_cost(self, entries: QuerySet) -> Sequence[BelowCost]:
        """Return which price lists have entries below the cost of their variant."""

    def far_above_listing(
        self, entries: QuerySet, *, times: int
    ) -> Sequence[FarAboveListing]:
        """Return which price lists have entries many times the listing price.

        :param times: how many times it they are more than.
        """

    def choices(
        self, type_name: str, *, channel: str | None, only_sold: bool
    ) -> QuerySet:
        """Return what there is of a type of the catalogue, to be chosen from.

        All have ``name``, in no order. Variants have ``sku``, ``product_id``,
        ``product_name``, and ``price_amount`` and ``price_currency`` of the channel:
        its listing price, None where it does not sell them.

        :param type_name: Product, ProductVariant, Category, Collection or ProductType.
        :param channel: a slug; None for all channels, and no prices.
        :param only_sold: whether to leave out products, variants and collections that
            are not in the channel.
        """

    def thumbnails(
        self, product_ids: Collection[int], *, size: int
    ) -> Mapping[int, str]:
        """Return the addresses of the first picture of those products that have one.

        :param size: how many pixels it is to be wide, about.
        """

    # Prices ----------------------------------------------------------------------

    def goods_cart(self, quantities: Mapping[int, int], *, channel: str) -> GoodsOnShow:
        """Return variants as the catalogue shows them, to be read like a cart.

        :param quantities: how many units there are of each variant, by primary key, in
            the order of the cart.
        :param channel: the slug of the channel that sells them.
        """

    def open_checkouts(self) -> QuerySet:
        """Return the open checkouts that are still to be paid, with ``customer_id``."""

    def customer_checkout(
        self, key: str, customer_id: int | None
    ) -> OpenCheckout | None:
        """Return a checkout to be read; None if there is none, or it is another's.

        :param key: its primary key as text.
        :param customer_id: whose it has to be; None for the checkout of whomever.
        """

    def read_carts(
        self, checkouts: Sequence[OpenCheckout], entries: QuerySet | None
    ) -> Sequence[Reading]:
        """Read many checkouts in as many queries as one.

        :param entries: the entries of price lists that may concern any of them.
        :returns: what ``read_cart`` would give for each, in their order.
        """

    def read_gift_facts(
        self, checkouts: Sequence[OpenCheckout], variant_ids: Collection[int]
    ) -> None:
        """Have checkouts know what they will be asked of gifts, without a query each.

        It is read in as many queries as for one, or one for each country and channel:
        what ``read_gift_variants``, ``read_refused_gifts`` and ``read_shipping_ways``
        give. Called after ``read_carts``.

        :param variant_ids: the primary keys of the variants that may be given.
        """

    def read_drafts(
        self, drafts: Sequence[OpenCart], entries: QuerySet | None
    ) -> Sequence[Reading]:
        """Read many draft orders in as many queries as one.

        :param drafts: as ``draft_cart`` gives them.
        :param entries: the entries of price lists that may concern any of them.
        :returns: what ``read_cart`` would give for each, in their order.
        """

    def accept_gift(self, key: str, code: str) -> bool:
        """Take back that a shopper has refused the gift of a promotion.

        :param key: the primary key of the checkout as text.
        :param code: that of the promotion.
        :returns: whether it had been refused.
        """

    def expire_prices(self, checkouts: QuerySet) -> None:
        """Have Saleor calculate prices again at the next look, in one statement."""

    def remove_group_prices(self, checkouts: QuerySet) -> int:
        """Remove our discounts, overrides, metadata and gifts from checkouts.

        It takes a few statements, however many checkouts there are.

        :returns: how many had any.
        """

    def order_baskets(self, order_ids: Collection[str]) -> Sequence[OrderBasket]:
        """Return what orders were priced from, in two queries and in no order.

        :param order_ids: their primary keys as text.
        """

    def ordered_goods(self, order_id: str) -> list[OrderedGoods]:
        """Return what was bought in an order, as the engine takes it.

        :param order_id: its primary key as text.
        """

    def ordered_lines(self, order_id: str) -> OrderedLines | None:
        """Return what was paid for the lines of an order, and what was refunded of it.

        :param order_id: its primary key as text, or what somebody takes for one.
        :returns: None if there is no such order.
        """

    def unrecorded_orders(
        self, recorded: QuerySet, *, since: datetime
    ) -> Iterator[PlacedOrder]:
        """Yield placed orders that lack a record of what groups made of them.

        :param recorded: what was recorded, with ``order_id`` as text.
        :param since: when they were placed, or later.
        """

    def remove_order_metadata(self) -> None:
        """Remove our metadata from all orders and their lines; their prices stay."""
