"""Orders show the groups that their customer was in when they were placed."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from .customer_notes import NOTE
from .metadata import with_notes


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
