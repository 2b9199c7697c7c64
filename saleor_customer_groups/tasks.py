"""What runs in the background."""

from celery import shared_task
from django.utils import timezone

from . import port
from .services import price_list_imports


# A worker that is killed leaves the task to another one.
@shared_task(acks_late=True, reject_on_worker_lost=True)
def import_price_list(import_id: int) -> None:
    """Carry out the import of a file that is too large for a request."""
    with port.writing():
        price_list_imports.run_import(import_id=import_id, clock=timezone.now)
