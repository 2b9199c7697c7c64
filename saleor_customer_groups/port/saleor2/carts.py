"""Read checkouts and draft orders of Saleor 2.10 as the engine takes them."""

from collections.abc import Sequence
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

from django.conf import settings
from django.db.models import (
    F,
    IntegerField,
    OuterRef,
    QuerySet,
    Subquery,
    TextField,
    Value,
)
from django.db.models.functions import Coalesce, Concat
from prices import Money
from saleor.checkout.models import Checkout, CheckoutLine
from saleor.core.taxes import quantize_price
from saleor.discount import DiscountInfo, DiscountValueType
from saleor.discount.utils import calculate_discounted_price, get_product_discounts
from saleor.order.models import Order, OrderLine
from saleor.product.models import Category, CollectionProduct

from ... import engine
from ..arrays import ArrayOf
from ..contract import ListedPrice, Reading

# 2.10 has no channels; this is the one that Saleor 3.0 makes of such a shop.
CHANNEL = "default-channel"

_FACTS = {
    "variant_pk": F("variant_id"),
    "product_pk": F("variant__product_id"),
    "product_type_pk": F("variant__product__product_type_id"),
    "category_pk": F("variant__product__category_id"),
    "base_amount": Coalesce(
        "variant__price_override_amount", "variant__product__price_amount"
    ),
    "cost_amount": F("variant__cost_price_amount"),
    "categories": ArrayOf(
        Category.objects.filter(
            tree_id=OuterRef("variant__product__category__tree_id"),
            lft__lte=OuterRef("variant__product__category__lft"),
            rght__gte=OuterRef("variant__product__category__rght"),
        )
        .order_by("lft")
        .values("pk"),
        of=IntegerField(),
    ),
    "collections": ArrayOf(
        CollectionProduct.objects.filter(product=OuterRef("variant__product"))
        .order_by("collection_id")
        .values("collection_id"),
        of=IntegerField(),
    ),
}


class CheckoutCart:
    """A checkout, known by its token alone."""

    def __init__(self, token: Any, *, discounts: Sequence[DiscountInfo]) -> None:
        self.name = f"Checkout {token}"
        self.customer = Subquery(Checkout.objects.filter(pk=token).values("user_id"))
        self.currency = settings.DEFAULT_CURRENCY
        self.channel = CHANNEL
        self.line_ids: list[int] = []
        self._token = token
        self._discounts = discounts

    def read_cart(self, entries: QuerySet | None) -> Reading:
        """Read lines, catalogue, price lists and checkout in one query."""
        rows = _read(
            CheckoutLine.objects.filter(checkout_id=self._token),
            entries,
            shipping_price=F("checkout__shipping_method__price_amount"),
            voucher_code=F("checkout__voucher_code"),
        )
        self.line_ids = [row["pk"] for row in rows]
        cart = engine.Cart(
            lines=tuple(_line(row, self._discounts, self.currency) for row in rows),
            shipping_price=(rows[0]["shipping_price"] if rows else None) or Decimal(0),
            has_voucher=bool(rows and rows[0]["voucher_code"]),
        )
        return Reading(cart, _listed_prices(rows))


class DraftOrderCart:
    """An order that staff are still writing."""

    def __init__(self, order: Order, *, discounts: Sequence[DiscountInfo]) -> None:
        self.name = f"Draft order {order.pk}"
        self.customer = order.user_id
        self.currency = order.currency
        self.channel = CHANNEL
        self.line_ids: list[int] = []
        self._order = order
        self._discounts = discounts

    def read_cart(self, entries: QuerySet | None) -> Reading:
        """Read the lines that have a variant, with catalogue and price lists, at once.

        It takes one query.
        """
        rows = _read(
            OrderLine.objects.filter(order_id=self._order.pk, variant__isnull=False),
            entries,
        )
        self.line_ids = [row["pk"] for row in rows]
        cart = engine.Cart(
            lines=tuple(_line(row, self._discounts, self.currency) for row in rows),
            shipping_price=self._order.shipping_price_gross_amount,
            has_voucher=self._order.voucher_id is not None,
        )
        return Reading(cart, _listed_prices(rows))


def _read(lines: QuerySet, entries: QuerySet | None, **more: F) -> list[dict[str, Any]]:
    facts = {**_FACTS, **more}
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
            entries.filter(variant=OuterRef("variant"))
            .order_by()
            .annotate(entry=entry)
            .values("entry"),
            of=TextField(),
        )
    return list(lines.order_by("pk").values("pk", "quantity", **facts))


def _listed_prices(rows: Sequence[dict[str, Any]]) -> tuple[ListedPrice, ...]:
    # Two lines of one variant bring the same entries.
    listed = {
        (row["variant_pk"], entry) for row in rows for entry in row.get("entries", ())
    }
    return tuple(
        ListedPrice(int(pk), str(variant), currency, int(quantity), Decimal(amount))
        for variant, entry in listed
        for pk, currency, quantity, amount in [entry.split()]
    )


def _line(
    row: dict[str, Any], discounts: Sequence[DiscountInfo], currency: str
) -> engine.Line:
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
        quantity=row["quantity"],
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
