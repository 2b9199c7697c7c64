"""The tables of a group's report by month and by customer."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.contrib.auth import get_user_model
from django.db import connections, router

from ...engine.money import round_amount
from ...models import Membership, OrderFigures
from .audiences import Audience
from .joined_and_left import members_by_month
from .scopes import ReportScope, in_period
from .sum_statements import FIGURES

MAX_CUSTOMERS = 100

_MONTHS = f"""
SELECT
  date_trunc('month', placed_at AT TIME ZONE %s)::date AS month,
  COUNT(*),
  COUNT(DISTINCT customer_id),
  SUM(net_amount),
  COALESCE(SUM(discount_amount), 0)
FROM {FIGURES} figures
WHERE {{theirs}}
GROUP BY month
"""  # noqa: S608 name of a table

_CUSTOMERS = f"""
SELECT
  bought.customer_id, bought.orders, bought.revenue, bought.last_order_at,
  (
    SELECT MIN(since) FROM {Membership._meta.db_table} members
    WHERE members.customer_id = bought.customer_id
      AND members.group_id = ANY(%s::integer[])
      AND (members.until IS NULL OR members.until > %s OR by_rule OR by_default)
  ) AS member_since
FROM (
  SELECT
    customer_id,
    COUNT(*) AS orders,
    SUM(net_amount) AS revenue,
    MAX(placed_at) AS last_order_at
  FROM {FIGURES} figures
  WHERE customer_id IS NOT NULL AND {{theirs}}
  GROUP BY customer_id
  ORDER BY revenue DESC, customer_id
  LIMIT %s
) bought
ORDER BY bought.revenue DESC, bought.customer_id
"""  # noqa: S608 names of tables


@dataclass(frozen=True, slots=True)
class Month:
    """What was bought in a month, or the part of it that is in the period.

    ``members`` are those at its end; amounts are in the currency of the report.
    """

    begins_on: date
    orders: int
    buyers: int
    revenue: Decimal
    discount: Decimal
    members: int


@dataclass(frozen=True, slots=True)
class TopCustomer:
    """What a customer bought in the period.

    ``member_since`` is None for who is no member any more, or has no membership because
    they are in the default group by being in no other.
    """

    customer_id: int
    email: str
    name: str
    orders: int
    revenue: Decimal
    last_order_at: datetime
    member_since: datetime | None


def by_month(audience: Audience, *, scope: ReportScope) -> list[Month]:
    """Return what was bought in each month of the period; two queries."""
    theirs, parameters = _theirs(audience, scope)
    rows = _ask(_MONTHS.format(theirs=theirs), [scope.zone, *parameters])
    found = {month: values for month, *values in rows}
    members = members_by_month(audience, scope=scope)
    months = []
    for first in scope.period.months():
        orders, buyers, revenue, discount = found.get(first, (0, 0, 0, 0))
        months.append(
            Month(
                begins_on=first,
                orders=orders,
                buyers=buyers,
                revenue=_amount(revenue, scope),
                discount=_amount(discount, scope),
                members=members[first],
            )
        )
    return months


def top_customers(
    audience: Audience, *, scope: ReportScope, first: int
) -> list[TopCustomer]:
    """Return who bought for the most in the period; two queries.

    :param first: how many, 100 at most.
    """
    theirs, parameters = _theirs(audience, scope)
    groups = [group.pk for group in audience.groups]
    rows = _ask(
        _CUSTOMERS.format(theirs=theirs),
        [groups, scope.as_of, *parameters, min(max(first, 0), MAX_CUSTOMERS)],
    )
    return named_customers(
        [
            TopCustomer(
                customer_id=pk,
                email="",
                name="",
                orders=orders,
                revenue=_amount(revenue, scope),
                last_order_at=last_order_at,
                member_since=since,
            )
            for pk, orders, revenue, last_order_at, since in rows
        ]
    )


def named_customers(rows: Sequence[TopCustomer]) -> list[TopCustomer]:
    """Return customers with their names and addresses, without erased accounts."""
    ids = [each.customer_id for each in rows]
    users = get_user_model()._default_manager.in_bulk(ids)
    return [
        replace(
            each,
            email=user.email,
            name=f"{user.first_name} {user.last_name}".strip(),
        )
        for each in rows
        if (user := users.get(each.customer_id)) is not None
    ]


def _theirs(audience: Audience, scope: ReportScope) -> tuple[str, tuple[Any, ...]]:
    period, of_period = in_period(scope)
    theirs, of_theirs = audience.orders(scope)
    return f"{period} AND {theirs}", (*of_period, *of_theirs)


def _ask(sql: str, parameters: list[Any]) -> list[Any]:
    with connections[router.db_for_read(OrderFigures)].cursor() as cursor:
        cursor.execute(sql, parameters)
        return cursor.fetchall()


def _amount(amount: Decimal | int, scope: ReportScope) -> Decimal:
    return round_amount(Decimal(amount), scope.currency)
