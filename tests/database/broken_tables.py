"""Tables of ours that nobody can read, as after a fault."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection


@contextmanager
def broken(table: str) -> Iterator[None]:
    """Let nobody read a table of ours."""
    with connection.cursor() as cursor:
        cursor.execute(f"ALTER TABLE {table} RENAME TO away")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute(f"ALTER TABLE away RENAME TO {table}")
