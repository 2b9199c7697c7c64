"""Pieces of long work, done side by side by several connections to the database."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from django.db import connection

# PostgreSQL does the work; more would keep shoppers from its processors.
_AT_ONCE = 2

Result = TypeVar("Result")


def side_by_side(pieces: Sequence[Callable[[], Result]]) -> list[Result]:
    """Do pieces of work that do not depend on each other, two at a time.

    Each has a connection of its own. Within a transaction, of which other connections
    see nothing, they are done in this one, one after the other.

    :returns: what each of them returned.
    :raises Exception: what the first one that failed has raised, once all have ended.
    """
    if len(pieces) < _AT_ONCE or connection.in_atomic_block:
        return [piece() for piece in pieces]
    with ThreadPoolExecutor(_AT_ONCE) as threads:
        return list(threads.map(_apart, pieces))


def _apart(piece: Callable[[], Result]) -> Result:
    try:
        return piece()
    finally:
        connection.close()
