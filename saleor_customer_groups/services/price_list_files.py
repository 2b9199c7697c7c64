"""Price lists as files: a row is an entry, and all of them count or none."""

import csv
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TextIO

from django.db import connection, transaction

from ..engine.values import read_positive_number
from ..models import PriceList, PriceListEntry
from ..port.variants import variants_by_sku
from .price_lists import (
    EntryValues,
    batches,
    entries_changed,
    mistake_in_entry,
    write_entries,
)

COLUMNS = ("sku", "currency", "min_quantity", "unit_price")
MAXIMUM_ROWS = 200_000
_FORMULA = ("=", "+", "-", "@")


@dataclass(frozen=True, slots=True)
class BadRow:
    """A row that cannot be, by its line in the file, and why."""

    line: int
    message: str

    def __str__(self) -> str:
        """Return both in one line."""
        return f"line {self.line}: {self.message}"


@dataclass(frozen=True, slots=True)
class Import:
    """What an import did, or would do in a dry run; with bad rows it does nothing."""

    rows: int = 0
    added: int = 0
    changed: int = 0
    removed: int = 0
    bad_rows: Sequence[BadRow] = field(default=())

    @property
    def unchanged(self) -> int:
        """How many rows were in the list already as they are in the file."""
        return self.rows - self.added - self.changed


def import_entries(
    *,
    price_list: PriceList,
    file: TextIO,
    now: datetime,
    replace_all: bool = False,
    dry_run: bool = False,
    progress: Callable[[int], None] = lambda rows: None,
) -> Import:
    """Put the rows of a CSV file into a price list: all of them, or none.

    A repeat of the same file changes nothing.

    :param file: text with the columns ``sku,currency,min_quantity,unit_price``; an
        empty quantity is 1. At most 200,000 rows.
    :param replace_all: take out what the file does not name.
    :param dry_run: change nothing, say what would change.
    :param progress: told how many rows each batch has brought.
    """
    entries, bad_rows = _read(file)
    if bad_rows:
        return Import(rows=len(entries), bad_rows=bad_rows)
    with transaction.atomic():
        # Two imports into one list come one after the other.
        price_list = PriceList.objects.select_for_update().get(pk=price_list.pk)
        done = Import(rows=len(entries))
        for batch in batches(entries):
            written = write_entries(price_list, batch)
            done = replace(
                done,
                added=done.added + written.added,
                changed=done.changed + written.changed,
            )
            progress(len(batch))
        if replace_all:
            done = replace(done, removed=_remove_others(price_list, entries))
        if done.added or done.changed or done.removed:
            entries_changed(price_list, now=now)
        if dry_run:
            transaction.set_rollback(True)
    return done


def export_entries(*, price_list: PriceList, file: TextIO) -> int:
    """Write a price list as a CSV file that can be imported again.

    :returns: how many rows there are.
    """
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(COLUMNS)
    rows = PriceListEntry.objects.filter(price_list=price_list).values_list(
        "variant__sku", "currency", "min_quantity", "unit_price_amount"
    )
    count = 0
    for sku, currency, min_quantity, amount in rows.order_by(
        "variant__sku", "currency", "min_quantity"
    ).iterator():
        writer.writerow([_harmless(sku or ""), currency, min_quantity, amount])
        count += 1
    return count


def _read(file: TextIO) -> tuple[list[EntryValues], list[BadRow]]:
    """Return the entries of a file and its bad rows, in the file's order."""
    reader = csv.reader(file)
    header = [name.strip().lower() for name in next(reader, [])]
    if sorted(header) != sorted(COLUMNS):
        return [], [BadRow(1, f"The columns have to be {','.join(COLUMNS)}.")]
    places = [header.index(name) for name in COLUMNS]
    rows = [
        (reader.line_num, row) for row in reader if any(cell.strip() for cell in row)
    ]
    if len(rows) > MAXIMUM_ROWS:
        message = f"{len(rows)} rows, {MAXIMUM_ROWS} are the most."
        return [], [BadRow(rows[MAXIMUM_ROWS][0], message)]
    cells = [(line, _cells(row, places)) for line, row in rows]
    variants = variants_by_sku({sku for _, (sku, *_) in cells})
    entries: list[EntryValues] = []
    bad_rows: list[BadRow] = []
    seen: dict[tuple[int, str, int], int] = {}
    for line, (sku, currency, quantity, price) in cells:
        entry = _entry(variants, sku, currency, quantity, price)
        if isinstance(entry, str):
            bad_rows.append(BadRow(line, entry))
            continue
        key = (entry.variant_id, entry.currency, entry.min_quantity)
        if key in seen:
            bad_rows.append(BadRow(line, f"The same entry stands in line {seen[key]}."))
            continue
        seen[key] = line
        entries.append(entry)
    return entries, bad_rows


def _cells(row: Sequence[str], places: Sequence[int]) -> tuple[str, str, str, str]:
    """Return SKU, currency, quantity and price; all empty where a cell is missing."""
    if len(row) != len(COLUMNS):
        return "", "", "", ""
    sku, currency, quantity, price = (row[place].strip() for place in places)
    return _as_it_was(sku), currency, quantity, price


def _entry(
    variants: dict[str, int], sku: str, currency: str, quantity: str, price: str
) -> EntryValues | str:
    """Return the entry of a row, or what is wrong with it."""
    if not sku:
        return f"A row has {len(COLUMNS)} cells: {','.join(COLUMNS)}."
    if sku not in variants:
        return f"There is no variant with the SKU {sku}."
    if quantity and not (quantity.isascii() and quantity.isdigit()):
        return f"{quantity} is not a quantity."
    try:
        amount = read_positive_number(price)
    except ValueError as error:
        return f"The price {price!r} {error}."
    mistake = mistake_in_entry(currency, int(quantity or 1), amount)
    return mistake or EntryValues(variants[sku], currency, int(quantity or 1), amount)


def _remove_others(price_list: PriceList, entries: Sequence[EntryValues]) -> int:
    """Take out what is not among the entries, in one statement."""
    columns = (
        [entry.variant_id for entry in entries],
        [entry.currency for entry in entries],
        [entry.min_quantity for entry in entries],
    )
    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM saleor_customer_groups_pricelistentry AS entry"
            " WHERE price_list_id = %s AND NOT EXISTS ("
            " SELECT FROM unnest(%s::integer[], %s::varchar[], %s::integer[])"
            " AS kept (variant_id, currency, min_quantity)"
            " WHERE kept.variant_id = entry.variant_id"
            " AND kept.currency = entry.currency"
            " AND kept.min_quantity = entry.min_quantity)",
            [price_list.pk, *columns],
        )
        return int(cursor.rowcount)


def _harmless(text: str) -> str:
    """Return a cell that no spreadsheet takes for a formula (membership.md, Rights)."""
    return f"'{text}" if text.startswith(_FORMULA) else text


def _as_it_was(text: str) -> str:
    """Return what ``_harmless`` was given."""
    return text[1:] if text[:1] == "'" and text[1:].startswith(_FORMULA) else text
