"""The rows of a price list's file: read, and checked against the catalogue."""

import csv
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from io import StringIO
from itertools import islice
from typing import NamedTuple

from ..engine.values import read_positive_number
from ..port.variants import variants_by_sku
from .price_lists import EntryValues, batches, mistake_in_entry
from .refusals import Code, refuse

COLUMNS = ("sku", "currency", "min_quantity", "unit_price")
MAXIMUM_ROWS = 200_000
MAXIMUM_MEGABYTES = 20
_FORMULA = ("=", "+", "-", "@")
_QUANTITY = re.compile(r"[0-9]{1,20}")

# Told how many more rows are done.
Progress = Callable[[int], object]


class Row(NamedTuple):
    """A row as it stands in the file; all cells are empty where one is missing."""

    line: int
    sku: str
    currency: str
    min_quantity: str
    unit_price: str


@dataclass(frozen=True, slots=True)
class BadRow:
    """A row that cannot be, by its line in the file, and why."""

    line: int
    message: str

    def __str__(self) -> str:
        """Return both in one line."""
        return f"line {self.line}: {self.message}"


def read_rows(content: bytes, *, field: str) -> list[Row]:
    """Return the rows of a CSV file, without looking at what they say.

    :param content: UTF-8 text with the columns ``sku,currency,min_quantity,unit_price``
        in any order; at most 200,000 rows and 20 MB.
    :param field: the field of the input that holds it.
    :raises django.core.exceptions.ValidationError: it is not such a file.
    """
    check_size(len(content), field=field)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = "\0"
    if "\0" in text:
        raise refuse(
            field, Code.INVALID, "The file is not UTF-8 text. Save it as CSV UTF-8."
        )
    try:
        return _read(StringIO(text, newline=""), field)
    except csv.Error as error:
        raise refuse(field, Code.INVALID, f"The file is not CSV: {error}.") from None


def check_size(size: int, *, field: str) -> None:
    """Refuse a file that is too large, which can be asked before it is read.

    :param size: in bytes.
    :raises django.core.exceptions.ValidationError: it is too large.
    """
    if size > MAXIMUM_MEGABYTES * 1_000_000:
        raise refuse(
            field,
            Code.TOO_MANY,
            f"The file is larger than {MAXIMUM_MEGABYTES} MB. Split it.",
        )


def check_rows(
    rows: Sequence[Row], *, progress: Progress = lambda rows: None
) -> tuple[list[EntryValues], list[BadRow]]:
    """Return the entries that the rows are, and the rows that cannot be.

    An empty quantity is 1.

    :param progress: told how many rows of each batch have been checked.
    """
    entries: list[EntryValues] = []
    bad_rows: list[BadRow] = []
    seen: dict[tuple[int, str, int], int] = {}
    for batch in batches(rows):
        variants = variants_by_sku({row.sku for row in batch})
        for row in batch:
            entry = _entry(variants, row)
            if isinstance(entry, str):
                bad_rows.append(BadRow(row.line, entry))
                continue
            key = (entry.variant_id, entry.currency, entry.min_quantity)
            if key in seen:
                message = f"The same entry stands in line {seen[key]}."
                bad_rows.append(BadRow(row.line, message))
                continue
            seen[key] = row.line
            entries.append(entry)
        progress(len(batch))
    return entries, bad_rows


def harmless(text: str) -> str:
    """Return a cell that no spreadsheet takes for a formula (membership.md, Rights)."""
    return f"'{text}" if text.startswith(_FORMULA) else text


def _read(file: Iterable[str], field: str) -> list[Row]:
    reader = csv.reader(file)
    header = [name.strip().lower() for name in next(reader, [])]
    if sorted(header) != sorted(COLUMNS):
        raise refuse(
            field,
            Code.INVALID,
            f"The columns have to be {','.join(COLUMNS)}, in the first line.",
        )
    places = [header.index(name) for name in COLUMNS]
    filled = (
        Row(reader.line_num, *_cells(row, places))
        for row in reader
        if any(cell.strip() for cell in row)
    )
    rows = list(islice(filled, MAXIMUM_ROWS + 1))
    if len(rows) > MAXIMUM_ROWS:
        raise refuse(
            field,
            Code.TOO_MANY,
            f"The file has more than {MAXIMUM_ROWS} rows. Split it.",
        )
    return rows


def _cells(row: Sequence[str], places: Sequence[int]) -> tuple[str, str, str, str]:
    if len(row) != len(COLUMNS):
        return "", "", "", ""
    sku, currency, quantity, price = (row[place].strip() for place in places)
    return _as_it_was(sku), currency, quantity, price


def _entry(variants: dict[str, int], row: Row) -> EntryValues | str:
    """Return the entry of a row, or what is wrong with it."""
    _, sku, currency, quantity, price = row
    if not sku:
        return f"A row has {len(COLUMNS)} cells: {','.join(COLUMNS)}."
    if sku not in variants:
        return f"There is no variant with the SKU {sku}."
    if quantity and not _QUANTITY.fullmatch(quantity):
        return f"{quantity} is not a quantity."
    try:
        amount = read_positive_number(price)
    except ValueError as error:
        return f"The price {price!r} {error}."
    min_quantity = int(quantity or 1)
    mistake = mistake_in_entry(currency, min_quantity, amount)
    return mistake or EntryValues(variants[sku], currency, min_quantity, amount)


def _as_it_was(text: str) -> str:
    """Return what ``harmless`` was given."""
    return text[1:] if text[:1] == "'" and text[1:].startswith(_FORMULA) else text
