"""Write an invoice as PDF, on as many pages as it needs.

docs/invoices.md, The document.
"""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, time
from typing import NamedTuple

from ...engine.base.messages import Language, Message
from ...engine.invoices.contents import InvoiceContent, Line
from .paper import BOTTOM, LEFT, RIGHT, TOP, Paper
from .words import Words


def write_pdf(content: InvoiceContent, language: Language | None) -> bytes:
    """Return an invoice as PDF, the same bytes each time.

    :param language: in which it is written, None for English.
    """
    words = Words(content, language)
    paper = _InvoicePaper(content, words)
    paper.add_page()
    _write_head(paper, content, words)
    _write_lines(paper, content, words)
    _write_sums(paper, words)
    _write_payment(paper, content, words)
    return bytes(paper.output())


class _InvoicePaper(Paper):
    """Paper on which each page names the invoice, and the shop at its foot."""

    def __init__(self, content: InvoiceContent, words: Words) -> None:
        super().__init__(text="".join(_texts(content, words)))
        self._content = content
        self._words = words
        self.set_title(content.number)
        self.set_author(content.seller[0])
        self.set_lang(content.language)
        day = datetime.combine(content.issued_on, time(), tzinfo=UTC)
        self.set_creation_date(day)

    def header(self) -> None:
        """Name the invoice on each page but the first."""
        if self.page_no() == 1:
            return
        title = f"{self._words.say(Message('Invoice'))} {self._content.number}"
        self.set_y(TOP - 4)
        self.put(self._content.seller[0], width=110, size=8.5, grey=True)
        self.set_y(TOP - 4)
        self.put(title, x=130, width=RIGHT - 130, size=8.5, align="R", grey=True)
        self.set_y(TOP + 6)

    def footer(self) -> None:
        """Write what the shop wants at the foot, and the number of the page."""
        self.set_y(-BOTTOM + 5)
        self.rule()
        self.space(2)
        y = self.get_y()
        page = self._words.say(
            Message("Page {number} of {pages}", number=self.page_no(), pages="{nb}")
        )
        self.put_whole(page, x=150, width=40, size=7.5, line=3.6)
        self.set_y(y)
        lines = self._content.footer.replace("|", "\n").splitlines()[:5]
        for line in lines:
            self.put(line.strip(), width=125, size=7.5, line=3.6, grey=True)


def _texts(content: InvoiceContent, words: Words) -> Iterator[str]:
    """Yield every text that a shop or a shopper has written."""
    yield from (*content.seller, *content.buyer, *content.recipient)
    for line in content.lines:
        yield from (line.name, line.variant, line.sku)
    yield from (name for name, _, _ in words.sums())
    yield from (content.number, content.purchase_order_number)
    yield from ("".join(content.instructions.split()), "".join(content.footer.split()))


def _write_head(paper: Paper, content: InvoiceContent, words: Words) -> None:
    """Write who sells to whom, and what the invoice is called by."""
    title = words.say(Message("Invoice"))
    paper.put(title, x=120, width=RIGHT - 120, size=22, line=9, align="R", bold=True)
    paper.set_y(TOP + 1)
    paper.put(content.seller[0], width=100, size=13, line=6, bold=True)
    for line in content.seller[1:]:
        paper.put(line, width=100, size=9, line=4.5, grey=True)
    top = max(float(paper.get_y()) + 10, 52)
    ends = []
    for x, width, name, lines in (
        (LEFT, 52, words.say(Message("Bill to")), content.buyer),
        (76, 46, words.say(Message("Ship to")), content.recipient),
    ):
        paper.set_y(top)
        if lines:
            paper.put(name, x=x, width=width, size=8, grey=True)
        for line in lines:
            paper.put(line, x=x, width=width, size=10, line=4.8)
        ends.append(float(paper.get_y()))
    paper.set_y(top)
    for name, value in words.facts():
        y = paper.get_y()
        end = paper.put(name, x=126, width=30, size=8.5, grey=True)
        paper.set_y(y)
        end = max(end, paper.put(value, x=156, width=RIGHT - 156, size=9, align="R"))
        paper.set_y(end)
    paper.set_y(max(*ends, float(paper.get_y())) + 10)


class _Column(NamedTuple):
    title: str
    width: float


def _columns(content: InvoiceContent, words: Words) -> list[_Column]:
    numbers = [_Column(words.say(Message("Quantity")), 17)]
    if content.shows_list_prices:
        numbers.append(_Column(words.say(Message("List price")), 26))
        numbers.append(_Column(words.say(Message("Your price")), 26))
    else:
        numbers.append(_Column(words.say(Message("Price")), 28))
    if content.is_taxed:
        numbers.append(_Column(words.say(Message("Tax")), 16))
    numbers.append(_Column(words.say(Message("Amount")), 29))
    name = RIGHT - LEFT - sum(column.width for column in numbers)
    return [_Column(words.say(Message("Item")), name), *numbers]


def _values(line: Line, content: InvoiceContent, words: Words) -> Iterator[str]:
    yield words.number(line.quantity)
    if content.shows_list_prices:
        yield words.amount(line.price if line.list_price is None else line.list_price)
    yield words.amount(line.price)
    if content.is_taxed:
        yield words.percent(line.tax_percent)
    yield words.amount(line.amount)


def _write_titles(paper: Paper, columns: Sequence[_Column]) -> None:
    y, x, ends = paper.get_y(), LEFT, []
    for place, (title, width) in enumerate(columns):
        paper.set_y(y)
        align = "R" if place else "L"
        end = paper.put(
            title, x=x, width=width, size=8.5, line=4.5, align=align, bold=True
        )
        ends.append(end)
        x += width
    paper.set_y(max(ends) + 1.5)
    paper.rule(strong=True)


def _write_lines(paper: Paper, content: InvoiceContent, words: Words) -> None:
    columns = _columns(content, words)
    _write_titles(paper, columns)
    width = columns[0].width - 2.5
    for line in content.lines:
        # Saleor names a variant without a name after its SKU.
        names = dict.fromkeys((line.variant, line.sku))
        detail = " · ".join(filter(None, names))
        height = paper.height(line.name, width=width, size=9.5, line=4.6)
        if detail:
            height += paper.height(detail, width=width, size=8, line=4)
        if not paper.has_room(height + 4):
            paper.add_page()
            _write_titles(paper, columns)
        paper.space(2)
        y, x = paper.get_y(), LEFT + columns[0].width
        for column, value in zip(
            columns[1:], _values(line, content, words), strict=True
        ):
            paper.set_y(y)
            paper.put(value, x=x, width=column.width, line=4.6, align="R")
            x += column.width
        paper.set_y(y)
        paper.put(line.name, width=width, line=4.6)
        if detail:
            paper.put(detail, width=width, size=8, line=4, grey=True)
        paper.space(2)
        paper.rule()


def _write_sums(paper: Paper, words: Words) -> None:
    left, middle = 96.0, 154.0
    rows = list(words.sums())
    if not paper.has_room(6 * len(rows) + 8):
        paper.add_page()
    paper.space(3)
    for name, amount, is_main in rows:
        if is_main:
            paper.space(1)
            paper.rule(x=left, strong=True)
            paper.space(1)
        size = 11 if is_main else 9.5
        y = paper.get_y()
        end = paper.put(
            name,
            x=left,
            width=middle - left,
            size=size,
            line=5.4,
            bold=is_main,
            grey=not is_main,
        )
        paper.set_y(y)
        paper.put(
            amount,
            x=middle,
            width=RIGHT - middle,
            size=size,
            line=5.4,
            align="R",
            bold=is_main,
        )
        paper.set_y(end)


def _write_payment(paper: Paper, content: InvoiceContent, words: Words) -> None:
    sentences = list(words.payment())
    if not paper.has_room(8 + 5 * len(sentences)):
        paper.add_page()
    paper.space(8)
    for sentence in sentences:
        paper.put(sentence)
    if content.instructions.strip():
        paper.space(4)
        paper.put(words.say(Message("How to pay")), size=8.5, bold=True)
        paper.put(content.instructions.strip())
