"""Import a price list from a CSV file."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import CommandError
from django.utils import timezone
from tqdm import tqdm

from ... import compatibility
from ...engine.money import write_exactly
from ...models import PriceList, PriceListEntry
from ..confirmation import confirm
from ..file_command import DRY_RUN, FileCommand, counts, unreadable
from ..named_rows import row_with_code

with compatibility.staying_out():
    from ...services.base.csv.files import SHOWN, Import, Progress
    from ...services.base.csv.ids import write_id
    from ...services.rules.price_lists.price_list_entries import EntryValues
    from ...services.rules.price_lists.price_list_file_rows import check_rows, read_rows
    from ...services.rules.price_lists.price_list_files import (
        check_not_empty,
        ids_of_others,
        import_entries,
        preview_import,
    )


class Command(FileCommand):
    """Import a price list, all or nothing."""

    help = (
        "Puts the rows of a CSV file with the columns sku (or variant), currency,"
        " min_quantity and unit_price into a price list: all of them, or none. With"
        " --replace it also takes out what the file does not name, after showing it."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Say what can be given."""
        parser.add_argument("code", help="the code of the price list")
        parser.add_argument("file", type=Path, help="the CSV file")
        parser.add_argument(
            "--replace",
            action="store_true",
            help="take out what the file does not name",
        )
        parser.add_argument(
            "--empty",
            action="store_true",
            help="let --replace take everything out where the file has no rows",
        )
        parser.add_argument(
            "--dry-run",
            action="store_true",
            help="show what would change, and change nothing",
        )
        parser.add_argument(
            "--yes",
            action="store_true",
            help="take entries out without asking, as in a nightly job",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Import the file, and say what came of it."""
        price_list = row_with_code(PriceList, options["code"])
        entries = self._entries(price_list, options)
        if options["replace"]:
            self._show_others(price_list, ids_of_others(price_list, entries), options)
        if options["dry_run"]:
            done = preview_import(price_list, entries, replace_all=options["replace"])
            self.stdout.write(f"{counts(price_list.name, done)} {DRY_RUN}")
            self._warn(done)
            return
        with self._bar("Writing", len(entries), options) as progress:
            done = import_entries(
                price_list=price_list,
                entries=entries,
                replace_all=options["replace"],
                now=timezone.now(),
                progress=progress,
            )
        self.stdout.write(counts(price_list.name, done))
        self._warn(done)

    def _warn(self, done: Import) -> None:
        for warning in done.warnings:
            self.stderr.write(f"Warning: {warning}")

    def _entries(
        self, price_list: PriceList, options: dict[str, Any]
    ) -> list[EntryValues]:
        try:
            rows = read_rows(options["file"].read_bytes(), field="file")
            if options["replace"] and not options["empty"]:
                check_not_empty(price_list, rows)
        except OSError as error:
            raise unreadable(options["file"], error) from None
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from None
        with self._bar("Checking", len(rows), options) as progress:
            entries, bad_rows = check_rows(rows, progress=progress)
        if bad_rows:
            raise self.bad_rows(bad_rows)
        return entries

    def _show_others(
        self, price_list: PriceList, ids: Sequence[int], options: dict[str, Any]
    ) -> None:
        """Show what is not in the file, and ask whether it may go."""
        if not ids:
            return
        are = "entry" if len(ids) == 1 else "entries"
        self.stdout.write(
            f"{price_list.name} has {len(ids)} {are} that the file does not name:"
        )
        shown = PriceListEntry.objects.filter(pk__in=ids[:SHOWN])
        for pk, sku, currency, quantity, amount in shown.values_list(
            "variant_id",
            "variant__sku",
            "currency",
            "min_quantity",
            "unit_price_amount",
        ):
            named = sku or write_id("ProductVariant", pk)
            price = write_exactly(amount, currency)
            self.stdout.write(f"  {named},{currency},{quantity},{price}")
        if len(ids) > SHOWN:
            self.stdout.write(f"  and {len(ids) - SHOWN} more")
        if options["yes"] or options["dry_run"]:
            return
        confirm("Take this out?" if len(ids) == 1 else "Take these out?")

    @contextmanager
    def _bar(self, what: str, rows: int, options: dict[str, Any]) -> Iterator[Progress]:
        hidden = options["verbosity"] == 0
        with tqdm(desc=what, total=rows, unit=" rows", disable=hidden) as bar:
            yield bar.update
