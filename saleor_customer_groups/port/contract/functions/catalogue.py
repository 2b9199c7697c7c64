"""What each generation provides about the catalogue, for rules and their check."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Protocol

from django.db.models import QuerySet

from ..shop import BelowCost, FarAboveListing, GiftState, LargestPrices


class CatalogueFunctions(Protocol):
    """The catalogue, for rules and their check."""

    def sold_variants(
        self, variant_ids: Collection[int], channels: Collection[str]
    ) -> set[int]:
        """Return those of the variants that have a price in one of the channels.

        :param channels: slugs; empty for all channels.
        """

    def all_gift_cards(self, type_name: str, pks: Collection[int]) -> set[int]:
        """Return those of some items that contain only gift cards.

        :param type_name: Product, ProductVariant, Category, Collection or ProductType.
        """

    def gift_states(self, variant_ids: Collection[int]) -> Sequence[GiftState]:
        """Return whether variants can be given away, in each channel."""

    def selling_channels(self, variant_id: int) -> list[str]:
        """Return the slugs of the channels in which a variant has a price."""

    def max_units(self) -> int | None:
        """Return how many units of a variant a cart holds, None without a limit."""

    def max_goods_amount(self) -> Decimal:
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

        :param times: the factor: more than so many times the listing price.
        """

    def choices(
        self, type_name: str, *, channel: str | None, only_sold: bool
    ) -> QuerySet:
        """Return all items of a type of the catalogue, to choose from.

        All have ``name``, in no order. Variants have ``sku``, ``product_id``,
        ``product_name``, and ``price_amount`` and ``price_currency`` of the channel:
        its listing price, None if it does not sell them.

        :param type_name: Product, ProductVariant, Category, Collection or ProductType.
        :param channel: a slug; None for all channels, and no prices.
        :param only_sold: whether to leave out products, variants and collections that
            are not in the channel.
        """

    def shown_to_shoppers(
        self, rows: QuerySet, *, channel: str | None, now: datetime
    ) -> QuerySet:
        """Return those products or variants that Saleor lists to shoppers.

        What groups may not see is among them.

        :param rows: products or variants of ``choices``.
        :param channel: a slug; None for what is listed in any channel.
        """

    def thumbnails(
        self, product_ids: Collection[int], *, size: int
    ) -> Mapping[int, str]:
        """Return the addresses of the first picture of those products that have one.

        :param size: its width in pixels, approximately.
        """
