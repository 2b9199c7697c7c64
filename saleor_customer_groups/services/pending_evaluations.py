"""Customers who are to be evaluated once the transaction is committed."""

from collections.abc import Collection

from django.db import connection, transaction
from django.dispatch import Signal

# Sent when changes have been committed, with ``customer_ids``.
evaluations_pending = Signal()


class _Pending:
    """The customers of one transaction: each is evaluated once, however often noted."""

    def __init__(self) -> None:
        self.customer_ids: set[int] = set()

    def __call__(self) -> None:
        evaluations_pending.send(
            sender=_Pending, customer_ids=sorted(self.customer_ids)
        )


def note_evaluation(customer_ids: Collection[int]) -> None:
    """Have customers evaluated after the commit, in which something of them changes."""
    pending = _found_pending() or _Pending()
    is_new = not pending.customer_ids
    pending.customer_ids.update(customer_ids)
    if is_new and pending.customer_ids:
        transaction.on_commit(pending)


def _found_pending() -> _Pending | None:
    """Return what is noted already and goes only if what is noted now goes, too."""
    standing = set(connection.savepoint_ids)
    for savepoints, noted, *_ in connection.run_on_commit:
        if isinstance(noted, _Pending) and set(savepoints) <= standing:
            return noted
    return None
