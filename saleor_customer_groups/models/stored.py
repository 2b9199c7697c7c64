"""Plain data, lists and words in the database, into which anything may be written."""

from enum import StrEnum
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from ..engine.base.stored_messages import read_text, write_text

# Deeper than anything that is accepted, and far below the recursion limit of Python.
MAX_LEVELS = 60
# Stands for data that cannot be read. No reader accepts it, so that the row is left
# out, or shown, like any other broken one.
UNREADABLE = "cannot be read: this is nested too deeply, or has too large a number"


class _StoredJSONField(models.JSONField):
    """Plain data; what Python cannot decode becomes ``UNREADABLE``.

    Otherwise one such row would make the others unreadable, too.
    """

    def deconstruct(self) -> tuple[str, str, Any, Any]:
        """Return what migrations know it as."""
        name, _, args, kwargs = super().deconstruct()
        return name, "django.db.models.JSONField", args, kwargs

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Any:
        """Return the data in a row."""
        try:
            found = super().from_db_value(value, expression, connection)
        except (RecursionError, ValueError):
            return UNREADABLE
        # Counting is many times quicker than looking into it.
        has_few = isinstance(value, str) and (
            value.count("[") + value.count("{") <= MAX_LEVELS
        )
        return found if has_few or is_shallow(found) else UNREADABLE


class _Written(models.Field):
    """A text that can be said in the language of a later reader."""

    def get_prep_value(self, value: Any) -> Any:
        """Return what is stored of a text."""
        prepared = super().get_prep_value(value)
        return write_text(prepared) if _is_text(prepared) else prepared

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Any:
        """Return the text in a row."""
        return read_text(value) if _is_text(value) else value


class _MessageField(_Written, models.TextField):
    def deconstruct(self) -> tuple[str, str, Any, Any]:
        """Return what migrations know it as."""
        name, _, args, kwargs = super().deconstruct()
        return name, "django.db.models.TextField", args, kwargs


class _ShortMessageField(_Written, models.CharField):
    def deconstruct(self) -> tuple[str, str, Any, Any]:
        """Return what migrations know it as."""
        name, _, args, kwargs = super().deconstruct()
        return name, "django.db.models.CharField", args, kwargs


class _TextsField(ArrayField):
    """A list of texts; anything else in it is left out."""

    def deconstruct(self) -> tuple[str, str, Any, Any]:
        """Return what migrations know it as."""
        name, _, args, kwargs = super().deconstruct()
        return name, "django.contrib.postgres.fields.ArrayField", args, kwargs

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Any:
        """Return the texts in a row."""
        return None if value is None else [each for each in value if _is_text(each)]


# Any, as the type checker sees every field of Django.
StoredJSONField: Any = _StoredJSONField
TextsField: Any = _TextsField
MessageField: Any = _MessageField
ShortMessageField: Any = _ShortMessageField


def one_of(**words: type[StrEnum]) -> models.CheckConstraint:
    """Return the constraint that keeps columns of a table to the words that there are.

    It is for those that GraphQL never answers with null: one row with another word
    would end its whole list in an error.

    :param words: the words by field.
    """
    condition = Q(
        *(
            (f"{name}__in", [str(each) for each in known])
            for name, known in words.items()
        )
    )
    return models.CheckConstraint(
        check=condition, name="customer_groups_%(class)s_words"
    )


def is_shallow(data: object) -> bool:
    """Tell whether plain data is nested in ``MAX_LEVELS`` levels at the most."""
    level: list[object] = [data]
    for _ in range(MAX_LEVELS):
        level = [
            inner
            for each in level
            if isinstance(each, dict | list)
            for inner in (each.values() if isinstance(each, dict) else each)
        ]
        if not level:
            return True
    return False


def texts(values: Any) -> list[str]:
    """Return the texts in a stored list, to be shown."""
    return [each for each in listed(values) if _is_text(each)]


def listed(values: Any) -> list[Any]:
    """Return what is in a stored list, empty if it is not a list, to be shown."""
    return values if isinstance(values, list) else []


def _is_text(value: object) -> bool:
    return isinstance(value, str)
