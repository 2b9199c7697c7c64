"""Keep our statements from harming Saleor's transaction, and from waiting long.

Everything of ours in one request waits for locks for a second in all, and of a request
that is not one of staff no statement takes longer: then Saleor's own prices hold, and
nothing is known of groups until the request ends.
"""

import logging
import threading
from collections.abc import Callable, Hashable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import count
from time import monotonic
from typing import Any

from django.core.signals import request_finished, request_started
from django.db import (
    DEFAULT_DB_ALIAS,
    DatabaseError,
    OperationalError,
    connections,
    router,
    transaction,
)
from django.db.backends.signals import connection_created

try:
    from django.db.backends.postgresql.psycopg_any import is_psycopg3
except ImportError:  # Django 3.2
    is_psycopg3 = False

from ...models import RuleSetVersion

LOCK_TIMEOUT = timedelta(seconds=1)
# A statement that takes longer has waited: for a lock, or for a database in trouble.
A_WAIT = timedelta(seconds=0.5)

# How the names of all our tables begin.
_OURS = "saleor_customer_groups_"
_READS = ("SELECT", "(SELECT", "WITH")
_NEVER_WAITS = ("SAVEPOINT", "RELEASE", "ROLLBACK", "SET ")
# The lock was not to be had in time, or the statement has taken too long.
_GAVE_UP = ("55P03", "57014")
# What a statement is limited by: how long it waits for locks, how long it takes.
_LIMITS = ("lock_timeout", "statement_timeout")
_READ_LIMITS = ", ".join(f"current_setting('{name}')" for name in _LIMITS)
_numbers = count()


class WaitedTooLongError(OperationalError):
    """Everything of ours in this request has waited long enough."""

    def __init__(self) -> None:
        super().__init__("customer groups have waited for the database long enough")


@dataclass(slots=True)
class _Patience:
    """How long may still be waited, in seconds, and what is in the log already.

    ``bounds_statements`` says that a statement may take no longer, either.
    """

    seconds: float
    said: set[Hashable] = field(default_factory=set)
    bounds_statements: bool = False

    def spend(self, seconds: float) -> None:
        self.seconds = max(self.seconds - seconds, 0)

    def check(self) -> None:
        """Raise where there is none left."""
        if not self.seconds:
            raise WaitedTooLongError

    @property
    def milliseconds(self) -> int:
        # PostgreSQL takes 0 for no limit at all.
        return max(int(self.seconds * 1000), 1)


class _Waiting(threading.local):
    """The patience of the request that this thread answers, and of a guarded block."""

    request: _Patience | None = None
    block: _Patience | None = None


_waiting = _Waiting()


@contextmanager
def isolated(
    *,
    patience: timedelta | None = None,
    writes: bool = True,
) -> Iterator[None]:
    """Run statements of ours so that a fault of theirs stays ours.

    In a transaction they stand in a savepoint, which is rolled back when they raise.
    They give up where others hold locks for longer than what the request still has of
    its second: a sale neither fails nor waits because of us.

    :param patience: for what has to wait for others, beside that second.
    :param writes: whether there has to be a transaction; reading does without, in
        whichever database is read from.
    :raises OutOfPatienceError: the request has waited long enough; nothing was asked.
    """
    left = _patience(patience)
    left.check()
    alias = DEFAULT_DB_ALIAS if writes else router.db_for_read(RuleSetVersion)
    connection = connections[alias]
    if connection.in_atomic_block:
        with _savepoint(connection), _block(left):
            yield
    elif writes:
        with transaction.atomic(), _block(left):
            yield
    else:
        with _block(left):
            yield


@contextmanager
def waiting_for(patience: timedelta) -> Iterator[None]:
    """Let some statements of a guarded block wait longer, beside the request's second.

    For what is another's turn first, where waiting is right.
    """
    with _block(_Patience(patience.total_seconds())):
        yield


def log_fault(logger: logging.Logger, message: str, *args: Any) -> None:
    """Log a fault that is being handled, with its traceback.

    That nothing is waited for any longer is logged once in a request.
    """
    request = _waiting.request
    is_spent = request is not None and not request.seconds
    if is_spent and not is_new_in_request(WaitedTooLongError):
        logger.debug(message, *args, exc_info=True)
    else:
        logger.exception(message, *args)


def is_new_in_request(what: Hashable) -> bool:
    """Tell whether something is to be said for the first time in a request.

    Outside of a request everything is.
    """
    request = _waiting.request
    if request is None:
        return True
    is_new = what not in request.said
    request.said.add(what)
    return is_new


def take_time() -> None:
    """Let statements of this request take as long as they do: it is one of staff."""
    if _waiting.request is not None:
        _waiting.request.bounds_statements = False


def is_wait(error: BaseException) -> bool:
    """Tell whether an error means that others hold what was asked for, or are busy."""
    if isinstance(error, WaitedTooLongError):
        return True
    cause = error.__cause__
    code = getattr(cause, "sqlstate", None) or getattr(cause, "pgcode", None)
    return isinstance(error, DatabaseError) and code in _GAVE_UP


def connect() -> None:
    """Follow requests and connections."""
    name = "saleor_customer_groups.guard"
    request_started.connect(_begin_request, dispatch_uid=name)
    request_finished.connect(_end_request, dispatch_uid=name)
    connection_created.connect(_watch_connection, dispatch_uid=name)
    for connection in connections.all():
        _watch_connection(connection=connection)


def _begin_request(**_: Any) -> None:
    seconds = LOCK_TIMEOUT.total_seconds()
    _waiting.request = _Patience(seconds, bounds_statements=True)


def _end_request(**_: Any) -> None:
    _waiting.request = None


def _watch_connection(*, connection: Any, **_: Any) -> None:
    if connection.vendor == "postgresql" and _watch not in connection.execute_wrappers:
        # In front of those that come and go with a block, which are taken off the end.
        connection.execute_wrappers.insert(0, _watch)


def _patience(given: timedelta | None) -> _Patience:
    if given is not None:
        return _Patience(given.total_seconds())
    return _waiting.block or _waiting.request or _Patience(LOCK_TIMEOUT.total_seconds())


@contextmanager
def _block(patience: _Patience) -> Iterator[None]:
    outer, _waiting.block = _waiting.block, patience
    try:
        yield
    finally:
        _waiting.block = outer


@contextmanager
def _savepoint(connection: Any) -> Iterator[None]:
    """Go back to the start after a fault, and leave the limits as they were.

    Both travel in one statement, at no extra round trip.
    """
    savepoint = f"customer_groups_{next(_numbers)}"
    was_lost = connection.needs_rollback
    with connection.cursor() as cursor:
        cursor.execute(f"SAVEPOINT {savepoint}; SELECT {_READ_LIMITS}")
        _last_result(cursor)
        before = cursor.fetchone()
    try:
        yield
    except BaseException:
        # A failed statement inside a nested block marks the whole transaction as lost;
        # going back to the savepoint mends it, as Django's own savepoints do.
        connection.needs_rollback = was_lost
        with connection.cursor() as cursor:
            cursor.execute(
                f"ROLLBACK TO SAVEPOINT {savepoint}; RELEASE SAVEPOINT {savepoint}"
            )
        raise
    with connection.cursor() as cursor:
        cursor.execute(f"RELEASE SAVEPOINT {savepoint}; {_set_limits(before)}")


def _watch(
    execute: Callable[..., Any], sql: Any, params: Any, many: bool, context: Any
) -> Any:
    """Have a statement give up in time, and keep account of how long it waited."""
    connection, cursor = context["connection"], context["cursor"]
    patience = _patience_for(sql, connection)
    if patience is None:
        return execute(sql, params, many, context)
    patience.check()
    options = connection.settings_dict.get("OPTIONS") or {}
    is_alone = (
        many or getattr(cursor, "name", None) or options.get("server_side_binding")
    )
    began = monotonic()
    try:
        if not is_alone:
            limits = _set_limits(_limits(patience))
            done = execute(f"{limits}; {sql}", params, many, context)
            _last_result(cursor)
        else:
            with _limited(connection, patience):
                done = execute(sql, params, many, context)
    except DatabaseError as error:
        if is_wait(error):
            patience.spend(patience.seconds)
        raise
    finally:
        waited = monotonic() - began
        if waited >= A_WAIT.total_seconds():
            patience.spend(waited)
    return done


def _patience_for(sql: Any, connection: Any) -> _Patience | None:
    """Return the patience with a statement, None if it may wait as long as it likes.

    Outside of guarded blocks those are everything of Saleor's, and our changes.
    """
    if not isinstance(sql, str) or sql.startswith(_NEVER_WAITS):
        return None
    if _waiting.block is not None:
        return _waiting.block
    if _waiting.request is None or not connection.autocommit or _OURS not in sql:
        return None
    is_read = sql.startswith(_READS) and " FOR UPDATE" not in sql
    return _waiting.request if is_read else None


def _limits(patience: _Patience) -> list[str]:
    """Return the limits of a statement in milliseconds, as ``_LIMITS`` has them."""
    limit = str(patience.milliseconds)
    request = _waiting.request
    is_bounded = request is not None and request.bounds_statements
    return [limit, limit] if is_bounded else [limit]


def _set_limits(limits: Sequence[str]) -> str:
    """Return what sets limits, to the end of the transaction or of the statement."""
    pairs = zip(_LIMITS, limits, strict=False)
    return "; ".join(f"SET LOCAL {name} = '{limit}'" for name, limit in pairs)


def _set_apart(limits: Sequence[str], *, is_local: bool) -> str:
    """Return a statement that sets limits before another one."""
    pairs = zip(_LIMITS, limits, strict=False)
    each = (f"set_config('{name}', '{limit}', {is_local})" for name, limit in pairs)
    return f"SELECT {', '.join(each)}"


@contextmanager
def _limited(connection: Any, patience: _Patience) -> Iterator[None]:
    """Limit a statement that cannot travel with another one, such as a cursor's."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {_READ_LIMITS}")
        before = cursor.fetchone()
        # What is set for the session would outlive a transaction, which may have limits
        # of its own.
        is_local = not connection.get_autocommit()
        cursor.execute(_set_apart(_limits(patience), is_local=is_local))
        try:
            yield
        finally:
            # In a transaction that has failed it is over with the transaction.
            with suppress(DatabaseError):
                cursor.execute(_set_apart(before, is_local=is_local))


def _last_result(cursor: Any) -> None:
    """Go on to the result of the last of several statements; psycopg 2 has no other."""
    if is_psycopg3:
        while cursor.nextset():
            pass
