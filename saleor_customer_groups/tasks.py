"""What runs in the background."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from celery import shared_task
from django.utils import timezone

from . import port
from .services import expiry, mirrors, price_list_imports

# What Celery's beat is to start by itself.
SCHEDULE: Mapping[str, Mapping[str, Any]] = {
    "customer-groups-end-expired-memberships": {
        "task": "saleor_customer_groups.tasks.end_expired_memberships",
        "schedule": timedelta(minutes=5),
    },
    # They are written after each change; this takes up what a killed worker has left.
    "customer-groups-write-mirrors": {
        "task": "saleor_customer_groups.tasks.write_mirrors",
        "schedule": timedelta(minutes=5),
    },
}


# A worker that is killed leaves the task to another one.
@shared_task(acks_late=True, reject_on_worker_lost=True)
def import_price_list(import_id: int) -> None:
    """Carry out the import of a file that is too large for a request."""
    with port.writing():
        price_list_imports.run_import(import_id=import_id, clock=timezone.now)


@shared_task
def end_expired_memberships() -> None:
    """End the memberships whose time has come."""
    with port.writing():
        expiry.end_expired(now=timezone.now())


# The rate keeps a change of many customers from flooding Saleor's apps with webhooks.
@shared_task(bind=True, rate_limit="5/s")
def write_mirrors(self: Any) -> None:
    """Write a batch of mirrors; the next batch is a task of its own."""
    with port.writing():
        while mirrors.write_mirrors(now=timezone.now()):
            # A shop without a broker has nobody else to do the rest.
            if not self.request.is_eager:
                self.delay()
                return
