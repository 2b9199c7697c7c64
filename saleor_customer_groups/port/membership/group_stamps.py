"""Orders show the groups that their customer was in when they were placed."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db.models import Q

from ..base.metadata import with_notes
from .customer_metadata import NOTE


def stamp(order: Any, codes_of: Callable[..., str], *, at: datetime) -> None:
    """Note the customer's groups on an order, in the database and in hand.

    :param codes_of: takes a customer and the time; what it gives is empty where nobody
        knows.
    """
    codes = "" if order.user_id is None else codes_of(order.user_id, at=at)
    if codes:
        note = {NOTE: codes}
        type(order).objects.filter(pk=order.pk).update(
            private_metadata=with_notes("private_metadata", note)
        )
        order.private_metadata = {**(order.private_metadata or {}), **note}


def lacks_stamp() -> Q:
    """Return of which orders the customer's groups are not known."""
    return Q(user__isnull=False) & ~Q(private_metadata__has_key=NOTE)


def stamp_later(order: Any, codes_of: Callable[..., str], *, at: datetime) -> None:
    """Do so for an order that was placed at a time, where that is not done yet."""
    if NOTE not in (order.private_metadata or {}):
        stamp(
            order,
            lambda customer_id, *, at: codes_of(customer_id=customer_id, at=at),
            at=at,
        )
