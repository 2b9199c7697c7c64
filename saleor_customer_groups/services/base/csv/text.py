"""The text of CSV files: its encoding, its separator, its records, and its cells.

Read strictly: what could be meant in two ways is a mistake with its line, never a
guess. Written so that no spreadsheet takes a cell for a formula, and that reading gives
back exactly what was written.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from decimal import Decimal
from typing import TextIO

from ....engine.base.messages import Joined, Message

SEPARATORS = (",", ";", "\t", "|")
SEPARATOR_NAMES = {
    ",": Message("commas"),
    ";": Message("semicolons"),
    "\t": Message("tabs"),
    "|": Message("bars"),
}

# How a file in UTF-16 begins: with a byte order mark, or with an ASCII letter.
_ENCODINGS = (
    (rb"\xff\xfe|[^\0]\0", "utf-16-le"),
    (rb"\xfe\xff|\0[^\0]", "utf-16-be"),
)

# How workbooks of spreadsheets begin, in the new and in the old format.
_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
_NO_TEXT = Message("The file is not UTF-8 text. Save it as CSV UTF-8.")

_LINE_END = re.compile(r"\r\n|\r|\n")
_NAMED_SEPARATOR = re.compile(r'"?sep=(.)"?[,;\t|]*(?:\r\n|\r|\n|\Z)', re.IGNORECASE)
_QUOTED = re.compile(r' *"((?>[^"]+|"")*+)" *')

# Signs that begin a formula, also in their full-width and small forms.
_STARTS = "=+\\-@\uff1d\uff0b\uff0d\uff20\ufe66\ufe62\ufe63\ufe6b"
# A cell begins with the text, and after anything that another spreadsheet might take
# for a separator; spaces, quotes and zero-width characters in front make no difference.
_SPACES = '(?:[^\\S\\t\\r\\n]|["\u200b-\u200f\u2060\ufeff])*'
_CELL = (
    rf"\A{_SPACES}'{{marks}}(?=[{_STARTS}\t\r\n])"
    rf"|[,;|\t\r\n]{_SPACES}'{{marks}}(?=[{_STARTS}])"
)
_BARE = re.compile(_CELL.replace("{marks}", "*"))
_MARKED = re.compile(_CELL.replace("{marks}", "+"))


class FileError(ValueError):
    """A file that is not CSV: what is wrong with it and what to do."""


def decode(content: bytes) -> str:
    """Return the text of a file in UTF-8 or UTF-16.

    :raises FileError: it is in another encoding, which is named if it is recognized.
    """
    if content.startswith(_WORKBOOKS):
        raise FileError(
            Message("The file is a workbook of a spreadsheet. Save it as CSV UTF-8.")
        )
    encodings = (name for start, name in _ENCODINGS if re.match(start, content))
    encoding = next(encodings, "utf-8")
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        if encoding == "utf-8":
            raise FileError(_wrong_encoding(content, error.start)) from None
        raise FileError(Message("The file is damaged. Save it as CSV UTF-8.")) from None
    if "\0" in text:
        raise FileError(_NO_TEXT)
    return text.removeprefix("\ufeff")


def _wrong_encoding(content: bytes, place: int) -> str:
    line = len(re.findall(rb"\r\n|\r|\n", content[:place])) + 1
    try:
        letter = content[place : place + 1].decode("windows-1252")
    except UnicodeDecodeError:
        what = Message("Line {line} has a character of another encoding.", line=line)
    else:
        what = Message(
            "It looks like Windows-1252, as some spreadsheets write it: {letter} in"
            " line {line}.",
            letter=letter,
            line=line,
        )
    return Joined(" ", [_NO_TEXT, what])


def named_separator(text: str) -> tuple[str | None, int]:
    """Return the separator that a line ``sep=;`` names, and where the text goes on."""
    match = _NAMED_SEPARATOR.match(text)
    if match is None:
        return None, 0
    if match[1] not in SEPARATORS:
        raise FileError(
            Message(
                "The first line names {separator} as the separator. Use commas,"
                " semicolons or tabs.",
                separator=match[1],
            )
        )
    return match[1], match.end()


def records(
    text: str, separator: str, *, start: int = 0
) -> Iterator[tuple[int, list[str]]]:
    """Yield the rows with the lines in which they begin, empty ones too.

    A cell in quotes is taken as it is; other cells lose the spaces around them.

    :param start: where the first row begins.
    :raises FileError: a quote is not closed, or something follows it.
    """
    cell_end = re.compile(f"[{re.escape(separator)}\r\n]")
    place, line = start, 1 + len(_LINE_END.findall(text, 0, start))
    while place < len(text):
        line_end = _LINE_END.search(text, place)
        end, following = line_end.span() if line_end else (len(text), len(text))
        if text.find('"', place, end) < 0:
            yield line, [cell.strip() for cell in text[place:end].split(separator)]
            place, line = following, line + 1
            continue
        begins, cells = line, []
        while True:
            if text[place:end].lstrip(" ")[:1] == '"':
                match = _QUOTED.match(text, place)
                if match is None:
                    raise FileError(
                        Message(
                            "In line {line} a quote opens that is never closed. Close"
                            " it, or write it twice where it belongs to the text.",
                            line=line,
                        )
                    )
                cells.append(match[1].replace('""', '"'))
                opened, place = line, match.end()
                line += len(_LINE_END.findall(match[1]))
                if text[place : place + 1] not in ("", separator, "\r", "\n"):
                    raise FileError(
                        Message(
                            "In line {opened} a quote opens after whose end in line"
                            " {line} other text follows. Close it in line {opened}, or"
                            " write a quote twice where it belongs to the text.",
                            opened=opened,
                            line=line,
                        )
                    )
                line_end = _LINE_END.search(text, place)
                end, following = line_end.span() if line_end else (len(text),) * 2
            else:
                cell_ends = cell_end.search(text, place)
                stop = cell_ends.start() if cell_ends else len(text)
                cells.append(text[place:stop].strip())
                place = stop
            if text[place : place + 1] != separator:
                break
            place += 1
        yield begins, cells
        place, line = following, line + 1


def write_rows(file: TextIO, rows: Iterable[Sequence[object]]) -> int:
    """Write rows, with each text made harmless; None becomes an empty cell.

    Numbers have a point and nothing between their digits.

    :returns: how many there were.
    """
    count = 0
    for row in rows:
        file.write(",".join(map(_cell, row)) + "\n")
        count += 1
    return count


def harmless(text: str) -> str:
    """Return a cell that no spreadsheet takes for a formula.

    docs/membership.md, Rights.
    """
    return text if text.isalnum() else _BARE.sub(lambda match: f"{match[0]}'", text)


def as_it_was(cell: str) -> str:
    """Return what ``harmless`` was given."""
    if "'" not in cell:
        return cell
    return _MARKED.sub(lambda match: match[0][:-1], cell)


def _cell(cell: object) -> str:
    # What begins with a minus is a formula only in a text.
    if isinstance(cell, Decimal):
        return format(cell, "f")
    return _quoted(harmless(_text(cell)))


def _text(cell: object) -> str:
    if isinstance(cell, datetime):
        return cell.isoformat()
    return "" if cell is None else str(cell)


def _quoted(cell: str) -> str:
    if cell != cell.strip() or any(each in cell for each in '",\r\n'):
        escaped = cell.replace('"', '""')
        return f'"{escaped}"'
    return cell
