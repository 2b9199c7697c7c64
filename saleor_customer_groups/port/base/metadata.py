"""Write single metadata keys: others may change the rest at the same time."""

from collections.abc import Mapping
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db.models import F, Func, JSONField, TextField, Value
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
