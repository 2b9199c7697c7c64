"""What one customer owes is looked at and changed by one at a time."""

from django.db import connection

_CREDIT_LOCK = 0x6367_7477


def lock_credit(customer_id: int) -> None:
    """Wait for the lock of a customer's credit, which ends with the transaction.

    :param customer_id: its primary key.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(%s, %s)", [_CREDIT_LOCK, customer_id]
        )
