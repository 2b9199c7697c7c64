"""Export the members of a group as a CSV file."""

from argparse import ArgumentParser
from typing import Any

from django.utils import timezone

from ... import compatibility
from ...models import CustomerGroup
from ..named_rows import row_with_code
from ..shop_command import ShopCommand

with compatibility.staying_out():
    from ...services.membership.files.member_files import export_members


class Command(ShopCommand):
    """Write the members of a group to standard output."""

    help = "Writes the members of a customer group as CSV, which can be imported again."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Say what can be given."""
        parser.add_argument("code", help="the code of the customer group")

    def handle(self, *args: Any, **options: Any) -> None:
        """Write the members."""
        group = row_with_code(CustomerGroup, options["code"])
        export_members(group=group, file=self.stdout, now=timezone.now())
