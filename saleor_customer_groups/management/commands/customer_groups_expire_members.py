"""End the memberships whose time has come."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from ...services import expiry


class Command(BaseCommand):
    """For shops without Celery's beat, which does the same every five minutes."""

    help = (
        "Ends the memberships whose time has come. Celery's beat does it by itself;"
        " without one, run it from cron."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        """End them, and say how many there were."""
        count = expiry.end_expired(now=timezone.now())
        self.stdout.write(f"{count} memberships have ended.")
