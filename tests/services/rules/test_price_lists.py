"""Price lists and their entries."""

from collections.abc import Callable
from decimal import Decimal
from io import StringIO
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from saleor_customer_groups import port
from saleor_customer_groups.models import CustomerGroup, PriceList, PriceListEntry
from saleor_customer_groups.services.rules import price_rules
from saleor_customer_groups.services.rules.price_lists import (
    price_list_files,
    price_lists,
)
from saleor_customer_groups.services.rules.price_lists.price_list_entries import (
    EntryValues,
    Written,
    put_entries,
)
from saleor_customer_groups.services.rules.price_lists.price_list_file_rows import (
    Row,
    read_rows,
)
from tests.port import Catalogue

from ..conftest import NOW
from ..groups.test_groups import refusals

D = Decimal
HEADER = "sku,currency,min_quantity,unit_price\n"


@pytest.fixture
def contract(make_group: Callable[..., CustomerGroup]) -> PriceList:
    """A price list without entries."""
    return price_lists.create_price_list(
        values={"name": "Contract"}, groups=[make_group("Trade")], now=NOW
    )


@pytest.fixture
def variants(db: None) -> dict[str, int]:
    """Three variants, SKU -> primary key."""
    catalogue = Catalogue()
    category = catalogue.category("Things")
    return {
        sku: catalogue.variant(sku, "10.00", category=category).pk
        for sku in ("A", "B", "=C")
    }


# What goods may come to.
MOST = {2: "8,999,999,999.99", 3: "49,999,999,999,999,999.999"}[port.GENERATION]


def stored(price_list: PriceList) -> list[tuple[Any, ...]]:
    return list(
        price_list.entries.order_by(
            "variant__sku", "currency", "min_quantity"
        ).values_list("variant__sku", "currency", "min_quantity", "unit_price_amount")
    )


def import_text(
    price_list: PriceList, text: str, **how: Any
) -> price_list_files.Import:
    rows = read_rows(text.encode(), field="file")
    return price_list_files.import_rows(
        price_list=price_list, rows=rows, now=NOW, **how
    )


def test_a_list_gets_entries_and_a_second_one_replaces_the_first(
    contract: PriceList, variants: dict[str, int]
) -> None:
    one = EntryValues(variants["A"], "USD", 1, D("9.00"))
    ten = EntryValues(variants["A"], "USD", 10, D("8.00"))
    cheaper = EntryValues(variants["A"], "USD", 1, D("8.50"))

    first = put_entries(price_list=contract, entries=[one, ten], now=NOW)
    same = put_entries(price_list=contract, entries=[one], now=NOW)
    other = put_entries(price_list=contract, entries=[cheaper], now=NOW)

    assert (first, same, other) == (Written(2, 0), Written(0, 0), Written(0, 1))
    assert stored(contract) == [("A", "USD", 1, D("8.50")), ("A", "USD", 10, D("8.00"))]


@pytest.mark.parametrize(
    ("currency", "quantity", "amount", "message"),
    [
        ("XYZ", 1, "1.00", "There is no currency XYZ."),
        ("USD", 0, "1.00", "A quantity is 1 or more."),
        ("USD", 1, "-1.00", "A price cannot be negative."),
        ("JPY", 1, "1.50", "1.50 has more decimals than JPY has."),
    ],
)
def test_a_bad_entry_is_refused_with_all_others(
    contract: PriceList,
    variants: dict[str, int],
    currency: str,
    quantity: int,
    amount: str,
    message: str,
) -> None:
    entries = [
        EntryValues(variants["A"], "USD", 1, D("9.00")),
        EntryValues(variants["B"], currency, quantity, D(amount)),
    ]

    with pytest.raises(ValidationError) as refused:
        put_entries(price_list=contract, entries=entries, now=NOW)

    assert refusals(refused.value) == {"entries.1": ("invalid", message)}
    assert not PriceListEntry.objects.exists()


def test_an_unknown_variant_and_a_double_entry_are_refused(
    contract: PriceList, variants: dict[str, int]
) -> None:
    entry = EntryValues(variants["A"], "USD", 1, D("9.00"))
    unknown = EntryValues(10**6, "USD", 1, D("9.00"))

    with pytest.raises(ValidationError) as refused:
        put_entries(price_list=contract, entries=[entry, unknown, entry], now=NOW)

    assert refusals(refused.value) == {
        "entries.1.variant": ("not_found", "There is no such variant."),
        "entries.2": ("unique", "The same entry is given twice, first as number 1."),
    }
    assert not PriceListEntry.objects.exists()


def test_codes_are_unique_over_lists_and_rules(contract: PriceList) -> None:
    group = contract.groups.get()
    rule = price_rules.create_price_rule(
        values={
            "name": "Contract",
            "adjustment": {"kind": "percent_off", "percent": "10"},
        },
        groups=[group],
        now=NOW,
    )

    with pytest.raises(ValidationError) as refused:
        price_lists.update_price_list(
            price_list=contract, values={"code": rule.code}, now=NOW
        )

    assert (contract.code, rule.code) == ("contract", "contract-2")
    assert refusals(refused.value) == {
        "code": (
            "unique",
            "Contract has the code contract-2 already. Choose another code.",
        )
    }


def test_a_file_is_imported_and_a_repeat_changes_nothing(
    contract: PriceList, variants: dict[str, int]
) -> None:
    text = HEADER + "A,USD,,9.00\nB,USD,10,7.50\n'=C,EUR,1,0\n"

    first = import_text(contract, text)
    again = import_text(contract, text)

    assert (first.added, first.changed, first.unchanged) == (3, 0, 0)
    assert (again.added, again.changed, again.unchanged) == (0, 0, 3)
    assert stored(contract) == [
        ("=C", "EUR", 1, D("0")),
        ("A", "USD", 1, D("9.00")),
        ("B", "USD", 10, D("7.50")),
    ]


def test_an_exported_file_can_be_imported_again(
    contract: PriceList, variants: dict[str, int]
) -> None:
    import_text(contract, HEADER + "=C,USD,1,9.00\nA,USD,5,7.50\n")
    file = StringIO()

    count = price_list_files.export_entries(price_list=contract, file=file)
    again = import_text(contract, file.getvalue())

    assert count == 2
    assert file.getvalue() == HEADER + "'=C,USD,1,9.00\nA,USD,5,7.50\n"
    assert (again.unchanged, again.bad_rows) == (2, ())


def test_replacing_takes_out_what_the_file_does_not_name_and_a_dry_run_says_so(
    contract: PriceList, variants: dict[str, int]
) -> None:
    import_text(contract, HEADER + "A,USD,1,9.00\nB,USD,1,7.50\n")
    text = HEADER + "A,USD,1,8.00\n"

    dry = import_text(contract, text, replace_all=True, dry_run=True)
    after_dry_run = stored(contract)
    done = import_text(contract, text, replace_all=True)

    assert (dry.changed, dry.removed) == (done.changed, done.removed) == (1, 1)
    assert after_dry_run == [("A", "USD", 1, D("9.00")), ("B", "USD", 1, D("7.50"))]
    assert stored(contract) == [("A", "USD", 1, D("8.00"))]


def test_every_bad_row_is_named_and_nothing_is_imported(
    contract: PriceList, variants: dict[str, int]
) -> None:
    rows = [
        "A,USD,1,9.00",
        "X,USD,1,9.00",
        "A,USD,many,9.00",
        "A,USD,1,-1",
        "A,US,1,9.00",
        "B,USD,1",
        "A,USD,1,8.00",
        "B,USD,1,NaN",
        "B,USD,1,1.005",
        "B,USD,3000000000,1",
        f"B,USD,{'9' * 5000},1",
        "B,USD,1,1e17",
    ]

    done = import_text(contract, HEADER + "\n".join(rows))

    assert [str(bad) for bad in done.bad_rows] == [
        "line 3: There is no variant with the SKU X.",
        "line 4: many is not a quantity.",
        "line 5: The price '-1' cannot be negative.",
        "line 6: There is no currency US.",
        "line 7: The row has 3 cells, the first line 4:"
        " sku,currency,min_quantity,unit_price.",
        "line 8: The same entry is already in line 2.",
        "line 9: The price 'NaN' is not a number such as 12.50.",
        "line 10: 1.005 has more decimals than USD has.",
        "line 11: A quantity is 2147483647 or less.",
        f"line 12: {'9' * 5000} is not a quantity.",
        f"line 13: 100,000,000,000,000,000 is too much: {MOST} is the most that Saleor"
        " can charge for goods.",
    ]
    assert not PriceListEntry.objects.exists()


@pytest.mark.parametrize(
    ("content", "code", "message"),
    [
        (
            b"sku;price\nA;9\n",
            "invalid",
            "The columns have to be sku,currency,min_quantity,unit_price, in the first"
            " line: there is no column price; currency, unit_price are missing. Commas,"
            " semicolons or tabs separate them.",
        ),
        (
            HEADER.encode("utf-32"),
            "invalid",
            "The file is not UTF-8 text. Save it as CSV UTF-8.",
        ),
        (
            HEADER.encode() + b'"' + b"A" * 200_000,
            "invalid",
            "In line 2 a quote opens that is never closed. Close it, or write it twice"
            " where it belongs to the text.",
        ),
        (
            HEADER.encode() + b"A\n" * 200_001,
            "too_many",
            "The file has more than 200000 rows. Split it.",
        ),
        (
            bytes(20_000_001),
            "too_many",
            "The file is larger than 20 MB. Split it.",
        ),
    ],
    ids=["columns", "encoding", "quotes", "rows", "size"],
)
def test_what_is_no_such_file_is_refused(
    content: bytes, code: str, message: str
) -> None:
    with pytest.raises(ValidationError) as refused:
        read_rows(content, field="file")

    assert refusals(refused.value) == {"file": (code, message)}


def test_a_file_as_spreadsheets_save_it_is_read() -> None:
    content = "\ufeffSKU,Unit_price,Currency,Min_quantity\r\n\r\n'=A,9,USD,\r\n"

    assert read_rows(content.encode(), field="file") == [
        Row(3, sku="=A", currency="USD", unit_price="9")
    ]


def test_a_deleted_list_takes_its_entries_with_it(
    contract: PriceList, variants: dict[str, int]
) -> None:
    import_text(contract, HEADER + "A,USD,1,9.00\n")

    price_lists.delete_price_list(price_list=contract)

    assert not PriceList.objects.exists()
    assert not PriceListEntry.objects.exists()
