"""Who may take a quote from which state to which: every combination there is."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saleor_customer_groups.engine.quotes.states import (
    Act,
    Party,
    QuoteState,
    next_state,
    state_at,
)

NOW = datetime(2026, 11, 30, 12, tzinfo=UTC)

# Act and party -> the states before, and the one after.
ALLOWED = {
    (Act.SEND, Party.STAFF): ("requested sent declined expired", "sent"),
    (Act.ACCEPT, Party.CUSTOMER): ("sent", "accepted"),
    (Act.DECLINE, Party.CUSTOMER): ("sent", "declined"),
    (Act.EXPIRE, Party.CLOCK): ("sent", "expired"),
    (Act.WITHDRAW, Party.STAFF): ("requested sent", "withdrawn"),
    (Act.PLACE, Party.STAFF): ("requested sent declined expired", "accepted"),
}


@pytest.mark.parametrize("party", Party)
@pytest.mark.parametrize("act", Act)
@pytest.mark.parametrize("state", QuoteState)
def test_only_what_the_table_allows_is_done(
    state: QuoteState, act: Act, party: Party
) -> None:
    before, after = ALLOWED.get((act, party), ("", ""))
    expected = QuoteState(after) if state in before.split() else None

    assert next_state(state, act, party) is expected


@given(st.lists(st.tuples(st.sampled_from(Act), st.sampled_from(Party))))
def test_what_is_accepted_or_withdrawn_stays_so(
    acts: list[tuple[Act, Party]],
) -> None:
    state = QuoteState.REQUESTED
    passed = [state]
    for act, party in acts:
        state = next_state(state, act, party) or state
        passed.append(state)

    # An order comes of it once, and only the customer's word or staff make it.
    ends = [at for at, each in enumerate(passed) if each in ("accepted", "withdrawn")]
    assert all(each is state for at in ends[:1] for each in passed[at:])
    for before, (act, party), after in zip(passed, acts, passed[1:], strict=False):
        if before is not after and after is QuoteState.ACCEPTED:
            assert (act, party) in (
                (Act.ACCEPT, Party.CUSTOMER),
                (Act.PLACE, Party.STAFF),
            )
        if before is QuoteState.REQUESTED and party is Party.CUSTOMER:
            assert after is before


@pytest.mark.parametrize("state", QuoteState)
@pytest.mark.parametrize(
    ("seconds_left", "is_over"), [(1, False), (0, True), (-1, True), (None, False)]
)
def test_only_what_is_sent_expires_by_the_clock(
    state: QuoteState, seconds_left: int | None, is_over: bool
) -> None:
    until = None if seconds_left is None else NOW + timedelta(seconds=seconds_left)
    is_changed = is_over and state is QuoteState.SENT

    found = state_at(state, until, now=NOW)

    assert found is (QuoteState.EXPIRED if is_changed else state)
