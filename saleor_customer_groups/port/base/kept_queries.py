"""Queries that are built once in a process.

Django takes longer to build a query with many columns than PostgreSQL to answer it.
"""

from collections.abc import Callable, Mapping
from functools import cached_property
from typing import Any, NamedTuple

from django.db import connections
from django.db.models import Expression, Field, QuerySet
from django.db.models.expressions import Combinable


class Parameter(Expression):
    """A placeholder for a value that differs each time a query is run."""

    def __init__(self, name: str, output_field: Field) -> None:
        super().__init__(output_field=output_field)
        self.name = name

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        """Return a parameter that names the value to be filled in."""
        return "%s", [self]


class LookedUp(NamedTuple):
    """A value that a kept query is to find by itself.

    :param by: the expression that finds it, always the same object for the same SQL.
    :param values: those of its placeholders, by name.
    """

    by: "KeptExpression"
    values: Mapping[str, Any]


class KeptExpression:
    """An expression with placeholders, as a part of kept queries."""

    def __init__(self, expression: Combinable) -> None:
        self.expression = expression


class KeptRows(NamedTuple):
    """Rows with placeholders, which kept queries read beside their own.

    :param rows: makes them of the expression for how many units are bought; always the
        same object for the same SQL.
    :param values: those of their placeholders, by name.
    """

    rows: Callable[[Combinable], QuerySet]
    values: Mapping[str, Any]


class _PutTogether(NamedTuple):
    sql: str
    parameters: tuple[Any, ...]
    columns: tuple[Expression, ...]


class KeptQuery:
    """A queryset that ends in ``values``, with placeholders for what differs."""

    def __init__(self, build: Callable[[], QuerySet]) -> None:
        self._build = build
        self._put_together: dict[str, _PutTogether] = {}

    @cached_property
    def _queryset(self) -> QuerySet:
        return self._build()

    @cached_property
    def _names(self) -> list[str]:
        query = self._queryset.query
        return [*query.extra_select, *query.values_select, *query.annotation_select]

    def rows(self, **values: Any) -> list[dict[str, Any]]:
        """Run the query in the database that would be read now.

        :param values: that of each placeholder, by its name.
        """
        alias = self._queryset.db
        compiler = self._queryset.query.get_compiler(alias)
        if alias not in self._put_together:
            sql, parameters = compiler.as_sql()
            columns = tuple(column for column, *_ in compiler.select)
            self._put_together[alias] = _PutTogether(sql, tuple(parameters), columns)
        kept = self._put_together[alias]
        parameters = [
            values[each.name] if isinstance(each, Parameter) else each
            for each in kept.parameters
        ]
        with connections[alias].cursor() as cursor:
            cursor.execute(kept.sql, parameters)
            rows = cursor.fetchall()
        converters = compiler.get_converters(kept.columns)
        if converters:
            rows = compiler.apply_converters(rows, converters)
        return [dict(zip(self._names, row, strict=True)) for row in rows]


class KeptQueryBeside:
    """A query that reads other rows beside its own, built once for each of these."""

    def __init__(
        self, build: Callable[[QuerySet | None], QuerySet], *, units: Combinable
    ) -> None:
        """Say how it is built.

        :param build: from the other rows, None where there are none.
        :param units: how many units are bought.
        """
        self._build, self._units = build, units
        self._kept: dict[Callable | None, KeptQuery] = {}

    def rows(self, beside: KeptRows | None, **values: Any) -> list[dict[str, Any]]:
        """Run the query in the database that would be read now.

        :param beside: the other rows.
        :param values: that of each placeholder of its own, by its name.
        """
        others = None if beside is None else beside.rows
        if others not in self._kept:
            self._kept[others] = KeptQuery(
                lambda: self._build(others and others(self._units))
            )
        return self._kept[others].rows(**values, **(beside.values if beside else {}))
