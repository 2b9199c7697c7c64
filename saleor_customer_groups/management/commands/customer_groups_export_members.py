"""Export the members of a group as a CSV file."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import CommandError
from django.utils import timezone

from ... import compatibility
from ...models import CustomerGroup
from ..shop_command import ShopCommand

with compatibility.staying_out():
    from ...services.member_files import export_members


class Command(ShopCommand):
    """Write the members of a group to standard output."""

    help = "Writes the members of a group as CSV, which can be imported again."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Say what can be given."""
        parser.add_argument("code", help="the code of the group")

    def handle(self, *args: Any, **options: Any) -> None:
        """Write the members."""
        group = CustomerGroup.objects.filter(code=options["code"]).first()
        if group is None:
            raise CommandError(f"There is no group {options['code']}.")
        export_members(group=group, file=self.stdout, now=timezone.now())
