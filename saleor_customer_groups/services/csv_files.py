"""CSV files that come from spreadsheets, and what came of them."""

import csv
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from io import StringIO
from itertools import islice

from .refusals import Code, refuse

MAXIMUM_MEGABYTES = 20
_FORMULA = ("=", "+", "-", "@", "\t", "\r")

# Told how many more rows are done.
Progress = Callable[[int], object]


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
    """What an import did, or would do in a dry run; with bad rows it does nothing.

    ``warnings`` are about what is taken although it is probably a mistake.
    """

    rows: int
    added: int = 0
    changed: int = 0
    removed: int = 0
    bad_rows: Sequence[BadRow] = field(default=())
    warnings: Sequence[str] = ()

    @property
    def unchanged(self) -> int:
        """How many rows were there already as they are in the file."""
        if self.bad_rows:
            return 0
        return self.rows - self.added - self.changed


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of a file by their lines, without looking at what they say.

    ``columns`` are those of the file; the cells of a row stand in the same order, and
    there are none where their number is another.
    """

    columns: Sequence[str]
    rows: Sequence[tuple[int, Sequence[str]]]


def read_table(
    content: bytes,
    *,
    columns: Sequence[str],
    optional: Sequence[str] = (),
    maximum_rows: int,
    field: str,
) -> Table:
    """Return the rows of a CSV file.

    :param content: UTF-8 text of 20 MB at the most, whose first line names the columns
        in any order.
    :param optional: columns that it may have besides, or not.
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
        header, rows = _read(StringIO(text, newline=""), maximum_rows)
    except csv.Error as error:
        raise refuse(field, Code.INVALID, f"The file is not CSV: {error}.") from None
    known = [name for name in (*columns, *optional) if name in header]
    if sorted(header) != sorted(known) or not set(columns) <= set(known):
        more = f"[,{','.join(optional)}]" if optional else ""
        raise refuse(
            field,
            Code.INVALID,
            f"The columns have to be {','.join(columns)}{more}, in the first line.",
        )
    if len(rows) > maximum_rows:
        raise refuse(
            field,
            Code.TOO_MANY,
            f"The file has more than {maximum_rows} rows. Split it.",
        )
    places = [header.index(name) for name in known]
    return Table(known, [(line, _cells(row, places)) for line, row in rows])


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


def harmless(text: str) -> str:
    """Return a cell that no spreadsheet takes for a formula (membership.md, Rights)."""
    return f"'{text}" if text.startswith(_FORMULA) else text


def _read(
    file: Iterable[str], maximum_rows: int
) -> tuple[list[str], list[tuple[int, list[str]]]]:
    reader = csv.reader(file)
    header = [name.strip().lower() for name in next(reader, [])]
    filled = (
        (reader.line_num, row) for row in reader if any(cell.strip() for cell in row)
    )
    return header, list(islice(filled, maximum_rows + 1))


def _cells(row: Sequence[str], places: Sequence[int]) -> Sequence[str]:
    if len(row) != len(places):
        return ()
    return [_as_it_was(row[place].strip()) for place in places]


def _as_it_was(text: str) -> str:
    """Return what ``harmless`` was given."""
    return text[1:] if text[:1] == "'" and text[1:].startswith(_FORMULA) else text
