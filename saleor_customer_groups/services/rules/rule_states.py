"""Whether rules, lists and promotions count now, will count, or no longer do."""

from collections.abc import Collection, Mapping
from datetime import datetime
from enum import StrEnum

from django.db.models import Count, Q, QuerySet

from ...models import RuleBase, VisibilitySet


class RuleState(StrEnum):
    """In which state a rule, list or promotion is."""

    RUNNING = "running"
    PLANNED = "planned"
    ENDED = "ended"
    OFF = "off"


def state_of(row: RuleBase | VisibilitySet, *, now: datetime) -> RuleState:
    """Return the state of a row; one that is switched off is off, whatever its dates.

    :param now: the moment of which the state is asked.
    """
    if not row.is_active:
        return RuleState.OFF
    if row.valid_until is not None and row.valid_until <= now:
        return RuleState.ENDED
    if row.valid_from is not None and row.valid_from > now:
        return RuleState.PLANNED
    return RuleState.RUNNING


def in_states(states: Collection[RuleState], *, now: datetime) -> Q:
    """Return the condition that a row is in one of some states."""
    found = Q(pk__in=[])
    for state in states:
        found |= _conditions(now)[state]
    return found


def count_states(rows: QuerySet, *, now: datetime) -> Mapping[str, int]:
    """Return how many rows there are, and in each state, in one query.

    :returns: by the name of the state, and "total".
    """
    counts = {
        state.value: Count("pk", filter=condition, distinct=True)
        for state, condition in _conditions(now).items()
    }
    return rows.order_by().aggregate(total=Count("pk", distinct=True), **counts)


def _conditions(now: datetime) -> Mapping[RuleState, Q]:
    ended = Q(valid_until__isnull=False, valid_until__lte=now)
    planned = Q(valid_from__isnull=False, valid_from__gt=now)
    return {
        RuleState.RUNNING: Q(is_active=True) & ~ended & ~planned,
        RuleState.PLANNED: Q(is_active=True) & planned & ~ended,
        RuleState.ENDED: Q(is_active=True) & ended,
        RuleState.OFF: Q(is_active=False),
    }
