"""Entries of price lists for the goods of a cart."""

from collections.abc import Callable, Collection
from functools import cache

from django.contrib.postgres.fields import ArrayField
from django.db.models import F, IntegerField, QuerySet
from django.db.models.expressions import Combinable

from ...base.arrays import IsAnyOf
from ...base.kept_queries import KeptQuery, KeptRows, Parameter
from ...contract.carts import ListedPrice


def listed_prices(
    entries: KeptRows | None, variant_ids: Collection[int], *, units: int
) -> tuple[ListedPrice, ...]:
    """Return the entries for some variants, in one query or none.

    :param units: how many are bought at most in one cart.
    """
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
            variants=list(variant_ids), units=units, **entries.values
        )
    )


@cache
def _of_variants(entries: Callable[[Combinable], QuerySet]) -> KeptQuery:
    variants = Parameter("variants", ArrayField(IntegerField()))
    units = Parameter("units", IntegerField())
    return KeptQuery(
        lambda: (
            entries(units)
            .filter(IsAnyOf(F("variant_id"), variants))
            .order_by()
            .values(
                "price_list_id",
                "variant_id",
                "currency",
                "min_quantity",
                "unit_price_amount",
            )
        )
    )
