"""What stands on an invoice. docs/invoices.md, What stands on it."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from saleor_customer_groups.engine.invoices.contents import (
    InvoiceContent,
    Tax,
    write_invoice,
)
from saleor_customer_groups.engine.invoices.facts import (
    AgreedTerms,
    Heading,
    InvoicedLine,
    InvoicedOrder,
    Taxed,
)

D = Decimal
SHOP, BUYER = ("Shop", "1 Main St"), ("Buyer",)
TERMS = AgreedTerms(
    placed_on=date(2026, 3, 1),
    purchase_order_number="PO-7",
    due_on=date(2026, 3, 31),
    instructions="IBAN",
)


def taxed(net: str, gross: str) -> Taxed:
    return Taxed(D(net), D(gross))


def line(
    key: str, unit: Taxed, *, rate: str, quantity: int = 1, listed: str | None = None
) -> InvoicedLine:
    return InvoicedLine(
        line_id=key,
        name=f"Product {key}",
        variant="",
        sku="",
        quantity=quantity,
        unit=unit,
        total=Taxed(unit.net * quantity, unit.gross * quantity),
        tax_rate=D(rate),
        list_price=None if listed is None else D(listed),
    )


def order(*lines: InvoicedLine, total: Taxed, **values: Any) -> InvoicedOrder:
    return InvoicedOrder(
        **{
            "order_id": "1",
            "number": "42",
            "currency": "EUR",
            "language": "en",
            "prices_include_tax": True,
            "seller": SHOP,
            "buyer": BUYER,
            "recipient": BUYER,
            "lines": lines,
            "shipping_name": "",
            "shipping": taxed("0", "0"),
            "shipping_rate": None,
            "total": total,
            **values,
        }
    )


def written(
    found: InvoicedOrder, terms: AgreedTerms = TERMS, **prices: str
) -> InvoiceContent:
    listed = {key: D(price) for key, price in prices.items()}
    heading = Heading("INV-1", date(2026, 3, 2), "VAT 1", listed)
    return write_invoice(found, terms, heading)


COFFEE = line("a", taxed("10.00", "11.90"), rate="0.19", quantity=2, listed="15.00")
BREAD = line("b", taxed("1.00", "1.07"), rate="0.07", quantity=10)


def test_lines_taxes_and_totals_with_taxes() -> None:
    found = written(
        order(
            COFFEE,
            BREAD,
            shipping_name="Parcel",
            shipping=taxed("4.20", "5.00"),
            shipping_rate=D("0.19"),
            total=taxed("34.20", "39.50"),
        )
    )

    assert [
        (each.list_price, each.price, each.tax_percent, each.amount)
        for each in found.lines
    ] == [(D(15), D("11.90"), D(19), D("23.80")), (None, D("1.07"), D(7), D("10.70"))]
    assert found.taxes == (
        Tax(percent=D(19), net=D("24.20"), tax=D("4.60")),
        Tax(percent=D(7), net=D("10.00"), tax=D("0.70")),
    )
    assert (found.shipping, found.net, found.total, found.payable) == (
        D("5.00"),
        D("34.20"),
        D("39.50"),
        D("39.50"),
    )
    assert (found.discount, found.other, found.by_gift_cards) == (0, 0, 0)
    assert found.recipient == ()
    assert (found.number, found.order_number) == ("INV-1", "42")
    assert (found.purchase_order_number, found.due_on) == ("PO-7", date(2026, 3, 31))
    assert (found.instructions, found.footer) == ("IBAN", "VAT 1")


def test_amounts_without_taxes_where_the_shop_enters_them_so() -> None:
    found = written(
        order(COFFEE, prices_include_tax=False, total=taxed("20.00", "23.80"))
    )

    (only,) = found.lines
    assert (only.list_price, only.price, only.amount) == (D(15), D(10), D(20))
    assert (found.net, found.total) == (D(20), D("23.80"))


@pytest.mark.parametrize(
    ("known", "recorded", "expected"),
    [
        ("15.00", None, "15.00"),
        ("15.00", "17.00", "17.00"),
        ("11.90", None, None),
        ("15.00", "11.90", None),
        (None, None, None),
        (None, "9.00", "9.00"),
    ],
)
def test_the_list_price_is_that_without_any_group(
    known: str | None, recorded: str | None, expected: str | None
) -> None:
    sold = line("a", taxed("10.00", "11.90"), rate="0.19", listed=known)
    prices = {} if recorded is None else {"a": recorded}

    found = written(order(sold, total=taxed("10.00", "11.90")), **prices)

    assert found.lines[0].list_price == (None if expected is None else D(expected))
    assert found.shows_list_prices == (expected is not None)


def test_a_discount_of_the_whole_order() -> None:
    # Saleor 2.10 takes it off with and without taxes alike.
    found = written(order(COFFEE, discount=D("3.80"), total=taxed("16.20", "20.00")))

    assert (found.discount, found.other) == (D("3.80"), 0)
    assert (found.net, found.total, found.payable) == (D("16.20"), D(20), D(20))


def test_gift_cards_have_paid_a_part() -> None:
    found = written(
        order(COFFEE, has_gift_cards=True, total=taxed("10.00", "13.80")),
    )

    assert (found.net, found.total) == (D(20), D("23.80"))
    assert (found.by_gift_cards, found.payable, found.other) == (D(10), D("13.80"), 0)


@pytest.mark.parametrize(
    ("total", "other"),
    [(("19.99", "23.79"), "-0.01"), (("20.01", "23.81"), "0.01")],
)
def test_what_saleor_has_added_is_named(total: tuple[str, str], other: str) -> None:
    found = written(order(COFFEE, total=taxed(*total)))

    assert found.other == D(other)
    assert (found.net, found.total) == (D(total[0]), D(total[1]))
    assert found.payable == D(total[1])


@pytest.mark.parametrize(
    ("net", "gross", "percent"),
    [
        ("4.20", "5.00", 19),  # 4.20 x 19 % is 0.798
        ("9.35", "10.00", 7),
        ("10.00", "11.30", 13),  # none of those known
        ("0.00", "1.00", 0),
    ],
)
def test_the_rate_of_shipping_is_found(net: str, gross: str, percent: int) -> None:
    shipping = taxed(net, gross)
    total = Taxed(D("30.00") + shipping.net, D("34.50") + shipping.gross)

    found = written(
        order(COFFEE, BREAD, shipping_name="Parcel", shipping=shipping, total=total)
    )

    of_goods = {D(19): D("3.80"), D(7): D("0.70")}
    sums = {each.percent: each.tax for each in found.taxes}
    assert sums == {
        **of_goods,
        D(percent): of_goods.get(D(percent), D(0)) + shipping.tax,
    }


def test_early_payment_is_named_if_it_was_agreed() -> None:
    terms = AgreedTerms(
        placed_on=date(2026, 3, 1),
        due_on=date(2026, 3, 31),
        early_percent=D(2),
        early_until=date(2026, 3, 11),
    )

    found = written(order(COFFEE, total=taxed("20.00", "23.80")), terms)

    assert found.early_payment is not None
    assert found.early_payment.until == date(2026, 3, 11)
    assert found.early_payment.amount == D("23.32")
    assert written(order(COFFEE, total=taxed("20", "23.80"))).early_payment is None


def test_it_is_read_as_it_was_written() -> None:
    found = written(order(COFFEE, BREAD, total=taxed("30.00", "34.50")))

    stored = found.model_dump(mode="json")

    assert InvoiceContent.model_validate(stored) == found
    for broken in (None, [], "text", {**stored, "lines": 5}, {**stored, "net": "NaN"}):
        with pytest.raises(ValueError, match="InvoiceContent"):
            InvoiceContent.model_validate(broken)


def test_untaxed_goods() -> None:
    sold = line("a", taxed("10.00", "10.00"), rate="0")

    found = written(order(sold, total=taxed("10.00", "10.00")))

    assert not found.is_taxed
