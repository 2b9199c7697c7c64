"""What each generation provides about goods, checkouts and drafts to be priced."""

from collections.abc import Collection, Mapping, Sequence
from typing import Protocol

from django.db.models import QuerySet

from ...base.kept_queries import KeptRows
from ..carts import GoodsOnShow, OpenCart, OpenCheckout, Reading


class CheckoutFunctions(Protocol):
    """Goods, checkouts and draft orders that are priced."""

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
        :param customer_id: whose it has to be; None for any checkout.
        """

    def read_carts(
        self, checkouts: Sequence[OpenCheckout], entries: KeptRows | None
    ) -> Sequence[Reading]:
        """Read many checkouts in as many queries as one.

        :param entries: the entries of price lists that may concern any of them.
        :returns: what ``read_cart`` would give for each, in their order.
        """

    def read_gift_facts(
        self, checkouts: Sequence[OpenCheckout], variant_ids: Collection[int]
    ) -> None:
        """Load what checkouts will be asked about gifts, without a query for each.

        It is read in as many queries as for one, or one for each country and channel:
        what ``read_gift_variants``, ``read_refused_gifts`` and ``read_shipping_ways``
        give. Called after ``read_carts``.

        :param variant_ids: the primary keys of the variants that may be given.
        """

    def read_drafts(
        self, drafts: Sequence[OpenCart], entries: KeptRows | None
    ) -> Sequence[Reading]:
        """Read many draft orders in as many queries as one.

        :param drafts: as ``draft_cart`` gives them.
        :param entries: the entries of price lists that may concern any of them.
        :returns: what ``read_cart`` would give for each, in their order.
        """

    def accept_gift(self, key: str, code: str) -> bool:
        """Forget that a shopper has refused the gift of a promotion.

        :param key: the primary key of the checkout as text.
        :param code: that of the promotion.
        :returns: whether it had been refused.
        """

    def expire_prices(self, checkouts: QuerySet) -> None:
        """Have Saleor calculate prices again when next read, in one statement."""

    def remove_group_prices(self, checkouts: QuerySet) -> int:
        """Remove our discounts, overrides, metadata and gifts from checkouts.

        It takes a few statements, however many checkouts there are.

        :returns: how many had any.
        """
