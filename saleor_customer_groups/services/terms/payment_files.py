"""Payments as a file: `order,amount,received_on,reference`, all rows or none.

docs/terms.md, Being paid.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db.models import QuerySet

from ...engine.base.invalid import words_of
from ...engine.base.messages import Message
from ...engine.base.moments import read_day
from ...engine.base.values import read_positive_number
from ...models import TermsOrder
from ..base.csv.amounts import AmbiguousAmount, plain_amount
from ..base.csv.files import BadRow, Columns, TableRow, read_table
from ..base.occasions import Occasion
from ..base.refusals import as_sentence, message_of
from .recorded_payments import MAX_PAYMENTS, Received, record_payments

COLUMNS = ("order", "amount", "received_on", "reference")
_IN_FILE = Columns(",".join(COLUMNS), needed=COLUMNS)


@dataclass(frozen=True, slots=True)
class PaymentImport:
    """What an import did, or would do; with bad rows it does nothing.

    :param rows: how many there are in the file.
    :param recorded: how many payments were recorded; the others were there already.
    """

    rows: int
    recorded: int = 0
    bad_rows: Sequence[BadRow] = ()

    @property
    def unchanged(self) -> int:
        """How many payments were recorded already."""
        return 0 if self.bad_rows else self.rows - self.recorded


def import_payments(
    content: bytes,
    *,
    field: str,
    occasion: Occasion,
    dry_run: bool = False,
    among: QuerySet | None = None,
) -> PaymentImport:
    """Record the payments in a file: all of them, or none.

    :param content: a CSV file; an order is named by its number.
    :param field: the field of the input that holds it.
    :param dry_run: change nothing, return what would be.
    :param among: the orders on terms that may be paid; None for all.
    :raises django.core.exceptions.ValidationError: it is not such a file.
    """
    table = read_table(
        content, columns=_IN_FILE, maximum_rows=MAX_PAYMENTS, field=field
    )
    numbers = {_number(row) for row in table.rows if not row.problem}
    known = TermsOrder.objects.all() if among is None else among
    orders = dict(known.filter(number__in=numbers).values_list("number", "order_id"))
    payments: list[Received] = []
    lines: list[int] = []
    bad_rows: list[BadRow] = []
    for row in table.rows:
        found = _payment(row, orders, points_are_decimal=table.separator == ",")
        if isinstance(found, Received):
            payments.append(found)
            lines.append(row.line)
        else:
            bad_rows.append(BadRow(row.line, found))
    recorded = 0
    try:
        recorded = record_payments(
            payments,
            occasion=occasion,
            field="{place}.",
            dry_run=dry_run or bool(bad_rows),
        ).number
    except ValidationError as error:
        bad_rows += _bad_rows(error, lines)
    if bad_rows:
        bad_rows.sort(key=lambda each: each.line)
        return PaymentImport(len(table.rows), bad_rows=bad_rows)
    return PaymentImport(len(table.rows), recorded=recorded)


def _number(row: TableRow) -> str:
    return row.cells["order"].strip().removeprefix("#")


def _payment(
    row: TableRow, orders: dict[str, str], *, points_are_decimal: bool
) -> Received | str:
    """Return the payment in a row, or what is wrong with it."""
    if row.problem:
        return row.problem
    number, day = _number(row), row.cells["received_on"].strip()
    if not number:
        return Message("The row names no order.")
    if number not in orders:
        return Message("There is no order {number} on terms.", number=number)
    written = row.cells["amount"].strip()
    if not written:
        return Message("The row has no amount.")
    try:
        amount: Decimal = read_positive_number(
            plain_amount(written, points_are_decimal=points_are_decimal)
        )
    except AmbiguousAmount as error:
        return as_sentence(Message("{value} {what}", value=written, what=error.words))
    except ValueError as error:
        return Message(
            "The amount {amount} {what}.", amount=repr(written), what=words_of(error)
        )
    if not day:
        return Message("The row has no day on which the payment was received.")
    try:
        received_on = read_day(day)
    except ValueError as error:
        return Message("{day} {what}.", day=repr(day), what=words_of(error))
    return Received(orders[number], amount, received_on, row.cells["reference"].strip())


def _bad_rows(error: ValidationError, lines: Sequence[int]) -> Iterator[BadRow]:
    for name, mistakes in error.error_dict.items():
        place, _, _ = name.partition(".")
        line = lines[int(place)] if place.isdecimal() else 1
        for each in mistakes:
            yield BadRow(line, message_of(each))
