"""Customers evaluated after an event: at once, and with few queries."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection

from saleor_customer_groups.models import CustomerGroup, LedgerEntry, Membership
from saleor_customer_groups.services import membership
from saleor_customer_groups.services.actors import SHOP
from saleor_customer_groups.services.evaluations import batches_of, evaluate_customers
from tests.port import past, promises
from tests.queries import Queries, counted

from .conftest import NOW

MakeGroup = Callable[..., CustomerGroup]
MakeCustomer = Callable[..., int]

LIFETIME = {"currency": "USD", "period": {"kind": "lifetime"}}


def spent(amount: int) -> dict[str, Any]:
    leaf = {"field": "net_revenue", "operator": "gte", "value": str(amount)}
    return {"all": [{**leaf, **LIFETIME}]}


def evaluate(*customer_ids: int) -> Queries:
    with counted() as queries:
        evaluate_customers(customer_ids, now=NOW, leave_default=True)
    return queries


def groups_of(customer_id: int) -> list[str]:
    return [row.group.code for row in membership.groups_of(customer_id, now=NOW)]


@pytest.fixture
def ann(make_customer: MakeCustomer) -> int:
    pk = make_customer("ann")
    membership.register(customer_id=pk, now=NOW)
    return pk


def test_the_queries_grow_with_neither_groups_nor_orders(
    ann: int, make_group: MakeGroup, make_customer: MakeCustomer
) -> None:
    make_group("Big", kind="automatic", conditions=spent(100))
    past.place(ann, at=NOW, total="100.00")

    joining = evaluate(ann)
    again = evaluate(ann)
    for number in range(8):
        make_group(f"G{number}", kind="automatic", conditions=spent(1000 + number))
        past.place(ann, at=NOW, total="1.00")
    more_to_count = evaluate(ann)
    at_rest = evaluate(ann)

    assert groups_of(ann) == ["big"]
    assert (again.writes, at_rest.writes) == (0, 0)
    assert again.count == more_to_count.count == at_rest.count == 7
    assert joining.count == promises.JOINING_BY_RULE


def test_what_is_as_before_is_not_written(ann: int, make_group: MakeGroup) -> None:
    make_group("Big", kind="automatic", conditions=spent(100))
    past.place(ann, at=NOW, total="100.00")
    evaluate(ann)

    def versions() -> list[Any]:
        tables = "membership", "orderfigures", "ledgerentry", "pendingmirror"
        found = []
        with connection.cursor() as cursor:
            for table in tables:
                cursor.execute(
                    f"SELECT ctid::text FROM saleor_customer_groups_{table} ORDER BY 1"
                )
                found.append(cursor.fetchall())
        return found

    before = versions()
    evaluate(ann)

    assert versions() == before


def test_an_order_that_becomes_somebody_elses_counts_for_both(
    ann: int, make_group: MakeGroup, make_customer: MakeCustomer
) -> None:
    make_group("Big", kind="automatic", conditions=spent(100))
    bob = make_customer("bob")
    order = past.place(ann, at=NOW, total="100.00")
    evaluate(ann)

    order.user_id = bob
    order.save()
    evaluate(bob)

    assert (groups_of(ann), groups_of(bob)) == (["standard"], ["big"])


def test_free_places_are_given_to_one_customer_at_a_time(
    ann: int, make_group: MakeGroup, make_customer: MakeCustomer
) -> None:
    make_group("One", kind="automatic", conditions=spent(100), capacity=1)
    bob = make_customer("bob")
    for customer in (ann, bob):
        past.place(customer, at=NOW, total="100.00")

    evaluate(bob)
    evaluate(ann)

    assert (groups_of(ann), groups_of(bob)) == (["standard"], ["one"])


def test_groups_that_ask_for_each_other_follow_in_the_same_evaluation(
    ann: int, make_group: MakeGroup
) -> None:
    make_group("Big", kind="automatic", conditions=spent(100))
    asks = {"field": "in_group", "operator": "eq", "value": "big"}
    make_group("A first one", kind="automatic", conditions={"all": [asks]})
    past.place(ann, at=NOW, total="100.00")

    evaluate(ann)

    assert sorted(groups_of(ann)) == ["a-first-one", "big"]
    assert LedgerEntry.objects.filter(customer=ann, change="joined").count() == 3


def test_where_no_group_fills_itself_nobody_is_looked_up(ann: int) -> None:
    def looked_up() -> Any:
        raise AssertionError
        yield

    with counted() as queries:
        assert batches_of([looked_up()], now=NOW) == []

    assert queries.count == 1


def test_what_a_rule_keeps_outlives_the_end_of_what_was_done_by_hand(
    ann: int, make_group: MakeGroup
) -> None:
    both = make_group("Both", kind="hybrid", conditions=spent(100))
    past.place(ann, at=NOW, total="100.00")
    evaluate(ann)
    membership.add_members(
        group=both, customer_ids=[ann], actor=SHOP, now=NOW, until=NOW.replace(hour=13)
    )

    later = NOW.replace(hour=14)
    current = Membership.objects.filter(membership.current(later), customer=ann)

    assert [row.group for row in current] == [both]
