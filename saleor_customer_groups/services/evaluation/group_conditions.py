"""Conditions of groups: described, and asked of customers."""

import json
from array import array
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache, lru_cache
from typing import Any

from django.conf import settings
from django.db import connections, router, transaction
from django.db.models import F, IntegerField, Q, QuerySet, Value
from django.db.models.functions import Cast

from ... import conditions, port
from ...conditions import Leaf, LeafValue, Node
from ...models import CustomerTotals, Membership, OrderFigures
from ..base.bulk_sql import expect_many_rows, parts_of_customers
from ..membership.current_members import current
from ..membership.possible_members import POSSIBLE_MEMBERS

# A statement, and its parameters.
Sql = tuple[str, tuple[Any, ...]]

# Kept unevaluated: to build these querysets again takes longer than to ask them about
# one customer.
_customers = cache(port.customers)
_addresses = cache(port.addresses)
_languages = cache(port.languages)
_order_lines = lru_cache(maxsize=1000)(port.order_lines)

# Placeholders in a prepared statement; no condition contains these values.
_SOME_DAY = datetime(2000, 1, 1, tzinfo=UTC)
_NOBODY = [-1]


@dataclass(frozen=True, slots=True)
class ConditionField:
    """A field of conditions, for those who offer it: what it takes, as JSON schemas.

    ``operators`` gives for each operator the schema of its value.
    """

    name: str
    title: str
    description: str
    value_kind: str
    operators: Mapping[str, Mapping[str, Any]]
    arguments: Mapping[str, Any]


def condition_fields() -> list[ConditionField]:
    """Return every field that a condition can ask for."""
    return [
        ConditionField(
            name=field.name,
            title=field.title,
            description=field.description,
            value_kind=field.kind.name,
            operators={
                str(operator): field.kind.adapter(operator).json_schema()
                for operator in field.operators
            },
            arguments=field.arguments.model_json_schema(),
        )
        for field in conditions.FIELDS.values()
    ]


def read_conditions(data: Any) -> Node:
    """Return the tree in conditions as they are stored.

    :raises saleor_customer_groups.conditions.UnreadableTreeError: they cannot be read.
    """
    return conditions.read_tree(data)


def find_matching(tree: Node, *, now: datetime, among: Q | None = None) -> "array[int]":
    """Return who meets conditions, as primary keys in their order; one statement.

    A million of them take little memory.

    :param now: the moment as of which they are asked.
    :param among: the customers to look at, None for all.
    """
    parts = _parts(tree)
    sql, parameters = conditions.select_matching(
        tree, sources=_sources(now, among), now=now, parts=parts
    )
    alias = router.db_for_read(Membership)
    with transaction.atomic(using=alias), connections[alias].cursor() as cursor:
        expect_many_rows(alias, in_parts=len(parts) > 1)
        # In one row: PostgreSQL uses a single process for rows that are fetched bit by
        # bit.
        cursor.execute(
            f"SELECT array_agg(customer_id ORDER BY customer_id) FROM ({sql}) found",  # noqa: S608
            parameters,
        )
        return array("q", cursor.fetchone()[0] or ())


def matching_sql(tree: Node, *, now: datetime, among: Q | None = None) -> Sql:
    """Return a statement that selects the ``customer_id`` of who meets conditions.

    See ``find_matching``, for a part of another statement.
    """
    sources = _sources(now, among)
    return conditions.select_matching(tree, sources=sources, now=now, parts=[None])


def reaching_sql(
    leaf: Leaf, *, now: datetime, only: Collection[int] | None = None
) -> Sql:
    """Return a statement that selects who meets one condition, each with their value.

    Members of staff are among them.

    :param leaf: a condition on a field that is summed up.
    :param only: the customers to look at, None for all.
    """
    return conditions.select_reaching(leaf, sources=_sources(now), now=now, only=only)


def _parts(tree: Node) -> Sequence[range | None]:
    """Return the primary keys of all customers in a few ranges.

    A single None stands for all together: if they are few, or if values of some of them
    cannot be found without reading all rows.
    """
    if any(leaf.field.is_scattered for leaf in conditions.leaves(tree)):
        return [None]
    parts = parts_of_customers(router.db_for_read(Membership))
    return parts if len(parts) > 1 else [None]


def select_met(
    conditions: Mapping[int, Any], *, now: datetime, only: Collection[int]
) -> tuple[str, tuple[Any, ...]]:
    """Return a statement that selects pairs: a customer, and conditions that they meet.

    Members of staff meet none: groups are for customers.

    :param conditions: as they are stored, by a number to tell them by.
    :raises saleor_customer_groups.conditions.UnreadableTreeError: they cannot be read.
    """
    # A day begins when it does in the time zone of the shop.
    key = json.dumps([settings.TIME_ZONE, list(conditions.items())])
    return _prepare(key).ask(now, list(only))


@dataclass(frozen=True, slots=True)
class _Prepared:
    """A statement, and the places of moments and customers among its parameters."""

    sql: str
    parameters: tuple[Any, ...]
    moments: frozenset[int]
    customers: frozenset[int]

    def ask(self, now: datetime, only: list[int]) -> tuple[str, tuple[Any, ...]]:
        """Return the statement for some customers as of a moment."""
        later = now - _SOME_DAY
        return self.sql, tuple(
            only
            if place in self.customers
            else each + later
            if place in self.moments
            else each
            for place, each in enumerate(self.parameters)
        )


@lru_cache(maxsize=16)
def _prepare(key: str) -> _Prepared:
    """Put conditions into SQL, which takes longer than to ask them about one customer.

    Parameters that are different a day later are moments that move with the time.
    """
    trees = {number: read_conditions(data) for number, data in json.loads(key)[1]}
    (sql, before), (_, after) = (
        conditions.select_met(
            trees, sources=_sources(day, POSSIBLE_MEMBERS), now=day, only=_NOBODY
        )
        for day in (_SOME_DAY, _SOME_DAY + timedelta(days=1))
    )
    return _Prepared(
        sql,
        before,
        moments=frozenset(
            place
            for place, pair in enumerate(zip(before, after, strict=True))
            if pair[0] != pair[1]
        ),
        customers=frozenset(
            place for place, each in enumerate(before) if each == _NOBODY
        ),
    )


def values_of(tree: Node, *, customer_id: int, now: datetime) -> Sequence[LeafValue]:
    """Return every condition of a tree with the value of one customer; one query."""
    return values_of_customers(tree, customer_ids=[customer_id], now=now)[customer_id]


def values_of_customers(
    tree: Node, *, customer_ids: Collection[int], now: datetime
) -> Mapping[int, Sequence[LeafValue]]:
    """Return every condition of a tree with the value of each customer; one query."""
    return conditions.values_of(
        tree, sources=_sources(now), now=now, customer_ids=customer_ids
    )


def _sources(now: datetime, among: Q | None = None) -> conditions.Sources:
    return conditions.Sources(
        customers=_customers() if among is None else _customers().filter(among),
        addresses=_addresses(),
        languages=_languages(),
        totals=CustomerTotals.objects.all(),
        orders=_orders(),
        lines=_order_lines,
        memberships=Membership.objects.filter(current(now)),
    )


@cache
def _orders() -> QuerySet:
    """Return each order of a customer with the names that totals have."""
    return OrderFigures.objects.filter(customer_id__isnull=False).annotate(
        orders=Value(1),
        paid_orders=Cast("is_paid", IntegerField()),
        refunded_orders=Cast("is_refunded", IntegerField()),
        first_order_at=F("placed_at"),
        last_order_at=F("placed_at"),
    )
