"""How runs are carried out: taken up, overtaken, in order, and as previewed."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from saleor_customer_groups.models import (
    Cause,
    Change,
    CustomerGroup,
    LedgerEntry,
    RunCause,
    RunState,
)
from saleor_customer_groups.services import (
    exclusions,
    groups,
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
