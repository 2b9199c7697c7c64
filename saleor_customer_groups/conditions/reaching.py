"""Customers whose value reaches a bound, with their value, as one statement."""

from collections.abc import Collection
from datetime import datetime

from .fields.base import Leaf, Sources
from .operators import may_be_zero
from .sql import Sql, Statement


def select_reaching(
    leaf: Leaf,
    *,
    sources: Sources,
    now: datetime,
    only: Collection[int] | None = None,
) -> Sql:
    """Return a statement that selects pairs: a customer who meets a condition, a value.

    Members of staff, who may have ordered before, are among them.

    :param leaf: on a field that is summed up, such as ``net_revenue``.
    :param now: the moment as of which it is asked.
    :param only: the customers to look at, None for all.
    """
    statement = Statement(sources, now, only)
    value, _, of_value = statement.value(leaf)
    condition, of_condition = statement.condition(leaf)
    if may_be_zero(leaf.operator, leaf.value):
        customers, (origin, of_origin) = "customer", statement.origin()
    else:
        # Customers without rows have 0, so that nobody else need be looked up.
        *_, rows = statement.joined.values()
        customers = rows.alias
        table, of_origin = statement.table(rows, None)
        origin = f"({table}) {rows.alias}"
    return (
        f"SELECT {customers}.customer_id, {value} AS value"  # noqa: S608
        f" FROM {origin} WHERE {condition}",
        (*of_value, *of_origin, *of_condition),
    )
