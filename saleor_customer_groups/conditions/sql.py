"""Conditions as one statement: every source read once, joined to the customers.

Rows are summed up by customer before they are joined, so that the work grows with the
rows and not with customers times rows; with ``IN (...)`` inside ``OR`` and ``NOT``
PostgreSQL would search them again for every customer as soon as they do not fit into
its memory.
"""

from collections.abc import Collection, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import connections
from django.db.models import (
    BooleanField,
    DateTimeField,
    F,
    Func,
    IntegerField,
    Value,
)
from django.db.models.functions import Least

from .fields.base import CUSTOMER, Column, Leaf, Rows, Sources
from .operators import may_be_zero
from .tree import Junction, Node, leaves

Sql = tuple[str, tuple[Any, ...]]

# PostgreSQL can select 1,664 columns; each condition needs a few.
MAX_LEAVES_AT_ONCE = 400

_JOINED = {Junction.ALL: " AND ", Junction.ANY: " OR ", Junction.NONE: " OR "}


@dataclass(frozen=True, slots=True)
class LeafValue:
    """A condition, the value of one customer, and whether that meets it.

    ``value`` is None if the customer has none, and for ``in_group`` the codes of
    those of the named groups that they are in.
    """

    leaf: Leaf
    value: Any
    is_met: bool


def select_matching(
    tree: Node, *, sources: Sources, now: datetime, parts: Sequence[range | None]
) -> Sql:
    """Return a statement that selects the customers who meet conditions.

    :param now: the moment as of which they are asked.
    :param parts: ranges of primary keys, each asked by a statement part of its own, so
        that PostgreSQL can work on several; None for all.
    """
    statement = Statement(sources, now, None)
    condition, more = statement.condition(tree)
    selects = []
    parameters: list[Any] = []
    for part in parts:
        origin, origin_parameters = statement.origin(part)
        selects.append(
            f"SELECT customer.customer_id FROM {origin} WHERE {condition}"  # noqa: S608
        )
        parameters += (*origin_parameters, *more)
    return " UNION ALL ".join(selects), tuple(parameters)


def select_met(
    trees: Mapping[int, Node],
    *,
    sources: Sources,
    now: datetime,
    only: Collection[int],
) -> Sql:
    """Return a statement that selects pairs: a customer, and a tree that they meet.

    All trees are asked together: what several of them ask for is read once.

    :param trees: by a number that identifies each.
    """
    statements = []
    parameters: list[Any] = []
    for portion in _portions(trees):
        statement = Statement(sources, now, only)
        asked = [
            (number, *statement.condition(tree)) for number, tree in portion.items()
        ]
        origin, origin_parameters = statement.origin()
        met = ", ".join(f"({int(number)}, {sql})" for number, sql, _ in asked)
        statements.append(
            f"SELECT customer.customer_id, met.tree FROM {origin}"  # noqa: S608
            f" CROSS JOIN LATERAL (VALUES {met}) met (tree, is_met) WHERE met.is_met"
        )
        parameters += origin_parameters
        parameters += (each for _, _, more in asked for each in more)
    return " UNION ALL ".join(statements), tuple(parameters)


def _portions(trees: Mapping[int, Node]) -> Iterator[Mapping[int, Node]]:
    """Yield trees that together ask for no more than PostgreSQL can select at once."""
    portion: dict[int, Node] = {}
    size = 0
    for number, tree in trees.items():
        more = sum(1 for _ in leaves(tree))
        if portion and size + more > MAX_LEAVES_AT_ONCE:
            yield portion
            portion, size = {}, 0
        portion[number] = tree
        size += more
    yield portion


def values_of(
    tree: Node, *, sources: Sources, now: datetime, customer_ids: Collection[int]
) -> Mapping[int, Sequence[LeafValue]]:
    """Return every condition of a tree with the value of each customer; one query.

    :param now: the moment as of which they are asked.
    """
    statement = Statement(sources, now, customer_ids, shows_values=True)
    selected: list[str] = ["customer.customer_id"]
    parameters: list[Any] = []
    asked = list(leaves(tree))
    for leaf in asked:
        value, per, more = statement.value(leaf)
        selected += [value, per or "NULL", f"({statement.comparison(leaf)[0]})"]
        parameters += [*more, *statement.comparison(leaf)[1]]
    origin, origin_parameters = statement.origin()
    with connections[sources.customers.db].cursor() as cursor:
        cursor.execute(
            " ".join(("SELECT", ", ".join(selected), "FROM", origin)),
            [*parameters, *origin_parameters],
        )
        rows = {customer_id: row for customer_id, *row in cursor.fetchall()}
    nothing = [None] * (len(selected) - 1)
    return {
        customer_id: _leaf_values(asked, rows.get(customer_id, nothing))
        for customer_id in customer_ids
    }


def _leaf_values(asked: Sequence[Leaf], row: Sequence[Any]) -> list[LeafValue]:
    return [
        LeafValue(leaf, _divided(value, per), bool(is_met))
        for leaf, value, per, is_met in zip(
            asked, row[::3], row[1::3], row[2::3], strict=True
        )
    ]


def _divided(value: Any, per: Any) -> Any:
    return value if value is None or per is None else Decimal(value) / per


def _is_one_of(customer_ids: Collection[int]) -> Func:
    """Return the condition that a row is one of some customers, with one parameter."""
    return Func(
        F("customer_id"),
        Value(list(customer_ids), ArrayField(IntegerField())),
        template="(%(expressions)s))",
        arg_joiner=" = ANY(",
        output_field=BooleanField(),
    )


def _earliest(moments: Sequence[datetime]) -> Any:
    """Return the earliest of some moments, found by PostgreSQL.

    Which one it is may change with the moment of asking, while the statement stays the
    same (services/evaluation/group_conditions.py).
    """
    values = [Value(each, DateTimeField()) for each in moments]
    return Least(*values) if len(values) > 1 else values[0]


@dataclass
class _Joined:
    """Rows of a source with all expressions that conditions ask of them."""

    rows: Rows
    alias: str
    columns: list[Column] = field(default_factory=list)
    expressions: dict[str, Any] = field(default_factory=dict)


class Statement:
    """What one tree asks of the sources.

    Every condition has to be added before ``origin`` is called, which then joins
    everything they need.
    """

    def __init__(
        self,
        sources: Sources,
        now: datetime,
        only: Collection[int] | None,
        *,
        shows_values: bool = False,
    ) -> None:
        self.shows_values = shows_values
        self.sources = sources
        self.now = now
        self.only = only
        self.joined: dict[Hashable, _Joined] = {}
        self.customers = self.join(
            Rows("customers", sources.customers, is_grouped=False), "customer"
        )
        self.links = {CUSTOMER: None}  # in the order in which they are asked for
        self.placed: dict[int, tuple[str, str | None, tuple[Any, ...]]] = {}

    def condition(self, node: Node) -> Sql:
        """Return a tree as SQL that is true or false, and its parameters."""
        if isinstance(node, Leaf):
            return self.comparison(node)
        parts = [self.condition(part) for part in node.parts]
        sql = _JOINED[node.junction].join(f"({part})" for part, _ in parts)
        if node.junction is Junction.NONE:
            sql = f"NOT ({sql})"
        return sql, tuple(each for _, parameters in parts for each in parameters)

    def comparison(self, leaf: Leaf) -> Sql:
        """Return one condition as SQL that is true or false, and its parameters."""
        value, per, parameters = self.value(leaf)
        sql, more = leaf.field.compare(leaf, value=value, per=per)
        return sql, (*parameters, *more)

    def value(self, leaf: Leaf) -> tuple[str, str | None, tuple[Any, ...]]:
        """Return a customer's value as SQL, what divides it, and the parameters."""
        if id(leaf) not in self.placed:
            column = leaf.field.column(leaf, self.sources, self.now)
            joined = self.join(column.rows, f"rows{len(self.joined)}")
            joined.columns.append(column)
            self.links[column.rows.link] = None
            names = {}
            for part, expression in column.parts.items():
                name = f"part{len(joined.expressions)}"
                joined.expressions[name] = expression
                names[part] = f"{joined.alias}.{name}"
            value = column.value.format(**names)
            # If 0 does not meet the condition, customers without rows do not either,
            # and PostgreSQL need not look at them.
            if column.or_zero and (
                self.shows_values or may_be_zero(leaf.operator, leaf.value)
            ):
                value = f"COALESCE({value}, 0)"
            self.placed[id(leaf)] = (
                value,
                column.per and column.per.format(**names),
                column.parameters,
            )
        return self.placed[id(leaf)]

    def join(self, rows: Rows, alias: str) -> _Joined:
        """Return where some rows are joined."""
        return self.joined.setdefault(rows.key, _Joined(rows, alias))

    def origin(self, part: range | None = None) -> Sql:
        """Return all that is to be read, joined, and the parameters.

        :param part: the primary keys of the customers, None for all.
        """
        tables: list[str] = []
        parameters: list[Any] = []
        for joined in self.joined.values():
            sql, more = self.table(joined, part)
            alias, link = joined.alias, joined.rows.link
            condition = f" ON {alias}.{link} = customer.{link}" if tables else ""
            tables.append(f"({sql}) {alias}{condition}")
            parameters += more
        return " LEFT JOIN ".join(tables), tuple(parameters)

    def table(self, joined: _Joined, part: range | None) -> Sql:
        """Return some rows, one for each customer, and the parameters."""
        queryset = joined.rows.queryset
        if joined.rows.link == CUSTOMER:
            if part is not None:
                those = {"customer_id__gte": part.start, "customer_id__lt": part.stop}
                queryset = queryset.filter(**those)
            if self.only is not None:
                queryset = queryset.filter(_is_one_of(self.only))
        begins = [each.begins_at for each in joined.columns if each.begins_at]
        if not self.shows_values and begins and len(begins) == len(joined.columns):
            queryset = queryset.filter(**{f"{joined.rows.at}__gte": _earliest(begins)})
        if joined.rows.is_grouped:
            by_customer = queryset.order_by().values("customer_id")
            queryset = by_customer.annotate(**joined.expressions)
        else:
            links = self.links if joined is self.customers else [joined.rows.link]
            queryset = queryset.annotate(**joined.expressions).values(
                *links, *joined.expressions
            )
        return queryset.query.sql_with_params()
