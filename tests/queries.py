"""Count what a request asks of the database."""

import re
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field

from django.db import connections
from django.test.utils import CaptureQueriesContext

# Savepoints are not counted, and the rest is how a transaction begins and ends.
_NOT_COUNTED = ("SAVEPOINT", "RELEASE", "ROLLBACK", "BEGIN", "COMMIT")
# What travels in front of a statement of ours
# (``services/base/transactions/statement_limits.py``).
_LIMIT = re.compile(r"(SET LOCAL (lock|statement)_timeout = '\d+'; )+")
_WRITES = ("INSERT", "UPDATE", "DELETE")
_counting: list["Queries"] = []


@dataclass
class Queries:
    """The statements of one measurement."""

    statements: list[str] = field(default_factory=list)

    @property
    def count(self) -> int:
        """How many statements there were."""
        return len(self.statements)

    @property
    def writes(self) -> int:
        """How many of them wrote something."""
        return sum(sql.startswith(_WRITES) for sql in self.statements)


def without_limit(sql: str) -> str:
    """Return a statement without the limits on waiting that travel in front of it."""
    return _LIMIT.sub("", sql, count=1)


def is_counting() -> bool:
    """Tell whether statements are being counted."""
    return bool(_counting)


@contextmanager
def counted() -> Iterator[Queries]:
    """Count the statements on all connections, savepoints left out."""
    queries = Queries()
    distinct = {id(connections[alias]): connections[alias] for alias in connections}
    with ExitStack() as stack:
        contexts = [
            stack.enter_context(CaptureQueriesContext(connection))
            for connection in distinct.values()
        ]
        _counting.append(queries)
        try:
            yield queries
        finally:
            _counting.remove(queries)
        queries.statements += [
            without_limit(query["sql"])
            for context in contexts
            for query in context.captured_queries
            # One that was never sent has no text on psycopg 2.
            if query["sql"] and not query["sql"].startswith(_NOT_COUNTED)
        ]
