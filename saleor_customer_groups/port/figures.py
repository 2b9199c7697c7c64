"""Orders that count, in one shape for both generations of Saleor."""

from dataclasses import dataclass
from typing import Any

from django.db.models import CharField, F, QuerySet
from django.db.models.functions import Cast

# A statement and its parameters.
Sql = tuple[str, tuple[Any, ...]]

# What was paid is what is there now and what was given back; what was given back takes
# its share of the margin along. The cast is that of the column it is kept in.
_COUNTED = """
SELECT
  orders.order_key,
  orders.customer_id,
  orders.currency,
  orders.placed_at,
  orders.gross_amount,
  COALESCE(money.refunded_amount, 0) AS refunded_amount,
  CAST(
    CASE
      WHEN orders.off_amount = 0 THEN goods.known_amount
      ELSE goods.known_amount
        - LEAST(orders.off_amount, goods.net_amount)
          * goods.known_amount / NULLIF(goods.net_amount, 0)
    END - goods.cost_amount
  AS numeric(20, 3)) AS margin_amount,
  COALESCE(money.paid_amount, 0) >= orders.gross_amount AS is_paid,
  COALESCE(money.refunded_amount, 0) > 0
    AND money.refunded_amount >= orders.gross_amount AS is_refunded
FROM ({orders}) orders
LEFT JOIN (
  SELECT
    order_id,
    SUM(paid_amount) AS paid_amount,
    SUM(refunded_amount) AS refunded_amount
  FROM ({money}) payments
  GROUP BY order_id
) money ON money.order_id = orders.order_id
LEFT JOIN (
  SELECT
    lines.order_id,
    SUM(lines.net_amount) AS net_amount,
    SUM(lines.net_amount) FILTER (
      WHERE COALESCE(frozen.cost_amount, costs.cost_amount) IS NOT NULL
    ) AS known_amount,
    SUM(
      COALESCE(frozen.cost_amount, costs.cost_amount) * lines.quantity
    ) AS cost_amount
  FROM ({lines}) lines
  LEFT JOIN ({frozen}) frozen ON frozen.order_line_id = lines.line_key
  LEFT JOIN ({costs}) costs
    ON costs.variant_id = lines.variant_id AND costs.channel_id = lines.channel_id
  GROUP BY lines.order_id
) goods ON goods.order_id = orders.order_id
"""


@dataclass(frozen=True, slots=True)
class OrderTables:
    """Where a generation of Saleor keeps its orders, with the names asked for here.

    ``orders`` are those that count: ``order_id``, ``order_key``, ``customer_id``,
    ``currency``, ``placed_at``, ``gross_amount`` and ``off_amount``, which is not yet
    taken off their lines. ``money`` are querysets of ``order_id``, ``paid_amount`` and
    ``refunded_amount``. ``lines`` have ``order_id``, ``line_key``, ``variant_id``,
    ``channel_id``, ``quantity`` and ``net_amount``; ``costs`` are those of variants
    now: ``variant_id``, ``channel_id``, ``cost_amount``.
    """

    orders: QuerySet
    money: tuple[QuerySet, ...]
    lines: QuerySet
    costs: QuerySet

    def select(self, frozen_costs: QuerySet) -> Sql:
        """Return the orders that count as a statement; each table is read once.

        :param frozen_costs: what lines of these orders had cost: ``order_line_id``,
            ``cost_amount``, each line once.
        """
        tables = {
            "orders": _sql(self.orders),
            "money": _all_of(self.money),
            "lines": _sql(self.lines),
            "frozen": _sql(frozen_costs),
            "costs": _sql(self.costs),
        }
        sql = _COUNTED.format(**{name: sql for name, (sql, _) in tables.items()})
        return sql, tuple(
            each for _, parameters in tables.values() for each in parameters
        )


def of_orders(rows: QuerySet, orders: QuerySet) -> QuerySet:
    """Return those rows that tell an order by its key in ``order_id``.

    :param orders: of Saleor.
    """
    keys = orders.order_by().annotate(key=Cast(F("pk"), CharField())).values("key")
    return rows.filter(order_id__in=keys)


def _sql(queryset: QuerySet) -> Sql:
    return queryset.order_by().query.sql_with_params()


def _all_of(querysets: tuple[QuerySet, ...]) -> Sql:
    found = [_sql(queryset) for queryset in querysets]
    return (
        " UNION ALL ".join(sql for sql, _ in found),
        tuple(each for _, parameters in found for each in parameters),
    )
