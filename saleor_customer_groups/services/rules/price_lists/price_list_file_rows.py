"""The rows of a price list's file: read, and checked against the catalogue."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from ....engine.base.invalid import words_of
from ....engine.base.messages import Message
from ....engine.base.values import read_positive_number
from ....port.base.variants import known_variants, variants_by_sku
from ...base.csv.amounts import AmbiguousAmount, plain_amount
from ...base.csv.files import BadRow, Columns, Progress, TableRow, batches, read_table
from ...base.csv.ids import read_id
from ...base.csv.text import SEPARATOR_NAMES
from ..amounts import Limits, read_limits
from .price_list_entries import EntryValues, mistake_in_entry

COLUMNS = ("sku", "currency", "min_quantity", "unit_price")
VARIANT = "variant"
MAX_ROWS = 200_000
_IN_FILE = Columns(
    ",".join(COLUMNS),
    either=("sku", VARIANT),
    needed=("currency", "unit_price"),
    optional=("min_quantity",),
)
_QUANTITY = re.compile(r"[0-9]{1,20}")


class Row(NamedTuple):
    """A row as it is in the file.

    ``unit_price`` has a decimal point and nothing else between its digits; a row with a
    ``problem`` is read no further.
    """

    line: int
    sku: str = ""
    variant: str = ""
    currency: str = ""
    min_quantity: str = ""
    unit_price: str = ""
    problem: str = ""


@dataclass(frozen=True, slots=True)
class FileForm:
    """The format of a file, as it was recognized.

    :param separator: what separates its cells, in words, such as "semicolons".
    :param columns: the names of those of its columns that are read.
    :param has_decimal_commas: whether a comma begins the decimals of a price.
    """

    separator: str
    columns: Sequence[str]
    has_decimal_commas: bool


def read_rows(content: bytes, *, field: str) -> list[Row]:
    """Return the rows of a CSV file, before their contents are checked.

    As ``read_file``.
    """
    _, rows = read_file(content, field=field)
    return rows


def read_file(content: bytes, *, field: str) -> tuple[FileForm, list[Row]]:
    """Return the format of a CSV file and its rows, before their contents are checked.

    :param content: a file with the columns ``sku,currency,min_quantity,unit_price`` in
        any order, with ``variant`` beside ``sku`` or instead of it; at most 200,000
        rows and 20 MB.
    :param field: the field of the input that holds it.
    :raises django.core.exceptions.ValidationError: it is not such a file.
    """
    table = read_table(content, columns=_IN_FILE, maximum_rows=MAX_ROWS, field=field)
    prices = (row.cells.get("unit_price", "") for row in table.rows)
    form = FileForm(
        separator=SEPARATOR_NAMES[table.separator],
        columns=[name for name in _IN_FILE.all if name in table.columns],
        has_decimal_commas=any(
            "," in price and price.rfind(",") > price.rfind(".") for price in prices
        ),
    )
    points_are_decimal = table.separator == ","
    return form, [
        _row(row, points_are_decimal=points_are_decimal) for row in table.rows
    ]


def check_rows(
    rows: Sequence[Row], *, progress: Progress = lambda rows: None
) -> tuple[list[EntryValues], list[BadRow]]:
    """Return the entries in the rows, and the invalid rows.

    An empty quantity is 1.

    :param progress: called with how many rows of each batch have been checked.
    """
    entries: list[EntryValues] = []
    bad_rows: list[BadRow] = []
    seen: dict[tuple[int, str, int], int] = {}
    limits = read_limits()
    for batch in batches(rows):
        variants = _Variants(batch)
        for row in batch:
            entry = _entry(variants, row, limits)
            if isinstance(entry, str):
                bad_rows.append(BadRow(row.line, entry))
                continue
            key = (entry.variant_id, entry.currency, entry.min_quantity)
            if key in seen:
                message = Message(
                    "The same entry is already in line {line}.", line=seen[key]
                )
                bad_rows.append(BadRow(row.line, message))
                continue
            seen[key] = row.line
            entries.append(entry)
        progress(len(batch))
    return entries, bad_rows


def _row(row: TableRow, *, points_are_decimal: bool) -> Row:
    if row.problem:
        return Row(row.line, problem=row.problem)
    cells = row.cells
    price = cells["unit_price"].strip()
    try:
        amount = plain_amount(price, points_are_decimal=points_are_decimal)
    except AmbiguousAmount as error:
        return Row(row.line, problem=_wrong_price(price, error.words))
    return Row(
        row.line,
        cells.get("sku", ""),
        cells.get(VARIANT, "").strip(),
        cells["currency"].strip(),
        cells.get("min_quantity", "").strip(),
        amount,
    )


class _Variants:
    """The variants that rows name."""

    def __init__(self, rows: Sequence[Row]) -> None:
        # A SKU may begin or end with a space.
        skus = {text for row in rows for text in (row.sku, row.sku.strip())}
        self._by_sku = variants_by_sku(skus - {""})
        ids = {read_id(row.variant, "ProductVariant") for row in rows if row.variant}
        self._known = known_variants({pk for pk in ids if pk is not None})

    def find(self, row: Row) -> int | str:
        """Return the variant of a row, or what is wrong."""
        by_sku = self._by_sku.get(row.sku, self._by_sku.get(row.sku.strip()))
        if row.sku.strip() and by_sku is None:
            return Message("There is no variant with the SKU {sku}.", sku=row.sku)
        if not row.variant:
            if by_sku is None:
                return Message(
                    "The row names no variant: give its SKU, or its id as variant."
                )
            return by_sku
        pk = read_id(row.variant, "ProductVariant")
        if pk is None or pk not in self._known:
            return Message("There is no variant with the id {id}.", id=row.variant)
        if by_sku not in (None, pk):
            return Message(
                "The SKU {sku} is of another variant than the id {id}.",
                sku=row.sku,
                id=row.variant,
            )
        return pk


def _wrong_price(price: str, what: Message) -> Message:
    return Message("The price {price} {what}.", price=price, what=what)


def _entry(variants: _Variants, row: Row, limits: Limits) -> EntryValues | str:
    """Return the entry of a row, or what is wrong with it."""
    if row.problem:
        return row.problem
    variant = variants.find(row)
    if isinstance(variant, str):
        return variant
    quantity, price = row.min_quantity, row.unit_price
    if quantity and not _QUANTITY.fullmatch(quantity):
        return Message("{text} is not a quantity.", text=quantity)
    try:
        amount = read_positive_number(price)
    except ValueError as error:
        return _wrong_price(repr(price), words_of(error))
    min_quantity = int(quantity or 1)
    mistake = mistake_in_entry(row.currency, min_quantity, amount, limits)
    return mistake or EntryValues(variant, row.currency, min_quantity, amount)
