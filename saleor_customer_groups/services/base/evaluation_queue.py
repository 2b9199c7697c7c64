"""Customers who are to be evaluated once the transaction is committed."""

from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

from django.db import connection, transaction
from django.dispatch import Signal

# Sent when changes have been committed, with the customers who ``changed``, who are
# ``buyers``, and who ``moved``, and with ``orders`` whose figures alone have changed.
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
        self.orders: list[Iterable[str]] = []
        self.is_sent = False

    def __call__(self) -> None:
        self.is_sent = True
        evaluations_pending.send(
            sender=_Pending,
            changed=self.changed,
            buyers=self.buyers,
            moved=self.moved,
            orders=self.orders,
        )


def enqueue_evaluation(
    customer_ids: Iterable[int],
    *,
    of_orders: bool = False,
    guest_orders: Iterable[str] = (),
) -> None:
    """Have customers evaluated after the commit of a change that concerns them.

    :param customer_ids: a queryset is read only where it is needed.
    :param of_orders: whether their orders have changed.
    :param guest_orders: the primary keys, as text, of orders that have changed and
        belong to no customer.
    """
    _enqueue(
        changed=[customer_ids] if customer_ids != () else [],
        buyers=[customer_ids] if of_orders else [],
        orders=[guest_orders] if guest_orders != () else [],
    )


def enqueue_recorded(order_key: str, *, customer_id: int | None) -> None:
    """Have the figures of an order made again after the commit, if it has any yet.

    Nothing is to be done where those of all its customer's orders are made again then.

    :param order_key: the primary key, as text, of an order of which something was
        recorded.
    :param customer_id: None for a guest.
    """
    pending = _found_pending()
    if pending is None or [customer_id] not in pending.buyers:
        _enqueue(orders=[[order_key]])


def enqueue_moved(customer_ids: Iterable[int], *, codes: Collection[str]) -> None:
    """Have groups that ask for other groups evaluate customers after the commit.

    :param customer_ids: who joined or left; a queryset is read only where it is needed.
    :param codes: of the groups that they joined or left.
    """
    _enqueue(moved=[Moved(customer_ids, frozenset(codes))])


def _enqueue(
    *,
    changed: Sequence[Iterable[int]] = (),
    buyers: Sequence[Iterable[int]] = (),
    moved: Sequence[Moved] = (),
    orders: Sequence[Iterable[str]] = (),
) -> None:
    found = _found_pending()
    pending = found or _Pending()
    pending.changed += changed
    pending.buyers += buyers
    pending.moved += moved
    pending.orders += orders
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
