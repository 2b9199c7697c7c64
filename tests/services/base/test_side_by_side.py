"""Pieces of long work, each in a connection of its own."""

from threading import Barrier

import pytest
from django.db import connection, transaction

from saleor_customer_groups.services.base.side_by_side import side_by_side

pytestmark = pytest.mark.django_db(transaction=True)


def process() -> int:
    """Return which process of PostgreSQL this connection has."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        return cursor.fetchone()[0]


def test_two_at_a_time_have_connections_of_their_own() -> None:
    both_are_there = Barrier(2, timeout=30)

    def piece() -> int:
        both_are_there.wait()
        return process()

    found = side_by_side([piece] * 4)

    assert len(found) == 4
    assert len({*found[:2], process()}) == 3


def test_within_a_transaction_there_is_one_connection() -> None:
    with transaction.atomic():
        assert side_by_side([process] * 3) == [process()] * 3


def test_a_single_piece_needs_no_other_connection() -> None:
    assert side_by_side([process]) == [process()]
    assert side_by_side([]) == []


def test_a_fault_of_one_is_raised_when_all_have_ended() -> None:
    done: list[int] = []

    def fail() -> None:
        raise ValueError("The first")

    with pytest.raises(ValueError, match=r"^The first$"):
        side_by_side([fail, lambda: done.append(1), lambda: done.append(2)])

    assert sorted(done) == [1, 2]
