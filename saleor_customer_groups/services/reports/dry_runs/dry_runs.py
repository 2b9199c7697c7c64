"""Dry runs: a draft of a rule tried on past orders, enqueued and carried out by a task.

docs/dry-run.md. Nothing is written but the report.
"""

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, QuerySet, Value
from django.db.models.functions import Greatest
from pydantic import ValidationError as Unreadable

from .... import port
from ....engine.base.messages import Message
from ....engine.base.moments import EARLIEST
from ....engine.money import is_currency
from ....engine.reports.dry_run import DryRunTally
from ....engine.reports.dry_run_reports import DryRunReport
from ....models import Basis, DryRun, DryRunState
from ....port.contract.past_orders import Span
from ...base.actors import Actor
from ...base.configuration import Configuration
from ...base.refusals import Code, no_such_channel, refuse, refuse_all, too_many
from ...rules.rule_snapshot import read_rule_snapshot, read_token
from .dry_run_drafts import DryRunDraft
from .dry_run_replays import Replayer

logger = logging.getLogger(__name__)

MAX_ORDERS = 100_000
DEFAULT_PERIOD = timedelta(days=30)
MAX_PERIOD = timedelta(days=365)
FAILED = Message("An unexpected error stopped it, which the log names. Start it again.")
_UNFINISHED = (DryRunState.PENDING, DryRunState.RUNNING)

# A run without progress for this long has lost its worker.
LOST_AFTER = timedelta(minutes=10)
# Reports are kept so long.
KEPT_FOR = timedelta(days=30)
# How often a run begins again because somebody has changed the rules meanwhile.
_TRIES = 3

Clock = Callable[[], datetime]


@dataclass(frozen=True, slots=True)
class DryRunRequest:
    """Which orders a draft is tried on.

    :param since: from when on they were placed, None for 30 days before ``until``.
    :param until: before when they were placed, None for now.
    :param currency: None for the one in which most of them are.
    :param channel: the slug of their channel, None for all.
    :param ignores_dates: whether the draft counts in the whole period; None if only a
        new one does.
    """

    basis: Basis = Basis.MEMBERS_NOW
    since: datetime | None = None
    until: datetime | None = None
    currency: str | None = None
    channel: str | None = None
    ignores_dates: bool | None = None


def start_dry_run(
    *, draft: DryRunDraft, request: DryRunRequest, actor: Actor, now: datetime
) -> DryRun:
    """Store a dry run that a task is to carry out.

    :raises django.core.exceptions.ValidationError: the period, currency or channel is
        refused, or there are too many orders.
    """
    until = request.until or now
    since = request.since or max(until - DEFAULT_PERIOD, EARLIEST)
    refuse_all(_mistakes(request, since, until))
    span = Span(since, until, request.currency, request.channel)
    counted = port.count_past_orders(span)
    currency = request.currency or max(
        sorted(counted), key=lambda each: counted[each], default=_currency(request)
    )
    orders = counted.get(currency, 0)
    if orders > MAX_ORDERS:
        raise too_many("since", orders, Message("orders"), maximum=MAX_ORDERS)
    ignores_dates = request.ignores_dates
    if ignores_dates is None:
        ignores_dates = not draft.saved_code
    return DryRun.objects.create(
        draft=(draft.without_dates() if ignores_dates else draft).to_json(),
        basis=request.basis.value,
        since=since,
        until=until,
        currency=currency,
        channel=request.channel or "",
        orders=orders,
        by_user_id=actor.user_id,
        by_app=actor.app_name,
        created_at=now,
        heartbeat_at=now,
    )


def cancel_dry_run(*, dry_run: DryRun, now: datetime) -> DryRun:
    """Cancel a dry run; its worker stops after the orders that it is at.

    :raises django.core.exceptions.ValidationError: it has ended already.
    """
    ended = _unfinished(dry_run.pk).update(state=DryRunState.CANCELLED, finished_at=now)
    if not ended:
        raise refuse("id", Code.INVALID, Message("This dry run has ended already."))
    dry_run.refresh_from_db()
    return dry_run


def run_dry_run(
    *,
    dry_run_id: int,
    configuration: Configuration,
    clock: Clock,
    progress: Callable[[int], None] | None = None,
) -> None:
    """Carry a dry run out; nothing happens if it has ended.

    If two workers do it, the one that began first stops.

    :param clock: tells the time.
    :param progress: called with how many orders each batch has priced.
    """
    unfinished = _unfinished(dry_run_id)
    now = clock()
    with transaction.atomic():
        unfinished.update(
            state=DryRunState.RUNNING,
            attempt=F("attempt") + 1,
            started_at=now,
            heartbeat_at=now,
            orders_done=0,
        )
        dry_run = unfinished.first()
    if dry_run is None:
        return
    ours = unfinished.filter(attempt=dry_run.attempt)
    try:
        report = _replay(dry_run, ours, configuration, clock, progress)
    except Exception:
        logger.exception("Dry run %s has failed", dry_run.pk)
        ours.update(
            state=DryRunState.FAILED,
            finished_at=clock(),
            problem=FAILED,
        )
        return
    if report is not None:
        ours.update(
            state=DryRunState.DONE,
            finished_at=clock(),
            report=report.model_dump(mode="json"),
        )


def lost_dry_runs(*, now: datetime) -> list[int]:
    """Return the dry runs that have lost their worker, the oldest first."""
    lost = DryRun.objects.filter(
        state__in=_UNFINISHED, heartbeat_at__lt=now - LOST_AFTER
    )
    return list(lost.order_by("pk").values_list("pk", flat=True))


def forget_dry_runs(*, now: datetime) -> None:
    """Delete the dry runs that have ended a while ago."""
    DryRun.objects.filter(finished_at__lt=now - KEPT_FOR).delete()


def read_draft(dry_run: DryRun) -> DryRunDraft | None:
    """Return the draft of a dry run, None if what is stored cannot be read."""
    try:
        return DryRunDraft.model_validate(dry_run.draft)
    except Unreadable:
        return None


def read_report(dry_run: DryRun) -> DryRunReport | None:
    """Return the report of a dry run, None while there is none that can be read."""
    try:
        return DryRunReport.model_validate(dry_run.report) if dry_run.report else None
    except Unreadable:
        return None


def _replay(
    dry_run: DryRun,
    ours: QuerySet[DryRun],
    configuration: Configuration,
    clock: Clock,
    progress: Callable[[int], None] | None,
) -> DryRunReport | None:
    """Return the report, None if somebody has cancelled it.

    All orders are priced by the same rules: if somebody changes them meanwhile, it
    begins again.
    """
    draft = DryRunDraft.model_validate(dry_run.draft)
    span = Span(dry_run.since, dry_run.until, dry_run.currency, dry_run.channel or None)
    report = None
    for _ in range(_TRIES):
        token = read_token()
        snapshot = read_rule_snapshot(token)
        replayer = Replayer(
            snapshot,
            draft,
            span=span,
            basis=Basis(dry_run.basis),
            configuration=configuration,
            now=clock(),
        )
        tally = DryRunTally(
            currency=dry_run.currency,
            draft_codes=draft.codes,
            floor_percent=configuration.minimum_margin_percent,
            gift_costs=replayer.gift_costs(),
        )
        done = 0
        for replays in replayer.batches():
            for replay in replays:
                if replay is None:
                    tally.leave_out()
                else:
                    tally.add(replay)
            done += len(replays)
            # Outside of any transaction, so that it is visible at once.
            if not ours.update(
                orders_done=done,
                # Some may have been placed since they were counted.
                orders=Greatest("orders", Value(done)),
                heartbeat_at=clock(),
            ):
                return None
            if progress is not None:
                progress(len(replays))
        report = tally.report(group_names=snapshot.names, rules=replayer.rules.names)
        if read_token() == token:
            break
    return report


def _unfinished(dry_run_id: int) -> QuerySet[DryRun]:
    return DryRun.objects.filter(pk=dry_run_id, state__in=_UNFINISHED)


def _currency(request: DryRunRequest) -> str:
    """Return the currency of a shop without orders in the period."""
    currencies = port.channel_currencies()
    return currencies.get(request.channel or "", next(iter(currencies.values()), "USD"))


def _mistakes(
    request: DryRunRequest, since: datetime, until: datetime
) -> Iterator[ValidationError]:
    if since >= until:
        yield refuse("until", Code.INVALID, Message("It ends before it begins."))
    elif until - since > MAX_PERIOD:
        yield refuse(
            "since",
            Code.INVALID,
            Message("The period has more than {days} days.", days=MAX_PERIOD.days),
        )
    if request.currency is not None and not is_currency(request.currency):
        yield refuse(
            "currency",
            Code.INVALID,
            Message("There is no currency {currency}.", currency=request.currency),
        )
    if request.channel is not None and request.channel not in port.channels():
        yield no_such_channel(request.channel)
