"""What one unit of a variant costs somebody: the type, and how it is answered."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from functools import cache
from operator import attrgetter
from typing import Any

import graphene
from prices import Money, TaxedMoney, TaxedMoneyRange
from promise import Promise

from ...port.graphql import saleor
from ...services.pricing.explanations import GoodsPrice
from ..base.ids import global_id


def money(description: str) -> graphene.Field:
    """Return a field with an amount and its currency."""
    return graphene.Field(
        lambda: saleor().Money, required=True, description=description
    )


class CustomerGroupGoodsPrice(graphene.ObjectType):
    """What one unit of a variant costs somebody, as if it were alone in a cart."""

    variant_id = graphene.ID(required=True, description="The id of the variant.")
    product_id = graphene.ID(required=True, description="The id of its product.")
    list_price = money("The listing price.")
    public_price = money("What anybody else pays, Saleor's promotion included.")
    price = money(
        "What it costs the customer, on the footing on which the channel enters prices."
    )
    gross = money("`price` with taxes, as `pricing { price { gross } }` has it.")
    net = money("`price` without taxes, as `pricing { price { net } }` has it.")
    price_undiscounted = graphene.Field(
        lambda: saleor().TaxedMoney,
        required=True,
        description=(
            "What to strike through, as `pricing { priceUndiscounted }`: the listing"
            " price, or `price` where that is higher."
        ),
    )
    price_range = graphene.Field(
        lambda: saleor().TaxedMoneyRange,
        description=(
            "From the cheapest to the dearest variant of the product, as `pricing {"
            " priceRange }` has it; null if products were not asked for."
        ),
    )
    price_range_undiscounted = graphene.Field(
        lambda: saleor().TaxedMoneyRange,
        description="The same of what to strike through.",
    )
    group_name = graphene.String(
        description=(
            "The name of the group that made the price; null for Saleor's own, and if"
            " a price profile was given."
        )
    )

    @staticmethod
    def resolve_gross(root: Any, _info: Any) -> Any:
        """Return the price with taxes."""
        return root.goods.taxed(root.unit, attrgetter("gross"))

    @staticmethod
    def resolve_net(root: Any, _info: Any) -> Any:
        """Return the price without taxes."""
        return root.goods.taxed(root.unit, attrgetter("net"))

    @staticmethod
    def resolve_price_undiscounted(root: Any, _info: Any) -> Any:
        """Return what is struck through."""
        return root.goods.taxed(root.undiscounted)

    @staticmethod
    def resolve_price_range(root: Any, _info: Any) -> Any:
        """Return the range over the product's variants."""
        return root.goods.range_of([each.unit for each in root.siblings])

    @staticmethod
    def resolve_price_range_undiscounted(root: Any, _info: Any) -> Any:
        """Return the range of what is struck through."""
        return root.goods.range_of([each.undiscounted for each in root.siblings])


def _all(taxed: TaxedMoney) -> TaxedMoney:
    return taxed


class _Goods:
    """A product, whose taxes are found when they are first asked for.

    ``taxes`` returns a promise of ``SaleorGraphQL.product_taxes``.
    """

    def __init__(self, product_id: int, taxes: Callable[[], Promise]) -> None:
        self.product_id = product_id
        self._taxes = taxes

    def taxed(self, price: Money, take: Callable[[TaxedMoney], Any] = _all) -> Any:
        """Return what a function takes from a taxed price, or a promise of it.

        A promise takes longer than everything else, so it is avoided once taxes are
        known.
        """
        return self._with_taxes(lambda tax: take(tax(self.product_id, price)))

    def range_of(self, prices: Sequence[Money]) -> Any:
        """Return the range of some prices or a promise of it, None without prices."""
        if not prices:
            return None
        ends = min(prices), max(prices)
        return self._with_taxes(
            lambda tax: TaxedMoneyRange(*(tax(self.product_id, end) for end in ends))
        )

    def _with_taxes(
        self, use: Callable[[Callable[[int, Money], TaxedMoney]], Any]
    ) -> Any:
        taxes = self._taxes()
        return use(taxes.get()) if taxes.is_fulfilled else taxes.then(use)


def write_prices(
    prices: Sequence[GoodsPrice],
    info: Any,
    *,
    channel: str,
    country: str | None = None,
    ranges_of: Sequence[int] = (),
    names_groups: bool = True,
) -> list[CustomerGroupGoodsPrice]:
    """Return prices as an answer.

    :param ranges_of: the products whose price ranges are part of the answer.
    """

    @cache
    def taxes() -> Promise:
        pks = [each.product_id for each in prices]
        return saleor().product_taxes(info, pks, channel, country)

    siblings: dict[int, list[CustomerGroupGoodsPrice]] = defaultdict(list)
    found = []
    for price in prices:
        written = CustomerGroupGoodsPrice(
            variant_id=global_id("ProductVariant", price.variant_id),
            product_id=global_id("Product", price.product_id),
            list_price=Money(price.base_amount, price.currency),
            public_price=Money(price.public_amount, price.currency),
            price=Money(price.unit_amount, price.currency),
            group_name=(price.group_name or None) if names_groups else None,
        )
        written.goods = _Goods(price.product_id, taxes)
        written.unit = written.price
        written.undiscounted = max(written.list_price, written.price)
        written.siblings = siblings[price.product_id]
        if price.product_id in ranges_of:
            written.siblings.append(written)
        found.append(written)
    return found
