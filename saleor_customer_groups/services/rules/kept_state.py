"""What is in force in a shop, known to each process without a query."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from time import monotonic
from typing import Any, Generic, TypeVar

from django.db import transaction

from ... import port
from ..base.transactions.isolation import FaultsLogged, isolated
from .rule_snapshot import RuleSnapshot, read_rule_snapshot, read_token

State = TypeVar("State")

# Another process sees a change after so many seconds at the latest.
MAX_AGE = 5.0

# All that processes keep of the rules.
EVERY: list["KeptState[Any]"] = []


@dataclass(frozen=True, slots=True)
class _Kept(Generic[State]):
    """What was in force when it was read; None while the plugin is switched off."""

    state: State | None
    read_at: float


class KeptState(Generic[State]):
    """A part of the rules that is read at most every few seconds.

    A fault is logged, and what was known last holds.

    :param logger: of the module that asks for it.
    :param read: takes it from the rules.
    :param fault: what the log says after a fault, with one place for what holds then.
    :param unknown: what holds if nothing was known before.
    """

    def __init__(
        self,
        logger: logging.Logger,
        read: Callable[[RuleSnapshot], State],
        *,
        fault: str,
        unknown: str,
    ) -> None:
        self.max_age = MAX_AGE
        self._logger = logger
        self._read = read
        self._fault = fault
        self._unknown = unknown
        self._kept: _Kept[State] | None = None
        EVERY.append(self)

    def current(self) -> State | None:
        """Return what is in force, None while the plugin is switched off."""
        kept = self._kept
        if kept is not None and monotonic() - kept.read_at < self.max_age:
            return kept.state
        state = None if kept is None else kept.state
        logged = FaultsLogged(
            self._logger,
            self._fault,
            self._unknown if state is None else "what was known last holds",
        )
        # Not again for each question while it cannot be read.
        with logged:
            state = self._read_now()
        self._kept = _Kept(state, monotonic())
        return state

    def forget(self) -> None:
        """Read it again when it is next asked for.

        If it cannot be read then, what was known last still holds.
        """
        if self._kept is not None:
            self._kept = _Kept(self._kept.state, read_at=-self.max_age)

    def clear(self) -> None:
        """Forget it as if this process had just begun."""
        self._kept = None

    def _read_now(self) -> State | None:
        # Saleor reads its plugins by a cursor, which is not to be limited as ours are.
        if port.active_plugin() is None:
            return None
        with isolated(writes=False):
            return self._read(read_rule_snapshot(read_token()))


def forget_kept() -> None:
    """Read all that is kept again when it is next asked for.

    So also when this transaction is done: meanwhile others may have asked.
    """
    for kept in EVERY:
        kept.forget()
        transaction.on_commit(kept.forget)
