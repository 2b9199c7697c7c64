"""A subquery as an array, which Django has only since 4.0."""

from django.contrib.postgres.fields import ArrayField
from django.db.models import Field, QuerySet, Subquery


class ArrayOf(Subquery):
    """The one column of a queryset, gathered into an array in the queryset's order."""

    template = "ARRAY(%(subquery)s)"

    def __init__(self, queryset: QuerySet, *, of: Field) -> None:
        super().__init__(queryset, output_field=ArrayField(of))
