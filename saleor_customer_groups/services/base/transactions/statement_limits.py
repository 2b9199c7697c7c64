"""How long statements may run, and wait for the locks of others.

Everything of ours in one request waits for locks for a second in all, and of a request
that is not one of staff no statement takes longer: then Saleor's own prices hold, and
nothing is known of groups until the request ends.
"""

import threading
from collections.abc import Callable, Hashable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import timedelta
from time import monotonic
from typing import Any

from django.core.signals import request_finished, request_started
from django.db import DatabaseError, OperationalError, connections
from django.db.backends.signals import connection_created

try:
    from django.db.backends.postgresql.psycopg_any import is_psycopg3
except ImportError:  # Django 3.2
    is_psycopg3 = False

LOCK_TIMEOUT = timedelta(seconds=1)
# A statement that takes longer has waited: for a lock, or for a database in trouble.
COUNTS_AS_WAIT = timedelta(seconds=0.5)

# With less a statement gives up because the machine is busy, not because it waits.
_LEAST_WAIT = timedelta(milliseconds=20)
# How often it is tried to set the limits of a connection back before it is closed.
_TRIES = 3

# How the names of all our tables begin.
_OURS = "saleor_customer_groups_"
_READS = ("SELECT", "(SELECT", "WITH")
_NEVER_WAITS = ("SAVEPOINT", "RELEASE", "ROLLBACK", "SET ")
# The lock was not available in time, or the statement took too long.
_GAVE_UP = ("55P03", "57014")
# What a statement is limited by: how long it waits for locks, how long it takes.
_LIMITS = ("lock_timeout", "statement_timeout")
READ_LIMITS = ", ".join(f"current_setting('{name}')" for name in _LIMITS)


class WaitedTooLongError(OperationalError):
    """Everything of ours in this request has waited long enough."""

    def __init__(self) -> None:
        super().__init__("customer groups have waited for the database long enough")


@dataclass(slots=True)
class WaitBudget:
    """How long a request may still wait, in seconds, and what it has logged already.

    With ``bounds_statements`` no statement may take longer than that, either.
    """

    seconds: float
    logged: set[Hashable] = field(default_factory=set)
    bounds_statements: bool = False

    def spend(self, seconds: float) -> None:
        """Subtract the time that was spent waiting."""
        self.seconds = max(self.seconds - seconds, 0)

    @property
    def is_spent(self) -> bool:
        """Whether too little is left for any statement."""
        return self.seconds < _LEAST_WAIT.total_seconds()

    def check(self) -> None:
        """Raise an error if there is no time left.

        :raises WaitedTooLongError: everything is spent.
        """
        if self.is_spent:
            raise WaitedTooLongError

    @property
    def milliseconds(self) -> int:
        """Return what is left, as PostgreSQL takes a limit."""
        return int(self.seconds * 1000)


class _Current(threading.local):
    """The budgets of the request that this thread answers, and of an isolated block."""

    request: WaitBudget | None = None
    block: WaitBudget | None = None


current = _Current()


@contextmanager
def waiting_for(max_wait: timedelta) -> Iterator[None]:
    """Let statements of an isolated block wait longer, beside the request's second.

    For locks that others hold for good reason.
    """
    with within(WaitBudget(max_wait.total_seconds())):
        yield


def allow_long_statements() -> None:
    """Let statements of this request take any time, because staff have sent it."""
    if current.request is not None:
        current.request.bounds_statements = False


def is_new_in_request(what: Hashable) -> bool:
    """Tell whether something is to be logged for the first time in a request.

    Outside of a request everything is.
    """
    request = current.request
    if request is None:
        return True
    is_new = what not in request.logged
    request.logged.add(what)
    return is_new


def is_wait(error: BaseException) -> bool:
    """Tell whether an error means that others hold what was asked for, or are busy."""
    if isinstance(error, WaitedTooLongError):
        return True
    cause = error.__cause__
    code = getattr(cause, "sqlstate", None) or getattr(cause, "pgcode", None)
    return isinstance(error, DatabaseError) and code in _GAVE_UP


def connect() -> None:
    """Give each request a budget, and limit the statements of every connection."""
    name = "saleor_customer_groups.statement_limits"
    request_started.connect(begin_request, dispatch_uid=name)
    request_finished.connect(end_request, dispatch_uid=name)
    connection_created.connect(_limit_connection, dispatch_uid=name)
    for connection in connections.all():
        _limit_connection(connection=connection)


def begin_request(**_: Any) -> None:
    """Let the statements of a request wait for a second in all."""
    seconds = LOCK_TIMEOUT.total_seconds()
    current.request = WaitBudget(seconds, bounds_statements=True)


def end_request(**_: Any) -> None:
    """Forget the budget of the request."""
    current.request = None


def _limit_connection(*, connection: Any, **_: Any) -> None:
    if (
        connection.vendor == "postgresql"
        and _limit_statement not in connection.execute_wrappers
    ):
        # In front of the wrappers of single blocks, which are removed from the end.
        connection.execute_wrappers.insert(0, _limit_statement)


def budget_for(max_wait: timedelta | None) -> WaitBudget:
    """Return the budget of an isolated block: its own, or what the request has left."""
    if max_wait is not None:
        return WaitBudget(max_wait.total_seconds())
    return current.block or current.request or WaitBudget(LOCK_TIMEOUT.total_seconds())


@contextmanager
def within(budget: WaitBudget | None) -> Iterator[None]:
    """Subtract what the statements of a block wait from a budget.

    :param budget: None where they may wait as long as they like.
    """
    outer, current.block = current.block, budget
    try:
        yield
    finally:
        current.block = outer


def _limit_statement(
    execute: Callable[..., Any],
    sql: Any,
    params: Any,
    many: bool,  # noqa: FBT001 (Django calls it so)
    context: Any,
) -> Any:
    """Have a statement give up in time, and keep account of how long it waited."""
    connection, cursor = context["connection"], context["cursor"]
    budget = _budget_of(sql, connection)
    if budget is None:
        return execute(sql, params, many, context)
    budget.check()
    options = connection.settings_dict.get("OPTIONS") or {}
    is_alone = (
        many or getattr(cursor, "name", None) or options.get("server_side_binding")
    )
    began = monotonic()
    try:
        if not is_alone:
            limits = set_limits(_limits(budget))
            done = execute(f"{limits}; {sql}", params, many, context)
            go_to_last_result(cursor)
        else:
            with _limited(connection, budget):
                done = execute(sql, params, many, context)
    except DatabaseError as error:
        if is_wait(error):
            budget.spend(budget.seconds)
        raise
    finally:
        waited = monotonic() - began
        if waited >= COUNTS_AS_WAIT.total_seconds():
            budget.spend(waited)
    return done


def _budget_of(sql: Any, connection: Any) -> WaitBudget | None:
    """Return the budget of a statement, None if it may wait as long as it likes.

    Outside of isolated blocks those are everything of Saleor's, and our changes.
    """
    if not isinstance(sql, str) or sql.startswith(_NEVER_WAITS):
        return None
    if current.block is not None:
        return current.block
    if current.request is None or not connection.autocommit or _OURS not in sql:
        return None
    is_read = sql.startswith(_READS) and " FOR UPDATE" not in sql
    return current.request if is_read else None


def _limits(budget: WaitBudget) -> list[str]:
    """Return the limits of a statement in milliseconds, as ``_LIMITS`` has them."""
    limit = str(budget.milliseconds)
    request = current.request
    is_bounded = request is not None and request.bounds_statements
    return [limit, limit] if is_bounded else [limit]


def set_limits(limits: Sequence[str]) -> str:
    """Return what sets limits, to the end of the transaction or of the statement."""
    pairs = zip(_LIMITS, limits, strict=False)
    return "; ".join(f"SET LOCAL {name} = '{limit}'" for name, limit in pairs)


def _set_apart(limits: Sequence[str], *, is_local: bool) -> str:
    """Return a statement that sets limits before another one."""
    pairs = zip(_LIMITS, limits, strict=False)
    each = (f"set_config('{name}', '{limit}', {is_local})" for name, limit in pairs)
    return f"SELECT {', '.join(each)}"


@contextmanager
def _limited(connection: Any, budget: WaitBudget) -> Iterator[None]:
    """Limit a statement that cannot travel with another one, such as a cursor's."""
    # What is set for the session would outlive a transaction, which may have limits of
    # its own.
    is_local = not connection.get_autocommit()
    # Limited itself it would take its own limits for those that were there.
    with within(None), connection.cursor() as cursor:
        cursor.execute(f"SELECT {READ_LIMITS}")
        before = cursor.fetchone()
        cursor.execute(_set_apart(_limits(budget), is_local=is_local))
    try:
        yield
    finally:
        _set_back(connection, before, is_local=is_local)


def _set_back(connection: Any, limits: Sequence[str], *, is_local: bool) -> None:
    """Set the limits of a connection back to what they were.

    That is a statement under our own limits, which a busy database may not keep. A
    connection that stays limited is closed: it would limit what Saleor asks next. In a
    transaction the limits are over when it fails, at the latest when it ends.
    """
    for _ in range(_TRIES):
        with suppress(DatabaseError), connection.cursor() as cursor:
            # The first sets free what comes after it.
            for name, limit in reversed(list(zip(_LIMITS, limits, strict=True))):
                cursor.execute(f"SET {'LOCAL ' if is_local else ''}{name} = '{limit}'")
            return
        if is_local:
            return
    connection.close()


def go_to_last_result(cursor: Any) -> None:
    """Go on to the result of the last of several statements; psycopg 2 has no other."""
    if is_psycopg3:
        while cursor.nextset():
            pass
