"""Export a price list as a CSV file."""

from argparse import ArgumentParser
from typing import Any

from ... import compatibility
from ...models import PriceList
from ..named_rows import row_with_code
from ..shop_command import ShopCommand

with compatibility.staying_out():
    from ...services.rules.price_lists.price_list_files import export_entries


class Command(ShopCommand):
    """Write a price list to standard output."""

    help = "Writes a price list as CSV, which can be imported again."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Say what can be given."""
        parser.add_argument("code", help="the code of the price list")

    def handle(self, *args: Any, **options: Any) -> None:
        """Write the list."""
        price_list = row_with_code(PriceList, options["code"])
        export_entries(price_list=price_list, file=self.stdout)
