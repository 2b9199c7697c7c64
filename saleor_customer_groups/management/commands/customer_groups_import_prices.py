"""Import a price list from a CSV file."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from tqdm import tqdm

from ...models import PriceList
from ...services.price_list_files import Import, import_entries


class Command(BaseCommand):
    """Import a price list, all or nothing."""

    help = (
        "Puts the rows of a CSV file (sku,currency,min_quantity,unit_price) into a"
        " price list: all of them, or none. With --replace also takes out what the"
        " file does not name, after showing how many entries that are."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Say what can be given."""
        parser.add_argument("code", help="the code of the price list")
        parser.add_argument("file", type=Path, help="the CSV file")
        parser.add_argument(
            "--replace", action="store_true", help="take out what the file lacks"
        )
        parser.add_argument(
            "--dry-run", action="store_true", help="only show what would change"
        )
        parser.add_argument(
            "--yes", action="store_true", help="do not ask before taking entries out"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Import the file, and say what came of it."""
        price_list = PriceList.objects.filter(code=options["code"]).first()
        if price_list is None:
            raise CommandError(f"There is no price list {options['code']}.")
        removes = options["replace"] and not options["yes"] and not options["dry_run"]
        if removes:
            would = self._import(price_list, options, dry_run=True)
            if would.removed and not self._may_remove(would.removed):
                raise CommandError("Nothing was changed.")
        done = self._import(price_list, options, dry_run=options["dry_run"])
        self.stdout.write(
            f"{'Would be: ' if options['dry_run'] else ''}{done.added} added,"
            f" {done.changed} changed, {done.unchanged} unchanged,"
            f" {done.removed} removed."
        )

    def _import(
        self, price_list: PriceList, options: dict[str, Any], *, dry_run: bool
    ) -> Import:
        try:
            with (
                options["file"].open(newline="", encoding="utf-8-sig") as file,
                tqdm(unit=" rows", disable=options["verbosity"] == 0) as bar,
            ):
                done = import_entries(
                    price_list=price_list,
                    file=file,
                    now=timezone.now(),
                    replace_all=options["replace"],
                    dry_run=dry_run,
                    progress=bar.update,
                )
        except (OSError, UnicodeDecodeError) as error:
            raise CommandError(f"{options['file']} cannot be read: {error}") from None
        if done.bad_rows:
            for bad in done.bad_rows:
                self.stderr.write(str(bad))
            raise CommandError(f"{len(done.bad_rows)} bad rows; nothing was changed.")
        return done

    def _may_remove(self, count: int) -> bool:
        answer = input(f"{count} entries are not in the file. Take them out? [y/N] ")
        return answer.strip().lower() in ("y", "yes")
