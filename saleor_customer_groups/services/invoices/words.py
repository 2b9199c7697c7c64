"""What an invoice says, in the language of its order."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from ...engine.base.messages import Day, Language, Message, Number, say
from ...engine.invoices.contents import InvoiceContent
from ...engine.money import write_amount


class Words:
    """The texts of one invoice."""

    def __init__(self, content: InvoiceContent, language: Language | None) -> None:
        self._content = content
        self._language = language

    def say(self, text: str) -> str:
        """Return a text in the language."""
        return text if self._language is None else say(text, self._language)

    def amount(self, amount: Decimal) -> str:
        """Return an amount without its currency."""
        written = write_amount(abs(amount), self._content.currency)
        whole, point, rest = written.partition(".")
        # A minus as long as a digit, so that it is not overlooked.
        sign = "\u2212" if amount < 0 else ""
        return sign + self.say(Number(f"{int(whole):,}{point}{rest}"))

    def money(self, amount: Decimal) -> str:
        """Return an amount with its currency, which no line end parts."""
        return f"{self.amount(amount)}\u00a0{self._content.currency}"

    def percent(self, percent: Decimal) -> str:
        """Return a percentage."""
        return self.say(Number(format(percent.normalize(), "f"))) + "\u00a0%"

    def number(self, number: int) -> str:
        """Return a whole number."""
        return self.say(Number(f"{number:,}"))

    def day(self, day: date) -> str:
        """Return a day of the calendar."""
        return self.say(Day(day))

    def facts(self) -> Iterator[tuple[str, str]]:
        """Yield what stands beside the address: names and values."""
        content = self._content
        yield self.say(Message("Invoice number")), content.number
        yield self.say(Message("Date of invoice")), self.day(content.issued_on)
        if content.due_on is not None:
            yield self.say(Message("Due on")), self.day(content.due_on)
        yield self.say(Message("Order")), f"#{content.order_number}"
        yield self.say(Message("Date of order")), self.day(content.placed_on)
        if content.purchase_order_number:
            yield self.say(Message("Your number")), content.purchase_order_number

    def sums(self) -> Iterator[tuple[str, str, bool]]:
        """Yield the sums: name, amount, and whether it is a main one."""
        content = self._content
        goods = sum((line.amount for line in content.lines), Decimal(0))
        has_parts = content.shipping_name or content.shipping or content.discount
        if has_parts or content.other:
            yield self.say(Message("Goods")), self.amount(goods), False
        if content.shipping_name or content.shipping:
            shipping = self.say(Message("Shipping"))
            name = f"{shipping}: {content.shipping_name}".removesuffix(": ")
            yield name, self.amount(content.shipping), False
        if content.discount:
            name = self.say(Message("Discount"))
            yield name, self.amount(-content.discount), False
        if content.other:
            yield self.say(Message("Adjustment")), self.amount(content.other), False
        total = self.say(Message("Total")), self.money(content.total), True
        net = self.say(Message("Total without tax")), self.amount(content.net), False
        if not content.is_taxed:
            yield total
        elif content.amounts_include_tax:
            yield total
            yield net
            yield from self._taxes()
        else:
            yield net
            yield from self._taxes()
            yield total
        if content.by_gift_cards:
            name = self.say(Message("Paid by gift cards"))
            yield name, self.amount(-content.by_gift_cards), False
            name = self.say(Message("To be paid"))
            yield name, self.money(content.payable), True

    def _taxes(self) -> Iterator[tuple[str, str, bool]]:
        for tax in self._content.taxes:
            name = self.say(
                Message(
                    "{percent} tax on {net}",
                    percent=self.percent(tax.percent),
                    net=self.amount(tax.net),
                )
            )
            yield name, self.amount(tax.tax), False

    def payment(self) -> Iterator[str]:
        """Yield sentences about how it is to be paid."""
        content, early = self._content, self._content.early_payment
        if not content.payable:
            yield self.say(Message("Nothing is left to be paid."))
            return
        amount = self.money(content.payable)
        if content.due_on is None:
            yield self.say(Message("Please pay {amount}.", amount=amount))
        else:
            day = self.day(content.due_on)
            yield self.say(
                Message("Please pay {amount} by {day}.", amount=amount, day=day)
            )
        if early is not None:
            yield self.say(
                Message(
                    "If we receive it by {day}, {amount} is enough: {percent} off for"
                    " early payment.",
                    day=self.day(early.until),
                    amount=self.money(early.amount),
                    percent=self.percent(early.percent),
                )
            )
        yield self.say(
            Message("Please name {number} with your payment.", number=content.number)
        )
