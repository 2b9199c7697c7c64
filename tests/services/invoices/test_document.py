"""The invoice as PDF: what can be read on it, and on how many pages."""

from datetime import date
from decimal import Decimal
from typing import Any

import pypdfium2
import pytest

from saleor_customer_groups.engine.invoices.contents import (
    EarlyPayment,
    InvoiceContent,
    Line,
    Tax,
)
from saleor_customer_groups.graphql.base.languages.languages import language_named
from saleor_customer_groups.services.invoices.document import write_pdf

D = Decimal


def line(name: str, **values: Any) -> Line:
    return Line(
        **{
            "name": name,
            "variant": "",
            "sku": "",
            "quantity": 2,
            "list_price": None,
            "price": D("1000.00"),
            "tax_percent": D(19),
            "amount": D("2000.00"),
            **values,
        }
    )


def content(*lines: Line, **values: Any) -> InvoiceContent:
    return InvoiceContent(
        **{
            "number": "INV-00017",
            "issued_on": date(2026, 3, 2),
            "order_number": "42",
            "placed_on": date(2026, 3, 1),
            "purchase_order_number": "PO-7",
            "due_on": date(2026, 3, 31),
            "currency": "EUR",
            "language": "en",
            "seller": ("Rösterei Großmann GmbH", "20457 HAMBURG"),
            "buyer": ("Äpfel & Söhne KG", "10115 BERLIN"),
            "recipient": (),
            "amounts_include_tax": False,
            "lines": lines or (line("Espresso"),),
            "shipping_name": "",
            "shipping": D(0),
            "discount": D(0),
            "other": D(0),
            "taxes": (Tax(percent=D(19), net=D(2000), tax=D(380)),),
            "net": D(2000),
            "total": D(2380),
            "by_gift_cards": D(0),
            "payable": D(2380),
            "early_payment": None,
            "instructions": "",
            "footer": "",
            **values,
        }
    )


def pages(found: InvoiceContent) -> list[str]:
    """Return what can be read on each page."""
    written = write_pdf(found, language_named(found.language))
    document = pypdfium2.PdfDocument(written)
    return [" ".join(page.get_textpage().get_text_range().split()) for page in document]


def test_what_can_be_read_on_it() -> None:
    (page,) = pages(
        content(
            line("Espresso", variant="1 kg", sku="ESP-1", list_price=D("1200.00")),
            early_payment=EarlyPayment(
                percent=D(2), until=date(2026, 3, 11), amount=D("2332.40")
            ),
            instructions="IBAN DE02 1203",
            footer="VAT DE1 | Register 5",
            shipping_name="Parcel",
            recipient=("Warehouse",),
        )
    )

    for text in (
        "Rösterei Großmann GmbH",
        "Äpfel & Söhne KG",
        "Ship to Warehouse",
        "Invoice number INV-00017",
        "Due on 31 March 2026",
        "Order #42",
        "Your number PO-7",
        "Espresso",
        "1 kg · ESP-1",
        "1,200.00",
        "1,000.00",
        "Shipping: Parcel",
        "19 % tax on 2,000.00",
        "2,380.00 EUR",
        "Please pay 2,380.00 EUR by 31 March 2026.",
        "11 March 2026, 2,332.40 EUR is enough: 2 % off",
        "IBAN DE02 1203",
        "VAT DE1",
        "Register 5",
        "Page 1 of 1",
    ):
        assert text in page.replace("\u00a0", " "), text


def test_a_variant_that_is_named_after_its_sku_is_named_once() -> None:
    (page,) = pages(content(line("Espresso", variant="ESP-1", sku="ESP-1")))

    assert page.count("ESP-1") == 1


def test_in_german() -> None:
    (page,) = pages(content(language="de-AT"))

    for text in (
        "Rechnungsnummer INV-00017",
        "Fällig am 31. März 2026",
        "19 % Steuer auf 2.000,00",
        "Bitte zahlen Sie 2.380,00 EUR bis zum 31. März 2026.",
        "Seite 1 von 1",
    ):
        assert text in page.replace("\u00a0", " "), text


@pytest.mark.parametrize(
    "name",
    [
        "株式会社山田 Tokyo",
        "Иванов и сыновья",
        "Nguyễn Văn Đức",
        "Αφοί Παπαδόπουλου",
        "Łódź Żółw €",
        "한국어 회사",
    ],
)
def test_names_in_any_script_can_be_read_and_so_can_what_follows(name: str) -> None:
    found = content(
        line(name, variant=name),
        line("Cups", amount=D("12345.00")),
        currency="JPY",
        buyer=(name, "JAPAN"),
        shipping_name=name,
        total=D(12345),
    )

    (page,) = pages(found)

    assert page.count(name) == 4
    for text in ("JAPAN", "Cups", "12,345", "12,345 JPY", "Please name INV-00017"):
        assert text in page.replace("\u00a0", " "), text


@pytest.mark.parametrize("name", ["שלום חברה", "شركة الأمل", "हिन्दी", "ห้างหุ้นส่วน"])
def test_scripts_that_are_joined_are_written(name: str) -> None:
    written = write_pdf(content(buyer=(name,)), None)

    assert written.startswith(b"%PDF-")


def test_many_lines_take_many_pages() -> None:
    lines = [line(f"Item number {n:03} " + "with a long name " * 6) for n in range(90)]

    found = pages(content(*lines, instructions="Pay. " * 300))

    assert len(found) > 4
    for number, page in enumerate(found, start=1):
        assert f"Page {number} of {len(found)}" in page
        assert number == 1 or "Invoice INV-00017" in page
    everything = " ".join(found)
    assert all(everything.count(f"Item number {n:03}") == 1 for n in range(90))
    assert sum("Quantity" in page for page in found) >= len(found) - 1


def test_whatever_stands_in_it() -> None:
    wild = ("W" * 300, "a\nb\tc\x07", "{nb} **x** <b>", "😀", "")
    found = content(
        line("W" * 386, variant="{nb}", sku="S" * 255),
        buyer=wild,
        purchase_order_number="P" * 64,
        footer="x" * 500,
        instructions="I" * 2000,
    )

    assert len(pages(found)) >= 1


def test_it_is_the_same_each_time() -> None:
    found = content()

    assert write_pdf(found, None) == write_pdf(found, None)
