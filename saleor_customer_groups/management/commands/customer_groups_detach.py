"""Take customer groups off all open checkouts."""

from typing import Any

from ... import compatibility
from ..shop_command import ShopCommand

with compatibility.staying_out():
    from ... import port
    from ...services.base import open_checkouts
    from ...services.base.dashboard import dashboard_app


class Command(ShopCommand):
    """Run before the package is removed."""

    help = (
        "Takes every price of customer groups off all open checkouts, so that Saleor's"
        " own prices hold there, what the plugin has stored in private metadata off"
        " customers and orders, and the pages out of the Dashboard. What is paid"
        " already keeps its price. Switch the plugin off and run it before removing the"
        " package."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        """Detach, and print from how many checkouts."""
        with port.writing():
            count = open_checkouts.detach()
            open_checkouts.remove_notes()
            dashboard_app.delete_app()
        checkouts = "1 open checkout" if count == 1 else f"{count} open checkouts"
        self.stdout.write(f"Prices of customer groups were taken off {checkouts}.")
        if port.active_plugin() is not None:
            self.stderr.write(
                "Warning: the plugin is still switched on, so they come back when a"
                " checkout is next looked at. Switch it off, and run this again."
            )
