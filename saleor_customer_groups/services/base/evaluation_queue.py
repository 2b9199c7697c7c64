"""Customers who are to be evaluated once the transaction is committed."""

from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

from django.db import connection, transaction
from django.dispatch import Signal

# Sent when changes have been committed, with the customers who ``changed``, who are
# ``buyers``, and who ``moved``.
evaluations_pending = Signal()


class Moved(NamedTuple):
    """Customers who joined or left groups, and the codes of the groups."""

    customer_ids: Iterable[int]
    codes: frozenset[str]


class _Pending:
    """The customers of one transaction: each is evaluated once."""

    def __init__(self) -> None:
        self.changed: list[Iterable[int]] = []
        self.buyers: list[Iterable[int]] = []
        self.moved: list[Moved] = []
        self.is_sent = False

    def __call__(self) -> None:
        self.is_sent = True
        evaluations_pending.send(
            sender=_Pending, changed=self.changed, buyers=self.buyers, moved=self.moved
        )


def enqueue_evaluation(customer_ids: Iterable[int], *, of_orders: bool = False) -> None:
    """Have customers evaluated after the commit of a change that concerns them.

    :param customer_ids: a queryset is read only where it is needed.
    :param of_orders: whether their orders have changed.
    """
    _enqueue(
        changed=[customer_ids], buyers=[customer_ids] if of_orders else [], moved=[]
    )


def enqueue_moved(customer_ids: Iterable[int], *, codes: Collection[str]) -> None:
    """Have groups that ask for other groups evaluate customers after the commit.

    :param customer_ids: who joined or left; a queryset is read only where it is needed.
    :param codes: of the groups that they joined or left.
    """
    _enqueue(changed=[], buyers=[], moved=[Moved(customer_ids, frozenset(codes))])


def _enqueue(
    *,
    changed: Sequence[Iterable[int]],
    buyers: Sequence[Iterable[int]],
    moved: Sequence[Moved],
) -> None:
    found = _found_pending()
    pending = found or _Pending()
    pending.changed += changed
    pending.buyers += buyers
    pending.moved += moved
    if found is None:
        # Outside of a transaction this runs at once.
        transaction.on_commit(pending)


def _found_pending() -> _Pending | None:
    """Return what is enqueued already and runs only if what comes now runs, too."""
    open_savepoints = set(connection.savepoint_ids)
    for savepoints, pending, *_ in connection.run_on_commit:
        goes_too = isinstance(pending, _Pending) and set(savepoints) <= open_savepoints
        if goes_too and not pending.is_sent:
            return pending
    return None
