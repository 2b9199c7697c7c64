"""What the orders of several audiences come to, in one statement."""

from collections.abc import Sequence
from typing import Any

from django.db import connections, router, transaction

from ...engine.reports.metrics import Sums
from ...models import CustomerTotals, OrderFigures
from ..base.bulk_sql import expect_many_rows
from .audiences import STAFF, Audience, AudienceKind, Part
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
# What one customer has bought, all guests together being one without a key.
_BOUGHT = f"""
SELECT
  customer_id,
  COUNT(*) FILTER (WHERE is_within) AS orders,
  SUM(net_amount) FILTER (WHERE is_within) AS revenue,
  SUM(net_amount) AS lifetime_amount,
  {", ".join(f"SUM({name}) FILTER (WHERE is_within) AS {name}" for name in _AMOUNTS)},
  SUM(margin_amount) FILTER (WHERE is_within) AS margin_amount,
  bool_or(is_earlier) AS is_earlier
FROM (
  SELECT
    figures.*,
    placed_at >= %s AND placed_at < %s AS is_within,
    placed_at >= %s AND placed_at < %s AS is_earlier
  FROM {FIGURES} figures
  WHERE {{conditions}}
) figures
GROUP BY customer_id
"""  # noqa: S608 names of tables and columns

_SUMS = f"""
SELECT
  ({{customers}}) AS customers,
  COUNT(*) FILTER (WHERE is_known AND orders > 0) AS buyers,
  COUNT(*) FILTER (WHERE is_known AND is_earlier) AS earlier_buyers,
  COUNT(*) FILTER (WHERE is_known AND is_earlier AND orders > 0) AS returning_buyers,
  COALESCE(SUM(orders), 0)::bigint AS orders,
  COALESCE(SUM(orders) FILTER (WHERE is_known), 0)::bigint AS customer_orders,
  COALESCE(SUM(revenue), 0) AS revenue,
  COALESCE(SUM(revenue) FILTER (WHERE is_known), 0) AS customer_revenue,
  ({{lifetime}}) AS lifetime_amount,
  {", ".join(f"COALESCE(SUM({name}), 0) AS {name}" for name in _AMOUNTS)},
  SUM(margin_amount) AS margin_amount
FROM (
  SELECT *, customer_id IS NOT NULL AND customer_id <> ALL({STAFF}) AS is_known
  FROM {{bought}} bought
) bought
"""  # noqa: S608 names of tables and columns

_BUYERS = "COUNT(*) FILTER (WHERE is_known AND orders > 0)"
_THEIR_LIFETIME = (
    "COALESCE(SUM(lifetime_amount) FILTER (WHERE is_known AND orders > 0), 0)"
)


def sums_of(audiences: Sequence[Audience], *, scope: ReportScope) -> list[Sums]:
    """Return what the orders of each audience come to, in their order; one query.

    Who joined and left is not among it.
    """
    bought, parameters = _bought(*_since_earlier(scope), scope)
    parts = [_sums(audience, scope) for audience in audiences]
    sql = " UNION ALL ".join(
        f"SELECT {place}, * FROM ({part}) sums"  # noqa: S608
        for place, (part, _) in enumerate(parts)
    )
    alias = router.db_for_read(OrderFigures)
    with transaction.atomic(using=alias), connections[alias].cursor() as cursor:
        expect_many_rows(alias)
        cursor.execute(
            f"WITH everything AS MATERIALIZED ({bought}) {sql}",
            [*parameters, *(each for _, values in parts for each in values)],
        )
        _, *names = (column[0] for column in cursor.description)
        rows = {place: values for place, *values in cursor.fetchall()}
    return [
        Sums(**dict(zip(names, rows[place], strict=True)))
        for place in range(len(audiences))
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


def _since_earlier(scope: ReportScope) -> Part:
    sql, parameters = in_currency(scope)
    return (
        f"{sql} AND figures.placed_at >= %s AND figures.placed_at < %s",
        (*parameters, scope.earlier_at, scope.ends_at),
    )


def _bought(conditions: str, parameters: tuple[Any, ...], scope: ReportScope) -> Part:
    """Return what each customer has bought in orders that meet some conditions."""
    times = scope.begins_at, scope.ends_at, scope.earlier_at, scope.begins_at
    return _BOUGHT.format(conditions=conditions), (*times, *parameters)


def _sums(audience: Audience, scope: ReportScope) -> Part:
    """Return the sums of an audience, of what ``everything`` is."""
    is_group = audience.kind is not AudienceKind.EVERYBODY
    if is_group and scope.basis is Basis.AT_ORDER:
        currency, of_currency = in_currency(scope)
        theirs, of_theirs = audience.orders(scope)
        bought, parameters = _bought(
            f"{currency} AND {theirs}", (*of_currency, *of_theirs), scope
        )
        return (
            _SUMS.format(
                customers=_BUYERS, lifetime=_THEIR_LIFETIME, bought=f"({bought})"
            ),
            parameters,
        )
    customers, of_customers = audience.customers(scope.as_of)
    lifetime, of_lifetime = _lifetime(customers, of_customers, scope)
    bought = "everything"
    of_bought: tuple[Any, ...] = ()
    if is_group:
        bought = f"(SELECT * FROM everything WHERE customer_id IN ({customers}))"  # noqa: S608
        of_bought = of_customers
    return (
        _SUMS.format(
            customers=f"SELECT COUNT(*) FROM ({customers}) customers",  # noqa: S608
            lifetime=lifetime,
            bought=bought,
        ),
        (*of_customers, *of_lifetime, *of_bought),
    )


def _lifetime(
    customers: str, of_customers: tuple[Any, ...], scope: ReportScope
) -> Part:
    """Return what all orders of some customers ever come to."""
    is_theirs = f"customer_id IN ({customers})"
    if scope.channel is None:
        return (
            f"SELECT COALESCE(SUM(net_amount), 0) FROM {_TOTALS}"  # noqa: S608
            f" WHERE currency = %s AND {is_theirs}",
            (scope.currency, *of_customers),
        )
    currency, of_currency = in_currency(scope)
    return (
        f"SELECT COALESCE(SUM(net_amount), 0) FROM {FIGURES} figures"  # noqa: S608
        f" WHERE {currency} AND {is_theirs}",
        (*of_currency, *of_customers),
    )
