"""Runs: who joins and who leaves a group that fills itself, and what is reported."""

from collections.abc import Callable
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from saleor_customer_groups.models import (
    Cause,
    Change,
    CustomerGroup,
    Exclusion,
    LedgerEntry,
    Membership,
    MembershipRun,
    OrderFigures,
    RunCause,
    RunState,
)
from saleor_customer_groups.services import (
    exclusions,
    group_deletion,
    groups,
    membership,
    run_batches,
    runs,
)
from saleor_customer_groups.services.actors import SHOP
from saleor_customer_groups.services.condition_previews import preview_conditions
from saleor_customer_groups.services.evaluations import evaluate_customers
from saleor_customer_groups.services.run_batches import carry_out
from saleor_customer_groups.services.runs import start_run
from tests.port.past import place
from tests.queries import counted

from .conftest import NOW

DAY = timedelta(days=1)
THOUSAND = {
    "field": "net_revenue",
    "operator": "gte",
    "value": "1000",
    "currency": "USD",
    "period": {"kind": "rolling_days", "days": 365},
}


@pytest.fixture
def big(make_group: Callable[..., CustomerGroup]) -> CustomerGroup:
    """Customers who bought for 1,000 in a year."""
    return make_group("Big", kind="automatic", conditions={"all": [THOUSAND]})


@pytest.fixture
def buyer(make_customer: Callable[..., int]) -> Callable[..., int]:
    """Make a customer who has bought for so much, and was in the default group."""

    def make(name: str, amount: str, *, at: datetime = NOW, **values: Any) -> int:
        pk = make_customer(name, **values)
        membership.register(customer_id=pk, now=NOW - 9 * DAY)
        bought(pk, amount, at=at)
        return pk

    return make


def bought(customer_id: int, amount: str, *, at: datetime = NOW) -> None:
    OrderFigures.objects.create(
        order_key=str(OrderFigures.objects.count()),
        customer_id=customer_id,
        currency="USD",
        placed_at=at,
        gross_amount=Decimal(amount),
        refunded_amount=0,
        net_amount=Decimal(amount),
        is_paid=True,
        is_refunded=False,
    )


def run(group: CustomerGroup, *, now: datetime = NOW) -> MembershipRun:
    found = start_run(group=group, cause=RunCause.BY_HAND, now=now)
    carry_out([found.pk], clock=lambda: now, leave_default=True)
    found.refresh_from_db()
    return found


def report(found: MembershipRun) -> tuple[int, int, int, int, int]:
    assert found.state == RunState.DONE, found.problem
    return (
        found.examined,
        found.joined,
        found.left,
        found.kept_by_grace,
        found.in_vain,
    )


def members(group: CustomerGroup) -> set[int]:
    rows = Membership.objects.filter(group=group)
    return set(rows.values_list("customer_id", flat=True))


def ledger(customer_id: int) -> list[tuple[str, str, str, int | None]]:
    rows = LedgerEntry.objects.filter(customer=customer_id, cause=Cause.RULE)
    return list(rows.values_list("group_code", "change", "cause", "rule_version"))


def test_who_meets_the_conditions_joins_and_leaves_the_default_group(
    big: CustomerGroup, standard: CustomerGroup, buyer: Callable[..., int]
) -> None:
    ann, bob = buyer("ann", "1000.00"), buyer("bob", "999.99")

    found = run(big)

    assert report(found) == (2, 1, 0, 0, 0)
    assert (members(big), members(standard)) == ({ann}, {bob})
    assert ledger(ann) == [
        ("big", Change.JOINED, Cause.RULE, 1),
        ("standard", Change.LEFT, Cause.RULE, None),
    ]
    row = Membership.objects.get(group=big)
    assert (row.by_rule, row.by_hand, row.by_default, row.since) == (
        True,
        False,
        False,
        NOW,
    )


def test_a_second_run_writes_nothing(
    big: CustomerGroup, buyer: Callable[..., int]
) -> None:
    buyer("ann", "1000.00")
    run(big)
    again = start_run(group=big, cause=RunCause.BY_HAND, now=NOW)

    with counted() as queries:
        carry_out([again.pk], clock=lambda: NOW, leave_default=True)

    again.refresh_from_db()
    assert report(again) == (1, 0, 0, 0, 0)
    written = [
        sql for sql in queries.statements if sql.startswith(("INSERT", "DELETE"))
    ]
    assert written == []
    updated = [sql for sql in queries.statements if sql.startswith("UPDATE")]
    assert all("membershiprun" in sql for sql in updated)


def test_who_no_longer_qualifies_leaves_and_goes_back_to_the_default_group(
    big: CustomerGroup, standard: CustomerGroup, buyer: Callable[..., int]
) -> None:
    ann = buyer("ann", "1000.00")
    run(big)

    last_day = run(big, now=NOW + 365 * DAY)
    day_after = run(big, now=NOW + 365 * DAY + timedelta(microseconds=1))

    assert report(last_day) == (1, 0, 0, 0, 0)
    assert report(day_after) == (1, 0, 1, 0, 0)
    assert (members(big), members(standard)) == (set(), {ann})
    assert ledger(ann)[2:] == [
        ("big", Change.LEFT, Cause.RULE, 1),
        ("standard", Change.JOINED, Cause.RULE, None),
    ]


def test_losing_the_rule_leaves_the_membership_by_hand(
    standard: CustomerGroup,
    make_group: Callable[..., CustomerGroup],
    buyer: Callable[..., int],
) -> None:
    both = make_group("Both", kind="hybrid", conditions={"all": [THOUSAND]})
    ann = buyer("ann", "1000.00")
    membership.add_members(group=both, customer_ids=[ann], actor=SHOP, now=NOW)

    assert report(run(both)) == (1, 0, 0, 0, 0)
    row = Membership.objects.get(group=both)
    assert (row.by_hand, row.by_rule) == (True, True)
    assert report(run(both, now=NOW + 400 * DAY)) == (1, 0, 0, 0, 0)

    row.refresh_from_db()
    assert (row.by_hand, row.by_rule) == (True, False)
    assert ledger(ann) == [
        ("both", Change.SOURCE_CHANGED, Cause.RULE, 1),
        ("both", Change.SOURCE_CHANGED, Cause.RULE, 1),
    ]


def test_grace_keeps_a_customer_for_so_many_days(
    make_group: Callable[..., CustomerGroup], buyer: Callable[..., int]
) -> None:
    group = make_group(
        "Big", kind="automatic", conditions={"all": [THOUSAND]}, grace_days=30
    )
    ann = buyer("ann", "1000.00")
    run(group)
    gone = NOW + 366 * DAY

    assert report(run(group, now=gone)) == (1, 0, 0, 1, 0)
    assert report(run(group, now=gone + 30 * DAY - timedelta(seconds=1))) == (
        1,
        0,
        0,
        1,
        0,
    )
    assert members(group) == {ann}
    assert report(run(group, now=gone + 30 * DAY)) == (1, 0, 1, 0, 0)
    assert members(group) == set()


def test_who_qualifies_again_within_the_grace_begins_anew(
    make_group: Callable[..., CustomerGroup], buyer: Callable[..., int]
) -> None:
    group = make_group(
        "Big", kind="automatic", conditions={"all": [THOUSAND]}, grace_days=30
    )
    ann = buyer("ann", "1000.00")
    run(group)
    gone = NOW + 366 * DAY
    run(group, now=gone)
    bought(ann, "1000.00", at=gone + DAY)
    run(group, now=gone + DAY)

    assert Membership.objects.get(group=group).unqualified_since is None
    later = gone + DAY + 366 * DAY
    assert report(run(group, now=later)) == (1, 0, 0, 1, 0)


def test_free_places_go_to_the_longest_registered_and_the_rest_is_named(
    make_group: Callable[..., CustomerGroup], buyer: Callable[..., int]
) -> None:
    group = make_group(
        "Few", kind="automatic", conditions={"all": [THOUSAND]}, capacity=2
    )
    new = buyer("new", "1000.00", date_joined=NOW)
    old = buyer("old", "1000.00", date_joined=NOW - 9 * DAY)
    middle = buyer("middle", "1000.00", date_joined=NOW - 5 * DAY)

    assert report(run(group)) == (3, 2, 0, 0, 1)
    assert members(group) == {old, middle}

    # Who joined first stays, also when somebody older comes.
    buyer("oldest", "1000.00", date_joined=NOW - 99 * DAY)
    assert report(run(group)) == (4, 0, 0, 0, 2)
    assert members(group) == {old, middle}
    assert new not in members(group)


def test_the_excluded_and_members_of_staff_do_not_join(
    big: CustomerGroup, buyer: Callable[..., int]
) -> None:
    excluded = buyer("ann", "1000.00")
    Exclusion.objects.create(customer_id=excluded, group=big, at=NOW)
    buyer("clerk", "1000.00", is_staff=True)

    assert report(run(big)) == (1, 0, 0, 0, 0)
    assert members(big) == set()


def test_a_condition_that_names_what_is_gone_leaves_the_members_as_they_are(
    big: CustomerGroup,
    make_group: Callable[..., CustomerGroup],
    buyer: Callable[..., int],
) -> None:
    other = make_group("Other")
    named = {"field": "in_group", "operator": "eq", "value": "other"}
    group = make_group("Named", kind="automatic", conditions={"any": [THOUSAND, named]})
    ann = buyer("ann", "1000.00")
    run(group)
    group_deletion.delete_groups(groups={"id": other}, actor=SHOP, now=NOW)

    found = run(group, now=NOW + 400 * DAY)

    problem = "any[1].value: there is no such group"
    assert (found.state, found.problem) == (RunState.FAILED, problem)
    assert members(group) == {ann}
    group.refresh_from_db()
    assert group.conditions_problem == problem

    make_group("Other")
    assert report(run(group, now=NOW + 400 * DAY)) == (1, 0, 1, 0, 0)
    group.refresh_from_db()
    assert group.conditions_problem == ""


def test_without_conditions_nobody_is_in_it_by_rule(
    big: CustomerGroup, buyer: Callable[..., int]
) -> None:
    buyer("ann", "1000.00")
    run(big)

    big = groups.update_group(group=big, values={"conditions": None}, now=NOW)

    assert report(run(big)) == (1, 0, 1, 0, 0)


def test_a_run_goes_on_where_its_worker_died(
    big: CustomerGroup, buyer: Callable[..., int], monkeypatch: pytest.MonkeyPatch
) -> None:
    customers = [buyer(f"c{number}", "1000.00") for number in range(5)]
    monkeypatch.setattr(run_batches, "BATCH", 2)
    found = start_run(group=big, cause=RunCause.NIGHTLY, now=NOW)
    batches = []

    def die_after_two(examined: int) -> None:
        batches.append(examined)
        if len(batches) == 2:
            raise SystemExit

    with pytest.raises(SystemExit):
        carry_out(
            [found.pk], clock=lambda: NOW, leave_default=True, progress=die_after_two
        )
    assert members(big) == set(customers[:4])
    assert runs.lost_runs(now=NOW + timedelta(minutes=9)) == []
    assert runs.lost_runs(now=NOW + timedelta(minutes=11)) == [[found.pk]]

    carry_out([found.pk], clock=lambda: NOW, leave_default=True)

    found.refresh_from_db()
    assert report(found) == (5, 5, 0, 0, 0)
    assert members(big) == set(customers)
    assert (
        LedgerEntry.objects.filter(change=Change.JOINED, cause=Cause.RULE).count() == 5
    )


def test_changed_conditions_end_the_run_of_the_old_ones(
    big: CustomerGroup, buyer: Callable[..., int]
) -> None:
    buyer("ann", "1000.00")
    old = start_run(group=big, cause=RunCause.NIGHTLY, now=NOW)
    assert start_run(group=big, cause=RunCause.BY_HAND, now=NOW) == old
    more = {**THOUSAND, "value": "2000"}
    groups.update_group(group=big, values={"conditions": {"all": [more]}}, now=NOW)

    new = start_run(group=big, cause=RunCause.RULE_SAVED, now=NOW)
    for each in (old, new):
        carry_out([each.pk], clock=lambda: NOW, leave_default=True)
        each.refresh_from_db()

    assert (old.state, old.problem) == (RunState.FAILED, "The conditions changed.")
    assert report(new) == (1, 0, 0, 0, 0)


def test_a_run_does_not_undo_what_an_order_since_has_changed(
    big: CustomerGroup, make_customer: Callable[..., int]
) -> None:
    ann, bob = make_customer("ann"), make_customer("bob")
    for customer in (ann, bob):
        place(customer, at=NOW + timedelta(minutes=1), total="1000.00")
    nightly_run = start_run(group=big, cause=RunCause.NIGHTLY, now=NOW)
    later = NOW + timedelta(minutes=2)
    evaluate_customers([ann, bob], now=later, leave_default=True)
    exclusions.exclude_customers(group=big, customer_ids=[bob], actor=SHOP, now=later)

    carry_out([nightly_run.pk], clock=lambda: later, leave_default=True)

    assert members(big) == {ann}
    nightly_run.refresh_from_db()
    assert report(nightly_run) == (2, 0, 0, 0, 0)


def test_groups_that_others_ask_for_come_first(
    make_group: Callable[..., CustomerGroup],
) -> None:
    make_group("Cc", kind="automatic")
    asks = {"field": "in_group", "operator": "eq"}
    make_group("Bb", kind="automatic", conditions={"all": [{**asks, "value": "cc"}]})
    make_group("Aa", kind="automatic", conditions={"all": [{**asks, "value": "bb"}]})
    rows = CustomerGroup.objects.filter(kind="automatic").order_by("code")

    assert [each.code for each in runs.in_order(rows)] == ["cc", "bb", "aa"]


def test_a_preview_says_what_a_run_then_does_and_writes_nothing(
    big: CustomerGroup, buyer: Callable[..., int]
) -> None:
    for number in range(3):
        buyer(f"old{number}", "1000.00", at=NOW - 100 * DAY)
    run(big)
    later = NOW + 300 * DAY
    for number in range(2):
        buyer(f"new{number}", "1000.00", at=later)

    with counted() as queries:
        preview = preview_conditions(big.conditions, group=big, now=later)

    assert queries.writes == 0
    assert (preview.count, preview.joining, preview.leaving) == (2, 2, 3)
    assert report(run(big, now=later)) == (5, 2, 3, 0, 0)
