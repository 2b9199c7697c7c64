"""Export the ledger of memberships as a CSV file."""

from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import CommandError

from ... import compatibility
from ...models import CustomerGroup, LedgerEntry
from ..named_rows import row_with_code
from ..shop_command import ShopCommand

with compatibility.staying_out():
    from ...services.membership.customers_by_email import find_customer
    from ...services.membership.history.group_codes import is_about_code
    from ...services.membership.history.ledger_files import export_ledger


class Command(ShopCommand):
    """Write the ledger to standard output."""

    help = "Writes who joined and left which customer group, when and why, as CSV."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Say what can be given."""
        parser.add_argument(
            "--group", metavar="CODE", help="only lines about this customer group"
        )
        parser.add_argument(
            "--customer", metavar="EMAIL", help="only lines about this customer"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Write the ledger."""
        rows = LedgerEntry.objects.all()
        if options["group"] is not None:
            rows = rows.filter(is_about_code(options["group"]))
            if not rows.exists():
                # A deleted group still has its lines.
                row_with_code(CustomerGroup, options["group"])
        if options["customer"] is not None:
            try:
                customer = find_customer(options["customer"], field="customer")
            except ValidationError as error:
                raise CommandError(" ".join(error.messages)) from None
            rows = rows.filter(customer=customer)
        export_ledger(rows=rows, file=self.stdout)
