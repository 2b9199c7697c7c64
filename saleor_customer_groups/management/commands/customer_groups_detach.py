"""Take customer groups off all open checkouts."""

from typing import Any

from ... import compatibility
from ..shop_command import ShopCommand

with compatibility.staying_out():
    from ... import port
    from ...services import open_carts


class Command(ShopCommand):
    """Run before the package is removed."""

    help = (
        "Takes every price of customer groups off all open checkouts, so that Saleor's"
        " own prices hold there, and the notes in private metadata off customers and"
        " orders. What is paid already keeps its price. Switch the plugin off and run"
        " it before removing the package."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        """Detach, and say from how many checkouts."""
        with port.writing():
            count = open_carts.detach()
            open_carts.remove_notes()
        self.stdout.write(f"Customer groups are off {count} open checkouts.")
