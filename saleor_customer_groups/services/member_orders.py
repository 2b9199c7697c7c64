"""Members of groups in the order of what they have bought for."""

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

# Members are looked up one by one in an index that has all that is asked for. What the
# planner takes for cheaper, reading the totals of all customers, takes as long for a
# small group as for a large one.
_LOOK_UP_ONE_BY_ONE = """
SELECT set_config('enable_hashjoin', 'off', true),
  set_config('enable_mergejoin', 'off', true)
"""

# Who comes next in the order of revenue is most often a member.
_NEAREST = f"""
(SELECT {{place}} AS place, members.id, net_amount
FROM (
  SELECT net_amount, customer_id
  FROM {CustomerTotals._meta.db_table}
  WHERE currency = %(currency_{{place}})s AND net_amount > 0 AND {{beyond}}
  ORDER BY {{order}}
  LIMIT 50000
) nearest
JOIN {Membership._meta.db_table} members USING (customer_id)
WHERE members.group_id = %(group_{{place}})s AND {_CURRENT}
ORDER BY {{order}}
LIMIT %(size_{{place}})s)
"""  # noqa: S608 names of tables

# Those without orders come first where nobody's revenue is below 0, and who has come to
# the shop last is most often one of them.
_WITHOUT = f"""
(SELECT {{place}} AS place, members.id, 0.000 AS net_amount
FROM (
  SELECT id, customer_id
  FROM {Membership._meta.db_table}
  WHERE group_id = %(group_{{place}})s AND {{after}} AND {_CURRENT}
  ORDER BY customer_id DESC
  LIMIT 2000
) members
LEFT JOIN {CustomerTotals._meta.db_table} totals
  ON totals.customer_id = members.customer_id
  AND totals.currency = %(currency_{{place}})s
WHERE COALESCE(totals.net_amount, 0) = 0
  AND NOT EXISTS (
    SELECT FROM {CustomerTotals._meta.db_table}
    WHERE currency = %(currency_{{place}})s AND net_amount < 0
  )
ORDER BY members.customer_id DESC
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
ORDER BY {{order}}
LIMIT %(size_{{place}})s)
"""  # noqa: S608 names of tables


@dataclass(frozen=True, slots=True)
class RevenuePage:
    """Some members of a group, by their net revenue in a currency, 0 without orders.

    ``beyond`` is the revenue and the primary key of the customer after whom they come,
    none for the first ones; ``reads_down`` tells whether the largest come first. Of
    equals it is then the one who came to the shop first, and the last one otherwise.
    """

    group_id: int
    currency: str
    size: int
    reads_down: bool
    beyond: tuple[Decimal, int] | None = None

    def begins_with_buyers(self) -> bool:
        """Tell whether those who have bought come first on it, if there are any."""
        return self.reads_down or (self.beyond is not None and self.beyond[0] > 0)

    def begins_with_others(self) -> bool:
        """Tell whether those who have not come first on it, if there are any."""
        return not self.reads_down and (self.beyond is None or self.beyond[0] == 0)


def read_by_revenue(
    pages: Sequence[RevenuePage], *, now: datetime, alias: str = DEFAULT_DB_ALIAS
) -> list[list[Membership]]:
    """Return the members on each page, with their ``net_amount``.

    A constant number of queries, however many pages there are.

    :param alias: the database to read from.
    """
    found: dict[int, list[tuple[int, Decimal]]] = {}
    with transaction.atomic(using=alias), connections[alias].cursor() as cursor:
        cursor.execute(_LOOK_UP_ONE_BY_ONE)
        for sql, begins_so in (
            (_NEAREST, RevenuePage.begins_with_buyers),
            (_WITHOUT, RevenuePage.begins_with_others),
            (_ALL, lambda page: True),
        ):
            wanted = {
                place: page
                for place, page in enumerate(pages)
                if len(found.get(place, ())) < page.size and begins_so(page)
            }
            if wanted:
                found.update(_read(sql, wanted, now, cursor))
    members = Membership.objects.using(alias).in_bulk(
        [pk for rows in found.values() for pk, _ in rows]
    )
    return [
        [
            _with_amount(members[pk], amount)
            for pk, amount in found[place]
            if pk in members
        ]
        for place in range(len(pages))
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
    parameters: dict[str, object] = {"now": now}
    parts = []
    for place, page in pages.items():
        order, below, after = (
            ("net_amount DESC, customer_id", "<", ">")
            if page.reads_down
            else ("net_amount, customer_id DESC", ">", "<")
        )
        words = {"place": place, "order": order, "beyond": "TRUE", "after": "TRUE"}
        if page.beyond is not None:
            amount, customer = f"%(amount_{place})s", f"%(customer_{place})s"
            words["after"] = f"customer_id {after} {customer}"
            # The first part alone tells where in the index to begin.
            words["beyond"] = (
                f"net_amount {below}= {amount}"
                f" AND (net_amount {below} {amount} OR {words['after']})"
            )
            parameters[f"amount_{place}"], parameters[f"customer_{place}"] = page.beyond
        parts.append(sql.format(**words))
        parameters[f"currency_{place}"] = page.currency
        parameters[f"group_{place}"] = page.group_id
        parameters[f"size_{place}"] = page.size
    cursor.execute(" UNION ALL ".join(parts), parameters)
    found: dict[int, list[tuple[int, Decimal]]] = {place: [] for place in pages}
    for place, pk, amount in cursor.fetchall():
        found[place].append((pk, amount))
    return found
