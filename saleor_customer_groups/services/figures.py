"""Figures of orders: kept by events, made anew each night (models/segments.py)."""

from collections.abc import Collection
from functools import cache
from typing import Any

from django.db import connection, transaction
from django.db.models import Max

from .. import port
from ..models import AppliedBenefit, CustomerRevenue, OrderFigures
from .mass_rows import use_more_memory

# Before it in a lock's key: the customer's primary key.
_LOCK = 0x6367_6F66

# So many customers are refreshed at once, each with a lock of their own.
_BATCH = 1000

_COLUMNS = (
    "order_key",
    "customer_id",
    "currency",
    "placed_at",
    "gross_amount",
    "refunded_amount",
    "net_amount",
    "margin_amount",
    "is_paid",
    "is_refunded",
)

_NAMES = {
    "figures": OrderFigures._meta.db_table,
    "revenues": CustomerRevenue._meta.db_table,
    "columns": ", ".join(_COLUMNS),
    "counted": "SELECT *, gross_amount - refunded_amount AS net_amount",
    "changes": ", ".join(f"{name} = excluded.{name}" for name in _COLUMNS[1:]),
    "kept": ", ".join(f"figures.{name}" for name in _COLUMNS),
    "new": ", ".join(f"excluded.{name}" for name in _COLUMNS),
    "recounted": ", ".join(f"counted.{name}" for name in _COLUMNS),
}


def _named(sql: str) -> str:
    return sql.format(**_NAMES)


_LOCK_CUSTOMERS = """
SELECT pg_advisory_xact_lock(%s, customers.id)
FROM (SELECT DISTINCT id FROM unnest(%s::integer[]) AS id ORDER BY id) customers
"""

_REFRESH = _named("""
WITH wanted AS (SELECT unnest(%s::integer[]) AS customer_id),
counted AS ({counted} FROM ({{orders}}) orders),
gone AS (
  DELETE FROM {figures} figures
  WHERE figures.customer_id = ANY(%s::integer[])
    AND figures.order_key NOT IN (SELECT order_key FROM counted)
),
kept AS (
  INSERT INTO {figures} AS figures ({columns})
  SELECT {columns} FROM counted
  ON CONFLICT (order_key) DO UPDATE SET {changes}
  WHERE ({kept}) IS DISTINCT FROM ({new})
)
SELECT DISTINCT figures.customer_id
FROM counted
JOIN {figures} figures ON figures.order_key = counted.order_key
WHERE figures.customer_id <> counted.customer_id
""")

_REFRESH_REVENUES = _named("""
WITH summed AS (
  SELECT customer_id, currency, SUM(net_amount) AS net_amount
  FROM {figures}
  WHERE customer_id = ANY(%s::integer[])
  GROUP BY customer_id, currency
),
gone AS (
  DELETE FROM {revenues} revenues
  WHERE customer_id = ANY(%s::integer[])
    AND (customer_id, currency) NOT IN (SELECT customer_id, currency FROM summed)
)
INSERT INTO {revenues} AS revenues (customer_id, currency, net_amount)
SELECT customer_id, currency, net_amount FROM summed
ON CONFLICT (customer_id, currency) DO UPDATE SET net_amount = excluded.net_amount
WHERE revenues.net_amount <> excluded.net_amount
""")

# What belongs to a customer lies together, as runs read it batch by batch.
_FILL = _named("""
INSERT INTO {figures} ({columns})
SELECT {columns} FROM ({counted} FROM ({{orders}}) orders) counted
ORDER BY customer_id
ON CONFLICT DO NOTHING
""")

_FILL_REVENUES = _named("""
INSERT INTO {revenues} (customer_id, currency, net_amount)
SELECT customer_id, currency, SUM(net_amount)
FROM {figures}
GROUP BY customer_id, currency
ON CONFLICT DO NOTHING
""")

_CHANGED = _named("""
SELECT array_agg(DISTINCT customer_id)
FROM (
  SELECT unnest(ARRAY[counted.customer_id, figures.customer_id]) AS customer_id
  FROM ({counted} FROM ({{orders}}) orders) counted
  FULL JOIN {figures} figures ON figures.order_key = counted.order_key
  WHERE ({kept}) IS DISTINCT FROM ({recounted})
  UNION ALL
  SELECT COALESCE(summed.customer_id, revenues.customer_id)
  FROM (
    SELECT customer_id, currency, SUM(net_amount) AS net_amount
    FROM {figures}
    GROUP BY customer_id, currency
  ) summed
  FULL JOIN {revenues} revenues
    ON revenues.customer_id = summed.customer_id
    AND revenues.currency = summed.currency
  WHERE revenues.net_amount IS DISTINCT FROM summed.net_amount
) changed
WHERE customer_id IS NOT NULL
""")

_TABLES = _named("{figures}, {revenues}")


@transaction.atomic
def refresh_figures(customer_ids: Collection[int]) -> list[int]:
    """Bring the figures of some customers' orders up to date.

    What is unchanged is not written. One refresh of a customer waits for another, so
    that the last one has seen all that was done before it.

    :param customer_ids: some thousand at most.
    :returns: other customers, from whom orders were taken and given to these.
    """
    customers = list(customer_ids)
    orders, parameters = _orders_of_some()
    with connection.cursor() as cursor:
        cursor.execute(_LOCK_CUSTOMERS, [_LOCK, customers])
        cursor.execute(
            _REFRESH.format(orders=orders), [customers, *parameters, customers]
        )
        others = [pk for (pk,) in cursor.fetchall()]
        cursor.execute(_REFRESH_REVENUES, [customers, customers])
        return others


def rebuild_figures() -> int:
    """Bring the figures of all orders up to date.

    Compares all of them in one statement and refreshes the customers whose orders have
    others, so that what events do beside it is not undone.

    :returns: how many customers that were.
    """
    orders, parameters = port.counted_orders(_frozen_costs())
    if not OrderFigures.objects.exists():
        with transaction.atomic(), connection.cursor() as cursor:
            use_more_memory()
            cursor.execute(_FILL.format(orders=orders), parameters)
            cursor.execute(_FILL_REVENUES)
            # What is planned without knowing of so many rows takes for ever.
            cursor.execute(f"ANALYZE {_TABLES}")
    with transaction.atomic(), connection.cursor() as cursor:
        use_more_memory()
        cursor.execute(_CHANGED.format(orders=orders), parameters)
        customers = cursor.fetchone()[0] or []
    for start in range(0, len(customers), _BATCH):
        refresh_figures(customers[start : start + _BATCH])
    return len(customers)


@cache
def _orders_of_some() -> tuple[str, tuple[Any, ...]]:
    """Return the orders of the ``wanted``, put into words once: that takes a while."""
    return port.counted_orders(_frozen_costs(), "SELECT customer_id FROM wanted")


def _frozen_costs() -> Any:
    """Return what lines of orders had cost when they were sold, each line once."""
    known = AppliedBenefit.objects.filter(cost_amount__isnull=False)
    return (
        known.exclude(order_line_id="")
        .order_by()
        .values("order_line_id")
        .annotate(cost_amount=Max("cost_amount"))
    )
