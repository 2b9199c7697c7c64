"""Runs beside other runs and events, and runs whose worker is killed."""

import os
import signal
from collections.abc import Callable
from datetime import timedelta
from functools import partial

import pytest
from django.db import connections
from django.utils import timezone

from saleor_customer_groups import tasks
from saleor_customer_groups.models import (
    Cause,
    Change,
    CustomerGroup,
    LedgerEntry,
    Membership,
    MembershipRun,
    RunCause,
    RunState,
)
from saleor_customer_groups.services import nightly
from saleor_customer_groups.services.base.occasions import Occasion
from saleor_customer_groups.services.evaluation import run_batches, runs
from saleor_customer_groups.services.evaluation.evaluations import evaluate_customers
from saleor_customer_groups.services.groups import groups
from saleor_customer_groups.services.membership import joining, leaving
from tests.database.at_once import at_once
from tests.port import past
from tests.port.plugin import configure

from ..conftest import NOW

# Other threads and processes have connections of their own.
pytestmark = pytest.mark.django_db(transaction=True)

MakeGroup = Callable[..., CustomerGroup]
ORDERED = {"all": [{"field": "has_ordered", "operator": "eq", "value": True}]}
NEVER = {"all": [{"field": "has_ordered", "operator": "eq", "value": False}]}
CUSTOMERS = 12


@pytest.fixture
def buyers(
    make_customer: Callable[..., int], monkeypatch: pytest.MonkeyPatch
) -> list[int]:
    """Customers with an order each; runs take three at a time."""
    monkeypatch.setattr(run_batches, "BATCH", 3)
    made = [make_customer(f"buyer{number}") for number in range(CUSTOMERS)]
    for pk in made:
        joining.register(customer_id=pk, now=NOW)
        past.place(pk, at=NOW, total="10.00")
    return made


def run(group: CustomerGroup) -> None:
    found = start_run(group)
    carry_out(found.pk)


def start_run(group: CustomerGroup) -> MembershipRun:
    return runs.start_run(group=group, cause=RunCause.BY_HAND, now=timezone.now())


def carry_out(run_id: int) -> None:
    nightly.run_some([run_id], clock=timezone.now, leave_default=True)


def evaluate(customer_ids: list[int]) -> None:
    for pk in customer_ids:
        evaluate_customers([pk], now=timezone.now(), leave_default=True)


def assert_each_joined_once(group: CustomerGroup, customers: list[int]) -> None:
    entries = LedgerEntry.objects.filter(group_code=group.code, change=Change.JOINED)
    joined = list(entries.order_by("customer_id").values_list("customer_id", flat=True))
    assert joined == customers
    assert Membership.objects.filter(group=group, by_rule=True).count() == CUSTOMERS
    assert not MembershipRun.objects.exclude(state=RunState.DONE).exists()


def test_a_killed_worker_loses_nothing_and_the_next_one_finishes(
    buyers: list[int], make_group: MakeGroup
) -> None:
    configure(active=True)
    group = make_group("Buyers", kind="automatic", conditions=ORDERED)
    found = start_run(group)
    connections.close_all()

    worker = os.fork()
    if not worker:
        kill_in_the_third_batch(found.pk)
    _, status = os.waitpid(worker, 0)

    assert os.WTERMSIG(status) == signal.SIGKILL
    # What two batches did is there; of the third nothing is.
    assert set(group.memberships.values_list("customer_id", flat=True)) == {*buyers[:6]}
    MembershipRun.objects.update(heartbeat_at=NOW - timedelta(days=1))
    tasks.take_up_lost_runs()
    found.refresh_from_db()
    assert (found.examined, found.joined) == (CUSTOMERS, CUSTOMERS)
    assert_each_joined_once(group, buyers)


def kill_in_the_third_batch(run_id: int) -> None:
    """Carry a run out, in a process that dies when the third batch is written."""
    batches = []
    make_changes = run_batches.make_changes

    def die(*given: object, **named: object) -> object:
        made = make_changes(*given, **named)
        batches.append(made)
        if len(batches) == 3:
            os.kill(os.getpid(), signal.SIGKILL)
        return made

    try:
        run_batches.make_changes = die
        carry_out(run_id)
    finally:
        os._exit(1)


def test_two_runs_of_a_group_and_events_beside_them_neither_clash_nor_double(
    buyers: list[int], make_group: MakeGroup
) -> None:
    group = make_group("Buyers", kind="automatic", conditions=ORDERED)
    found = start_run(group)

    at_once(
        partial(carry_out, found.pk),
        partial(carry_out, found.pk),
        partial(evaluate, buyers[::-1]),
    )

    assert_each_joined_once(group, buyers)


def test_two_groups_that_end_together_leave_nobody_without_one(
    buyers: list[int], make_group: MakeGroup
) -> None:
    pair = [
        make_group(name, kind="automatic", conditions=ORDERED) for name in ("A1", "B1")
    ]
    fair = make_group("Fair")
    joining.add_members(
        group=fair, customer_ids=buyers, occasion=Occasion.manual(now=NOW)
    )
    for group in pair:
        run(group)
        assert_each_joined_once(group, buyers)
        groups.update_group(
            group=group, values={"conditions": NEVER}, occasion=Occasion.manual(now=NOW)
        )

    at_once(
        *(partial(run, group) for group in pair),
        partial(
            leaving.remove_members,
            group=fair,
            customer_ids=buyers[::-1],
            occasion=Occasion.manual(now=timezone.now()),
        ),
        partial(evaluate, buyers[::-1]),
    )

    rows = Membership.objects.order_by("customer_id")
    assert list(rows.values_list("customer_id", "group__code")) == [
        (pk, "standard") for pk in buyers
    ]
    left = LedgerEntry.objects.filter(change=Change.LEFT, cause=Cause.RULE)
    assert left.filter(group_code__in=["a1", "b1"]).count() == 2 * CUSTOMERS
