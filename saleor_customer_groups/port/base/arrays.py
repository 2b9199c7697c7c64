"""Arrays in queries, for which Django has little support, some of it since 4.0."""

from collections.abc import Iterable
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db.models import BooleanField, F, Field, Func, QuerySet, Subquery, Value


class ArrayOf(Subquery):
    """The one column of a queryset, gathered into an array in the queryset's order."""

    template = "ARRAY(%(subquery)s)"

    def __init__(self, queryset: QuerySet, *, of: Field) -> None:
        super().__init__(queryset, output_field=ArrayField(of))


class IsAnyOf(Func):
    """Whether a value is in an array: one parameter, however long it is."""

    template = "(%(expressions)s))"
    arg_joiner = " = ANY("
    arity = 2
    output_field = BooleanField()


def among(column: str, keys: Iterable[Any], *, of: Field) -> IsAnyOf:
    """Return whether a column has one of some keys.

    :param of: the kind of the keys.
    """
    return IsAnyOf(F(column), Value(list(keys), output_field=ArrayField(of)))
