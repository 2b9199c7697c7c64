"""Memberships in the order of revenue (models/membership.py).

Totals and memberships change under one lock (``services/base/transactions/locks.py``).
So a stored revenue is always right: it changes together with the totals.
"""

from collections.abc import Collection

from django.db import connection, transaction

from ....models import CustomerTotals, Membership
from ...base.bulk_sql import Known, as_array, ends_of, expect_many_rows
from ...base.transactions.locks import lock_membership_changes

_MEMBERSHIPS = Membership._meta.db_table
_TOTALS = CustomerTotals._meta.db_table

# How many customers have their revenue set at once.
_BATCH = 20_000

_REVENUE = """
  CASE WHEN COUNT(currency) < 2 THEN COALESCE(MIN(currency), '') END
    AS revenue_currency,
  CASE WHEN COUNT(currency) < 2 THEN COALESCE(SUM(net_amount), 0) END
    AS net_revenue
"""

# For memberships that begin.
REVENUE = Known(
    ("revenue_currency", "net_revenue"),
    f"SELECT {_REVENUE} FROM {_TOTALS} WHERE customer_id = customers.id",  # noqa: S608
)

_DIFFERS_FROM = "(members.revenue_currency, members.net_revenue) IS DISTINCT FROM"


def update_of_revenue(customers: str, totals: str = _TOTALS) -> str:
    """Return the statement that sets the revenue of some customers' memberships.

    What is unchanged is not written.

    :param customers: what to read their ``customer_id`` from.
    :param totals: what to read their totals from.
    """
    return f"""
UPDATE {_MEMBERSHIPS} members
SET revenue_currency = revenue.revenue_currency, net_revenue = revenue.net_revenue
FROM ({_revenue_of(customers, totals)}) revenue
WHERE members.customer_id = revenue.customer_id
  AND {_DIFFERS_FROM} (revenue.revenue_currency, revenue.net_revenue)
"""  # noqa: S608 names of tables


def record_revenue(customer_ids: Collection[int]) -> None:
    """Set the revenue of these customers' memberships, under the lock of the caller."""
    if customer_ids:
        with connection.cursor() as cursor:
            cursor.execute(_UPDATE, [as_array(customer_ids), *ends_of(customer_ids)])


def record_all_revenue() -> None:
    """Set the revenue of all memberships whose stored one is missing or wrong."""
    with transaction.atomic(), connection.cursor() as cursor:
        expect_many_rows(of_all=True)
        cursor.execute(_WITH_ANOTHER)
        customers = cursor.fetchone()[0] or []
    for start in range(0, len(customers), _BATCH):
        with transaction.atomic():
            lock_membership_changes()
            record_revenue(customers[start : start + _BATCH])
    if len(customers) > _BATCH:
        with connection.cursor() as cursor:
            cursor.execute(f"ANALYZE {_MEMBERSHIPS}")


def forget_revenue() -> None:
    """Forget the revenue of all memberships: it is looked up until it is set again."""
    known = Membership.objects.filter(net_revenue__isnull=False)
    known.update(revenue_currency=None, net_revenue=None)


def _revenue_of(customers: str, totals: str) -> str:
    return f"""
SELECT customer_id, {_REVENUE}
FROM {customers}
LEFT JOIN {totals} totals USING (customer_id)
GROUP BY customer_id
"""  # noqa: S608 names of tables


_UPDATE = update_of_revenue(
    "unnest(%s::integer[]) AS customers (customer_id)",
    f"(SELECT * FROM {_TOTALS} WHERE customer_id BETWEEN %s AND %s)",  # noqa: S608
)

_WITH_ANOTHER = f"""
SELECT array_agg(DISTINCT customer_id)
FROM {_MEMBERSHIPS} members
JOIN (
  {_revenue_of(f"(SELECT DISTINCT customer_id FROM {_MEMBERSHIPS}) every", _TOTALS)}
) revenue USING (customer_id)
WHERE {_DIFFERS_FROM} (revenue.revenue_currency, revenue.net_revenue)
"""  # noqa: S608 names of tables
