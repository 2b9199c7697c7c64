"""Statements of ours stay apart from Saleor's, and give up in time."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from typing import Any

import pytest
from django.core.signals import request_finished, request_started
from django.db import (
    DatabaseError,
    Error,
    ProgrammingError,
    connection,
    transaction,
)
from django.test.utils import CaptureQueriesContext

from saleor_customer_groups.models import CustomerGroup, Membership
from saleor_customer_groups.services.base.transactions import statement_limits
from saleor_customer_groups.services.base.transactions.isolation import isolated
from saleor_customer_groups.services.base.transactions.statement_limits import (
    WaitedTooLongError,
    allow_long_statements,
    is_wait,
    waiting_for,
)
from tests.database.locks import locked
from tests.queries import counted

pytestmark = pytest.mark.django_db(transaction=True)

GROUPS = CustomerGroup._meta.db_table
MEMBERS = Membership._meta.db_table


@pytest.fixture
def request_(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Answer a request, with a fifth of a second for waiting."""
    monkeypatch.setattr(statement_limits, "LOCK_TIMEOUT", timedelta(milliseconds=200))
    statement_limits.begin_request()
    yield
    statement_limits.end_request()


def limit(name: str = "lock_timeout") -> str:
    with connection.cursor() as cursor:
        cursor.execute(f"SHOW {name}")
        return cursor.fetchone()[0]


def sleep(seconds: float) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_sleep(%s)", [seconds])


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
        with isolated():
            look()
            assert limit() == "1s"
            with isolated(max_wait=timedelta(seconds=30)):
                look()
                assert limit() == "30s"
            look()
            assert limit() == "1s"
            with waiting_for(timedelta(seconds=10)):
                look()
        assert limit() == "7s"
        with pytest.raises(ProgrammingError), isolated():
            look_nowhere()
        # Saleor's transaction goes on, with its limit.
        assert limit() == "7s"
        assert look() == 1
    assert limit() == "0"
    with isolated(writes=False):
        assert look() == 1
        assert limit() == "1s"  # of this statement alone
    assert limit() == "0"
    with isolated():
        look()
    assert limit() == "0"


def test_reading_costs_no_statement_more() -> None:
    with CaptureQueriesContext(connection) as queries, isolated(writes=False):
        look()
    assert len(queries) == 1


@pytest.mark.usefixtures("request_")
def test_a_request_waits_once() -> None:
    with locked():
        with pytest.raises(DatabaseError) as waited, isolated(writes=False):
            look()
        assert is_wait(waited.value)
        assert not isinstance(waited.value, WaitedTooLongError)
        with counted() as queries:
            for writes in (True, False):
                with pytest.raises(WaitedTooLongError), isolated(writes=writes):
                    look()
            # Also what nobody has isolated, such as the filter of a list.
            with pytest.raises(WaitedTooLongError):
                look()
        assert queries.count == 0
        # What may wait for others does so beside that.
        a_moment = timedelta(milliseconds=100)
        with pytest.raises(DatabaseError) as waited, isolated(max_wait=a_moment):
            look()
        assert not isinstance(waited.value, WaitedTooLongError)

    with pytest.raises(WaitedTooLongError):
        look()
    request_finished.send(sender=None)
    request_started.send(sender=None)
    assert look() == 1


@pytest.mark.usefixtures("request_")
def test_waits_that_end_well_count_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(statement_limits, "COUNTS_AS_WAIT", timedelta(milliseconds=50))
    with isolated(writes=False):
        look()
        sleep(0.12)
        with pytest.raises(DatabaseError) as waited:
            sleep(0.12)
        assert is_wait(waited.value)
        with pytest.raises(WaitedTooLongError):
            look()


@pytest.mark.usefixtures("request_")
@pytest.mark.parametrize("writes", [True, False])
def test_no_statement_of_a_shoppers_request_takes_longer(writes: bool) -> None:
    with pytest.raises(DatabaseError) as waited, isolated(writes=writes):
        sleep(3)
    assert is_wait(waited.value)
    assert not isinstance(waited.value, WaitedTooLongError)
    # Saleor's own statements take the time that they take.
    sleep(0.3)
    with pytest.raises(WaitedTooLongError), isolated():
        look()


@pytest.mark.usefixtures("request_")
def test_in_a_transaction_of_saleors_its_statements_take_their_time() -> None:
    with transaction.atomic():
        with isolated():
            look()
            assert limit("statement_timeout") == "200ms"
            with waiting_for(timedelta(seconds=10)):
                look()
                assert limit("statement_timeout") == "10s"
        assert limit("statement_timeout") == "0"
        with pytest.raises(DatabaseError), isolated():
            sleep(3)
        assert limit("statement_timeout") == "0"
        sleep(0.3)


@pytest.mark.usefixtures("request_")
def test_a_cursor_of_the_server_leaves_no_limit_behind() -> None:
    rows = CustomerGroup.objects.values_list("code", flat=True)
    for _ in range(2):
        with isolated():
            look()
            assert list(rows.iterator()) == ["standard"]
            assert limit("statement_timeout") == limit() == "200ms"
        assert (limit(), limit("statement_timeout")) == ("0", "0")
    with transaction.atomic():
        set_limit("7s")
        with isolated():
            assert list(rows.iterator()) == ["standard"]
        assert (limit(), limit("statement_timeout")) == ("7s", "0")
    assert (limit(), limit("statement_timeout")) == ("0", "0")


@contextmanager
def busy(statement: str, *, times: int) -> Iterator[None]:
    """Have the database be too busy, some times, for statements that begin so."""
    left = times

    def wait(execute: Any, sql: str, params: Any, many: Any, context: Any) -> Any:
        nonlocal left
        if sql.startswith(statement) and left:
            left -= 1
            sql = f"SELECT pg_sleep(0.3); {sql}"
        return execute(sql, params, many, context)

    with connection.execute_wrapper(wait):
        yield


@pytest.mark.usefixtures("request_")
@pytest.mark.parametrize("times", [0, 1, 2, 100])
def test_reading_by_a_cursor_leaves_no_limit_behind(times: int) -> None:
    rows = CustomerGroup.objects.values_list("code", flat=True)

    with (
        busy("SET statement_timeout", times=times),
        isolated(writes=False),
        suppress(Error),
    ):
        list(rows.iterator())

    statement_limits.end_request()
    assert (limit(), limit("statement_timeout")) == ("0", "0")


@pytest.mark.usefixtures("request_")
def test_a_busy_database_does_not_end_saleors_transaction() -> None:
    with transaction.atomic():
        set_limit("7s")
        with busy("RELEASE", times=1), pytest.raises(DatabaseError), isolated():
            look()
        assert look() == 1
        assert (limit(), limit("statement_timeout")) == ("7s", "0")


@pytest.mark.usefixtures("request_")
def test_what_staff_ask_takes_the_time_that_it_takes() -> None:
    allow_long_statements()
    with isolated(writes=False):
        sleep(0.3)
    rows = CustomerGroup.objects.values_list("code", flat=True)
    assert list(rows.iterator()) == ["standard"]
    assert limit("statement_timeout") == "0"


def test_what_no_request_asks_takes_the_time_that_it_takes() -> None:
    with isolated(max_wait=timedelta(milliseconds=100)):
        sleep(0.3)
        assert look() == 1


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
