"""Conditions over GraphQL, not saved: previewed, and asked of one customer."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth import get_user_model

from saleor_customer_groups.models import CustomerGroup
from tests.api import Caller, make_customer
from tests.graphql.evaluation.test_conditions import (
    ERRORS,
    PREVIEW,
    TEST,
    THOUSAND,
    UPDATE,
    codes,
)
from tests.graphql.ids import id_of
from tests.graphql.stored import everything
from tests.queries import counted

RUN = f"mutation($id: ID!) {{ customerGroupRun(id: $id) {{ run {{ id }} {ERRORS} }} }}"


def test_a_preview_equals_what_a_run_then_does(
    staff: Caller,
    make_group: Callable[..., CustomerGroup],
    bought: Callable[..., None],
    run_in_background: Callable[[], Any],
) -> None:
    people = [make_customer(name) for name in ("ann", "bob", "cid", "dan")]
    ann, bob, cid, _ = people
    for each, amount in ((ann, "1000.00"), (bob, "2000.00"), (cid, "999.99")):
        bought(each, amount)
    group = make_group("Big", kind="automatic", conditions={"all": [THOUSAND]})
    two_thousand = {"all": [{**THOUSAND, "value": 2000}]}
    id_ = id_of(group)

    def previewed(**given: Any) -> dict[str, Any]:
        before = everything()
        answer = staff.ask(PREVIEW, **given)
        assert everything() == before
        assert answer.pop("errors") == []
        return answer

    def run() -> tuple[int, int]:
        with run_in_background():
            staff.ask(RUN, id=id_)
        latest = group.runs.order_by("-pk")[0]
        assert latest.state == "done", latest.problem
        return latest.joined, latest.left

    for_nobody_yet = previewed(conditions={"all": [THOUSAND]})
    first = previewed(groupId=id_)
    page = previewed(groupId=id_, first=1, offset=1)["customers"]
    assert first == for_nobody_yet
    assert first == {
        "count": 2,
        "joining": 2,
        "leaving": 0,
        "keptByGrace": 0,
        "inVain": 0,
        "customers": [{"email": ann.email}, {"email": bob.email}],
    }
    assert page == [{"email": bob.email}]
    assert run() == (2, 0)

    changed = previewed(groupId=id_, conditions=two_thousand)
    assert (changed["count"], changed["joining"], changed["leaving"]) == (1, 0, 1)
    with run_in_background():
        staff.ask(UPDATE, id=id_, input={"conditions": two_thousand})
    latest = group.runs.order_by("-pk")[0]
    assert (latest.cause, latest.joined, latest.left) == ("rule_saved", 0, 1)
    assert [each.pk for each in group.members.all()] == [bob.pk]


def test_conditions_asked_of_one_customer(
    staff: Caller,
    make_group: Callable[..., CustomerGroup],
    bought: Callable[..., None],
) -> None:
    ann = make_customer()
    bought(ann, "999.99")
    domain = {"field": "email_domain", "operator": "eq", "value": "EXAMPLE.com"}
    average = {
        "field": "average_order_value",
        "operator": "gt",
        "value": "1",
        "currency": "USD",
        "period": {"kind": "since", "date": "2999-01-01"},
    }
    tree = {"all": [THOUSAND, {"any": [domain, average]}]}
    group = make_group("Big", kind="automatic", conditions=tree)

    with counted() as queries:
        answer = staff.ask(TEST, customerId=ann.id, groupId=id_of(group))
    nothing = staff.ask(TEST, customerId=ann.id)
    nobody = staff.ask(TEST, customerId=id_of(group), conditions=tree)

    assert answer["errors"] == []
    assert [tuple(each.values()) for each in answer["conditions"]] == [
        ("conditions.all.0", "net_revenue", "gte", "1000", "999.99", False),
        (
            "conditions.all.1.any.0",
            "email_domain",
            "eq",
            "example.com",
            "example.com",
            True,
        ),
        ("conditions.all.1.any.1", "average_order_value", "gt", "1", None, False),
    ]
    assert queries.writes == 0
    assert codes(nothing) == {"conditions": "REQUIRED"}
    assert codes(nobody) == {"customerId": "GRAPHQL_ERROR"}
    get_user_model().objects.get(pk=ann.pk).delete()
    gone = staff.ask(TEST, customerId=ann.id, groupId=id_of(group))
    assert codes(gone) == {"customerId": "NOT_FOUND"}


def test_a_preview_costs_the_same_for_many_customers(
    staff: Caller, bought: Callable[..., None]
) -> None:
    def cost() -> int:
        with counted() as queries:
            answer = staff.ask(PREVIEW, conditions={"all": [THOUSAND]})
        assert answer["count"] == made
        return queries.count

    people = (make_customer(f"c{number}") for number in range(9))
    made = 1
    bought(next(people), "1000.00")
    cost()
    one = cost()
    made = 9
    for each in people:
        bought(each, "1000.00")

    assert cost() == one


@pytest.mark.parametrize("document", [PREVIEW, TEST])
def test_a_group_that_is_none(document: str, staff: Caller) -> None:
    given = {"customerId": staff.id} if document is TEST else {}

    answer = staff.ask(document, groupId=staff.id, **given)

    assert codes(answer) == {"groupId": "GRAPHQL_ERROR"}
