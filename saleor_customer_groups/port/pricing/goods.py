"""Goods of the catalogue, and what price lists say of them, read in one query.

This is what both generations of Saleor store under the same names; the rest is in each
of them.
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.db.models import F, IntegerField, OuterRef, QuerySet, TextField, Value
from django.db.models.functions import Concat
from saleor.product.models import Category, CollectionProduct

from ... import engine
from ..base.arrays import ArrayOf
from ..contract.carts import ListedPrice


def goods_facts(to: str, entries: QuerySet | None) -> dict[str, Any]:
    """Return the expressions that read goods, for ``values`` of a queryset.

    :param to: the path from a row to its variant followed by two underscores, empty if
        the row is a variant.
    :param entries: of the price lists that count, None if none does.
    """
    facts = {
        "variant_pk": F(f"{to}id"),
        "product_pk": F(f"{to}product_id"),
        "product_type_pk": F(f"{to}product__product_type_id"),
        "category_pk": F(f"{to}product__category_id"),
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
            entries.filter(variant=OuterRef(f"{to}id"))
            .order_by()
            .annotate(entry=entry)
            .values("entry"),
            of=TextField(),
        )
    return facts


def listed_prices(rows: Sequence[Mapping[str, Any]]) -> tuple[ListedPrice, ...]:
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


def goods_line(row: Mapping[str, Any], **more: Any) -> engine.Line:
    """Return the goods in one row as a line for the engine.

    :param more: the other fields of ``engine.Line``.
    """
    return engine.Line(
        variant=str(row["variant_pk"]),
        product=str(row["product_pk"]),
        product_type=str(row["product_type_pk"]),
        categories=frozenset(map(str, row["categories"])),
        collections=frozenset(map(str, row["collections"])),
        **more,
    )
