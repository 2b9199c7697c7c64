"""Keep faults of our statements from harming Saleor's transaction, and its answers.

How long they may wait for others is in ``statement_limits``.
"""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from itertools import count
from types import TracebackType
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections, router, transaction

from ....models import RuleSetVersion
from .statement_limits import (
    READ_LIMITS,
    WaitedTooLongError,
    budget_for,
    current,
    go_to_last_result,
    is_new_in_request,
    set_limits,
    within,
)

_numbers = count()


@contextmanager
def isolated(
    *,
    max_wait: timedelta | None = None,
    writes: bool = True,
) -> Iterator[None]:
    """Run statements of ours so that a fault in them does not reach Saleor.

    In a transaction they run in a savepoint, which is rolled back when they raise. They
    give up if others hold locks for longer than the rest of the request's second: a
    sale neither fails nor waits because of us.

    :param max_wait: how long they may wait in addition to that second.
    :param writes: whether a transaction is needed; reading does without, in whichever
        database is read.
    :raises WaitedTooLongError: the request has waited long enough; nothing was asked.
    """
    budget = budget_for(max_wait)
    budget.check()
    alias = DEFAULT_DB_ALIAS if writes else router.db_for_read(RuleSetVersion)
    connection = connections[alias]
    if connection.in_atomic_block:
        with _savepoint(connection), within(budget):
            yield
    elif writes:
        with transaction.atomic(), within(budget):
            yield
    else:
        with within(budget):
            yield


def log_fault(logger: logging.Logger, message: str, *args: Any) -> None:
    """Log a fault that is being handled, with its traceback.

    That the request has waited long enough is logged once.
    """
    request = current.request
    is_spent = request is not None and request.is_spent
    if is_spent and not is_new_in_request(WaitedTooLongError):
        logger.debug(message, *args, exc_info=True)
    else:
        logger.exception(message, *args)


class FaultsLogged:
    """Log a fault of a ``with`` block, with its traceback, and go on after the block.

    A sale, a registration or a page goes on without us then. With ``isolated`` as the
    next manager Saleor's transaction is as it was before the block.
    """

    def __init__(
        self,
        logger: logging.Logger,
        message: str,
        *args: Any,
        unless: Callable[[Exception], bool] = lambda error: False,
    ) -> None:
        """Remember what to log.

        :param message: what does not happen because of the fault, for operators.
        :param unless: tells whether a fault is raised instead of logged.
        """
        self._logger = logger
        self._message = message
        self._args = args
        self._unless = unless

    def __enter__(self) -> None:
        """Begin the block."""

    def __exit__(
        self,
        _type: type[BaseException] | None,
        error: BaseException | None,
        _traceback: TracebackType | None,
    ) -> bool:
        """Log the fault, if there is one."""
        if not isinstance(error, Exception) or self._unless(error):
            return False
        log_fault(self._logger, self._message, *self._args)
        return True


@contextmanager
def _savepoint(connection: Any) -> Iterator[None]:
    """Go back to the start after a fault, and leave the limits as they were.

    Both travel in one statement, at no extra round trip.
    """
    savepoint = f"customer_groups_{next(_numbers)}"
    was_lost = connection.needs_rollback
    with connection.cursor() as cursor:
        cursor.execute(f"SAVEPOINT {savepoint}; SELECT {READ_LIMITS}")
        go_to_last_result(cursor)
        before = cursor.fetchone()
    try:
        yield
        # Under our own limits, so that it may fail, too.
        with connection.cursor() as cursor:
            cursor.execute(f"RELEASE SAVEPOINT {savepoint}; {set_limits(before)}")
    except BaseException:
        # A failed statement inside a nested block marks the whole transaction as lost;
        # going back to the savepoint repairs that, as Django's own savepoints do.
        connection.needs_rollback = was_lost
        with connection.cursor() as cursor:
            cursor.execute(
                f"ROLLBACK TO SAVEPOINT {savepoint}; RELEASE SAVEPOINT {savepoint}"
            )
        raise
