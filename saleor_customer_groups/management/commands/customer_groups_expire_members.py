"""End the memberships whose time has come, and continue unfinished work."""

from typing import Any

from django.utils import timezone

from ... import compatibility
from ..shop_command import ShopCommand

with compatibility.staying_out():
    from ... import port
    from ...services import unfinished_work
    from ...services.base.configuration import configuration_of
    from ...services.membership import expiry


class Command(ShopCommand):
    """For shops without Celery's beat, which does the same every five minutes."""

    help = (
        "Ends the memberships whose time has come, and takes up imports, runs and"
        " metadata that a killed worker has left. Celery's beat does it by itself;"
        " without one, run it from cron."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        """End them, and say how many there were."""
        count = expiry.end_expired(now=timezone.now())
        ended = "1 membership has" if count == 1 else f"{count} memberships have"
        self.stdout.write(f"{ended} ended.")
        plugin = port.active_plugin()
        leave = None if plugin is None else configuration_of(plugin).leave_default_group
        for sentence in unfinished_work.take_up(
            clock=timezone.now, leave_default=leave
        ):
            self.stdout.write(sentence)
