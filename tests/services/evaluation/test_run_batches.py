"""How runs are carried out: taken up, overtaken, in order, and as previewed."""

from collections.abc import Callable
from datetime import timedelta
from random import Random

import pytest
from django.core.exceptions import ValidationError

from saleor_customer_groups.models import (
    Cause,
    Change,
    CustomerGroup,
    LedgerEntry,
    PendingMetadata,
    RunCause,
    RunState,
    SettledCustomer,
)
from saleor_customer_groups.services.base.occasions import Occasion
from saleor_customer_groups.services.evaluation import (
    rule_memberships,
    run_batches,
    runs,
)
from saleor_customer_groups.services.evaluation.condition_previews import (
    preview_conditions,
)
from saleor_customer_groups.services.evaluation.evaluations import evaluate_customers
from saleor_customer_groups.services.evaluation.run_batches import carry_out
from saleor_customer_groups.services.evaluation.runs import start_run
from saleor_customer_groups.services.groups import groups
from saleor_customer_groups.services.groups.group_deletion import delete_groups
from saleor_customer_groups.services.membership import exclusions, joining
from tests.port.past import place
from tests.queries import counted

from ..conftest import NOW
from .running import DAY, THOUSAND, members, report, run


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


@pytest.mark.parametrize(("looked_at", "batches"), [(9, [6]), (4, [4, 2])])
def test_a_batch_is_long_where_little_changes(
    big: CustomerGroup,
    buyer: Callable[..., int],
    monkeypatch: pytest.MonkeyPatch,
    looked_at: int,
    batches: list[int],
) -> None:
    customers = [buyer(f"c{number}", "1000.00") for number in range(5)]
    run(big)
    new = buyer("new", "1000.00")
    monkeypatch.setattr(run_batches, "BATCH", 1)
    monkeypatch.setattr(run_batches, "LOOKED_AT", looked_at)
    found = start_run(group=big, cause=RunCause.NIGHTLY, now=NOW)
    done: list[int] = []

    carry_out([found.pk], clock=lambda: NOW, leave_default=True, progress=done.append)

    assert done == batches
    found.refresh_from_db()
    assert report(found) == (6, 1, 0, 0, 0)
    assert members(big) == {*customers, new}


def test_changed_conditions_end_the_run_of_the_old_ones(
    big: CustomerGroup, buyer: Callable[..., int]
) -> None:
    buyer("ann", "1000.00")
    old = start_run(group=big, cause=RunCause.NIGHTLY, now=NOW)
    assert start_run(group=big, cause=RunCause.BY_HAND, now=NOW) == old
    more = {**THOUSAND, "value": "2000"}
    groups.update_group(
        group=big,
        values={"conditions": {"all": [more]}},
        occasion=Occasion.manual(now=NOW),
    )

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
    exclusions.exclude_customers(
        group=big, customer_ids=[bob], occasion=Occasion.manual(now=later)
    )

    carry_out([nightly_run.pk], clock=lambda: later, leave_default=True)

    assert members(big) == {ann}
    nightly_run.refresh_from_db()
    assert report(nightly_run) == (2, 0, 0, 0, 0)


def test_a_run_does_not_undo_what_an_order_beside_it_has_left_as_it_was(
    big: CustomerGroup, buyer: Callable[..., int], monkeypatch: pytest.MonkeyPatch
) -> None:
    _, bob = (buyer(name, "1000.00", at=NOW - DAY) for name in ("ann", "bob"))
    run(big)
    later = NOW + 365 * DAY
    monkeypatch.setattr(run_batches, "BATCH", 1)
    nightly_run = start_run(group=big, cause=RunCause.NIGHTLY, now=later)

    def buys_meanwhile(_examined: int) -> None:
        if members(big) == {bob}:
            place(bob, at=later, total="1000.00")
            evaluate_customers([bob], now=later, leave_default=True)

    carry_out(
        [nightly_run.pk],
        clock=lambda: later,
        leave_default=True,
        progress=buys_meanwhile,
    )

    assert members(big) == {bob}
    nightly_run.refresh_from_db()
    assert report(nightly_run) == (2, 0, 1, 0, 0)
    run(big, now=later)
    assert not SettledCustomer.objects.exists()


def test_a_group_that_is_not_active_is_not_run(
    big: CustomerGroup, buyer: Callable[..., int]
) -> None:
    buyer("ann", "1000.00")
    begun = start_run(group=big, cause=RunCause.NIGHTLY, now=NOW)
    groups.update_group(
        group=big, values={"is_active": False}, occasion=Occasion.manual(now=NOW)
    )

    with pytest.raises(ValidationError) as refused:
        start_run(group=big, cause=RunCause.BY_HAND, now=NOW)
    carry_out([begun.pk], clock=lambda: NOW, leave_default=True)

    assert refused.value.message_dict == {
        "id": ["Big is not active. Activate it first."]
    }
    begun.refresh_from_db()
    assert (begun.state, begun.problem) == (RunState.FAILED, "The group is not active.")
    assert members(big) == set()


def test_a_run_taken_up_again_looks_for_what_is_gone(
    make_group: Callable[..., CustomerGroup],
    buyer: Callable[..., int],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    other = make_group("Other")
    names = {"field": "in_group", "operator": "eq", "value": "other"}
    named = make_group(
        "Named", kind="automatic", conditions={"any": [THOUSAND, names]}, capacity=5
    )
    customers = [buyer(name, "1000.00") for name in ("ann", "bob")]
    run(named)
    monkeypatch.setattr(run_batches, "BATCH", 1)
    later = NOW + 400 * DAY
    nightly_run = start_run(group=named, cause=RunCause.NIGHTLY, now=later)

    def die(_examined: int) -> None:
        raise SystemExit

    with pytest.raises(SystemExit):
        carry_out(
            [nightly_run.pk], clock=lambda: later, leave_default=True, progress=die
        )
    delete_groups(groups={"id": other}, occasion=Occasion.manual(now=later))
    carry_out([nightly_run.pk], clock=lambda: later, leave_default=True)

    nightly_run.refresh_from_db()
    problem = "any[1].value: there is no such group: other"
    assert (nightly_run.state, nightly_run.problem) == (RunState.FAILED, problem)
    assert members(named) == {customers[1]}


@pytest.mark.parametrize("fires", [True, False])
@pytest.mark.parametrize("most", [2, 1])
def test_saleors_apps_are_told_unless_they_are_not_to_be_or_it_is_too_many(
    big: CustomerGroup,
    buyer: Callable[..., int],
    monkeypatch: pytest.MonkeyPatch,
    fires: bool,
    most: int,
) -> None:
    for name in ("ann", "bob"):
        buyer(name, "1000.00")
    PendingMetadata.objects.all().delete()
    monkeypatch.setattr(rule_memberships, "MAX_TOLD", most)
    begun = start_run(group=big, cause=RunCause.BY_HAND, now=NOW, fires_webhooks=fires)

    carry_out([begun.pk], clock=lambda: NOW, leave_default=True)

    told = PendingMetadata.objects.values_list("fires_webhook", flat=True)
    assert list(told) == [fires and most == 2] * 2


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


@pytest.mark.parametrize("seed", range(5))
def test_whatever_keeps_members_a_preview_says_what_a_run_then_does(
    make_group: Callable[..., CustomerGroup], buyer: Callable[..., int], seed: int
) -> None:
    random = Random(seed)
    group = make_group(
        "Big",
        kind="hybrid",
        conditions={"all": [THOUSAND]},
        capacity=random.choice([None, 3, 6]),
        grace_days=random.choice([0, 10]),
    )
    customers = [
        buyer(
            f"c{number}",
            random.choice(["999.99", "1000.00"]),
            at=NOW - random.randint(0, 360) * DAY,
        )
        for number in range(12)
    ]
    by_hand, excluded = random.sample(customers, 2), random.sample(customers, 2)
    joining.add_members(
        group=group, customer_ids=by_hand, occasion=Occasion.manual(now=NOW)
    )
    exclusions.exclude_customers(
        group=group,
        customer_ids=excluded,
        occasion=Occasion.manual(now=NOW),
    )

    for day in (0, 4, 8, 16, 200, 300, 400):
        group.refresh_from_db()
        now = NOW + day * DAY
        preview = preview_conditions(group.conditions, group=group, now=now)
        assert report(run(group, now=now)) == (
            len(customers),
            preview.joining,
            preview.leaving,
            preview.kept_by_grace,
            preview.without_place,
        )
