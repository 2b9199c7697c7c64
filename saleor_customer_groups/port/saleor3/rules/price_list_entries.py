"""Entries of price lists for the goods of a cart."""

from collections.abc import Collection

from django.db.models import QuerySet

from ...contract.carts import ListedPrice


def listed_prices(
    entries: QuerySet | None, variant_ids: Collection[int]
) -> tuple[ListedPrice, ...]:
    """Return the entries for some variants, in one query or none."""
    if entries is None:
        return ()
    rows = entries.filter(variant__in=variant_ids).values_list(
        "price_list_id", "variant_id", "currency", "min_quantity", "unit_price_amount"
    )
    return tuple(
        ListedPrice(pk, str(variant), currency, quantity, amount)
        for pk, variant, currency, quantity, amount in rows
    )
