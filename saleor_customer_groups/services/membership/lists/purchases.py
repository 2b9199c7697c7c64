"""What customers have bought, for lists of them."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from django.db.models import Count, Sum

from ....models import CustomerTotals, OrderFigures

YEAR = timedelta(days=365)
MONTH = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Purchases:
    """What the orders of a customer in one currency come to, less what was refunded.

    ``year_amount`` and ``year_orders`` cover the last 365 days.
    """

    currency: str
    year_amount: Decimal
    year_orders: int
    total_amount: Decimal
    orders: int
    last_order_at: datetime


def purchases_of(
    customer_ids: Collection[int], *, now: datetime
) -> Mapping[int, list[Purchases]]:
    """Return what customers have bought, the currency of most orders first.

    Two queries, however many customers there are.
    """
    since = now - YEAR
    recent = {
        (row["customer_id"], row["currency"]): row
        for row in OrderFigures.objects.filter(
            customer_id__in=customer_ids, placed_at__gte=since
        )
        .order_by()
        .values("customer_id", "currency")
        .annotate(amount=Sum("net_amount"), number=Count("pk"))
    }
    found: dict[int, list[Purchases]] = defaultdict(list)
    totals = CustomerTotals.objects.filter(customer__in=customer_ids)
    for row in totals.order_by("-orders", "currency"):
        last = recent.get((row.customer_id, row.currency))
        found[row.customer_id].append(
            Purchases(
                currency=row.currency,
                year_amount=last["amount"] if last else Decimal(0),
                year_orders=last["number"] if last else 0,
                total_amount=row.net_amount,
                orders=row.orders,
                last_order_at=row.last_order_at,
            )
        )
    return found


def months_between(start: datetime, end: datetime) -> int:
    """Return how many whole months of 30 days lie between two moments, at least 0."""
    return max((end - start) // MONTH, 0)
