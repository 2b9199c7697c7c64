"""Moments in arguments: each says its time zone.

Moments that are too far away are refused by ``arguments``, in every field.
"""

from datetime import datetime

import graphene
from django.utils import timezone

from ....engine.base.messages import Message
from ....port.graphql import saleor
from ....services.base.refusals import Code, refuse
from ..languages.asked_language import whole_error


def read_moment(at: datetime) -> datetime:
    """Return a moment that somebody named in a query, which has no typed errors.

    :raises graphql.GraphQLError: it has no time zone.
    """
    if timezone.is_naive(at):
        raise whole_error(
            Message("{moment} has no time zone, such as +00:00.", moment=at.isoformat())
        )
    return at


def zoned(at: datetime | None, field: str) -> datetime | None:
    """Return a moment that somebody named, or None.

    :raises django.core.exceptions.ValidationError: it has no time zone.
    """
    if at is not None and timezone.is_naive(at):
        raise refuse(
            field,
            Code.INVALID,
            Message("Say the time zone, such as +00:00 at its end."),
        )
    return at


def if_updated_at() -> graphene.Argument:
    """Return the argument that refuses a change if somebody else was faster.

    A mutation passes it on as ``zoned(if_updated_at, "if_updated_at")``.
    """
    return graphene.Argument(
        lambda: saleor().DateTime,
        description=(
            "Its `updatedAt` as you have read it: if it has been changed since,"
            " nothing is changed now, and the error is CHANGED_MEANWHILE. Left out:"
            " it is changed in any case."
        ),
    )
