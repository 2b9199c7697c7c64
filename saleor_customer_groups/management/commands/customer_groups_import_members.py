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
from ..shop_command import ShopCommand

with compatibility.staying_out():
    from ... import port
    from ...services.actors import SHOP
    from ...services.configuration import configuration_of
    from ...services.csv_files import Import
    from ...services.member_files import ImportMode, import_members
    from ...services.member_rows import MemberRow, read_members


class Command(ShopCommand):
    """Import members, all or nothing."""

    help = (
        "Adds the customers of a CSV file (email[,reason,until]) to a group: all of"
        " them, or none. With --replace also takes out whom hand has added and the file"
        " does not name, after saying how many."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Say what can be given."""
        parser.add_argument("code", help="the code of the group")
        parser.add_argument("file", type=Path, help="the CSV file")
        parser.add_argument("--reason", default="", help="why, for rows without one")
        parser.add_argument(
            "--replace", action="store_true", help="take out whom the file lacks"
        )
        parser.add_argument(
            "--empty",
            action="store_true",
            help="let --replace by a file that names nobody take everybody out",
        )
        parser.add_argument(
            "--dry-run", action="store_true", help="only show what would change"
        )
        parser.add_argument(
            "--yes", action="store_true", help="do not ask before taking members out"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Import the file, and say what came of it."""
        group = CustomerGroup.objects.filter(code=options["code"]).first()
        if group is None:
            raise CommandError(f"There is no group {options['code']}.")
        try:
            rows = read_members(options["file"].read_bytes(), field="file")
            self._import(group, rows, options)
        except OSError as error:
            raise CommandError(f"{options['file']} cannot be read: {error}") from None
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from None

    def _import(
        self, group: CustomerGroup, rows: list[MemberRow], options: dict[str, Any]
    ) -> None:
        do = partial(
            import_members,
            group=group,
            rows=rows,
            actor=SHOP,
            now=timezone.now(),
            mode=ImportMode.REPLACE if options["replace"] else ImportMode.ADD,
            reason=options["reason"],
            allow_empty=options["empty"],
            leave_default=configuration_of(port.any_plugin()).leave_default_group,
        )
        hidden = options["verbosity"] == 0
        with tqdm(desc="Checking", total=len(rows), disable=hidden) as bar:
            planned = do(dry_run=True, progress=bar.update)
        if planned.bad_rows:
            for bad in planned.bad_rows:
                self.stderr.write(str(bad))
            raise CommandError(
                f"{len(planned.bad_rows)} bad rows; nothing was changed."
            )
        if planned.removed:
            are = "member is" if planned.removed == 1 else "members are"
            self.stdout.write(f"{planned.removed} {are} not in the file:")
            for email in planned.some_removed:
                self.stdout.write(f"  {email}")
            if planned.removed > len(planned.some_removed):
                more = planned.removed - len(planned.some_removed)
                self.stdout.write(f"  and {more} more")
        if options["dry_run"]:
            self.stdout.write(f"Would be: {_counts(planned)}")
            return
        if planned.removed and not options["yes"]:
            confirm("Take them out?")
        with tqdm(desc="Writing", total=len(rows), disable=hidden) as bar:
            done = self._checked(do(progress=bar.update))
        self.stdout.write(_counts(done))

    def _checked(self, done: Import) -> Import:
        if done.bad_rows:
            for bad in done.bad_rows:
                self.stderr.write(str(bad))
            raise CommandError(f"{len(done.bad_rows)} bad rows; nothing was changed.")
        return done


def _counts(done: Import) -> str:
    return (
        f"{done.added} added, {done.changed} changed, {done.unchanged} unchanged,"
        f" {done.removed} removed."
    )
