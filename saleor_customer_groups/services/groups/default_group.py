"""The default group for customers from before the plugin, and for others without one.

Whoever is in no group is priced as a member of the default group
(docs/membership.md, Memberships). When the plugin is switched on they become members
there, batch by batch, each in a transaction of its own; until then they are counted and
listed as members.
"""

import logging
from collections.abc import Callable
from datetime import datetime

from django.db import transaction
from django.db.models import (
    Count,
    F,
    Max,
    Q,
)

from ...engine.base.messages import Message
from ...models import (
    Cause,
    Change,
    CustomerGroup,
    LedgerEntry,
    Membership,
    MembershipRun,
    RunCause,
    RunState,
)
from ..base.bulk_sql import insert_for_customers
from ..base.evaluation_queue import enqueue_moved
from ..base.transactions.locks import lock_membership_changes
from ..membership.current_members import customers_in_no_group
from ..membership.expiry import end_due
from ..membership.lists.by_revenue import REVENUE
from ..membership.metadata.queue import enqueue_metadata_sync
from ..membership.possible_members import possible_members

logger = logging.getLogger(__name__)

BATCH = 20_000

# Among fewer customers than this, those without a group are found at once.
MANY = 10_000


def start_fill(*, now: datetime) -> MembershipRun | None:
    """Enqueue a run that puts everybody without a group into the default one.

    A large shop has at least one run; after it ``default_members`` looks only at
    customers who came later.

    :returns: the new or current run, or None if nobody is without a group.
    """
    with transaction.atomic():
        group = CustomerGroup.objects.select_for_update().get(is_default=True)
        fills = MembershipRun.objects.filter(cause=RunCause.DEFAULT_GROUP)
        going_on = fills.filter(state=RunState.RUNNING).first()
        if going_on is not None:
            return going_on
        done = fills.filter(state=RunState.DONE).exists()
        is_needed = customers_in_no_group(now=now).exists() or (
            not done and possible_members()[MANY:].exists()
        )
        if not is_needed:
            return None
        return MembershipRun.objects.create(
            group=group,
            cause=RunCause.DEFAULT_GROUP,
            fires_webhooks=False,
            conditions_version=group.conditions_version,
            evaluated_at=now,
            started_at=now,
            heartbeat_at=now,
        )


def carry_out_fill(run_id: int, *, clock: Callable[[], datetime]) -> None:
    """Put everybody without a group into the default one, from where a run stopped.

    :param clock: tells the time, asked with every batch.
    """
    try:
        while _next_batch(run_id, clock()):
            pass
    except Exception:
        logger.exception(
            "Customers without a group could not all be put into the default group; the"
            " nightly run goes on"
        )
        MembershipRun.objects.filter(pk=run_id, state=RunState.RUNNING).update(
            state=RunState.FAILED,
            finished_at=clock(),
            problem=Message(
                "An unexpected error stopped it; the log says which. The nightly run"
                " goes on."
            ),
        )


@transaction.atomic
def _next_batch(run_id: int, now: datetime) -> bool:
    """Do the next batch; tell whether there may be more."""
    lock_membership_changes()
    run = (
        MembershipRun.objects.select_for_update(of=("self",))
        .filter(pk=run_id, state=RunState.RUNNING)
        .first()
    )
    if run is None:
        return False
    rows = MembershipRun.objects.filter(pk=run_id)
    batch = possible_members().filter(pk__gt=run.done_up_to).order_by("pk")[:BATCH]
    span = batch.aggregate(last=Max("pk"), number=Count("pk"))
    if span["last"] is None:
        rows.update(state=RunState.DONE, finished_at=now, heartbeat_at=now)
        return False
    of_these = Q(customer_id__gt=run.done_up_to, customer_id__lte=span["last"])
    end_due(of_these, now=now)
    alone = customers_in_no_group(now=now, among=of_these).filter(
        pk__gt=run.done_up_to, pk__lte=span["last"]
    )
    joined = _join(list(alone.order_by("pk").values_list("pk", flat=True)), now=now)
    rows.update(
        done_up_to=span["last"],
        heartbeat_at=now,
        examined=F("examined") + span["number"],
        joined=F("joined") + len(joined),
    )
    return True


def _join(customer_ids: list[int], *, now: datetime) -> list[int]:
    if not customer_ids:
        return []
    group = CustomerGroup.objects.get(is_default=True)
    joined = insert_for_customers(
        Membership,
        customer_ids,
        known=REVENUE,
        noted=LedgerEntry(
            group_code=group.code,
            group_name=group.name,
            change=Change.JOINED,
            cause=Cause.REGISTERED,
            at=now,
        ),
        group=group,
        by_default=True,
        since=now,
    )
    # Apps are not told: they would be told of every customer of the shop.
    enqueue_metadata_sync(joined, fires_webhook=False)
    enqueue_moved(joined, codes={group.code})
    return joined
