"""What the members of groups have bought."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db import connections, router
from django.db.models import Count, Sum

from ...models import Membership, OrderFigures
from ..base.bulk_sql import as_array
from ..membership.default_members import default_members
from ..membership.lists.purchases import YEAR

# As ``current_members.current``.
_REVENUE = f"""
SELECT group_id, currency, SUM(amount), SUM(orders)::integer
FROM {Membership._meta.db_table}
JOIN (
  SELECT customer_id, currency, SUM(net_amount) AS amount, COUNT(*) AS orders
  FROM {OrderFigures._meta.db_table}
  WHERE placed_at >= %s AND customer_id IS NOT NULL
  GROUP BY customer_id, currency
) bought USING (customer_id)
WHERE group_id = ANY(%s::integer[])
  AND (until IS NULL OR until > %s OR by_rule OR by_default)
GROUP BY group_id, currency
"""  # noqa: S608 names of tables


@dataclass(frozen=True, slots=True)
class Revenue:
    """What orders in one currency come to, less what was refunded."""

    currency: str
    amount: Decimal
    orders: int


def revenue_of_groups(
    group_ids: Collection[int], *, now: datetime
) -> Mapping[int, list[Revenue]]:
    """Return what the orders of each group's members of the last 365 days come to.

    Members are those of now; an order counts in each group of its customer. The
    currency of most orders comes first. The number of queries does not depend on the
    number of groups.
    """
    sums: dict[tuple[int, str], tuple[Decimal, int]] = {}
    with connections[router.db_for_read(Membership)].cursor() as cursor:
        cursor.execute(_REVENUE, [now - YEAR, as_array(group_ids), now])
        for group_id, currency, amount, orders in cursor.fetchall():
            sums[group_id, currency] = amount, orders
    default = default_members(now=now)
    if default.group_id in group_ids:
        recent = OrderFigures.objects.filter(
            placed_at__gte=now - YEAR, customer_id__in=default.customers.values("pk")
        )
        for row in (
            recent.order_by()
            .values("currency")
            .annotate(amount=Sum("net_amount"), orders=Count("pk"))
        ):
            key = default.group_id, row["currency"]
            amount, orders = sums.get(key, (Decimal(0), 0))
            sums[key] = amount + row["amount"], orders + row["orders"]
    found: dict[int, list[Revenue]] = defaultdict(list)
    for (group_id, currency), (amount, orders) in sums.items():
        found[group_id].append(Revenue(currency, amount, orders))
    for each in found.values():
        each.sort(key=lambda revenue: (-revenue.orders, revenue.currency))
    return found
