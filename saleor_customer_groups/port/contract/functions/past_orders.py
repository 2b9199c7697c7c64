"""What each generation provides of past orders, for reports."""

from collections.abc import Collection, Mapping
from decimal import Decimal
from typing import Protocol

from ..orders import Sql
from ..past_orders import PastOrders, Span


class PastOrderFunctions(Protocol):
    """Orders that were placed, to be priced again."""

    def count_past_orders(self, span: Span) -> Mapping[str, int]:
        """Return how many orders were placed, by their currency, in one query."""

    def past_orders(
        self, span: Span, *, begin_at: str | None, limit: int
    ) -> PastOrders:
        """Return some of the orders as they were sold, in a constant number of queries.

        :param begin_at: what the call before has returned as ``next_from``, None to
            begin with the earliest.
        :param limit: how many at the most.
        """

    def variant_costs(
        self, variant_ids: Collection[int]
    ) -> Mapping[tuple[str, int], Decimal]:
        """Return what variants cost the shop now, by channel and primary key."""

    def goods_names(self, type_name: str, *, attribute_id: int | None = None) -> Sql:
        """Return a statement of what each variant is, or is in, as it is now.

        Its rows have the primary keys of a variant and of what it belongs to, and the
        name of that. Of an attribute it is each value, of the product or the variant.

        :param type_name: Product, Category, Collection, ProductType or Attribute.
        :param attribute_id: the primary key of the attribute.
        """
