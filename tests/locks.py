"""Hold tables as a migration would, from another connection, or have them be slow."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.apps import apps
from django.db import connections


@contextmanager
def locked(*tables: str) -> Iterator[None]:
    """Hold the strongest lock on some tables, on all of ours where none is named."""
    names = tables or tuple(all_tables())
    other: Any = connections["default"].copy()
    try:
        other.set_autocommit(False)
        with other.cursor() as cursor:
            cursor.execute(f"LOCK TABLE {', '.join(names)} IN ACCESS EXCLUSIVE MODE")
        yield
    finally:
        other.rollback()
        other.close()


@contextmanager
def slow(table: str, seconds: float) -> Iterator[None]:
    """Have whoever reads a table wait, as for a disk that is busy."""
    view = (
        f"CREATE VIEW {table} AS SELECT quick.* FROM quick,"
        f" (SELECT pg_sleep({seconds})) AS slept"
    )
    with connections["default"].cursor() as cursor:
        cursor.execute(f"ALTER TABLE {table} RENAME TO quick; {view}")
        try:
            yield
        finally:
            cursor.execute(f"DROP VIEW {table}; ALTER TABLE quick RENAME TO {table}")


def all_tables() -> list[str]:
    """Return the names of all our tables."""
    models = apps.get_app_config("saleor_customer_groups").get_models(
        include_auto_created=True
    )
    return [model._meta.db_table for model in models]
