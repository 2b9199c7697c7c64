"""Customers who are to be evaluated once the transaction is committed."""

from collections.abc import Iterable

from django.db import connection, transaction
from django.dispatch import Signal

# Sent when changes have been committed, with what was ``noted`` of customers.
evaluations_pending = Signal()


class _Pending:
    """The customers of one transaction: each is evaluated once, however often noted."""

    def __init__(self) -> None:
        self.noted: list[Iterable[int]] = []
        self.buyers: list[Iterable[int]] = []

    def __call__(self) -> None:
        evaluations_pending.send(sender=_Pending, noted=self.noted, buyers=self.buyers)


def note_evaluation(customer_ids: Iterable[int], *, of_orders: bool = False) -> None:
    """Have customers evaluated after the commit, in which something of them changes.

    :param customer_ids: a queryset is read only where it is needed.
    :param of_orders: it is their orders that change.
    """
    found = _found_pending()
    pending = found or _Pending()
    pending.noted.append(customer_ids)
    if of_orders:
        pending.buyers.append(customer_ids)
    if found is None:
        transaction.on_commit(pending)


def _found_pending() -> _Pending | None:
    """Return what is noted already and goes only if what is noted now goes, too."""
    standing = set(connection.savepoint_ids)
    for savepoints, noted, *_ in connection.run_on_commit:
        if isinstance(noted, _Pending) and set(savepoints) <= standing:
            return noted
    return None
