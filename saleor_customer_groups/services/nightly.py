"""Runs with the figures that they need: of single groups, and of all at night."""

from collections.abc import Callable, Collection, Iterable

from ..models import CustomerGroup, MembershipRun, RunCause, RunState
from .base.dashboard.dashboard_app import keep_app
from .evaluation.dependencies import Dependencies
from .evaluation.order_figures import rebuild_figures
from .evaluation.run_batches import carry_out
from .evaluation.runs import (
    Clock,
    by_programme,
    filling_themselves,
    in_order,
    start_run,
)
from .groups.default_group import carry_out_fill, start_fill
from .membership.history.erasure import forget_reasons
from .pricing.orders.applied_benefits import OF_THE_NIGHT, record_missing
from .pricing.price_changes import forget_attached
from .pricing.price_profiles import forget_profiles
from .pricing.promotions.reservations import give_back_undone
from .pricing.promotions.use_sums import tidy_up_uses
from .quotes.record import expire_due, forget_erased
from .reports.dry_runs.dry_runs import forget_dry_runs
from .terms import credit, ledger
from .terms.term_orders import refresh_open


def run_some(run_ids: Collection[int], *, clock: Clock, leave_default: bool) -> None:
    """Carry runs out together, see ``run_batches.carry_out``.

    The first one makes sure that there are figures: the task that makes them when the
    plugin is switched on may not have run.
    """
    asked = MembershipRun.objects.filter(pk__in=run_ids)
    for run in asked.filter(cause=RunCause.DEFAULT_GROUP):
        carry_out_fill(run.pk, clock=clock)
        run_ids = [pk for pk in run_ids if pk != run.pk]
    if not run_ids:
        return
    by_conditions = MembershipRun.objects.exclude(cause=RunCause.DEFAULT_GROUP)
    if not by_conditions.filter(state=RunState.DONE).exists():
        rebuild_figures()
    carry_out(run_ids, clock=clock, leave_default=leave_default)


def fill_default_group(*, clock: Clock) -> None:
    """Put everybody without a group into the default one."""
    run = start_fill(now=clock())
    if run is not None:
        carry_out_fill(run.pk, clock=clock)


def run_all(
    *,
    cause: RunCause,
    clock: Clock,
    leave_default: bool,
    groups: Iterable[CustomerGroup] | None = None,
    progress: Callable[[int], None] | None = None,
    fires_webhooks: bool = True,
) -> list[MembershipRun]:
    """Run groups that fill themselves, those first that others ask for.

    :param groups: some of them; None for all.
    :param clock: tells the time; each group is evaluated as of the moment when its run
        begins.
    :param progress: called with how many customers each batch has looked at.
    :param fires_webhooks: tell Saleor's apps of the customers whose groups change.
    :returns: the runs, with what they did.
    """
    forget_profiles(now=clock())
    forget_attached(now=clock())
    forget_dry_runs(now=clock())
    record_missing(since=clock() - OF_THE_NIGHT)
    give_back_undone(since=None, now=clock())
    tidy_up_uses(now=clock())
    credit.tidy_up(now=clock())
    refresh_open(now=clock())
    expire_due(now=clock())
    forget_erased()
    rebuild_figures()
    forget_reasons()
    ledger.forget_erased()
    if groups is None:
        keep_app()
        fill_default_group(clock=clock)
    done: list[MembershipRun] = []
    every = list(filling_themselves(now=clock()))
    ordered = in_order(every if groups is None else groups)
    # All others that ask for a group are run after it.
    circular = Dependencies(every).in_circles()
    for together in by_programme(ordered, lambda group: group):
        runs = [
            start_run(
                group=group, cause=cause, now=clock(), fires_webhooks=fires_webhooks
            )
            for group in together
        ]
        carry_out(
            [run.pk for run in runs],
            clock=clock,
            leave_default=leave_default,
            progress=progress,
            wakes=groups is not None or any(each.code in circular for each in together),
        )
        for run in runs:
            run.refresh_from_db()
        done += runs
    return done
