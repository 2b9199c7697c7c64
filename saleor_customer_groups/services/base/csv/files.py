"""CSV files that come from spreadsheets, and what came of them."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import NamedTuple, TypeVar

from ....engine.base.messages import Joined, Message, counted
from ..refusals import Code, refuse
from .text import (
    SEPARATOR_NAMES,
    SEPARATORS,
    FileError,
    as_it_was,
    decode,
    named_separator,
    records,
)

MAX_MEGABYTES = 20
# How many of the removed rows are named.
SHOWN = 20

# Called with how many more rows are done.
Progress = Callable[[int], object]


@dataclass(frozen=True, slots=True)
class BadRow:
    """An invalid row, by its line in the file, and why."""

    line: int
    message: str

    def __str__(self) -> str:
        """Return both in one line."""
        return f"line {self.line}: {self.message}"


@dataclass(frozen=True, slots=True)
class Import:
    """What an import did, or would do in a dry run; with bad rows it does nothing.

    ``warnings`` are about what is taken although it is probably a mistake,
    ``some_removed`` the first of those taken out, as a file would name them.
    """

    rows: int
    added: int = 0
    changed: int = 0
    removed: int = 0
    bad_rows: Sequence[BadRow] = field(default=())
    warnings: Sequence[str] = ()
    some_removed: Sequence[str] = ()

    @property
    def unchanged(self) -> int:
        """How many rows of the file were stored already, just as they are."""
        if self.bad_rows:
            return 0
        return self.rows - self.added - self.changed


@dataclass(frozen=True, slots=True)
class Columns:
    """What the first line of a file may name, in any order.

    :param shown: the usual ones, as they are shown to a shop owner.
    :param either: at least one of these is required.
    :param optional: each of these may be left out.
    """

    shown: str
    needed: Sequence[str] = ()
    either: Sequence[str] = ()
    optional: Sequence[str] = ()

    @property
    def all(self) -> Sequence[str]:
        """Return every allowed name."""
        return [*self.either, *self.needed, *self.optional]


class TableRow(NamedTuple):
    """A row: its cells by column, or what is wrong with the whole row."""

    line: int
    cells: Mapping[str, str]
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of a file, before their contents are checked."""

    separator: str
    columns: Collection[str]
    rows: Sequence[TableRow]


def read_table(
    content: bytes, *, columns: Columns, maximum_rows: int, field: str
) -> Table:
    """Return the rows of a CSV file; lines without any text are left out.

    :param content: UTF-8 or UTF-16 text of 20 MB at the most, whose first line names
        the columns; cells are between commas, semicolons, tabs or bars.
    :param field: the field of the input that holds it.
    :raises django.core.exceptions.ValidationError: it is not such a file.
    """
    check_size(len(content), field=field)
    try:
        text = decode(content)
        separator, start = named_separator(text)
        separator = separator or _separator_of(text, columns, start)
        found = _filled(text, separator, start)
        _, header = next(found, (1, []))
        names = _names(header, columns)
        rows = list(islice(_rows(found, names, separator), maximum_rows + 1))
    except FileError as error:
        raise refuse(field, Code.INVALID, error.args[0]) from None
    if len(rows) > maximum_rows:
        raise refuse(
            field,
            Code.TOO_MANY,
            Message(
                "The file has more than {maximum} rows. Split it.", maximum=maximum_rows
            ),
        )
    return Table(separator, names, rows)


def check_size(size: int, *, field: str) -> None:
    """Refuse a file that is too large; this can be checked before it is read.

    :param size: in bytes.
    :raises django.core.exceptions.ValidationError: it is too large.
    """
    if size > MAX_MEGABYTES * 1_000_000:
        raise refuse(
            field,
            Code.TOO_MANY,
            Message(
                "The file is larger than {maximum} MB. Split it.", maximum=MAX_MEGABYTES
            ),
        )


def refuse_to_empty(what: str) -> None:
    """Refuse a file without rows that would take everything out.

    :param what: would be taken out, such as "all 12 prices".
    :raises django.core.exceptions.ValidationError: always.
    """
    raise refuse(
        "file",
        Code.REQUIRED,
        Message(
            "The file has no rows: replacing by it would take out {what}."
            " If that is what you want, set allowEmpty, or give --empty "
            "on the command line.",
            what=what,
        ),
    )


def _filled(text: str, separator: str, start: int) -> Iterator[tuple[int, list[str]]]:
    """Yield the rows that contain any text; the first one names the columns."""
    for line, cells in records(text, separator, start=start):
        if any(map(str.strip, cells)):
            yield line, cells


def _separator_of(text: str, columns: Columns, start: int) -> str:
    """Return the separator that finds the most column names in the first line."""

    def known(separator: str) -> int:
        try:
            _, header = next(_filled(text, separator, start), (1, []))
        except FileError:
            # With the wrong separator, cells in quotes cannot be read.
            return -1
        return len({_name(cell) for cell in header} & set(columns.all))

    # The first one of equals.
    return max(SEPARATORS, key=known)


def _names(header: Sequence[str], columns: Columns) -> list[str]:
    """Return the columns that the first line names, in their order.

    Empty cells at its end are ignored: spreadsheets write such.

    :raises FileError: they are not those that there may be.
    """
    names = [_name(cell) for cell in header]
    while names and not names[-1]:
        names.pop()
    wrong = []
    if "" in names:
        wrong.append(Message("column {number} has no name", number=names.index("") + 1))
    known = {"", *columns.all}
    if unknown := [name for name in dict.fromkeys(names) if name not in known]:
        wrong.append(
            Message("there is no column {columns}", columns=", ".join(unknown))
        )
    if twice := sorted({name for name in names if name and names.count(name) > 1}):
        wrong.append(
            counted(
                len(twice),
                "{columns} is named twice",
                "{columns} are named twice",
                columns=", ".join(twice),
            )
        )
    if missing := [name for name in columns.needed if name not in names]:
        wrong.append(
            counted(
                len(missing),
                "{columns} is missing",
                "{columns} are missing",
                columns=", ".join(missing),
            )
        )
    if columns.either and not set(columns.either) & set(names):
        one, other = columns.either
        wrong.append(Message("{one} or {other} is missing", one=one, other=other))
    if wrong:
        raise FileError(
            Message(
                "The columns have to be {columns}, in the first line: {wrong}. Commas,"
                " semicolons or tabs separate them.",
                columns=columns.shown,
                wrong=Joined("; ", wrong),
            )
        )
    return names


def _name(cell: str) -> str:
    return cell.strip().lower()


def _rows(
    found: Iterator[tuple[int, list[str]]], names: Sequence[str], separator: str
) -> Iterator[TableRow]:
    for line, cells in found:
        while len(cells) > len(names) and not cells[-1]:
            cells.pop()
        if len(cells) == len(names):
            texts = map(as_it_was, cells)
            yield TableRow(line, dict(zip(names, texts, strict=True)))
        else:
            yield TableRow(line, {}, _other_number(len(cells), names, separator))


def _other_number(number: int, names: Sequence[str], separator: str) -> str:
    problem = Message(
        "The row has {cells}, the first line {number}: {columns}.",
        cells=counted(number, "1 cell", "{number} cells"),
        number=len(names),
        columns=",".join(names),
    )
    if number <= len(names):
        return problem
    advice = Message(
        "With {separators} between the cells, one with {separators} in it has to be in"
        " quotes.",
        separators=SEPARATOR_NAMES[separator],
    )
    return Joined(" ", [problem, advice])


BATCH = 5_000


_Item = TypeVar("_Item")


def batches(items: Iterable[_Item]) -> Iterator[list[_Item]]:
    """Yield rows or entries in portions that fit into one statement."""
    iterator = iter(items)
    while batch := list(islice(iterator, BATCH)):
        yield batch
