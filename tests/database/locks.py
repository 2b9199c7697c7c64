"""Hold tables as a migration would, from another connection, or have them be slow."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

from django.apps import apps
from django.db import connections

from saleor_customer_groups.services.base.transactions import statement_limits


@contextmanager
def locked(*tables: str) -> Iterator[None]:
    """Hold the strongest lock on some tables, on all of ours where none is named.

    Whoever begins a request meanwhile waits for a moment only.
    """
    names = tables or tuple(all_tables())
    other: Any = connections["default"].copy()
    try:
        other.set_autocommit(False)
        with other.cursor() as cursor:
            cursor.execute(f"LOCK TABLE {', '.join(names)} IN ACCESS EXCLUSIVE MODE")
        with _max_wait(timedelta(milliseconds=50)):
            yield
    finally:
        other.rollback()
        other.close()


@contextmanager
def slow(table: str, seconds: float) -> Iterator[None]:
    """Have whoever reads a table wait, as for a disk that is busy.

    Whoever begins a request of a shopper meanwhile waits for 300 ms only.
    """
    view = (
        f"CREATE VIEW {table} AS SELECT quick.* FROM quick,"
        f" (SELECT pg_sleep({seconds})) AS slept"
    )
    with connections["default"].cursor() as cursor:
        cursor.execute(f"ALTER TABLE {table} RENAME TO quick; {view}")
        try:
            with _max_wait(timedelta(milliseconds=300)):
                yield
        finally:
            cursor.execute(f"DROP VIEW {table}; ALTER TABLE quick RENAME TO {table}")


@contextmanager
def _max_wait(given: timedelta) -> Iterator[None]:
    usual, statement_limits.LOCK_TIMEOUT = statement_limits.LOCK_TIMEOUT, given
    try:
        yield
    finally:
        statement_limits.LOCK_TIMEOUT = usual


def all_tables() -> list[str]:
    """Return the names of all our tables."""
    models = apps.get_app_config("saleor_customer_groups").get_models(
        include_auto_created=True
    )
    return [model._meta.db_table for model in models]
