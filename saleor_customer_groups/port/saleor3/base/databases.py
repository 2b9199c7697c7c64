"""Which of Saleor's databases is read: the replica, or the one that is written to."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.conf import settings
from django.db import router
from saleor.core.db.connection import allow_writer, allow_writer_in_context
from saleor.graphql.core.context import get_database_connection_name

_read_from: ContextVar[str | None] = ContextVar("customer_groups_read", default=None)


class ReadingRouter:
    """Has Django read where ``reading`` says, and elsewhere as Saleor would."""

    def db_for_read(self, model: Any, **hints: Any) -> str | None:
        """Return the alias of the database, None for whichever it would be."""
        return _read_from.get()


def install_router() -> None:
    """Ask our router first, without a setting of the shop."""
    router.routers.insert(0, ReadingRouter())


@contextmanager
def reading(context: Any) -> Iterator[None]:
    """Read from the replica, and in a mutation from the database it writes to."""
    alias = get_database_connection_name(context)
    with allow_writer_in_context(context), reading_from(alias):
        yield


@contextmanager
def writing() -> Iterator[None]:
    """Allow writing, and read what was written."""
    with allow_writer(), reading_from(settings.DATABASE_CONNECTION_DEFAULT_NAME):
        yield


def reads_replica() -> bool:
    """Tell whether the replica is read at the moment."""
    return _read_from.get() == settings.DATABASE_CONNECTION_REPLICA_NAME


@contextmanager
def reading_from(alias: str) -> Iterator[None]:
    """Read from one of Saleor's databases.

    :param alias: Django's name of it.
    """
    token = _read_from.set(alias)
    try:
        yield
    finally:
        _read_from.reset(token)
