"""Moments in the database, which knows some that Python does not."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from ..engine.base.invalid import words_of
from ..engine.base.messages import Message
from ..engine.base.moments import EARLIEST, LATEST, read_moment

_FIRST, _LAST = (f"'{each.isoformat()}'::timestamptz" for each in (EARLIEST, LATEST))


def nearest_moment(sql: str) -> str:
    """Return SQL for a moment of the database as the nearest one within the calendar.

    :param sql: the moment; null stays null.
    """
    nearest = f"LEAST(GREATEST({sql}, {_FIRST}), {_LAST})"
    # Both ignore nulls in PostgreSQL.
    return f"CASE WHEN {sql} IS NOT NULL THEN {nearest} END"


class _MomentField(models.DateTimeField):
    """A moment within the calendar that all of Python and PostgreSQL share.

    One beyond it that got past the constraints of the tables, such as infinity, is read
    as the nearest valid one: otherwise the other rows could not be read either.
    """

    def deconstruct(self) -> tuple[str, str, Any, Any]:
        """Return what migrations know it as."""
        name, _, args, kwargs = super().deconstruct()
        return name, "django.db.models.DateTimeField", args, kwargs

    def select_format(self, compiler: Any, sql: str, params: Any) -> tuple[str, Any]:
        """Return how it is read."""
        return nearest_moment(sql), [*params, *params]

    def validate(self, value: Any, model_instance: Any) -> None:
        """Refuse a moment that is too far away."""
        super().validate(value, model_instance)
        if value is not None:
            try:
                read_moment(value)
            except ValueError as error:
                raise ValidationError(
                    Message("This {what}.", what=words_of(error)), code="invalid"
                ) from None


# Any, as the type checker sees every field of Django.
MomentField: Any = _MomentField


def in_calendar(*names: str) -> models.CheckConstraint:
    """Return the constraint that keeps the moments of a table within the calendar.

    :param names: the fields; one that is null passes.
    """
    condition = Q(*((f"{name}__range", (EARLIEST, LATEST)) for name in names))
    return models.CheckConstraint(
        check=condition, name="customer_groups_%(class)s_moments"
    )
