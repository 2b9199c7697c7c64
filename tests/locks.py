"""Hold tables as a migration would, from another connection."""

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


def all_tables() -> list[str]:
    """Return the names of all our tables."""
    models = apps.get_app_config("saleor_customer_groups").get_models(
        include_auto_created=True
    )
    return [model._meta.db_table for model in models]
