"""Entries of price lists for the goods of a cart."""

from collections.abc import Collection
from functools import cache

from django.contrib.postgres.fields import ArrayField
from django.db.models import F, IntegerField, QuerySet

from ...base.arrays import IsAnyOf
from ...base.kept_queries import KeptQuery, KeptRows, Parameter
from ...contract.carts import ListedPrice


def listed_prices(
    entries: KeptRows | None, variant_ids: Collection[int]
) -> tuple[ListedPrice, ...]:
    """Return the entries for some variants, in one query or none."""
    if entries is None:
        return ()
    return tuple(
        ListedPrice(
            row["price_list_id"],
            str(row["variant_id"]),
            row["currency"],
            row["min_quantity"],
            row["unit_price_amount"],
        )
        for row in _of_variants(entries.rows).rows(
            variants=list(variant_ids), **entries.values
        )
    )


@cache
def _of_variants(entries: QuerySet) -> KeptQuery:
    variants = Parameter("variants", ArrayField(IntegerField()))
    return KeptQuery(
        lambda: entries.filter(IsAnyOf(F("variant_id"), variants)).values(
            "price_list_id",
            "variant_id",
            "currency",
            "min_quantity",
            "unit_price_amount",
        )
    )
