"""The rows of a price list's file: read, and checked against the catalogue."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from ..engine.values import read_positive_number
from ..port.variants import variants_by_sku
from .amounts import Limits, read_limits
from .csv_files import BadRow, Progress, read_table
from .price_lists import EntryValues, batches, mistake_in_entry

COLUMNS = ("sku", "currency", "min_quantity", "unit_price")
MAXIMUM_ROWS = 200_000
_QUANTITY = re.compile(r"[0-9]{1,20}")
_NO_CELLS = ("",) * len(COLUMNS)


class Row(NamedTuple):
    """A row as it stands in the file; all cells are empty where one is missing."""

    line: int
    sku: str
    currency: str
    min_quantity: str
    unit_price: str


def read_rows(content: bytes, *, field: str) -> list[Row]:
    """Return the rows of a CSV file, without looking at what they say.

    :param content: UTF-8 text with the columns ``sku,currency,min_quantity,unit_price``
        in any order; at most 200,000 rows and 20 MB.
    :param field: the field of the input that holds it.
    :raises django.core.exceptions.ValidationError: it is not such a file.
    """
    table = read_table(content, columns=COLUMNS, maximum_rows=MAXIMUM_ROWS, field=field)
    return [Row(line, *(cells or _NO_CELLS)) for line, cells in table.rows]


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
    limits = read_limits()
    for batch in batches(rows):
        variants = variants_by_sku({row.sku for row in batch})
        for row in batch:
            entry = _entry(variants, row, limits)
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


def _entry(variants: dict[str, int], row: Row, limits: Limits) -> EntryValues | str:
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
    mistake = mistake_in_entry(currency, min_quantity, amount, limits)
    return mistake or EntryValues(variants[sku], currency, min_quantity, amount)
