"""What the orders of several audiences come to, in one statement."""

from collections.abc import Sequence
from typing import Any

from django.db import connections, router, transaction

from ...engine.reports.metrics import Sums
from ...models import CustomerTotals, OrderFigures
from ..base.bulk_sql import allow_memory
from .audiences import STAFF, Audience, AudienceKind, Part, everybody
from .scopes import Basis, ReportScope

FIGURES = OrderFigures._meta.db_table
_TOTALS = CustomerTotals._meta.db_table

_AMOUNTS = (
    "listed_amount",
    "discount_amount",
    "increase_amount",
    "goods_amount",
    "costed_amount",
)
_NAMES = (
    "customers",
    "buyers",
    "earlier_buyers",
    "returning_buyers",
    "orders",
    "customer_orders",
    "revenue",
    "customer_revenue",
    "lifetime_amount",
    *_AMOUNTS,
    "margin_amount",
)
_COLUMNS = ", ".join(_NAMES)
_SUMMED = ", ".join(f"{{prefix}}SUM({name}){{suffix}} AS {name}" for name in _AMOUNTS)
_ALL_SUMMED = _SUMMED.format(prefix="COALESCE(", suffix=", 0)")

# Who has bought in the period, and who in the one before.
_BUYERS = f"""
SELECT
  customer_id,
  bool_or(placed_at >= %s) AS is_buyer,
  bool_or(placed_at < %s) AS is_earlier
FROM {FIGURES} figures
WHERE {{since_earlier}} AND customer_id IS NOT NULL
GROUP BY customer_id
"""  # noqa: S608 name of a table

_COUNTED = """
  COUNT(*) FILTER (WHERE is_buyer) AS buyers,
  COUNT(*) FILTER (WHERE is_earlier) AS earlier_buyers,
  COUNT(*) FILTER (WHERE is_buyer AND is_earlier) AS returning_buyers
"""

# Orders of guests, and of members of staff, are nobody's.
_IS_KNOWN = f"(customer_id IS NOT NULL AND customer_id <> ALL({STAFF}))"
_EVERYBODY = f"""
SELECT {_COLUMNS}
FROM (SELECT COUNT(*) AS customers FROM ({{customers}}) customers) customers
CROSS JOIN (
  SELECT {_COUNTED} FROM bought WHERE customer_id <> ALL({STAFF})
) people
CROSS JOIN (
  SELECT
    COUNT(*) AS orders,
    COUNT(*) FILTER (WHERE {_IS_KNOWN}) AS customer_orders,
    COALESCE(SUM(net_amount), 0) AS revenue,
    COALESCE(SUM(net_amount) FILTER (WHERE {_IS_KNOWN}), 0) AS customer_revenue,
    {_ALL_SUMMED},
    SUM(margin_amount) AS margin_amount
  FROM {FIGURES} figures
  WHERE {{in_period}}
) orders
CROSS JOIN (
  SELECT COALESCE(SUM(net_amount), 0) AS lifetime_amount
  FROM {{ever}} WHERE {{in_currency}} AND {_IS_KNOWN}
) lifetime
"""  # noqa: S608 names of tables and columns

# All groups at once: each order is read once, and counts for each group of its
# customer.
_MEMBERS_NOW = f"""
SELECT
  place, customers, buyers, earlier_buyers, returning_buyers,
  COALESCE(orders, 0), COALESCE(orders, 0), COALESCE(revenue, 0), COALESCE(revenue, 0),
  COALESCE(lifetime_amount, 0),
  {", ".join(f"COALESCE({name}, 0)" for name in _AMOUNTS)},
  margin_amount
FROM (
  SELECT places.place, COUNT(members.customer_id) AS customers, {_COUNTED}
  FROM unnest(%s::integer[]) AS places (place)
  LEFT JOIN members USING (place)
  LEFT JOIN bought USING (customer_id)
  GROUP BY places.place
) people
LEFT JOIN (
  SELECT
    place,
    COUNT(*) AS orders,
    SUM(net_amount) AS revenue,
    {_SUMMED.format(prefix="", suffix="")},
    SUM(margin_amount) AS margin_amount
  FROM {FIGURES} figures
  JOIN members USING (customer_id)
  WHERE {{in_period}}
  GROUP BY place
) orders USING (place)
LEFT JOIN (
  SELECT place, SUM(net_amount) AS lifetime_amount
  FROM {{ever}}
  JOIN members USING (customer_id)
  WHERE {{in_currency}}
  GROUP BY place
) lifetime USING (place)
"""  # noqa: S608 names of tables and columns

# What was bought under a group, all erased accounts together being one without a key.
_AT_ORDER = f"""
SELECT
  COUNT(*) FILTER (WHERE is_buyer) AS customers,
  {_COUNTED},
  COALESCE(SUM(orders), 0)::bigint AS orders,
  COALESCE(SUM(orders) FILTER (WHERE is_known), 0)::bigint AS customer_orders,
  COALESCE(SUM(revenue), 0) AS revenue,
  COALESCE(SUM(revenue) FILTER (WHERE is_known), 0) AS customer_revenue,
  COALESCE(SUM(lifetime_amount) FILTER (WHERE is_buyer), 0) AS lifetime_amount,
  {_ALL_SUMMED},
  SUM(margin_amount) AS margin_amount
FROM (
  SELECT
    *, is_known AND orders > 0 AS is_buyer, is_known AND was_earlier AS is_earlier
  FROM (
    SELECT
      {_IS_KNOWN} AS is_known,
      COUNT(*) FILTER (WHERE is_within) AS orders,
      SUM(net_amount) FILTER (WHERE is_within) AS revenue,
      SUM(net_amount) AS lifetime_amount,
      {_SUMMED.format(prefix="", suffix=" FILTER (WHERE is_within)")},
      SUM(margin_amount) FILTER (WHERE is_within) AS margin_amount,
      bool_or(was_earlier) AS was_earlier
    FROM (
      SELECT
        figures.*,
        placed_at >= %s AND placed_at < %s AS is_within,
        placed_at >= %s AND placed_at < %s AS was_earlier
      FROM {FIGURES} figures
      WHERE {{theirs}}
    ) figures
    GROUP BY customer_id
  ) bought
) bought
"""  # noqa: S608 names of tables and columns


def sums_of(audiences: Sequence[Audience], *, scope: ReportScope) -> list[Sums]:
    """Return what the orders of each audience come to, in their order; one query.

    Who joined and left is not among it.
    """
    places: dict[Audience, int] = {}
    for audience in audiences:
        places.setdefault(audience, len(places))
    sql, parameters = _statement(places, scope)
    alias = router.db_for_read(OrderFigures)
    with transaction.atomic(using=alias), connections[alias].cursor() as cursor:
        allow_memory(alias)
        cursor.execute(sql, parameters)
        rows = {place: values for place, *values in cursor.fetchall()}
    return [
        Sums(**dict(zip(_NAMES, rows[places[audience]], strict=True)))
        for audience in audiences
    ]


def in_currency(scope: ReportScope) -> Part:
    """Return the condition that an order among ``figures`` is in currency and channel.

    Saleor 2.10 has no channels, so that every order is in the only one there is.
    """
    sql, parameters = "figures.currency = %s", (scope.currency,)
    if scope.channel is None:
        return sql, parameters
    return f"{sql} AND figures.channel IN (%s, '')", (*parameters, scope.channel)


def in_period(scope: ReportScope) -> Part:
    """Return the condition that an order is in currency, channel and period."""
    sql, parameters = in_currency(scope)
    return (
        f"{sql} AND figures.placed_at >= %s AND figures.placed_at < %s",
        (*parameters, scope.begins_at, scope.ends_at),
    )


def _statement(places: dict[Audience, int], scope: ReportScope) -> Part:
    groups = {
        audience: place
        for audience, place in places.items()
        if audience.kind is not AudienceKind.EVERYBODY
    }
    buyers, parameters = _buyers(scope)
    tables = [f"bought AS MATERIALIZED ({buyers})"]
    parts = []
    if scope.basis is Basis.AT_ORDER:
        parts = [
            _at_order(audience, place, scope) for audience, place in groups.items()
        ]
    elif groups:
        members, of_members = _members(groups, scope)
        tables.append(f"members AS MATERIALIZED ({members})")
        parameters = (*parameters, *of_members)
        parts = [_members_now(list(groups.values()), scope)]
    if (place := places.get(everybody())) is not None:
        parts.append(_everybody(place, scope))
    return (
        f"WITH {', '.join(tables)} {' UNION ALL '.join(sql for sql, _ in parts)}",
        (*parameters, *(each for _, values in parts for each in values)),
    )


def _buyers(scope: ReportScope) -> Part:
    currency, of_currency = in_currency(scope)
    since_earlier = f"{currency} AND placed_at >= %s AND placed_at < %s"
    times = scope.earlier_at, scope.ends_at
    return (
        _BUYERS.format(since_earlier=since_earlier),
        (scope.begins_at, scope.begins_at, *of_currency, *times),
    )


def _members(groups: dict[Audience, int], scope: ReportScope) -> Part:
    parts = [
        (place, *audience.customers(scope.as_of)) for audience, place in groups.items()
    ]
    return (
        " UNION ALL ".join(
            f"SELECT {place} AS place, customer_id FROM ({sql}) theirs"  # noqa: S608
            for place, sql, _ in parts
        ),
        tuple(each for *_, parameters in parts for each in parameters),
    )


def _everybody(place: int, scope: ReportScope) -> Part:
    customers, of_customers = everybody().customers(scope.as_of)
    period, of_period = in_period(scope)
    ever, currency, of_ever = _ever(scope)
    sql = _EVERYBODY.format(
        customers=customers, in_period=period, ever=ever, in_currency=currency
    )
    return (
        f"SELECT {place}, * FROM ({sql}) everybody",  # noqa: S608
        (*of_customers, *of_period, *of_ever),
    )


def _members_now(places: list[int], scope: ReportScope) -> Part:
    period, of_period = in_period(scope)
    ever, currency, of_ever = _ever(scope)
    return (
        _MEMBERS_NOW.format(in_period=period, ever=ever, in_currency=currency),
        (places, *of_period, *of_ever),
    )


def _at_order(audience: Audience, place: int, scope: ReportScope) -> Part:
    currency, of_currency = in_currency(scope)
    theirs, of_theirs = audience.orders(scope)
    sql = _AT_ORDER.format(theirs=f"{currency} AND {theirs}")
    times = scope.begins_at, scope.ends_at, scope.earlier_at, scope.begins_at
    return (
        f"SELECT {place}, * FROM ({sql}) theirs",  # noqa: S608
        (*times, *of_currency, *of_theirs),
    )


def _ever(scope: ReportScope) -> tuple[str, str, tuple[Any, ...]]:
    """Return where all orders ever of customers are, and which of them are meant.

    Totals are summed up already, but for all channels together.
    """
    currency, parameters = in_currency(scope)
    table = _TOTALS if scope.channel is None else FIGURES
    return f"{table} figures", currency, parameters
