"""Changes of memberships are made one after the other, under a lock.

Two that end the last two memberships of a customer at once would each see the other's,
and neither would put the customer back; two that write the same rows in another order
would wait for each other.
"""

from django.db import connection

_LOCK = 0x6367_7475
_DASHBOARD_LOCK = 0x6367_7476


def lock_membership_changes(*, alone: bool = True) -> None:
    """Wait for the lock, which ends with the transaction.

    To be called before anything is locked, as whoever has it may ask for that.

    :param alone: nobody else changes memberships meanwhile; otherwise others may do so,
        too, each for customers whom they have locked
        (``order_figures.refresh_figures``).
    """
    lock = "pg_advisory_xact_lock" if alone else "pg_advisory_xact_lock_shared"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {lock}(%s)", [_LOCK])


def lock_dashboard_app() -> None:
    """Wait for the lock of what the Dashboard shows, which ends with the transaction.

    Two requests at once would each create the app.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_DASHBOARD_LOCK])
