"""Store on orders the groups that their customer was in when they were placed."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db.models import Q

from ..base.metadata import with_metadata
from .customer_metadata import GROUPS_KEY


def groups_stamp(
    order: Any, codes_of: Callable[..., str], *, at: datetime
) -> dict[str, str]:
    """Return the metadata that name the groups of an order's customer.

    :param codes_of: takes a customer and the time; returns an empty text if the groups
        are unknown, for which there are no metadata.
    """
    codes = "" if order.user_id is None else codes_of(order.user_id, at=at)
    return {GROUPS_KEY: codes} if codes else {}


def stamp(order: Any, codes_of: Callable[..., str], *, at: datetime) -> None:
    """Store the customer's groups on an order, in the database and in memory."""
    if groups := groups_stamp(order, codes_of, at=at):
        type(order).objects.filter(pk=order.pk).update(
            private_metadata=with_metadata("private_metadata", groups)
        )
        order.private_metadata = {**(order.private_metadata or {}), **groups}


def lacks_stamp() -> Q:
    """Return the condition that an order has no groups stored on it."""
    return Q(user__isnull=False) & ~Q(private_metadata__has_key=GROUPS_KEY)


def stamp_later(order: Any, codes_of: Callable[..., str], *, at: datetime) -> None:
    """Store them on an order that was placed at a time, unless they are there."""
    if GROUPS_KEY not in (order.private_metadata or {}):
        stamp(
            order,
            lambda customer_id, *, at: codes_of(customer_id=customer_id, at=at),
            at=at,
        )
