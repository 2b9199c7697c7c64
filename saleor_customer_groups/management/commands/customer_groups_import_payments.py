"""Record the payments of a CSV file for orders on terms."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import CommandError
from django.utils import timezone

from ... import compatibility
from ..file_command import DRY_RUN, FileCommand, unreadable

with compatibility.staying_out():
    from ...services.base.occasions import Occasion
    from ...services.terms.payment_files import PaymentImport, import_payments


class Command(FileCommand):
    """Record payments, all or nothing."""

    help = (
        "Records the payments of a CSV file with the columns order, amount, received_on"
        " and reference for orders on terms: all of them, or none. A payment that is"
        " recorded already, by its order and reference, is not recorded again."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Say what can be given."""
        parser.add_argument("file", type=Path, help="the CSV file")
        parser.add_argument(
            "--dry-run",
            action="store_true",
            help="show what would be recorded, and record nothing",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Import the file, and say what came of it."""
        try:
            done = import_payments(
                options["file"].read_bytes(),
                field="file",
                occasion=Occasion.manual(now=timezone.now()),
                dry_run=options["dry_run"],
            )
        except OSError as error:
            raise unreadable(options["file"], error) from None
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from None
        if done.bad_rows:
            raise self.bad_rows(done.bad_rows)
        said = _counts(done)
        self.stdout.write(f"{said} {DRY_RUN}" if options["dry_run"] else said)


def _counts(done: PaymentImport) -> str:
    payments = "1 payment" if done.recorded == 1 else f"{done.recorded} payments"
    return f"{payments} recorded, {done.unchanged} recorded already."
