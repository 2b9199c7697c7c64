"""Members of groups in the order of their revenue."""

from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db import connections, router

from ....models import CustomerTotals, Membership

# As ``membership.current``.
_CURRENT = "(until IS NULL OR until > %(now)s OR by_rule OR by_default)"

_REVENUE_LOOKED_UP = f"""COALESCE((
  SELECT net_amount
  FROM {CustomerTotals._meta.db_table} totals
  WHERE totals.customer_id = members.customer_id
    AND totals.currency = %(currency_{{place}})s
), 0.000)"""  # noqa: S608 the name of a table


def _part(whose: str, revenue: str, beyond: str) -> str:
    """Return a query of some members, as many as a page has, in its order."""
    return f"""
SELECT *
FROM (
  SELECT id, customer_id, {revenue} AS net_amount
  FROM {Membership._meta.db_table} members
  WHERE group_id = %(group_{{place}})s AND {_CURRENT} AND {whose}
) members
WHERE {beyond}
ORDER BY {{order}}
LIMIT %(size_{{place}})s
"""  # noqa: S608 names of tables


# Members with totals in this currency alone, or without any, are indexed in the page's
# order.
_IN_CURRENCY = _part(
    "revenue_currency = %(currency_{place})s", "net_revenue", "{beyond}"
)
_WITHOUT = _part("revenue_currency = ''", "net_revenue", "{beyond_none}")

# Members with totals in other currencies, if those above do not fill the page. They are
# found first and then sorted (OFFSET): a scan of all members could find nobody.
_IN_OTHERS = _part(
    """(
    revenue_currency > %(currency_{place})s
    OR revenue_currency > '' AND revenue_currency < %(currency_{place})s
  ) AND %(size_{place})s > (
    SELECT COUNT(*) FROM in_currency WHERE net_amount {before_none} 0
  )
  OFFSET 0""",
    "0.000",
    "{beyond_none}",
)

# Members with totals in several currencies, or unknown ones: looked up once (OFFSET).
_LOOKED_UP = _part("revenue_currency IS NULL OFFSET 0", _REVENUE_LOOKED_UP, "{beyond}")

_PAGE = f"""
(WITH in_currency AS ({_IN_CURRENCY})
SELECT {{place}} AS place, id, net_amount
FROM (
  SELECT * FROM in_currency
  UNION ALL ({_WITHOUT})
  UNION ALL ({_IN_OTHERS})
  UNION ALL ({_LOOKED_UP})
) members
ORDER BY {{order}}
LIMIT %(size_{{place}})s)
"""  # noqa: S608 names of tables


@dataclass(frozen=True, slots=True)
class RevenuePage:
    """Some members of a group, by their net revenue in a currency, 0 without orders.

    ``beyond`` is the revenue and the primary key of the customer after whom they come,
    None for the first page; ``reads_down`` tells whether the largest come first. Equals
    are then sorted by registration, the earliest first; otherwise the latest first.
    """

    group_id: int
    currency: str
    size: int
    reads_down: bool
    beyond: tuple[Decimal, int] | None = None


def read_by_revenue(
    pages: Sequence[RevenuePage], *, now: datetime
) -> list[list[Membership]]:
    """Return the members on each page, with their ``net_amount``.

    Two queries, however many pages there are.
    """
    parameters: dict[str, object] = {"now": now}
    parts = [_put(page, place, parameters) for place, page in enumerate(pages)]
    with connections[router.db_for_read(Membership)].cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts), parameters)
        found = cursor.fetchall()
    members = Membership.objects.in_bulk([pk for _, pk, _ in found])
    listed: list[list[Membership]] = [[] for _ in pages]
    for place, pk, amount in found:
        if pk in members:
            listed[place].append(_with_amount(members[pk], amount))
    return listed


def _with_amount(member: Membership, net_amount: Decimal) -> Membership:
    """Return a copy of a membership for each page: amounts depend on the currency."""
    member = copy(member)
    member.net_amount = net_amount
    return member


def _put(page: RevenuePage, place: int, parameters: dict[str, object]) -> str:
    """Return the query of a page, and add its values to the parameters."""
    order, below, after = (
        ("net_amount DESC, customer_id", "<", ">")
        if page.reads_down
        else ("net_amount, customer_id DESC", ">", "<")
    )
    words = {"place": place, "order": order, "before_none": after}
    words["beyond"] = words["beyond_none"] = "TRUE"
    if page.beyond is not None:
        revenue, customer = page.beyond
        parameters[f"revenue_{place}"] = revenue
        parameters[f"customer_{place}"] = customer
        # The first condition alone tells PostgreSQL where in the index to begin.
        next_customer = f"customer_id {after} %(customer_{place})s"
        words["beyond"] = (
            f"net_amount {below}= %(revenue_{place})s"
            f" AND (net_amount {below} %(revenue_{place})s OR {next_customer})"
        )
        if revenue == 0:
            words["beyond_none"] = f"net_amount = 0 AND {next_customer}"
        elif page.reads_down is (revenue < 0):
            words["beyond_none"] = "FALSE"
    parameters[f"currency_{place}"] = page.currency
    parameters[f"group_{place}"] = page.group_id
    parameters[f"size_{place}"] = page.size
    return _PAGE.format(**words)
