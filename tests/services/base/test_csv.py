"""What spreadsheets make of tables, and what of it is read."""

import csv
from io import StringIO
from time import process_time
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from hypothesis import example, given, settings
from hypothesis import strategies as st

from saleor_customer_groups.services.base.csv.amounts import plain_amount
from saleor_customer_groups.services.base.csv.files import Columns, read_table
from saleor_customer_groups.services.base.csv.ids import read_id, write_id
from saleor_customer_groups.services.base.csv.text import (
    as_it_was,
    harmless,
    write_rows,
)
from saleor_customer_groups.services.rules.price_lists.price_list_file_rows import (
    Row,
    read_rows,
)

THREE = Columns("a,b[,c]", needed=("a", "b"), optional=("c",))
PRICES = "sku,currency,min_quantity,unit_price\n"


def read(content: bytes | str, **how: Any) -> list[tuple[int, list[str] | str]]:
    given = content.encode() if isinstance(content, str) else content
    table = read_table(given, columns=THREE, maximum_rows=9, field="file", **how)
    return [
        (row.line, row.problem or [row.cells.get(name, "-") for name in "abc"])
        for row in table.rows
    ]


def refusal(content: bytes | str) -> str:
    with pytest.raises(ValidationError) as refused:
        read(content)
    (message,) = refused.value.message_dict["file"]
    return message


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_a_file_is_read_as_any_spreadsheet_writes_it(
    encoding: str, line_end: str, separator: str
) -> None:
    lines = ["A,B", "", "Zoë,2", ',"x ""y"""', ",", '"two', 'lines"," 3 "', " 4 ,5"]
    text = line_end.join(line.replace(",", separator) for line in lines)

    assert read(text.encode(encoding)) == [
        (3, ["Zoë", "2", "-"]),
        (4, ["", 'x "y"', "-"]),
        (6, [f"two{line_end}lines", " 3 ", "-"]),
        (8, ["4", "5", "-"]),
    ]


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("sep=;\na;b\n1,5;2\n", [(3, ["1,5", "2", "-"])]),
        ('"sep=\t"\r\na\tb\r\n1\t2', [(3, ["1", "2", "-"])]),
        # Every cell in quotes, also those of the first line.
        ('"a","b"\n"1","2, 3"\n', [(2, ["1", "2, 3", "-"])]),
        ('"b";"a"\r\n"1,5";2', [(2, ["2", "1,5", "-"])]),
        ('sep=|\n"a"|"b"\n1|""\n', [(3, ["1", "", "-"])]),
        # Columns without a name, which spreadsheets add.
        ("b,a,,\n1,2,,\n", [(2, ["2", "1", "-"])]),
        ("c,b,a\n1,2,3", [(2, ["3", "2", "1"])]),
        ("\n;;\n\na;b\n1,2;3", [(5, ["1,2", "3", "-"])]),
        ('a,b\n5" nail,6 "x"\n', [(2, ['5" nail', '6 "x"', "-"])]),
        (
            "a,b\n12,5,1\n",
            [
                (
                    2,
                    "The row has 3 cells, the first line 2: a,b. With commas between"
                    " the cells, one with commas in it has to be in quotes.",
                )
            ],
        ),
        ("a;b\n1\n", [(2, "The row has 1 cell, the first line 2: a,b.")]),
    ],
)
def test_what_is_special_in_a_file(text: str, rows: list[Any]) -> None:
    assert read(text) == rows


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (
            "a,b\n1,2\nM\xfcller,3".encode("windows-1252"),
            "The file is not UTF-8 text. Save it as CSV UTF-8. It looks like"
            " Windows-1252, as some spreadsheets write it: \xfc in line 3.",
        ),
        (
            b"a,b\n\x81,2",
            "The file is not UTF-8 text. Save it as CSV UTF-8. Line 2 has a character"
            " of another encoding.",
        ),
        (
            b"PK\x03\x04\x14\0\x06\0",
            "The file is a workbook of a spreadsheet. Save it as CSV UTF-8.",
        ),
        (
            "a,b\n1,2\n".encode("utf-16")[:-1],
            "The file is damaged. Save it as CSV UTF-8.",
        ),
        (
            '"a,b\n1,2\n',
            "In line 1 a quote opens that is never closed. Close it, or write it twice",
        ),
        (
            'a,b\n1,2\n3,"open\n5,6\n7,\n',
            "In line 3 a quote opens that is never closed. Close it, or write it twice"
            " where it belongs to the text.",
        ),
        (
            'a,b\n1,"open\n3,"closed"\n',
            "In line 2 a quote opens after whose end in line 3 other text follows."
            " Close it in line 2, or write a quote twice where it belongs to the text.",
        ),
        (
            'a,b\n1,"nail" 5\n',
            "In line 2 a quote opens after whose end in line 2 other text follows."
            " Close it in line 2, or write a quote twice where it belongs to the text.",
        ),
        (
            "a,d,d,a\n",
            "The columns have to be a,b[,c], in the first line: there is no column d;"
            " a, d are named twice; b is missing. Commas, semicolons or tabs separate"
            " them.",
        ),
        (
            "a:b\n",
            "The columns have to be a,b[,c], in the first line: there is no column a:b;"
            " a, b are missing. Commas, semicolons or tabs separate them.",
        ),
        ("", "The columns have to be a,b[,c], in the first line: a, b are missing."),
        (
            "a,,b,a,\n",
            "The columns have to be a,b[,c], in the first line: column 2 has no name; a"
            " is named twice. Commas, semicolons or tabs separate them.",
        ),
        ("sep=:\na:b\n", "The first line names : as the separator. Use commas,"),
        ("a,b\n" + "1,2\n" * 10, "The file has more than 9 rows. Split it."),
    ],
)
def test_what_is_no_such_file_says_where_and_what_to_do(
    content: bytes | str, message: str
) -> None:
    assert refusal(content).startswith(message)


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("=1+1", "'=1+1"),
        ("x;=1+1", "x;'=1+1"),
        ("x,\t@SUM(A1)", "x,\t'@SUM(A1)"),
        ("\uff1d1\uff0b1", "'\uff1d1\uff0b1"),
        ("a\r\n-1", "a\r\n'-1"),
        ("  \uff20x", "  '\uff20x"),
        ('x;"=1"', 'x;"\'=1"'),
        ("\t=1", "'\t'=1"),
        ("\ufeff=1", "\ufeff'=1"),
        ("'=1", "''=1"),
        ("it's", "it's"),
        ("a-b + c", "a-b + c"),
    ],
)
def test_a_cell_that_a_spreadsheet_would_calculate_is_made_harmless(
    text: str, written: str
) -> None:
    assert harmless(text) == written
    assert as_it_was(written) == text


CELL = st.text(st.sampled_from("=+-@\uff1d'\" ;,|\t\r\n\u00a0\u200bxé"), max_size=8)


@settings(deadline=None)
@given(st.lists(st.tuples(CELL, CELL), max_size=4))
@example([("'=1", "''=1"), ("\t'@", "\r\n")])
def test_what_is_written_is_read_again(rows: list[tuple[str, str]]) -> None:
    file = StringIO()
    write_rows(file, [("a", "b"), *rows])
    filled = [row for row in rows if any(harmless(cell).strip() for cell in row)]

    assert [cells[:2] for _, cells in read(file.getvalue())] == [
        list(row) for row in filled
    ]
    # Also a spreadsheet takes it apart as it was meant, and calculates nothing.
    for cells in csv.reader(StringIO(file.getvalue(), newline=""), strict=True):
        for cell in cells:
            assert not cell.lstrip().startswith(tuple("=+-@\uff1d"))


@pytest.mark.parametrize(
    ("text", "with_points", "otherwise"),
    [
        ("12.50", "12.50", "12.50"),
        ("12", "12", "12"),
        ("12,5", "12.5", "12.5"),
        ("12,50", "12.50", "12.50"),
        ("0,125", "0.125", "0.125"),
        ("1234,567", "1234.567", "1234.567"),
        ("1.234", "1.234", None),
        ("1,234", None, None),
        ("1,234.56", "1234.56", "1234.56"),
        ("1.234,56", "1234.56", "1234.56"),
        ("1.234.567,8", "1234567.8", "1234567.8"),
        ("1,234,567", "1234567", "1234567"),
        ("1 234,50", "1234.50", "1234.50"),
        ("1\u202f234", "1234", "1234"),
        ("1'234.50", "1234.50", "1234.50"),
        ("-1,5", "-1.5", "-1.5"),
        # No amounts: left as they are for whoever reads them.
        ("12,50 €", "12,50 €", "12,50 €"),
        ("1,2,3", "1,2,3", "1,2,3"),
        ("1.23.456", "1.23.456", "1.23.456"),
        ("12.345.67", "12.345.67", "12.345.67"),
        ("1,23,456.00", "1,23,456.00", "1,23,456.00"),
        ("free", "free", "free"),
    ],
)
def test_an_amount_is_read_where_it_can_be_read_in_one_way(
    text: str, with_points: str | None, otherwise: str | None
) -> None:
    for points_are_decimal, wanted in ((True, with_points), (False, otherwise)):
        if wanted is None:
            with pytest.raises(ValueError, match=r"^can be 1234 or 1\.234: write 1234"):
                plain_amount(text, points_are_decimal=points_are_decimal)
        else:
            assert plain_amount(text, points_are_decimal=points_are_decimal) == wanted


def test_a_decimal_comma_is_read_where_the_separator_allows_it() -> None:
    rows = [("8,50", "8.50"), ("1.234,5", "1234.5"), ("8.5", "8.5"), ("9", "9")]
    lines = "".join(f"A;USD;1;{price}\n" for price, _ in rows)

    for header in (PRICES.replace(",", ";"), "sep=;\n" + PRICES.replace(",", ";")):
        found = read_rows((header + lines).encode(), field="file")
        assert [row.unit_price for row in found] == [plain for _, plain in rows]
    (quoted,) = read_rows((PRICES + 'A,USD,1,"8,50"\n').encode(), field="file")
    assert quoted == Row(2, "A", "", "USD", "1", "8.50")
    (either,) = read_rows((PRICES + 'A,USD,1,"1,234"\n').encode(), field="file")
    assert either.problem == (
        "The price 1,234 can be 1234 or 1.234: write 1234 or 1,2340."
    )


def test_a_large_file_is_read_quickly() -> None:
    lines = "latte,USD,1,8.50\n" * 9 + '"latte","USD","1","8.50"\n'
    content = (PRICES + lines * 20_000).encode()

    began_at = process_time()
    rows = read_rows(content, field="file")

    assert len(rows) == 200_000
    assert rows[-1] == Row(200_001, "latte", "", "USD", "1", "8.50")
    assert process_time() - began_at < 10


def test_an_id_is_written_as_graphql_has_it() -> None:
    assert write_id("ProductVariant", 12) == "UHJvZHVjdFZhcmlhbnQ6MTI="
    for text, pk in (
        ("UHJvZHVjdFZhcmlhbnQ6MTI=", 12),
        ("12", 12),
        ("9999999999", 2**31 - 1),
        ("VXNlcjoxMg==", None),
        ("latte", None),
        ("\uff11", None),
        ("", None),
    ):
        assert read_id(text, "ProductVariant") == pk
