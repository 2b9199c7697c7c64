"""What runs in the background."""

import logging
from collections.abc import Mapping
from datetime import timedelta
from functools import partial
from typing import Any

from celery import Task
from celery import shared_task as celery_task
from celery.schedules import crontab
from django.utils import timezone

from . import compatibility

# Celery imports this even if customer groups do not support the Saleor that is
# installed.
with compatibility.staying_out():
    from . import port
    from .models import RunCause
    from .services import nightly
    from .services.base.configuration import configuration_of
    from .services.base.transactions.isolation import FaultsLogged, isolated
    from .services.evaluation import evaluations, order_figures, runs
    from .services.membership import expiry
    from .services.membership.metadata import sync
    from .services.pricing.orders import applied_benefits
    from .services.pricing.promotions import reservations, use_sums
    from .services.reports.dry_runs import dry_runs
    from .services.rules.price_lists import price_list_imports
    from .services.terms import credit

logger = logging.getLogger(__name__)


class ShopTask(Task):
    """A task that does nothing with a Saleor that customer groups do not support."""

    abstract = True

    def __call__(self, *args: Any, **named: Any) -> Any:
        """Run the task, unless Saleor is not supported, which the log says once."""
        return None if compatibility.problem() else super().__call__(*args, **named)


shared_task = partial(celery_task, base=ShopTask)

# Its first name: workers of the previous release know it by that during an upgrade.
WRITE_METADATA = "saleor_customer_groups.tasks.write_mirrors"

# Entries for Celery's beat.
SCHEDULE: Mapping[str, Mapping[str, Any]] = {
    "customer-groups-end-expired-memberships": {
        "task": "saleor_customer_groups.tasks.end_expired_memberships",
        "schedule": timedelta(minutes=5),
    },
    # They are written after each change; this takes up what a killed worker has left.
    "customer-groups-write-metadata": {
        "task": WRITE_METADATA,
        "schedule": timedelta(minutes=5),
    },
    "customer-groups-take-up-lost-runs": {
        "task": "saleor_customer_groups.tasks.take_up_lost_runs",
        "schedule": timedelta(minutes=10),
    },
    "customer-groups-take-up-lost-imports": {
        "task": "saleor_customer_groups.tasks.take_up_lost_imports",
        "schedule": timedelta(minutes=10),
    },
    "customer-groups-take-up-lost-dry-runs": {
        "task": "saleor_customer_groups.tasks.take_up_lost_dry_runs",
        "schedule": timedelta(minutes=10),
    },
    # Each order is recorded at once; this is for those that a fault left out.
    "customer-groups-record-orders": {
        "task": "saleor_customer_groups.tasks.record_orders",
        "schedule": timedelta(minutes=5),
    },
    "customer-groups-run-all-groups": {
        "task": "saleor_customer_groups.tasks.run_all_groups",
        "schedule": crontab(hour=3, minute=0),
    },
}


# If a worker is killed, another one or ``take_up_lost_imports`` does it.
@shared_task(acks_late=True, reject_on_worker_lost=True)
def import_price_list(import_id: int) -> None:
    """Import a file that is too large for a request."""
    with port.writing():
        price_list_imports.run_import(import_id=import_id, clock=timezone.now)


@shared_task()
def take_up_lost_imports() -> None:
    """Have imports whose worker died carried out."""
    with port.writing():
        for import_id in price_list_imports.lost_imports(now=timezone.now()):
            import_price_list.delay(import_id)


# If a worker is killed, another one or ``take_up_lost_dry_runs`` begins it again.
@shared_task(acks_late=True, reject_on_worker_lost=True)
def carry_out_dry_run(dry_run_id: int) -> None:
    """Try a draft of a rule on past orders."""
    with port.writing():
        dry_runs.run_dry_run(
            dry_run_id=dry_run_id,
            configuration=configuration_of(port.any_plugin()),
            clock=timezone.now,
        )


@shared_task()
def take_up_lost_dry_runs() -> None:
    """Have dry runs whose worker died begun again."""
    with port.writing():
        for dry_run_id in dry_runs.lost_dry_runs(now=timezone.now()):
            carry_out_dry_run.delay(dry_run_id)


@shared_task()
def end_expired_memberships() -> None:
    """End the memberships whose time has come."""
    with port.writing():
        expiry.end_expired(now=timezone.now())


# The rate keeps a change of many customers from flooding Saleor's apps with webhooks.
@shared_task(name=WRITE_METADATA, bind=True, rate_limit="5/s")
def write_metadata(self: Any) -> None:
    """Write a batch of metadata; the next batch is a task of its own."""
    with port.writing():
        while sync.write_metadata(now=timezone.now()):
            # Without a broker nobody else does the rest.
            if not self.request.is_eager:
                self.delay()
                return


# A worker that is killed leaves the task to another one.
@shared_task(bind=True, acks_late=True, reject_on_worker_lost=True)
def evaluate_customers(self: Any, customer_ids: list[int]) -> None:
    """Let customers about whom something has changed join and leave groups.

    As that is an order as a rule, what orders have used of promotions is added up.
    """
    # Without a broker a request waits for it.
    max_wait = None if self.request.is_eager else timedelta(minutes=1)
    logged = FaultsLogged(
        logger,
        "Customers %s could not be evaluated now; the nightly run does it",
        customer_ids,
    )
    with logged, port.writing(), isolated(max_wait=max_wait):
        plugin = port.active_plugin()
        if plugin is not None:
            evaluations.evaluate_customers(
                customer_ids,
                now=timezone.now(),
                leave_default=configuration_of(plugin).leave_default_group,
            )
    _add_up_uses(max_wait)


# A worker that is killed leaves the task to another one.
@shared_task(bind=True, acks_late=True, reject_on_worker_lost=True)
def refresh_orders(self: Any, order_keys: list[str]) -> None:
    """Bring the figures of orders of guests, or of their customers, up to date.

    What orders have used of promotions is added up.
    """
    # Without a broker a request waits for it.
    max_wait = None if self.request.is_eager else timedelta(minutes=1)
    logged = FaultsLogged(
        logger,
        "Orders %s could not be noted for reports now; the nightly run does it",
        order_keys,
    )
    with logged, port.writing(), isolated(max_wait=max_wait):
        if port.active_plugin() is not None:
            order_figures.refresh_orders(order_keys)
    _add_up_uses(max_wait)


def _add_up_uses(max_wait: timedelta | None) -> None:
    # Not with the rest: two that add up several times in a transaction could wait for
    # each other.
    logged = FaultsLogged(
        logger,
        "What orders have used of promotions could not be added up now; a later task"
        " does it",
    )
    with logged, port.writing():
        if port.active_plugin() is not None:
            use_sums.sum_up_uses(max_wait=max_wait)


# A worker that is killed leaves the task to another one, or to ``take_up_lost_runs``.
@shared_task(acks_late=True, reject_on_worker_lost=True)
def carry_out_runs(run_ids: list[int]) -> None:
    """Carry runs of groups out together."""
    with port.writing():
        plugin = port.active_plugin()
        if plugin is not None:
            nightly.run_some(
                run_ids,
                clock=timezone.now,
                leave_default=configuration_of(plugin).leave_default_group,
            )


@shared_task()
def rebuild_figures() -> None:
    """Bring the figures of all orders up to date."""
    with port.writing():
        order_figures.rebuild_figures()


# A worker that is killed leaves it to another one, or to ``take_up_lost_runs``.
@shared_task(acks_late=True, reject_on_worker_lost=True)
def fill_default_group() -> None:
    """Put everybody without a group into the default one, batch by batch."""
    with port.writing():
        if port.active_plugin() is not None:
            nightly.fill_default_group(clock=timezone.now)


@shared_task()
def take_up_lost_runs() -> None:
    """Have runs whose worker died continued."""
    with port.writing():
        for together in runs.lost_runs(now=timezone.now()):
            carry_out_runs.delay(together)


@shared_task()
def record_orders() -> None:
    """Record recent orders that a fault kept from being recorded.

    What cancelled ones have used of promotions is given back, what others have used is
    added up, and orders on terms are owed.
    """
    with port.writing():
        if port.active_plugin() is not None:
            now = timezone.now()
            since = now - applied_benefits.OF_LATE
            applied_benefits.record_missing(since=since)
            reservations.give_back_undone(since=since, now=now)
            use_sums.sum_up_uses()
            credit.tidy_up(now=now)


@shared_task()
def run_all_groups() -> None:
    """Bring the figures of all orders up to date, and run all groups."""
    with port.writing():
        plugin = port.active_plugin()
        if plugin is not None:
            nightly.run_all(
                cause=RunCause.NIGHTLY,
                clock=timezone.now,
                leave_default=configuration_of(plugin).leave_default_group,
            )
