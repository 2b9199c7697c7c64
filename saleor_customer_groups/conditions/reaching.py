"""Customers whose value reaches a bound, with their value, as one statement."""

from datetime import datetime

from .fields.base import Leaf, Sources
from .sql import Sql, Statement


def select_reaching(leaf: Leaf, *, sources: Sources, now: datetime) -> Sql:
    """Return a statement that selects pairs: a customer who meets a condition, a value.

    :param leaf: on a field whose value is not a fraction, such as ``net_revenue``.
    :param now: the moment as of which it is asked.
    """
    statement = Statement(sources, now, None)
    value, _, of_value = statement.value(leaf)
    condition, of_condition = statement.condition(leaf)
    origin, of_origin = statement.origin()
    return (
        f"SELECT customer.customer_id, {value} AS value FROM {origin}"  # noqa: S608
        f" WHERE {condition}",
        (*of_value, *of_origin, *of_condition),
    )
