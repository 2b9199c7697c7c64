"""Statements that sum up orders for reports (models/evaluation.py)."""

from ...models import CreditNote, OrderFigures, TermsOrder
from .audiences import STAFF

FIGURES = OrderFigures._meta.db_table
# What was written off of orders that were paid early, once for each.
_EARLY = f"""
LEFT JOIN (
  SELECT terms.order_id AS order_key, notes.amount AS early_payment_amount
  FROM {CreditNote._meta.db_table} notes
  JOIN {TermsOrder._meta.db_table} terms ON terms.id = notes.order_id
) early USING (order_key)
"""  # noqa: S608 names of tables

_AMOUNTS = (
    "listed_amount",
    "discount_amount",
    "increase_amount",
    "early_payment_amount",
    "goods_amount",
    "costed_amount",
)
_SUMMED = ", ".join(f"SUM({name}) AS {name}" for name in _AMOUNTS)

_COUNTED = """
  COUNT(*) FILTER (WHERE is_buyer) AS buyers,
  COUNT(*) FILTER (WHERE is_earlier) AS earlier_buyers,
  COUNT(*) FILTER (WHERE is_buyer AND is_earlier) AS returning_buyers
"""

# Orders of guests, and of members of staff, are nobody's.
_IS_KNOWN = f"(customer_id IS NOT NULL AND customer_id <> ALL({STAFF}))"

# Orders of all groups at once, by the codes that they bear. A code may have been that
# of another group before or since.
BY_CODE = f"""
SELECT {{distinct}} codes.place, figures.*
FROM {FIGURES} figures
CROSS JOIN LATERAL unnest(figures.group_codes) AS borne (code)
JOIN unnest(%s::integer[], %s::varchar[], %s::timestamptz[], %s::timestamptz[])
  AS codes (place, code, begins, ends) ON codes.code = borne.code
WHERE {{in_currency}}
  AND figures.group_codes && %s::varchar[]
  AND (codes.begins IS NULL OR figures.placed_at >= codes.begins)
  AND (codes.ends IS NULL OR figures.placed_at < codes.ends)
"""  # noqa: S608 name of a table

AT_ORDER = f"""
SELECT
  place,
  COALESCE(buyers, 0), COALESCE(buyers, 0), COALESCE(earlier_buyers, 0),
  COALESCE(returning_buyers, 0), COALESCE(orders, 0), COALESCE(customer_orders, 0),
  COALESCE(revenue, 0), COALESCE(customer_revenue, 0), COALESCE(lifetime_amount, 0),
  {", ".join(f"COALESCE({name}, 0)" for name in _AMOUNTS)},
  margin_amount
FROM unnest(%s::integer[]) AS places (place)
LEFT JOIN (
  SELECT
    place, {_COUNTED}, SUM(lifetime_amount) FILTER (WHERE is_buyer) AS lifetime_amount
  FROM (
    SELECT
      place,
      SUM(net_amount) AS lifetime_amount,
      bool_or(placed_at >= %s AND placed_at < %s) AS is_buyer,
      bool_or(placed_at >= %s AND placed_at < %s) AS is_earlier
    FROM theirs
    WHERE {_IS_KNOWN}
    GROUP BY place, customer_id
  ) bought
  GROUP BY place
) people USING (place)
LEFT JOIN (
  SELECT
    place,
    COUNT(*) AS orders,
    COUNT(*) FILTER (WHERE {_IS_KNOWN}) AS customer_orders,
    SUM(net_amount) AS revenue,
    SUM(net_amount) FILTER (WHERE {_IS_KNOWN}) AS customer_revenue,
    {_SUMMED},
    SUM(margin_amount) AS margin_amount
  FROM theirs {_EARLY}
  WHERE placed_at >= %s AND placed_at < %s
  GROUP BY place
) orders USING (place)
"""  # noqa: S608 names of tables and columns
