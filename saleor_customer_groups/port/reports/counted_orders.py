"""How many of some orders there are, in each currency."""

from collections.abc import Mapping

from django.db.models import Count, QuerySet


def count_by_currency(orders: QuerySet) -> Mapping[str, int]:
    """Return how many of some orders of Saleor's there are, by currency."""
    counted = orders.order_by().values("currency").annotate(number=Count("pk"))
    return dict(counted.values_list("currency", "number"))
