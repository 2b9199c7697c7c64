"""Members of groups in the order of what they have bought for."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections, transaction

from ..models import CustomerRevenue, Membership
from .mass_rows import use_more_memory

# As ``membership.current``.
_CURRENT = "(until IS NULL OR until > %(now)s OR by_rule OR by_default)"

# Who is wanted is most often among the customers with the most revenue of all.
_BEST = f"""
SELECT members.id, best.net_amount
FROM (
  SELECT net_amount, customer_id
  FROM {CustomerRevenue._meta.db_table}
  WHERE currency = %(currency)s AND net_amount > 0 AND {{beyond}}
  ORDER BY net_amount DESC, customer_id DESC
  LIMIT 50000
) best
JOIN {Membership._meta.db_table} members
  ON members.customer_id = best.customer_id AND members.group_id = %(group)s
WHERE {_CURRENT}
ORDER BY best.net_amount DESC, best.customer_id DESC
LIMIT %(size)s
"""  # noqa: S608 names of tables

_ALL = f"""
SELECT id, net_amount
FROM (
  SELECT
    members.id, members.customer_id, COALESCE(revenues.net_amount, 0) AS net_amount
  FROM {Membership._meta.db_table} members
  LEFT JOIN {CustomerRevenue._meta.db_table} revenues
    ON revenues.customer_id = members.customer_id AND revenues.currency = %(currency)s
  WHERE members.group_id = %(group)s AND {_CURRENT}
) every
WHERE {{beyond}}
ORDER BY net_amount {{direction}}, customer_id {{direction}}
LIMIT %(size)s
"""  # noqa: S608 names of tables


@dataclass(frozen=True, slots=True)
class RevenuePage:
    """Some members of a group, by their net revenue in a currency, 0 without orders.

    ``beyond`` is the revenue and the primary key of the customer after whom they come,
    none for the first ones; ``reads_down`` tells whether the largest come first.
    """

    group_id: int
    currency: str
    size: int
    reads_down: bool
    beyond: tuple[Decimal, int] | None = None


def read_by_revenue(
    pages: Sequence[RevenuePage], *, now: datetime, alias: str = DEFAULT_DB_ALIAS
) -> list[list[Membership]]:
    """Return the members on each page, with their ``net_amount``.

    :param alias: the database to read from.
    """
    amounts: list[dict[int, Decimal]] = []
    with transaction.atomic(using=alias), connections[alias].cursor() as cursor:
        for page in pages:
            amounts.append(dict(_read(page, now, cursor, alias)))
    members = Membership.objects.using(alias).in_bulk(
        [pk for each in amounts for pk in each]
    )
    for each in amounts:
        for pk, amount in each.items():
            members[pk].net_amount = amount
    return [[members[pk] for pk in each if pk in members] for each in amounts]


def _read(
    page: RevenuePage, now: datetime, cursor: Any, alias: str
) -> list[tuple[int, Decimal]]:
    net_amount, customer = page.beyond or (None, None)
    parameters = {
        "currency": page.currency,
        "group": page.group_id,
        "size": page.size,
        "net_amount": net_amount,
        "customer": customer,
        "now": now,
    }
    sign, direction = ("<", "DESC") if page.reads_down else (">", "ASC")
    beyond = "TRUE"
    if page.beyond is not None:
        beyond = f"(net_amount, customer_id) {sign} (%(net_amount)s, %(customer)s)"
    if page.reads_down:
        cursor.execute(_BEST.format(beyond=beyond), parameters)
        found = cursor.fetchall()
        if len(found) == page.size:
            return found
    use_more_memory(alias)
    cursor.execute(_ALL.format(beyond=beyond, direction=direction), parameters)
    return cursor.fetchall()
