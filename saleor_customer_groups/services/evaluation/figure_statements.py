"""Statements that keep the figures of orders (models/evaluation.py)."""

from collections.abc import Iterable

from ...models import CustomerTotals, OrderFigures
from ..membership.history.order_groups import group_codes
from ..membership.lists.by_revenue import update_of_revenue

COLUMNS = (
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
    "channel",
    "group_codes",
    "tax_amount",
    "gift_card_amount",
    "goods_amount",
    "costed_amount",
    "listed_amount",
    "discount_amount",
    "increase_amount",
    "line_variants",
    "line_units",
    "line_amounts",
    "line_costs",
    "line_keys",
    "line_share",
)

# What the totals of a customer in a currency are, beside those two.
SUMS = {
    "orders": "COUNT(*)",
    "paid_orders": "COUNT(*) FILTER (WHERE is_paid)",
    "refunded_orders": "COUNT(*) FILTER (WHERE is_refunded)",
    "gross_amount": "SUM(gross_amount)",
    "refunded_amount": "SUM(refunded_amount)",
    "net_amount": "SUM(net_amount)",
    "margin_amount": "SUM(margin_amount)",
    "first_order_at": "MIN(placed_at)",
    "last_order_at": "MAX(placed_at)",
}


def _of(table: str, columns: Iterable[str]) -> str:
    return ", ".join(f"{table}.{name}" for name in columns)


def _assigned(columns: Iterable[str]) -> str:
    return ", ".join(f"{name} = excluded.{name}" for name in columns)


_NAMES = {
    "figures": OrderFigures._meta.db_table,
    "totals": CustomerTotals._meta.db_table,
    "columns": ", ".join(COLUMNS),
    "sums": ", ".join(SUMS),
    "counted": "SELECT *, gross_amount - refunded_amount AS net_amount,"
    f" {group_codes('orders')} AS group_codes",
    "summed": "SELECT customer_id, currency, "
    + ", ".join(f"{sql} AS {name}" for name, sql in SUMS.items()),
    "changes": _assigned(COLUMNS[1:]),
    "changes_of_sums": _assigned(SUMS),
    "kept": _of("figures", COLUMNS),
    "kept_sums": _of("totals", SUMS),
    "new": _of("excluded", COLUMNS),
    "new_sums": _of("excluded", SUMS),
    "recounted": _of("counted", COLUMNS),
    "recounted_sums": _of("summed", SUMS),
}


def _named(sql: str) -> str:
    return sql.format(**_NAMES)


LOCK_CUSTOMERS = """
SELECT pg_advisory_xact_lock(%s, customers.id)
FROM (SELECT DISTINCT id FROM unnest(%s::integer[]) AS id ORDER BY id) customers
"""

REFRESH = _named("""
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

LOCK_ORDERS = """
SELECT pg_advisory_xact_lock(%s, orders.key)
FROM (
  SELECT DISTINCT hashtext(key) AS key FROM unnest(%s::varchar[]) AS key ORDER BY key
) orders
"""

# An order that a customer got meanwhile is theirs.
REFRESH_GUESTS = _named("""
WITH wanted AS (SELECT unnest(%s::varchar[]) AS order_key),
counted AS ({counted} FROM ({{orders}}) orders),
gone AS (
  DELETE FROM {figures} figures
  WHERE figures.order_key = ANY(%s::varchar[])
    AND figures.customer_id IS NULL
    AND figures.order_key NOT IN (SELECT order_key FROM counted)
)
INSERT INTO {figures} AS figures ({columns})
SELECT {columns} FROM counted
ON CONFLICT (order_key) DO UPDATE SET {changes}
WHERE figures.customer_id IS NULL AND ({kept}) IS DISTINCT FROM ({new})
""")

REFRESH_TOTALS = _named("""
WITH wanted AS (SELECT unnest(%s::integer[]) AS customer_id),
summed AS (
  {summed} FROM {figures}
  WHERE customer_id = ANY(%s::integer[])
  GROUP BY customer_id, currency
),
gone AS (
  DELETE FROM {totals} totals
  WHERE customer_id = ANY(%s::integer[])
    AND (customer_id, currency) NOT IN (SELECT customer_id, currency FROM summed)
),
kept AS (
  INSERT INTO {totals} AS totals (customer_id, currency, {sums})
  SELECT * FROM summed
  ON CONFLICT (customer_id, currency) DO UPDATE SET {changes_of_sums}
  WHERE ({kept_sums}) IS DISTINCT FROM ({new_sums})
)
""") + update_of_revenue("wanted", totals="summed")

# Rows of a customer are stored together, as runs read them batch by batch.
FILL = _named("""
INSERT INTO {figures} ({columns})
SELECT {columns} FROM ({counted} FROM ({{orders}}) orders) counted
ORDER BY customer_id
ON CONFLICT DO NOTHING
""")

FILL_TOTALS = _named("""
INSERT INTO {totals} (customer_id, currency, {sums})
{summed} FROM {figures}
WHERE customer_id IS NOT NULL
GROUP BY customer_id, currency
ON CONFLICT DO NOTHING
""")

# Of guests only some: there may be an order of one for each of a million customers.
# With an offset the orders are read by themselves, which several processes do.
CHANGED = _named("""
WITH changed AS MATERIALIZED (
  SELECT
    counted.customer_id,
    figures.customer_id AS other_id,
    CASE
      WHEN counted.order_key IS NOT NULL AND counted.customer_id IS NULL
        THEN counted.order_key
      WHEN figures.order_key IS NOT NULL AND figures.customer_id IS NULL
        THEN figures.order_key
    END AS guest_order
  FROM ({counted} FROM ({{orders}}) orders OFFSET 0) counted
  FULL JOIN {figures} figures ON figures.order_key = counted.order_key
  WHERE ({kept}) IS DISTINCT FROM ({recounted})
  UNION ALL
  SELECT COALESCE(summed.customer_id, totals.customer_id), NULL, NULL
  FROM (
    {summed} FROM {figures} WHERE customer_id IS NOT NULL GROUP BY customer_id, currency
  ) summed
  FULL JOIN {totals} totals
    ON totals.customer_id = summed.customer_id
    AND totals.currency = summed.currency
  WHERE ({kept_sums}) IS DISTINCT FROM ({recounted_sums})
)
SELECT
  (
    SELECT array_agg(DISTINCT found.customer_id)
    FROM changed, unnest(ARRAY[customer_id, other_id]) AS found (customer_id)
    WHERE found.customer_id IS NOT NULL
  ),
  (
    SELECT array_agg(guest_order)
    FROM (
      SELECT guest_order FROM changed WHERE guest_order IS NOT NULL LIMIT %s
    ) some_of_them
  )
""")

TABLES = _named("{figures}, {totals}")
