"""Figures of orders: kept by events, made again each night (models/evaluation.py)."""

from collections.abc import Collection, Iterable
from functools import cache
from typing import Any

from django.db import connection, transaction
from django.db.models import Max, Q, Sum

from ... import port
from ...models import AppliedBenefit, CustomerTotals, OrderFigures
from ..base.bulk_sql import as_array, expect_many_rows
from ..base.transactions.locks import lock_membership_changes
from ..membership.history.order_groups import group_codes
from ..membership.lists.by_revenue import (
    forget_revenue,
    record_all_revenue,
    update_of_revenue,
)

# The first half of the key of a lock; the customer's primary key is the other.
_LOCK = 0x6367_6F66

# The same for an order of a guest; the hash of its primary key is the other half.
_LOCK_OF_GUESTS = 0x6367_6F67

# How many customers are refreshed at once, each with a lock of their own.
_BATCH = 1000

# If more customers than this have other figures, most have none yet: no night has
# passed since the first events.
_MAX_REFRESHED = 50_000

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
    "channel",
    "group_codes",
    "tax_amount",
    "gift_card_amount",
    "goods_amount",
    "costed_amount",
    "listed_amount",
    "discount_amount",
    "increase_amount",
)

# What the totals of a customer in a currency are, beside those two.
_SUMS = {
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
    "columns": ", ".join(_COLUMNS),
    "sums": ", ".join(_SUMS),
    "counted": "SELECT *, gross_amount - refunded_amount AS net_amount,"
    f" {group_codes('orders')} AS group_codes",
    "summed": "SELECT customer_id, currency, "
    + ", ".join(f"{sql} AS {name}" for name, sql in _SUMS.items()),
    "changes": _assigned(_COLUMNS[1:]),
    "changes_of_sums": _assigned(_SUMS),
    "kept": _of("figures", _COLUMNS),
    "kept_sums": _of("totals", _SUMS),
    "new": _of("excluded", _COLUMNS),
    "new_sums": _of("excluded", _SUMS),
    "recounted": _of("counted", _COLUMNS),
    "recounted_sums": _of("summed", _SUMS),
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

_LOCK_ORDERS = """
SELECT pg_advisory_xact_lock(%s, orders.key)
FROM (
  SELECT DISTINCT hashtext(key) AS key FROM unnest(%s::varchar[]) AS key ORDER BY key
) orders
"""

# An order that a customer got meanwhile is theirs.
_REFRESH_GUESTS = _named("""
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

_REFRESH_TOTALS = _named("""
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
_FILL = _named("""
INSERT INTO {figures} ({columns})
SELECT {columns} FROM ({counted} FROM ({{orders}}) orders) counted
ORDER BY customer_id
ON CONFLICT DO NOTHING
""")

_FILL_TOTALS = _named("""
INSERT INTO {totals} (customer_id, currency, {sums})
{summed} FROM {figures}
WHERE customer_id IS NOT NULL
GROUP BY customer_id, currency
ON CONFLICT DO NOTHING
""")

# Of guests only some: there may be an order of one for each of a million customers.
_CHANGED = _named("""
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
  FROM ({counted} FROM ({{orders}}) orders) counted
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

_TABLES = _named("{figures}, {totals}")


@transaction.atomic(savepoint=False)
def refresh_figures(customer_ids: Collection[int]) -> list[int]:
    """Bring the figures of some customers' orders up to date.

    What is unchanged is not written. Two refreshes of a customer run one after the
    other, so that the last one sees all changes.

    :param customer_ids: some thousand at most.
    :returns: other customers, whose orders have been given to these. Their figures are
        brought up to date, too.
    """
    customers = as_array(customer_ids)
    orders, parameters = _orders_of_some()
    with connection.cursor() as cursor:
        cursor.execute(_LOCK_CUSTOMERS, [_LOCK, customers])
        cursor.execute(
            _REFRESH.format(orders=orders), [customers, *parameters, customers]
        )
        others = [pk for (pk,) in cursor.fetchall()]
        sum_up(customer_ids)
    return [*others, *refresh_figures(others)] if others else []


@transaction.atomic(savepoint=False)
def refresh_orders(order_keys: Collection[str]) -> None:
    """Bring the figures of some orders of guests up to date.

    What is unchanged is not written. If a customer has one of them, or had it until
    now, the figures of all their orders are brought up to date.

    :param order_keys: some thousand primary keys of orders at most, as text.
    """
    keys = list(order_keys)
    had = OrderFigures.objects.filter(order_key__in=keys, customer_id__isnull=False)
    if owners := sorted(set(had.values_list("customer_id", flat=True))):
        lock_membership_changes(alone=False)
        refresh_figures(owners)
    orders, parameters = _orders_of_guests()
    with connection.cursor() as cursor:
        cursor.execute(_LOCK_ORDERS, [_LOCK_OF_GUESTS, keys])
        cursor.execute(_REFRESH_GUESTS.format(orders=orders), [keys, *parameters, keys])


def sum_up(customer_ids: Collection[int]) -> None:
    """Bring the totals of some customers up to date with the figures of their orders.

    Their memberships follow. What is unchanged is not written.
    """
    customers = as_array(customer_ids)
    with connection.cursor() as cursor:
        cursor.execute(_REFRESH_TOTALS, [customers] * 3)


def rebuild_figures() -> int:
    """Bring the figures of all orders up to date.

    It compares all of them in one statement and refreshes only the customers whose
    figures differ, and such orders of guests, so that what events do meanwhile is not
    undone. Each batch commits: where it is killed, the next night does the rest.

    :returns: how many customers and orders of guests were refreshed.
    """
    if not OrderFigures.objects.exists():
        _fill()
    customers, guest_orders = _changed()
    if max(len(customers), len(guest_orders)) > _MAX_REFRESHED:
        _fill()
        customers, guest_orders = _changed()
    for start in range(0, len(customers), _BATCH):
        with transaction.atomic():
            lock_membership_changes(alone=False)
            refresh_figures(customers[start : start + _BATCH])
    refreshed = len(customers)
    while guest_orders:
        for start in range(0, len(guest_orders), _BATCH):
            refresh_orders(guest_orders[start : start + _BATCH])
        refreshed += len(guest_orders)
        if len(guest_orders) <= _MAX_REFRESHED:
            break
        _, guest_orders = _changed()
    record_all_revenue()
    return refreshed


@transaction.atomic
def _fill() -> None:
    """Make the figures of orders that have none; others are left as they are."""
    orders, parameters = port.counted_orders(_frozen_lines())
    expect_many_rows()
    with connection.cursor() as cursor:
        cursor.execute(_FILL.format(orders=orders), parameters)
        if not cursor.rowcount:
            return
        cursor.execute(_FILL_TOTALS)
        forget_revenue()
        # Statements planned without statistics about so many rows take for ever.
        cursor.execute(f"ANALYZE {_TABLES}")


@transaction.atomic
def _changed() -> tuple[list[int], list[str]]:
    """Return whose stored figures or totals differ from the orders.

    :returns: customers, and orders of guests: one more than is refreshed at a time
        stands for any number.
    """
    orders, parameters = port.counted_orders(_frozen_lines())
    expect_many_rows()
    with connection.cursor() as cursor:
        cursor.execute(
            _CHANGED.format(orders=orders), [*parameters, _MAX_REFRESHED + 1]
        )
        customers, guest_orders = cursor.fetchone()
        return customers or [], guest_orders or []


@cache
def _orders_of_some() -> tuple[str, tuple[Any, ...]]:
    """Return SQL for the orders of the ``wanted``, built once: that takes a while."""
    return port.counted_orders(
        _frozen_lines(), customer_ids="SELECT customer_id FROM wanted"
    )


@cache
def _orders_of_guests() -> tuple[str, tuple[Any, ...]]:
    """Return SQL for those orders among the ``wanted`` that belong to no customer."""
    return port.counted_orders(
        _frozen_lines(), guest_orders="SELECT order_key FROM wanted"
    )


def _frozen_lines() -> Any:
    """Return what was recorded of lines of orders when they were sold, each once.

    What promotions took off shipping is about no line.
    """
    return (
        AppliedBenefit.objects.exclude(order_line_id="")
        .order_by()
        .values("order_line_id")
        .annotate(
            cost_amount=Max("cost_amount"),
            list_price_amount=Max("list_price_amount"),
            discount_amount=-Sum("amount", filter=Q(amount__lt=0)),
            increase_amount=Sum("amount", filter=Q(amount__gt=0)),
        )
    )
