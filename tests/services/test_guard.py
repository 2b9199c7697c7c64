"""Statements of ours stay apart from Saleor's, and give up in time."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.core.signals import request_finished, request_started
from django.db import DatabaseError, ProgrammingError, connection, transaction
from django.test.utils import CaptureQueriesContext

from saleor_customer_groups.models import CustomerGroup, Membership
from saleor_customer_groups.services import guard
from saleor_customer_groups.services.guard import (
    OutOfPatienceError,
    guarded,
    is_wait,
    waiting_for,
)
from tests.locks import locked
from tests.queries import counted

pytestmark = pytest.mark.django_db(transaction=True)

GROUPS = CustomerGroup._meta.db_table
MEMBERS = Membership._meta.db_table


@pytest.fixture
def request_(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Answer a request, with a fifth of a second for waiting."""
    monkeypatch.setattr(guard, "LOCK_TIMEOUT", timedelta(milliseconds=200))
    guard._begin_request()
    yield
    guard._end_request()


def limit() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SHOW lock_timeout")
        return cursor.fetchone()[0]


def set_limit(value: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL lock_timeout = '{value}'")


def look_nowhere() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM nowhere")


def look() -> int:
    return CustomerGroup.objects.count()


def test_the_limit_of_others_is_put_back() -> None:
    with transaction.atomic():
        set_limit("7s")
        with guarded():
            look()
            assert limit() == "1s"
            with guarded(patience=timedelta(seconds=30)):
                look()
                assert limit() == "30s"
            look()
            assert limit() == "1s"
            with waiting_for(timedelta(seconds=10)):
                look()
        assert limit() == "7s"
        with pytest.raises(ProgrammingError), guarded():
            look_nowhere()
        # Saleor's transaction goes on, with its limit.
        assert limit() == "7s"
        assert look() == 1
    assert limit() == "0"
    with guarded(writes=False):
        assert look() == 1
        assert limit() == "1s"  # of this statement alone
    assert limit() == "0"
    with guarded():
        look()
    assert limit() == "0"


def test_reading_costs_no_statement_more() -> None:
    with CaptureQueriesContext(connection) as queries, guarded(writes=False):
        look()
    assert len(queries) == 1


@pytest.mark.usefixtures("request_")
def test_a_request_waits_once() -> None:
    with locked():
        with pytest.raises(DatabaseError) as waited, guarded(writes=False):
            look()
        assert is_wait(waited.value)
        assert not isinstance(waited.value, OutOfPatienceError)
        with counted() as queries:
            for writes in (True, False):
                with pytest.raises(OutOfPatienceError), guarded(writes=writes):
                    look()
            # Also what nobody has guarded, such as the filter of a list.
            with pytest.raises(OutOfPatienceError):
                look()
        assert queries.count == 0
        # What may wait for others does so beside that.
        a_moment = timedelta(milliseconds=100)
        with pytest.raises(DatabaseError) as waited, guarded(patience=a_moment):
            look()
        assert not isinstance(waited.value, OutOfPatienceError)

    with pytest.raises(OutOfPatienceError):
        look()
    request_finished.send(sender=None)
    request_started.send(sender=None)
    assert look() == 1


@pytest.mark.usefixtures("request_")
def test_waits_that_end_well_count_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guard, "A_WAIT", timedelta(milliseconds=50))
    with guarded(writes=False):
        look()
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_sleep(0.3)")
        with pytest.raises(OutOfPatienceError):
            look()


@pytest.mark.usefixtures("request_")
def test_changes_and_long_reading_of_staff_may_wait() -> None:
    with locked(MEMBERS), transaction.atomic():
        set_limit("300ms")
        with pytest.raises(DatabaseError) as waited, transaction.atomic():
            Membership.objects.count()
    assert is_wait(waited.value)
    # That was not of the request's second.
    assert look() == 1
    rows = CustomerGroup.objects.values_list("code", flat=True)
    assert list(rows.iterator()) == ["standard"]
    assert limit() == "0"
