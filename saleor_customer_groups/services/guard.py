"""Keep our statements from harming Saleor's transaction."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from itertools import count

from django.db import connection, transaction

LOCK_TIMEOUT = timedelta(seconds=1)
_numbers = count()


@contextmanager
def guarded(*, lock_timeout: timedelta | None = None) -> Iterator[None]:
    """Run statements of ours so that a fault of theirs stays ours.

    They stand in a savepoint, which is rolled back when they raise, and give up after
    a second where somebody holds a lock on our tables: a sale neither fails nor waits
    because of us. Savepoint and limit travel in one statement, at no extra round trip.

    :param lock_timeout: for what has to wait for others.
    """
    if not connection.in_atomic_block:
        with transaction.atomic(), guarded(lock_timeout=lock_timeout):
            yield
        return
    patience = (lock_timeout or LOCK_TIMEOUT) // timedelta(milliseconds=1)
    savepoint = f"customer_groups_{next(_numbers)}"
    with connection.cursor() as cursor:
        cursor.execute(f"SAVEPOINT {savepoint}; SET LOCAL lock_timeout = {patience}")
    try:
        yield
    except BaseException:
        # A failed statement inside a nested block marks the whole transaction as lost;
        # going back to the savepoint mends it, as Django's own savepoints do.
        connection.needs_rollback = False
        with connection.cursor() as cursor:
            cursor.execute(f"ROLLBACK TO SAVEPOINT {savepoint}")
        raise
    with connection.cursor() as cursor:
        cursor.execute(
            f"RELEASE SAVEPOINT {savepoint}; SET LOCAL lock_timeout TO DEFAULT"
        )
