"""Lose the connection to the database, or have a statement fail, in the middle."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any

from django.db import DatabaseError, InterfaceError, connection, connections

from tests.storefront import Refused


def lost_at(part: str, action: Callable[[], Any]) -> bool:
    """Do something, and lose the connection before a statement is sent.

    :param part: of the statement.
    :returns: whether it came to that statement.
    """

    def lose() -> None:
        other: Any = connections["default"].copy()
        with other.cursor() as cursor:
            pid = _backend_of(connection)
            cursor.execute("SELECT pg_terminate_backend(%s, 5000)", [pid])
        other.close()

    return _done_at(part, lose, action)


def failed_at(part: str, action: Callable[[], Any]) -> bool:
    """Do something, of which one statement fails, as on a full disk.

    :param part: of the statement.
    :returns: whether it came to that statement.
    """

    def fail() -> None:
        raise DatabaseError("no space left on device")

    return _done_at(part, fail, action)


def _done_at(part: str, what: Callable[[], None], action: Callable[[], Any]) -> bool:
    with _at(part, what) as happened, suppress(Refused, DatabaseError, InterfaceError):
        action()
    # As at the end of a request.
    connection.close_if_unusable_or_obsolete()
    if connection.connection is not None and not connection.is_usable():
        connection.close()
    return bool(happened)


@contextmanager
def _at(part: str, what: Callable[[], None]) -> Iterator[list[str]]:
    """Do something before the first statement with some text in it."""
    happened: list[str] = []

    def watch(execute: Any, sql: Any, params: Any, many: bool, context: Any) -> Any:
        if part in str(sql) and not happened:
            happened.append(str(sql))
            what()
        return execute(sql, params, many, context)

    # All aliases mean the same connection in tests.
    with connection.execute_wrapper(watch):
        yield happened


def _backend_of(database: Any) -> int:
    raw = database.connection
    info = getattr(raw, "info", None)
    return int(info.backend_pid if info is not None else raw.get_backend_pid())
