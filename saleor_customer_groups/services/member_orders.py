"""Members of groups in the order of what they have bought for."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections, transaction

from ..models import CustomerTotals, Membership

# As ``membership.current``.
_CURRENT = "(until IS NULL OR until > %(now)s OR by_rule OR by_default)"

# Memory for all members of a group; and indexes hold what is asked for, and are most
# often in memory themselves, which the planner has to be told.
_EXPECT_MANY = """
SELECT set_config('work_mem', '128MB', true),
  set_config('random_page_cost', '1.1', true)
"""

# Who comes next in the order of revenue is most often a member.
_NEAREST = f"""
(SELECT {{place}} AS place, members.id, nearest.net_amount
FROM (
  SELECT net_amount, customer_id
  FROM {CustomerTotals._meta.db_table}
  WHERE currency = %(currency_{{place}})s AND net_amount > 0 AND {{beyond}}
  ORDER BY net_amount {{direction}}, customer_id {{direction}}
  LIMIT 50000
) nearest
JOIN {Membership._meta.db_table} members
  ON members.customer_id = nearest.customer_id
  AND members.group_id = %(group_{{place}})s
WHERE {_CURRENT}
ORDER BY nearest.net_amount {{direction}}, nearest.customer_id {{direction}}
LIMIT %(size_{{place}})s)
"""  # noqa: S608 names of tables

_ALL = f"""
(SELECT {{place}} AS place, id, net_amount
FROM (
  SELECT
    members.id, members.customer_id, COALESCE(totals.net_amount, 0) AS net_amount
  FROM {Membership._meta.db_table} members
  LEFT JOIN {CustomerTotals._meta.db_table} totals
    ON totals.customer_id = members.customer_id
    AND totals.currency = %(currency_{{place}})s
  WHERE members.group_id = %(group_{{place}})s AND {_CURRENT}
) every
WHERE {{beyond}}
ORDER BY net_amount {{direction}}, customer_id {{direction}}
LIMIT %(size_{{place}})s)
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

    def begins_with_buyers(self) -> bool:
        """Tell whether those who have bought come first on it, if there are any."""
        return self.reads_down or (self.beyond is not None and self.beyond[0] > 0)


def read_by_revenue(
    pages: Sequence[RevenuePage], *, now: datetime, alias: str = DEFAULT_DB_ALIAS
) -> list[list[Membership]]:
    """Return the members on each page, with their ``net_amount``.

    A constant number of queries, however many pages there are.

    :param alias: the database to read from.
    """
    numbered = dict(enumerate(pages))
    with transaction.atomic(using=alias), connections[alias].cursor() as cursor:
        cursor.execute(_EXPECT_MANY)
        bought = {
            place: page for place, page in numbered.items() if page.begins_with_buyers()
        }
        found = _read(_NEAREST, bought, now, cursor)
        rest = {
            place: page
            for place, page in numbered.items()
            if len(found[place]) < page.size
        }
        found.update(_read(_ALL, rest, now, cursor))
    members = Membership.objects.using(alias).in_bulk(
        [pk for rows in found.values() for pk, _ in rows]
    )
    return [
        [
            _with_amount(members[pk], amount)
            for pk, amount in found[place]
            if pk in members
        ]
        for place in numbered
    ]


def _with_amount(member: Membership, net_amount: Decimal) -> Membership:
    """Return a membership of its own for each page: currencies have other amounts."""
    member = copy(member)
    member.net_amount = net_amount
    return member


def _read(
    sql: str, pages: Mapping[int, RevenuePage], now: datetime, cursor: Any
) -> dict[int, list[tuple[int, Decimal]]]:
    """Return primary keys and amounts on each page, by its place; one query."""
    found: dict[int, list[tuple[int, Decimal]]] = defaultdict(list)
    if not pages:
        return found
    parameters: dict[str, object] = {"now": now}
    parts = []
    for place, page in pages.items():
        sign, direction = ("<", "DESC") if page.reads_down else (">", "ASC")
        beyond = "TRUE"
        if page.beyond is not None:
            last = f"(%(amount_{place})s, %(customer_{place})s)"
            beyond = f"(net_amount, customer_id) {sign} {last}"
            net_amount, customer = page.beyond
            parameters[f"amount_{place}"] = net_amount
            parameters[f"customer_{place}"] = customer
        parts.append(sql.format(place=place, beyond=beyond, direction=direction))
        parameters[f"currency_{place}"] = page.currency
        parameters[f"group_{place}"] = page.group_id
        parameters[f"size_{place}"] = page.size
    cursor.execute(" UNION ALL ".join(parts), parameters)
    for place, pk, amount in cursor.fetchall():
        found[place].append((pk, amount))
    return found
