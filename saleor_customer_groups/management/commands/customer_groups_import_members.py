"""Import the members of a group from a CSV file."""

from __future__ import annotations

from argparse import ArgumentParser
from functools import partial
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import CommandError
from django.utils import timezone
from tqdm import tqdm

from ... import compatibility
from ...models import CustomerGroup
from ..confirmation import confirm
from ..file_command import DRY_RUN, FileCommand, counts, unreadable
from ..named_rows import row_with_code

with compatibility.staying_out():
    from ... import port
    from ...services.base.configuration import configuration_of
    from ...services.base.csv.files import Import
    from ...services.base.occasions import Occasion
    from ...services.membership.files.member_file_rows import MemberRow, read_members
    from ...services.membership.files.member_files import ImportMode, import_members


class Command(FileCommand):
    """Import members, all or nothing."""

    help = (
        "Adds the customers of a CSV file with the column email, and with reason and"
        " until where wanted, to a customer group: all of them, or none. With --replace"
        " it also takes out the members who were added manually and whom the file does"
        " not name, after showing them."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Say what can be given."""
        parser.add_argument("code", help="the code of the customer group")
        parser.add_argument("file", type=Path, help="the CSV file")
        parser.add_argument(
            "--reason", default="", help="why they join, for rows without a reason"
        )
        parser.add_argument(
            "--replace",
            action="store_true",
            help="take out the members whom the file does not name",
        )
        parser.add_argument(
            "--empty",
            action="store_true",
            help="let --replace take everybody out where the file names nobody",
        )
        parser.add_argument(
            "--dry-run",
            action="store_true",
            help="show what would change, and change nothing",
        )
        parser.add_argument(
            "--yes",
            action="store_true",
            help="take members out without asking, as in a nightly job",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Import the file, and say what came of it."""
        group = row_with_code(CustomerGroup, options["code"])
        try:
            rows = read_members(options["file"].read_bytes(), field="file")
            self._import(group, rows, options)
        except OSError as error:
            raise unreadable(options["file"], error) from None
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from None

    def _import(
        self, group: CustomerGroup, rows: list[MemberRow], options: dict[str, Any]
    ) -> None:
        do = partial(
            import_members,
            group=group,
            rows=rows,
            occasion=Occasion.manual(now=timezone.now(), reason=options["reason"]),
            mode=ImportMode.REPLACE if options["replace"] else ImportMode.ADD,
            allow_empty=options["empty"],
            leave_default=configuration_of(port.any_plugin()).leave_default_group,
        )
        hidden = options["verbosity"] == 0
        with tqdm(desc="Checking", total=len(rows), disable=hidden) as bar:
            planned = do(dry_run=True, progress=bar.update)
        if planned.bad_rows:
            raise self.bad_rows(planned.bad_rows)
        if planned.removed:
            are = "member" if planned.removed == 1 else "members"
            self.stdout.write(
                f"{group.name} has {planned.removed} {are} whom the file does not name:"
            )
            for email in planned.some_removed:
                self.stdout.write(f"  {email}")
            if planned.removed > len(planned.some_removed):
                more = planned.removed - len(planned.some_removed)
                self.stdout.write(f"  and {more} more")
        if options["dry_run"]:
            self.stdout.write(f"{counts(group.name, planned)} {DRY_RUN}")
            return
        if planned.removed and not options["yes"]:
            confirm(
                "Take this member out?"
                if planned.removed == 1
                else "Take these members out?"
            )
        with tqdm(desc="Writing", total=len(rows), disable=hidden) as bar:
            done = self._checked(do(progress=bar.update))
        self.stdout.write(counts(group.name, done))

    def _checked(self, done: Import) -> Import:
        if done.bad_rows:
            raise self.bad_rows(done.bad_rows)
        return done
