"""Which goods Saleor 2.10 can deliver."""

from collections.abc import Collection, Mapping
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db.models import (
    CharField,
    ExpressionWrapper,
    F,
    FloatField,
    IntegerField,
    OuterRef,
    QuerySet,
    Subquery,
    Sum,
    Value,
)
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce, NullIf
from django.utils import timezone
from saleor.core.weight import Weight
from saleor.product.models import ProductVariant
from saleor.warehouse.models import Stock

from .....engine.base.messages import Message
from ....base.arrays import IsAnyOf
from ....base.kept_queries import KeptQuery, Parameter
from ....base.weights import milligrams
from ....contract.carts import GiftVariant


def read_gift_variants(
    variant_ids: Collection[int], *, country: str
) -> dict[int, GiftVariant]:
    """Read whether variants can be given away, in one query.

    :param country: two capital letters.
    """
    found = dict.fromkeys(
        variant_ids, GiftVariant(0, problem=Message("no longer exists"))
    )
    for row in _VARIANTS.rows(variants=list(variant_ids), country=country):
        problem: str = ""
        day = row["publication_date"]
        if not row["is_published"] or (day and day > timezone.now().date()):
            problem = Message("is not published")
        elif row["left"] is None:
            problem = Message("is not sold in {country}", country=country)
        found[row["pk"]] = GiftVariant(
            units=_units(row) if not problem else 0,
            product_id=row["product_id"],
            needs_shipping=row["needs_shipping"],
            weight=milligrams(Weight(g=row["grams"])),
            base_amount=row["base_amount"],
            problem=problem,
        )
    return found


def unit_grams(to_variant: str = "") -> Combinable:
    """Return what a unit weighs: the weight of the variant, its product or its type.

    It is read as a number: Saleor makes an object of each weight, which takes longer
    than reading the row.

    :param to_variant: the path from a row to its variant, empty where it is one.
    """
    given = (
        NullIf(
            ExpressionWrapper(F(f"{to_variant}{of}weight"), FloatField()),
            Value(0.0),
        )
        for of in ("", "product__", "product__product_type__")
    )
    return Coalesce(*given, Value(0.0), output_field=FloatField())


def _variants() -> QuerySet:
    # Calculated as Saleor does when it makes an order, which counts two warehouses with
    # the same quantity once: more than that it would not let through.
    left = (
        Stock.objects.for_country(Parameter("country", CharField()))
        .filter(product_variant=OuterRef("pk"))
        .order_by()
        .values("product_variant")
        .annotate(
            left=Coalesce(Sum("quantity", distinct=True), 0)
            - Coalesce(Sum("allocations__quantity_allocated"), 0)
        )
        .values("left")
    )
    keys = Parameter("variants", ArrayField(IntegerField()))
    return ProductVariant.objects.filter(IsAnyOf(F("pk"), keys)).values(
        "pk",
        "track_inventory",
        "product_id",
        left=Subquery(left),
        is_published=F("product__is_published"),
        publication_date=F("product__publication_date"),
        needs_shipping=F("product__product_type__is_shipping_required"),
        base_amount=Coalesce("price_override_amount", "product__price_amount"),
        grams=unit_grams(),
    )


_VARIANTS = KeptQuery(_variants)


def beside_bought(
    found: Mapping[int, GiftVariant], bought: Mapping[int, int]
) -> dict[int, GiftVariant]:
    """Return the same with what is bought taken off.

    :param bought: units by variant.
    """
    return {
        pk: each._replace(units=max(each.units - bought.get(pk, 0), 0))
        if each.units
        else each
        for pk, each in found.items()
    }


def _units(row: Mapping[str, Any]) -> int | None:
    return max(row["left"], 0) if row["track_inventory"] else None
