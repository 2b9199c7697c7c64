"""Moments in arguments: each says its time zone.

What is too far away ``arguments`` refuses, in every field.
"""

from datetime import datetime

from django.utils import timezone
from graphql import GraphQLError

from ....services.base.refusals import Code, refuse


def read_moment(at: datetime) -> datetime:
    """Return a moment that somebody named in a query, which has no typed errors.

    :raises graphql.GraphQLError: it has no time zone.
    """
    if timezone.is_naive(at):
        raise GraphQLError(f"{at.isoformat()} has no time zone, such as +00:00.")
    return at


def zoned(at: datetime | None, field: str) -> datetime | None:
    """Return a moment that somebody named, or None.

    :raises django.core.exceptions.ValidationError: it has no time zone.
    """
    if at is not None and timezone.is_naive(at):
        raise refuse(
            field, Code.INVALID, "Say the time zone, such as +00:00 at its end."
        )
    return at
