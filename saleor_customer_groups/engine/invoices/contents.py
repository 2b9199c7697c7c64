"""What stands on an invoice, frozen: it is stored, and read again, as it was issued.

docs/invoices.md, What stands on it.
"""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from fractions import Fraction

from pydantic import BaseModel, ConfigDict

from ..money import HUNDREDTH, ZERO, round_fraction
from ..terms.open_items import early_amount
from .facts import AgreedTerms, Heading, InvoicedLine, InvoicedOrder, Taxed


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


class Line(_Frozen):
    """A line of an invoice. Prices are those of one unit.

    All amounts are on the footing on which the shop enters its prices. ``list_price``
    is None where the customer paid just that.
    """

    name: str
    variant: str
    sku: str
    quantity: int
    list_price: Decimal | None
    price: Decimal
    tax_percent: Decimal
    amount: Decimal


class Tax(_Frozen):
    """How much of a total is taxed at one rate, and the tax on it."""

    percent: Decimal
    net: Decimal
    tax: Decimal


class EarlyPayment(_Frozen):
    """What is enough if it is paid early."""

    percent: Decimal
    until: date
    amount: Decimal


class InvoiceContent(_Frozen):
    """Everything that stands on an invoice.

    ``amounts_include_tax`` tells on which footing lines, shipping and discount are.
    ``total`` is that of lines and shipping less the discount, taxes included;
    ``by_gift_cards`` has paid a part of it, and ``payable`` is the rest. ``other`` is
    what Saleor has added or taken off besides, 0 as a rule.
    """

    number: str
    issued_on: date
    order_number: str
    placed_on: date
    purchase_order_number: str
    due_on: date | None
    currency: str
    language: str
    seller: tuple[str, ...]
    buyer: tuple[str, ...]
    recipient: tuple[str, ...]
    amounts_include_tax: bool
    lines: tuple[Line, ...]
    shipping_name: str
    shipping: Decimal
    discount: Decimal
    other: Decimal
    taxes: tuple[Tax, ...]
    net: Decimal
    total: Decimal
    by_gift_cards: Decimal
    payable: Decimal
    early_payment: EarlyPayment | None
    instructions: str
    footer: str

    @property
    def shows_list_prices(self) -> bool:
        """Tell whether any line cost something else than its list price."""
        return any(line.list_price is not None for line in self.lines)

    @property
    def is_taxed(self) -> bool:
        """Tell whether anything is taxed, at a rate above 0."""
        return any(each.percent or each.tax for each in self.taxes)


def write_invoice(
    order: InvoicedOrder, terms: AgreedTerms, heading: Heading
) -> InvoiceContent:
    """Return what stands on the invoice of an order.

    docs/invoices.md, What stands on it.
    """
    with_tax = order.prices_include_tax
    goods = [line.total for line in order.lines]
    net = sum((each.net for each in (*goods, order.shipping)), -order.discount)
    gross = sum((each.gross for each in (*goods, order.shipping)), -order.discount)
    rest = gross - order.total.gross
    by_gift_cards = rest if order.has_gift_cards and rest > 0 else ZERO
    other = by_gift_cards - rest
    if other:
        # Saleor's own sum counts: it is what the customer was told, and owes.
        net, gross = order.total.net + by_gift_cards, gross + other
    return InvoiceContent(
        number=heading.number,
        issued_on=heading.issued_on,
        order_number=order.number,
        placed_on=terms.placed_on,
        purchase_order_number=terms.purchase_order_number,
        due_on=terms.due_on,
        currency=order.currency,
        language=order.language,
        seller=order.seller,
        buyer=order.buyer,
        recipient=() if order.recipient == order.buyer else order.recipient,
        amounts_include_tax=with_tax,
        lines=tuple(_line(line, heading, with_tax=with_tax) for line in order.lines),
        shipping_name=order.shipping_name,
        shipping=order.shipping.on_footing(with_tax=with_tax),
        discount=order.discount,
        other=other,
        taxes=tuple(_taxes(order)),
        net=net,
        total=gross,
        by_gift_cards=by_gift_cards,
        payable=order.total.gross,
        early_payment=_early_payment(terms, order),
        instructions=terms.instructions,
        footer=heading.footer,
    )


def _line(line: InvoicedLine, heading: Heading, *, with_tax: bool) -> Line:
    price = line.unit.on_footing(with_tax=with_tax)
    listed = heading.list_prices.get(line.line_id, line.list_price)
    return Line(
        name=line.name,
        variant=line.variant,
        sku=line.sku,
        quantity=line.quantity,
        list_price=None if listed == price else listed,
        price=price,
        tax_percent=line.tax_rate / HUNDREDTH,
        amount=line.total.on_footing(with_tax=with_tax),
    )


def _taxes(order: InvoicedOrder) -> Iterator[Tax]:
    """Yield the taxes by rate, the largest rate first."""
    sums: dict[Decimal, list[Taxed]] = defaultdict(list)
    for line in order.lines:
        sums[line.tax_rate / HUNDREDTH].append(line.total)
    if order.shipping.gross:
        rate = order.shipping_rate
        percent = (
            _percent_in(order.shipping, set(sums)) if rate is None else rate / HUNDREDTH
        )
        sums[percent].append(order.shipping)
    for percent in sorted(sums, reverse=True):
        yield Tax(
            percent=percent,
            net=sum((each.net for each in sums[percent]), ZERO),
            tax=sum((each.tax for each in sums[percent]), ZERO),
        )


def _percent_in(amount: Taxed, known: set[Decimal]) -> Decimal:
    """Return the rate at which an amount was taxed, one of those known if it fits."""
    if not amount.net:
        return ZERO
    off = {
        percent: abs(amount.net * percent * HUNDREDTH - amount.tax) for percent in known
    }
    nearest = min(off, key=lambda percent: off[percent], default=None)
    # As far as rounding can be from it.
    if nearest is not None and off[nearest] <= HUNDREDTH:
        return nearest
    exact = amount.tax / amount.net
    return round_fraction(100 * Fraction(exact), 1)


def _early_payment(terms: AgreedTerms, order: InvoicedOrder) -> EarlyPayment | None:
    percent, until = terms.early_percent, terms.early_until
    if percent is None or until is None:
        return None
    amount = early_amount(percent, total=order.total.gross, currency=order.currency)
    return EarlyPayment(percent=percent, until=until, amount=amount)
