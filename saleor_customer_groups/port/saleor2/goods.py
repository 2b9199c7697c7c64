"""What Saleor 2.10 knows about the goods, as the engine takes it."""

from collections.abc import Collection, Mapping, Sequence
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

from django.conf import settings
from django.db.models import F, IntegerField, OuterRef, QuerySet, TextField, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce, Concat
from prices import Money
from saleor.core.taxes import quantize_price
from saleor.discount import DiscountInfo, DiscountValueType
from saleor.discount.utils import (
    calculate_discounted_price,
    fetch_active_discounts,
    get_product_discounts,
)
from saleor.product.models import Category, CollectionProduct, ProductVariant

from ... import engine
from ..arrays import ArrayOf
from ..contract import ListedPrice, OpenCart, Reading
from ..variants import known_variants

# 2.10 has no channels; this is the one that Saleor 3.0 makes of such a shop.
CHANNEL = "default-channel"


def goods_cart(quantities: Mapping[int, int], *, channel: str) -> OpenCart:
    """Return variants as the catalogue shows them, to be read like a cart.

    :param quantities: how many units there are of each variant, in the cart's order.
    :param channel: the slug of the channel that sells them.
    """
    return GoodsCart(quantities, channel=channel)


def sold_variants(variant_ids: Collection[int], channels: Collection[str]) -> set[int]:
    """Return those of the variants that have a price: on 2.10 all there are."""
    return known_variants(variant_ids)


class GoodsCart:
    """Some variants as the catalogue shows them, each a line of its own."""

    def __init__(self, quantities: Mapping[int, int], *, channel: str) -> None:
        self.name = "The catalogue"
        self.customer: int | Combinable | None = None
        self.currency = settings.DEFAULT_CURRENCY
        self.channel = channel
        self._quantities = quantities

    def read_cart(self, entries: QuerySet | None) -> Reading:
        """Read the variants that there are; a constant number of queries."""
        rows = read_goods(
            ProductVariant.objects.filter(pk__in=list(self._quantities)),
            entries,
            variant="",
        )
        found = {row["pk"]: row for row in rows}
        discounts = fetch_active_discounts()
        cart = engine.Cart(
            lines=tuple(
                read_line({**found[pk], "units": units}, discounts, self.currency)
                for pk, units in self._quantities.items()
                if pk in found
            )
        )
        return Reading(cart, listed_prices(rows))


def read_goods(
    rows: QuerySet, entries: QuerySet | None, *, variant: str = "variant", **more: Any
) -> list[dict[str, Any]]:
    """Read the goods of some rows, and the entries for them, in one query.

    :param rows: lines of a cart, or variants.
    :param entries: of the price lists that count, or none.
    :param variant: the path from a row to its variant, empty where it is one.
    :param more: what else is to be read of each row.
    """
    facts = {**_facts(f"{variant}__" if variant else ""), **more}
    if entries is not None:
        # As text, because PostgreSQL has no arrays of rows and JSON no exact numbers.
        entry = Concat(
            "price_list_id",
            Value(" "),
            "currency",
            Value(" "),
            "min_quantity",
            Value(" "),
            "unit_price_amount",
            output_field=TextField(),
        )
        facts["entries"] = ArrayOf(
            entries.filter(variant=OuterRef(variant or "pk"))
            .order_by()
            .annotate(entry=entry)
            .values("entry"),
            of=TextField(),
        )
    return list(rows.order_by("pk").values("pk", **facts))


def _facts(to: str) -> dict[str, Any]:
    return {
        "variant_pk": F(f"{to}id"),
        "product_pk": F(f"{to}product_id"),
        "product_type_pk": F(f"{to}product__product_type_id"),
        "category_pk": F(f"{to}product__category_id"),
        "base_amount": Coalesce(
            f"{to}price_override_amount", f"{to}product__price_amount"
        ),
        "cost_amount": F(f"{to}cost_price_amount"),
        "categories": ArrayOf(
            Category.objects.filter(
                tree_id=OuterRef(f"{to}product__category__tree_id"),
                lft__lte=OuterRef(f"{to}product__category__lft"),
                rght__gte=OuterRef(f"{to}product__category__rght"),
            )
            .order_by("lft")
            .values("pk"),
            of=IntegerField(),
        ),
        "collections": ArrayOf(
            CollectionProduct.objects.filter(product=OuterRef(f"{to}product"))
            .order_by("collection_id")
            .values("collection_id"),
            of=IntegerField(),
        ),
    }


def listed_prices(rows: Sequence[dict[str, Any]]) -> tuple[ListedPrice, ...]:
    """Return the entries of price lists that were read with some rows."""
    # Two lines of one variant bring the same entries.
    listed = {
        (row["variant_pk"], entry) for row in rows for entry in row.get("entries", ())
    }
    return tuple(
        ListedPrice(int(pk), str(variant), currency, int(quantity), Decimal(amount))
        for variant, entry in listed
        for pk, currency, quantity, amount in [entry.split()]
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
    return engine.Line(
        variant=str(row["variant_pk"]),
        product=str(row["product_pk"]),
        product_type=str(row["product_type_pk"]),
        categories=frozenset(map(str, row["categories"])),
        collections=frozenset(map(str, row["collections"])),
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
