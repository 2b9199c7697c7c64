"""Our notes in a field of notes, written alone: others may be writing beside them."""

from collections.abc import Mapping
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db.models import F, Func, JSONField, TextField, Value
from django.db.models.functions import Cast


def with_notes(field: str, notes: Mapping[str, Any]) -> Func:
    """Return an expression for a JSON field with some notes put in or changed."""
    added = Value(dict(notes), output_field=JSONField())
    return _joined(field, " || ", added)


def without_notes(field: str, *names: str) -> Func:
    """Return an expression for a JSON field with some notes taken out."""
    removed = Cast(Value(list(names)), ArrayField(TextField()))
    return _joined(field, " - ", removed)


def _joined(field: str, operator: str, other: Any) -> Func:
    return Func(F(field), other, template="%(expressions)s", arg_joiner=operator)
