"""What Django 3.2 writes of a model's columns, once instead of in every query.

A third of what a request costs is how its queries are written, and half of that are
names of columns. Nothing else is kept: what is asked, and what is answered.
"""

from typing import Any

from django.db.models.expressions import Col
from django.db.models.sql.compiler import SQLCompiler

_get_select = SQLCompiler.get_select
_get_default_columns = SQLCompiler.get_default_columns
_as_sql = Col.as_sql


def keep_columns() -> None:
    """Let each process write the columns of a model once."""
    selects: dict[Any, Any] = {}
    columns: dict[Any, Any] = {}

    def get_select(self: Any) -> Any:
        query = self.query
        if (
            query.extra_select
            or query.annotation_select
            or query.select_related
            or query.deferred_loading[0]
            or not query.default_cols
        ):
            return _get_select(self)
        key = query.get_meta(), query.get_initial_alias()
        if key not in selects:
            selects[key] = _get_select(self)
        select, klass_info, _ = selects[key]
        return [*select], {**klass_info}, {}

    def get_default_columns(
        self: Any, start_alias: Any = None, opts: Any = None, from_parent: Any = None
    ) -> Any:
        opts = opts or self.query.get_meta()
        if from_parent or opts.parents or self.query.deferred_loading[0]:
            return _get_default_columns(self, start_alias, opts, from_parent)
        key = opts, start_alias or self.query.get_initial_alias()
        if key not in columns:
            columns[key] = _get_default_columns(self, start_alias, opts)
        return [*columns[key]]

    def get_converters(self: Any, expressions: Any) -> Any:
        converters = {}
        for number, expression in enumerate(expressions):
            if expression:
                found = expression.__dict__.get("converters")
                if found is None:
                    found = self.connection.ops.get_db_converters(expression)
                    found = found + expression.get_db_converters(self.connection)
                    if type(expression) is Col:
                        expression.converters = found
                if found:
                    converters[number] = found, expression
        return converters

    def as_sql(self: Any, compiler: Any, connection: Any) -> Any:
        query = compiler.query
        if self.alias in query.table_map and not query.extra_select:
            return f'"{self.alias}"."{self.target.column}"', []
        return _as_sql(self, compiler, connection)

    SQLCompiler.get_select = get_select
    SQLCompiler.get_default_columns = get_default_columns
    SQLCompiler.get_converters = get_converters
    Col.as_sql = as_sql
