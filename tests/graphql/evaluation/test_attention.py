"""What needs attention, and what the members of groups have bought."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.utils import timezone

from saleor_customer_groups.models import (
    CustomerGroup,
    Membership,
    MembershipRun,
    RunCause,
    RunState,
)
from saleor_customer_groups.services.evaluation.order_figures import refresh_figures
from saleor_customer_groups.services.evaluation.runs import STOPPED
from tests.api import Caller, make_customer
from tests.port import past
from tests.queries import counted

ATTENTION = """{ customerGroupAttention {
  groupsWithProblems { name conditionsProblem }
  failedRuns { group { name } problem }
  atRiskCount
  atRisk(first: 2) { customer { email } group { name } unqualifiedSince }
} }"""
REVENUE = """{ customerGroups(first: 50) { edges { node {
  name yearRevenue { currency amount { amount currency } orders }
} } } }"""


def run_of(group: CustomerGroup, state: RunState, *, hours: int, problem: str) -> None:
    at = timezone.now() - timedelta(hours=hours)
    MembershipRun.objects.create(
        group=group,
        cause=RunCause.NIGHTLY,
        state=state,
        conditions_version=1,
        evaluated_at=at,
        started_at=at,
        heartbeat_at=at,
        finished_at=at,
        problem=problem,
    )


def test_names_what_needs_attention(
    staff: Caller, make_group: Callable[..., CustomerGroup]
) -> None:
    condition = {"field": "has_ordered", "operator": "eq", "value": True}
    broken, off, mended, failed, stopped = (
        make_group(name, kind="hybrid", conditions={"all": [condition]})
        for name in ("Broken", "Off", "Mended", "Failed", "Stopped")
    )
    CustomerGroup.objects.filter(pk__in=[broken.pk, off.pk]).update(
        conditions_problem="A product is gone."
    )
    CustomerGroup.objects.filter(pk=off.pk).update(is_active=False)
    for group, state, hours, problem in (
        (off, RunState.FAILED, 1, "Off."),
        (mended, RunState.FAILED, 3, "Was bad."),
        (mended, RunState.DONE, 2, ""),
        (failed, RunState.DONE, 5, ""),
        (failed, RunState.FAILED, 4, "Is bad."),
        (broken, RunState.FAILED, 1, "A product is gone."),
        (stopped, RunState.FAILED, 1, STOPPED),
    ):
        run_of(group, state, hours=hours, problem=problem)
    now = timezone.now()
    for number, (group, values) in enumerate(
        (
            (mended, {"by_rule": True}),
            (failed, {"by_rule": True}),
            (failed, {"by_rule": True}),
            (failed, {"by_rule": True, "by_hand": True}),
            (off, {"by_rule": True}),
        )
    ):
        Membership.objects.create(
            customer_id=make_customer(f"c{number}").pk,
            group=group,
            since=now - timedelta(days=50),
            unqualified_since=now - timedelta(days=20 + number),
            **values,
        )
    Membership.objects.create(
        customer_id=make_customer("fine").pk, group=failed, since=now, by_rule=True
    )

    answer = staff.ask(ATTENTION)

    for each in answer["atRisk"]:
        assert each.pop("unqualifiedSince") < now.isoformat()
    assert answer == {
        "groupsWithProblems": [
            {"name": "Broken", "conditionsProblem": "A product is gone."}
        ],
        "failedRuns": [
            {"group": {"name": "Broken"}, "problem": "A product is gone."},
            {"group": {"name": "Failed"}, "problem": "Is bad."},
        ],
        "atRiskCount": 3,
        "atRisk": [
            {"customer": {"email": "c2@example.com"}, "group": {"name": "Failed"}},
            {"customer": {"email": "c1@example.com"}, "group": {"name": "Failed"}},
        ],
    }


def test_nothing_needs_attention_in_a_new_shop(staff: Caller) -> None:
    assert staff.ask(ATTENTION) == {
        "groupsWithProblems": [],
        "failedRuns": [],
        "atRiskCount": 0,
        "atRisk": [],
    }


def test_adds_up_what_members_have_bought(
    staff: Caller,
    gold: CustomerGroup,
    trade: CustomerGroup,
    add_members: Callable[..., None],
) -> None:
    now = timezone.now()
    ann, ben, cleo, dora = map(make_customer, ("ann", "ben", "cleo", "dora"))
    add_members(gold, ann, ben)
    add_members(trade, ann)
    Membership.objects.create(
        customer_id=dora.pk,
        group=gold,
        by_hand=True,
        since=now - timedelta(days=9),
        until=now - timedelta(days=1),
    )
    for who, amount, days in (
        (ann, "10.00", 1),
        (ann, "20.50", 300),
        (ann, "500.00", 400),
        (ben, "5.00", 2),
        (cleo, "7.00", 3),
        (dora, "9.00", 3),
    ):
        past.place(who.pk, at=now - timedelta(days=days), total=amount)
        refresh_figures([who.pk])

    def of(amount: float, orders: int) -> list[dict[str, Any]]:
        money = {"amount": amount, "currency": "USD"}
        return [{"currency": "USD", "amount": money, "orders": orders}]

    found = {
        edge["node"]["name"]: edge["node"]["yearRevenue"]
        for edge in staff.ask(REVENUE)["edges"]
    }
    # Who is in no group is in the default one.
    assert found == {"Gold": of(35.5, 3), "Standard": of(16, 2), "Trade": of(30.5, 2)}


def test_twenty_groups_cost_as_many_queries_as_one(
    staff: Caller,
    make_group: Callable[..., CustomerGroup],
    add_members: Callable[..., None],
) -> None:
    def costs() -> list[int]:
        found = []
        for document in (REVENUE, ATTENTION):
            with counted() as queries:
                staff.ask(document)
            found.append(queries.count)
        return found

    def fill(number: int) -> None:
        group = make_group(f"Group {number}")
        customer = make_customer(f"c{number}")
        add_members(group, customer)
        Membership.objects.filter(group=group).update(
            by_rule=True, by_hand=False, unqualified_since=timezone.now()
        )
        run_of(group, RunState.FAILED, hours=1, problem="Bad.")
        past.place(customer.pk, at=timezone.now(), total="5.00")
        refresh_figures([customer.pk])

    fill(0)
    costs()
    one = costs()
    for number in range(1, 20):
        fill(number)

    assert costs() == one
