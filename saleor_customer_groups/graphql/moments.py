"""Moments in the arguments of queries, which have no typed errors."""

from datetime import datetime

from django.utils import timezone
from graphql import GraphQLError


def read_moment(at: datetime) -> datetime:
    """Return a moment that somebody named.

    :raises graphql.GraphQLError: it has no time zone.
    """
    if timezone.is_naive(at):
        raise GraphQLError(f"{at.isoformat()} has no time zone, such as +00:00.")
    return at
