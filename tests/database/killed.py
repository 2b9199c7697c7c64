"""Kill a process in the middle of what it does, as a machine that goes down would."""

import os
import signal
from collections.abc import Callable
from typing import Any

from django.db import connection, connections


def killed_at(part: str, action: Callable[[], Any]) -> bool:
    """Do something in another process, which is killed before it sends a statement.

    :param part: of the statement.
    :returns: whether it came to that statement.
    """
    connections.close_all()
    process = os.fork()
    if not process:
        try:
            _die_at(part, action)
        finally:
            os._exit(1)
    _, status = os.waitpid(process, 0)
    return os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL


def _die_at(part: str, action: Callable[[], Any]) -> None:
    def watch(execute: Any, sql: Any, params: Any, many: bool, context: Any) -> Any:
        if part in str(sql):
            os.kill(os.getpid(), signal.SIGKILL)
        return execute(sql, params, many, context)

    # All aliases mean the same connection in tests.
    with connection.execute_wrapper(watch):
        action()
