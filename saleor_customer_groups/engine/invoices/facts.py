"""An order of which an invoice is written, and what was agreed on for it.

docs/invoices.md, What stands on it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from ..money import ZERO


class Taxed(NamedTuple):
    """An amount without and with taxes, in the currency of the order."""

    net: Decimal
    gross: Decimal

    @property
    def tax(self) -> Decimal:
        """How much tax is in it."""
        return self.gross - self.net

    def on_footing(self, *, with_tax: bool) -> Decimal:
        """Return the amount with or without taxes."""
        return self.gross if with_tax else self.net


@dataclass(frozen=True, slots=True)
class InvoicedLine:
    """A line of an order.

    :param line_id: its primary key as text.
    :param name: that of the product.
    :param variant: the name of the variant, which may be empty.
    :param sku: empty if there is none.
    :param unit: what one unit cost.
    :param total: what all units cost.
    :param tax_rate: 0.19 for 19 %.
    :param list_price: what one unit costs without any group, on the footing on which
        the shop enters its prices; None if Saleor does not know.
    """

    line_id: str
    name: str
    variant: str
    sku: str
    quantity: int
    unit: Taxed
    total: Taxed
    tax_rate: Decimal
    list_price: Decimal | None = None


@dataclass(frozen=True, slots=True)
class InvoicedOrder:
    """An order, as Saleor has it.

    :param order_id: its primary key as text.
    :param number: what people call it by.
    :param currency: that of all amounts.
    :param language: that of the order, such as "de".
    :param prices_include_tax: whether the shop enters its prices with taxes.
    :param seller: lines with name and address of the shop; empty if it has none.
    :param buyer: lines with the address to bill; empty if there is none.
    :param recipient: lines with the address to ship to; empty if there is none.
    :param shipping_name: that of the way of shipping; empty if nothing is shipped.
    :param shipping: what shipping cost.
    :param shipping_rate: 0.19 for 19 %; None if Saleor does not know.
    :param discount: what was taken off lines and shipping together.
    :param total: what is to be paid, without what gift cards have paid.
    :param has_gift_cards: whether gift cards have paid a part.
    """

    order_id: str
    number: str
    currency: str
    language: str
    prices_include_tax: bool
    seller: tuple[str, ...]
    buyer: tuple[str, ...]
    recipient: tuple[str, ...]
    lines: tuple[InvoicedLine, ...]
    shipping_name: str
    shipping: Taxed
    shipping_rate: Decimal | None
    total: Taxed
    discount: Decimal = ZERO
    has_gift_cards: bool = False


@dataclass(frozen=True, slots=True)
class AgreedTerms:
    """What was agreed on for an order when it was placed.

    :param placed_on: the day of the order.
    :param due_on: the last day to pay it in time; None if there is none.
    :param early_percent: what may be taken off for early payment; None without that.
    :param early_until: through which day.
    """

    placed_on: date
    purchase_order_number: str = ""
    due_on: date | None = None
    early_percent: Decimal | None = None
    early_until: date | None = None
    instructions: str = ""


@dataclass(frozen=True, slots=True)
class Heading:
    """What the shop itself gives to an invoice.

    :param number: that of the invoice.
    :param footer: what stands at the foot of each page.
    :param list_prices: what one unit of some lines costs without any group, by the key
        of the line, on the footing on which the shop enters its prices.
    """

    number: str
    issued_on: date
    footer: str
    list_prices: Mapping[str, Decimal]
