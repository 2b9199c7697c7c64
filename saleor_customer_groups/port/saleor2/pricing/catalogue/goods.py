"""What Saleor 2.10 knows about the goods, as the engine takes it."""

from collections.abc import Callable, Collection, Mapping, Sequence
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db.models import F, Field, Func, IntegerField, QuerySet, Subquery
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce
from prices import Money
from saleor.core.taxes import include_taxes_in_prices, quantize_price
from saleor.core.weight import zero_weight
from saleor.discount import DiscountInfo, DiscountValueType
from saleor.discount.utils import (
    calculate_discounted_price,
    fetch_active_discounts,
    get_product_discounts,
)
from saleor.product.models import ProductVariant

from ..... import engine
from ....base.amounts import share_of_largest
from ....base.arrays import IsAnyOf
from ....base.kept_queries import KeptQueryBeside, KeptRows, LookedUp, Parameter
from ....base.variants import known_variants
from ....contract.carts import GiftVariant, GoodsOnShow, Reading, ShippingWay
from ....pricing.goods import goods_facts, goods_line, listed_prices
from ...base.channel_names import CHANNEL
from ...base.request_cache import get_cached
from ..gifts.stock import beside_bought, read_gift_variants
from ..shipping.shipping_ways import read_shipping_ways

# Key of the sales that are on, in the cache of a request that has loaded them.
SALES = "sales"


def goods_cart(quantities: Mapping[int, int], *, channel: str) -> GoodsOnShow:
    """Return variants as the catalogue shows them, to be read like a cart.

    :param quantities: how many units there are of each variant, in the cart's order.
    :param channel: the slug of the channel that sells them.
    """
    return GoodsCart(quantities, channel=channel)


def sold_variants(variant_ids: Collection[int], channels: Collection[str]) -> set[int]:
    """Return those of the variants that have a price: on 2.10 all there are."""
    return known_variants(variant_ids)


def max_goods_amount() -> Decimal:
    """Return the most that the goods of a cart may come to, as prices are entered.

    What is left is for shipping, and for taxes where these come on top.
    """
    return share_of_largest("0.9" if include_taxes_in_prices() else "0.5")


def all_gift_cards(type_name: str, pks: Collection[int]) -> set[int]:
    """Return those of some things that hold gift cards alone: 2.10 does not sell any.

    :param type_name: Product, ProductVariant, Category, Collection or ProductType.
    """
    return set()


def selling_channels(variant_id: int) -> list[str]:
    """Return the slugs of the channels that sell a variant: on 2.10 there is one."""
    return [CHANNEL]


class GoodsCart:
    """Some variants as the catalogue shows them, each a line of its own."""

    def __init__(self, quantities: Mapping[int, int], *, channel: str) -> None:
        self.name = "The catalogue"
        self.customer: int | LookedUp | None = None
        self.currency = settings.DEFAULT_CURRENCY
        self.channel = channel
        self.needs_shipping = False
        self._quantities = quantities

    def read_cart(self, entries: KeptRows | None) -> Reading:
        """Read the variants that exist; a constant number of queries."""
        units = sum(self._quantities.values())
        rows = _VARIANTS.read(list(self._quantities), entries, units=units)
        self.needs_shipping = any(row["needs_shipping"] for row in rows)
        found = {row["pk"]: row for row in rows}
        is_known, discounts = get_cached(SALES)
        if not is_known:
            discounts = fetch_active_discounts()
        cart = engine.Cart(
            lines=tuple(
                read_line({**found[pk], "units": units}, discounts, self.currency)
                for pk, units in self._quantities.items()
                if pk in found
            )
        )
        return Reading(cart, listed_prices(rows))

    def read_gift_variants(
        self, variant_ids: Collection[int]
    ) -> Mapping[int, GiftVariant]:
        """Read what is in stock for the shop's own country, in one query."""
        found = read_gift_variants(variant_ids, country=settings.DEFAULT_COUNTRY)
        return beside_bought(found, self._quantities)

    def read_shipping_ways(
        self, lines: Sequence[engine.LineResult]
    ) -> Sequence[ShippingWay] | None:
        """Read the methods of the shop's own country."""
        variants = ProductVariant.objects.select_related("product__product_type")
        found = variants.in_bulk(list(self._quantities))
        weight = zero_weight()
        for pk, variant in found.items():
            weight += variant.get_weight() * self._quantities[pk]
        return read_shipping_ways(
            chosen=None,
            country=settings.DEFAULT_COUNTRY,
            lines=lines,
            variant_ids=[pk for pk in self._quantities if pk in found],
            currency=self.currency,
            weight=weight,
        )


class GoodsReader:
    """Reads the goods of some rows, and the entries for them, in one query."""

    def __init__(
        self,
        rows: Callable[[Any], QuerySet],
        field: Field,
        *,
        variant: str = "variant",
        **more: Any,
    ) -> None:
        """Say what is read.

        :param rows: finds lines of a cart, or variants, by a value.
        :param field: of which kind the value is.
        :param variant: the path from a row to its variant, empty where it is one.
        :param more: what else is to be read of each row.
        """
        self._rows, self._field = rows, field
        self._to = f"{variant}__" if variant else ""
        self._more = more
        units: Combinable = Parameter("units", IntegerField())
        if self._to:
            # PostgreSQL adds the lines up once, before it reads them.
            total = Func(F("quantity"), function="SUM", output_field=IntegerField())
            lines = rows(Parameter("value", field)).order_by()
            units = Subquery(lines.annotate(units=total).values("units"))
        self._kept = KeptQueryBeside(self._query, units=units)

    def read(
        self, value: Any, entries: KeptRows | None, *, units: int = 0
    ) -> list[dict[str, Any]]:
        """Read the goods.

        :param value: what the rows are found by.
        :param entries: of the price lists that count, None if none does.
        :param units: how many are bought, of variants; lines know it.
        """
        return self._kept.rows(entries, value=value, units=units)

    def _query(self, entries: QuerySet | None) -> QuerySet:
        to, value = self._to, Parameter("value", self._field)
        facts = {
            **goods_facts(to, entries),
            "base_amount": Coalesce(
                f"{to}price_override_amount", f"{to}product__price_amount"
            ),
            "cost_amount": F(f"{to}cost_price_amount"),
            **self._more,
        }
        return self._rows(value).order_by("pk").values("pk", **facts)


KEYS = ArrayField(IntegerField())
_VARIANTS = GoodsReader(
    lambda pks: ProductVariant.objects.filter(IsAnyOf(F("pk"), pks)),
    KEYS,
    variant="",
    needs_shipping=F("product__product_type__is_shipping_required"),
)


def read_line(
    row: dict[str, Any], discounts: Sequence[DiscountInfo], currency: str
) -> engine.Line:
    """Return one row that was read, as the engine takes it.

    :param row: with its ``units``.
    :param discounts: the sales of Saleor that are on now.
    """
    base = Money(row["base_amount"], currency)
    product = SimpleNamespace(id=row["product_pk"], category_id=row["category_pk"])
    collections = [SimpleNamespace(id=pk) for pk in row["collections"]]
    on_sale = [
        info
        for info in discounts
        if list(
            get_product_discounts(
                product=product, collections=collections, discounts=[info]
            )
        )
    ]
    public = calculate_discounted_price(
        product=product, price=base, collections=collections, discounts=on_sale
    )
    best = min(on_sale, key=lambda info: info.sale.get_discount()(base), default=None)
    return goods_line(
        row,
        quantity=row["units"],
        unit_price=base.amount,
        public_price=quantize_price(public, currency).amount,
        cost=row["cost_amount"],
        promotion=_promotion(best),
    )


def _promotion(info: DiscountInfo | None) -> engine.LinePromotion | None:
    if info is None:
        return None
    if info.sale.type == DiscountValueType.PERCENTAGE:
        return engine.LinePercentOff(percent=min(info.sale.value, Decimal(100)))
    return engine.LineAmountOff(amount=info.sale.value)
