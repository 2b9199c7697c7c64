"""Dry runs that a task carries out, whatever happens meanwhile."""

from collections.abc import Callable
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from saleor_customer_groups import port
from saleor_customer_groups.models import (
    CustomerGroup,
    DryRun,
    DryRunState,
    Promotion,
)
from saleor_customer_groups.services import nightly, unfinished_work
from saleor_customer_groups.services.base.configuration import configuration_of
from saleor_customer_groups.services.reports.dry_runs import (
    dry_run_replays,
    dry_runs,
)
from saleor_customer_groups.services.rules import price_rules, promotions
from tests.journeys.reports.dry_running import (
    carry_out,
    deleted,
    enqueue,
    try_out,
)

D = Decimal
TEN = {"kind": "percent_off", "percent": "10"}
CONFIGURATION = configuration_of(None)


def during(step: Callable[[], Any], *, at: int) -> Callable[[], datetime]:
    """Return a clock that does something when it is asked for the n-th time."""
    asked = 0

    def clock() -> datetime:
        nonlocal asked
        asked += 1
        if asked == at:
            step()
        return timezone.now()

    return clock


def run(stored: DryRun, clock: Callable[[], datetime]) -> DryRun:
    dry_runs.run_dry_run(dry_run_id=stored.pk, configuration=CONFIGURATION, clock=clock)
    stored.refresh_from_db()
    return stored


def test_one_that_is_cancelled_stops_at_the_next_batch(
    spring: Promotion, buy: Callable[..., int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dry_run_replays, "BATCH", 1)
    buy("ann")
    buy("bob")
    stored = enqueue(deleted(spring))

    def cancel() -> None:
        dry_runs.cancel_dry_run(dry_run=stored, now=timezone.now())

    done = run(stored, during(cancel, at=3))

    assert (done.state, done.report, done.orders_done) == ("cancelled", None, 0)


def test_the_second_of_two_workers_carries_on(
    spring: Promotion, buy: Callable[..., int]
) -> None:
    buy("ann")
    stored = enqueue(deleted(spring))

    done = run(stored, during(lambda: carry_out(stored), at=2))

    assert (done.state, done.attempt) == (DryRunState.DONE, 2)
    finished_at = done.finished_at
    assert run(stored, timezone.now).finished_at == finished_at


def test_one_whose_worker_died_is_begun_again(
    spring: Promotion, buy: Callable[..., int]
) -> None:
    buy("ann")
    stored = enqueue(deleted(spring))

    def die() -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run(stored, during(die, at=2))
    stored.refresh_from_db()
    assert stored.state == DryRunState.RUNNING
    now = timezone.now()
    assert dry_runs.lost_dry_runs(now=now) == []
    later = now + timedelta(minutes=11)
    assert dry_runs.lost_dry_runs(now=later) == [stored.pk]

    said = list(unfinished_work.take_up(clock=lambda: later, leave_default=None))

    assert said == [f"Dry run {stored.pk} was begun again."]
    stored.refresh_from_db()
    assert stored.state == DryRunState.DONE
    assert dry_runs.lost_dry_runs(now=later) == []


def test_rules_that_change_meanwhile_are_read_again(
    vip: CustomerGroup, spring: Promotion, buy: Callable[..., int]
) -> None:
    buy("ann", units=2)
    stored = enqueue(deleted(spring))

    def change() -> None:
        promotions.update_promotion(
            promotion=spring,
            values={"benefit": {"kind": "percent_off", "percent": "50"}},
            now=timezone.now(),
        )

    report = dry_runs.read_report(run(stored, during(change, at=3)))

    assert report is not None
    assert report.before.revenue == D("10.00")
    assert report.orders == 1


def test_what_cannot_be_read_fails_and_says_so(
    spring: Promotion, buy: Callable[..., int]
) -> None:
    buy("ann")
    stored = enqueue(deleted(spring))
    DryRun.objects.update(draft={"kind": "lunch"})

    done = run(stored, timezone.now)

    assert done.state == DryRunState.FAILED
    assert done.problem == (
        "An unexpected error stopped it, which the log names. Start it again."
    )
    assert dry_runs.read_draft(done) is None


def test_old_ones_are_forgotten_at_night(
    spring: Promotion, buy: Callable[..., int]
) -> None:
    old, fresh = enqueue(deleted(spring)), enqueue(deleted(spring))
    for each in (old, fresh):
        carry_out(each)
    DryRun.objects.filter(pk=old.pk).update(
        finished_at=timezone.now() - timedelta(days=31)
    )

    nightly.forget_dry_runs(now=timezone.now())

    assert list(DryRun.objects.all()) == [fresh]


def test_a_currency_without_orders_and_a_group_that_got_another_code(
    vip: CustomerGroup, spring: Promotion, buy: Callable[..., int]
) -> None:
    nothing = try_out(deleted(spring))
    assert (nothing.currency, nothing.orders) == ("USD", 0)
    assert nothing.before.known_cost_percent is None
    assert port.channel_currencies()

    buy("ann")
    price_rules.create_price_rule(
        values={"name": "Other", "adjustment": TEN}, groups=[vip], now=timezone.now()
    )
    assert try_out(deleted(spring)).groups.more[0].key == "vip"
