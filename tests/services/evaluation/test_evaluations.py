"""Customers evaluated after an event: at once, and with few queries."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection

from saleor_customer_groups.models import Cause, CustomerGroup, LedgerEntry, Membership
from saleor_customer_groups.services.base.occasions import Occasion
from saleor_customer_groups.services.evaluation.condition_previews import (
    preview_conditions,
)
from saleor_customer_groups.services.evaluation.evaluations import (
    batches_of,
    evaluate_customers,
)
from saleor_customer_groups.services.groups.group_deletion import delete_groups
from saleor_customer_groups.services.groups.groups import update_group
from saleor_customer_groups.services.membership import current_members, joining
from tests.port import past, promises
from tests.queries import Queries, counted

from ..conftest import NOW

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
    return [row.group.code for row in current_members.groups_of(customer_id, now=NOW)]


@pytest.fixture
def ann(make_customer: MakeCustomer) -> int:
    pk = make_customer("ann")
    joining.register(customer_id=pk, now=NOW)
    return pk


def test_the_queries_grow_with_neither_groups_nor_orders(
    ann: int, make_group: MakeGroup, make_customer: MakeCustomer
) -> None:
    make_group("Big", kind="automatic", conditions=spent(100))
    past.place(ann, at=NOW, total="100.00")

    joins = evaluate(ann)
    again = evaluate(ann)
    for number in range(8):
        make_group(f"G{number}", kind="automatic", conditions=spent(1000 + number))
        past.place(ann, at=NOW, total="1.00")
    more_to_count = evaluate(ann)
    at_rest = evaluate(ann)

    assert groups_of(ann) == ["big"]
    assert (again.writes, at_rest.writes) == (0, 0)
    assert again.count == more_to_count.count == at_rest.count == 7
    assert joins.count == promises.JOINING_BY_RULE


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
        assert batches_of([looked_up()], buyers=[], now=NOW) == []
        assert batches_of([looked_up()], buyers=[[ann]], now=NOW) == [[ann]]

    assert queries.count == 2


def test_nothing_is_asked_where_everybody_is_a_buyer(ann: int) -> None:
    with counted() as queries:
        assert batches_of([[ann]], buyers=[[ann]], now=NOW) == [[ann]]

    assert queries.count == 0


def test_where_no_group_fills_itself_the_figures_of_orders_are_kept(ann: int) -> None:
    past.place(ann, at=NOW, total="100.00")

    evaluate(ann)

    preview = preview_conditions(spent(100), group=None, now=NOW)
    assert list(preview.matching) == [ann]


@pytest.mark.parametrize("operator", ["eq", "ne"])
def test_a_condition_that_names_what_is_gone_moves_nobody(
    ann: int, make_group: MakeGroup, make_customer: MakeCustomer, operator: str
) -> None:
    vip = make_group("VIP")
    asks = {"field": "in_group", "operator": operator, "value": "vip"}
    friends = make_group("Friends", kind="automatic", conditions={"all": [asks]})
    bob = make_customer("bob")
    joining.add_members(
        group=vip, customer_ids=[ann], occasion=Occasion.manual(now=NOW)
    )
    evaluate(ann, bob)
    before = set(friends.members.values_list("pk", flat=True))
    assert before == {ann if operator == "eq" else bob}

    delete_groups(groups={"id": vip}, occasion=Occasion.manual(now=NOW))
    evaluate(ann, bob)

    assert set(friends.members.values_list("pk", flat=True)) == before
    friends.refresh_from_db()
    assert friends.conditions_problem == "all[0].value: there is no such group: vip"


def test_joining_ends_the_membership_of_who_was_the_default_group_before(
    ann: int, make_group: MakeGroup
) -> None:
    update_group(
        group=make_group("Retail"),
        values={"is_default": True},
        occasion=Occasion.manual(now=NOW),
    )
    make_group("Big", kind="automatic", conditions=spent(100))
    past.place(ann, at=NOW, total="100.00")

    evaluate(ann)

    assert groups_of(ann) == ["big"]
    entries = LedgerEntry.objects.filter(customer=ann, cause=Cause.RULE).order_by("pk")
    assert list(entries.values_list("group_code", "change", "rule_version")) == [
        ("big", "joined", 1),
        ("standard", "left", None),
    ]


def test_what_a_rule_keeps_outlives_the_end_of_what_was_done_by_hand(
    ann: int, make_group: MakeGroup
) -> None:
    both = make_group("Both", kind="hybrid", conditions=spent(100))
    past.place(ann, at=NOW, total="100.00")
    evaluate(ann)
    joining.add_members(
        group=both,
        customer_ids=[ann],
        occasion=Occasion.manual(now=NOW),
        until=NOW.replace(hour=13),
    )

    later = NOW.replace(hour=14)
    current = Membership.objects.filter(current_members.current(later), customer=ann)

    assert [row.group for row in current] == [both]
