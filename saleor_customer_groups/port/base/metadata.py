"""Write single metadata keys: others may change the rest at the same time."""

import json
from collections.abc import Mapping
from typing import Any, NamedTuple

from django.contrib.postgres.fields import ArrayField
from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection
from django.db.models import F, Func, JSONField, Model, TextField, Value
from django.db.models.functions import Cast


def with_metadata(field: str, values: Mapping[str, Any]) -> Func:
    """Return an expression for a JSON field with some keys added or changed."""
    added = Value(dict(values), output_field=JSONField())
    return _joined(field, " || ", added)


def without_metadata(field: str, *keys: str) -> Func:
    """Return an expression for a JSON field with some keys removed."""
    removed = Cast(Value(list(keys)), ArrayField(TextField()))
    return _joined(field, " - ", removed)


def _joined(field: str, operator: str, other: Any) -> Func:
    return Func(F(field), other, template="%(expressions)s", arg_joiner=operator)


class Missing(NamedTuple):
    """Keys for a JSON field of rows that do not have them.

    :param values: what is added, by the primary key of the row.
    """

    model: type[Model]
    field: str
    values: Mapping[Any, Mapping[str, Any]]


def add_missing_metadata(*missing: Missing) -> None:
    """Add keys to JSON fields of rows that do not have them, in one statement.

    Django takes longer to write one statement for many rows than PostgreSQL to do it.
    """
    wanted = [each for each in missing if each.values]
    if not wanted:
        return
    parts = (
        f"added_{place} AS ({_adding(each.model, each.field)})"
        for place, each in enumerate(wanted)
    )
    parameters: list[Any] = []
    for each in wanted:
        added = (
            json.dumps(keys, cls=DjangoJSONEncoder) for keys in each.values.values()
        )
        parameters += [list(each.values), list(added)]
    with connection.cursor() as cursor:
        cursor.execute(f"WITH {', '.join(parts)} SELECT", parameters)


def _adding(model: type[Model], field: str) -> str:
    quote = connection.ops.quote_name
    table, column = quote(model._meta.db_table), quote(field)
    key = model._meta.pk
    # Only names of tables, columns and types are put into the text.
    return (
        f"UPDATE {table} SET {column} = given.added || {table}.{column}"  # noqa: S608
        f" FROM unnest(%s::{key.rel_db_type(connection)}[], %s::jsonb[])"
        f" AS given (pk, added) WHERE {table}.{quote(key.column)} = given.pk"
    )
