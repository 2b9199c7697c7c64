"""The rows of a file of members: read, and checked against the customers."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import NamedTuple

from ....conditions import shop_zone
from ....engine.base.invalid import words_of
from ....engine.base.messages import Message
from ....engine.base.moments import read_end
from ....models import CustomerGroup, Exclusion, LedgerEntry, Membership
from ...base.bulk_sql import among
from ...base.csv.files import (
    BadRow,
    Columns,
    Progress,
    Table,
    TableRow,
    batches,
    read_table,
)
from ...base.csv.ids import read_id
from ..current_members import current
from ..customers_by_email import CustomersByEmail, FoundCustomer, customers_by_key

COLUMNS = ("email", "reason", "until")
BY_HAND = "by_hand"
CUSTOMER = "customer"
MAX_ROWS = 10_000
MAX_REASON = LedgerEntry._meta.get_field("reason").max_length

_IN_FILE = Columns(
    "email[,reason,until]",
    either=("email", CUSTOMER),
    optional=("reason", "until", BY_HAND),
)
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+")
_LINE_END = re.compile(r"\r\n|\r|\n")


@dataclass(frozen=True, slots=True)
class MemberRow:
    """A row as it is in the file.

    ``reason`` and ``until`` are None if the file has no such column; a row with a
    ``problem`` is read no further.
    """

    line: int
    email: str = ""
    customer: str = ""
    reason: str | None = None
    until: str | None = None
    by_hand: bool = True
    problem: str = ""

    @property
    def name(self) -> str:
        """Return how the row names the customer."""
        return self.email or self.customer


class NamedMember(NamedTuple):
    """A customer whom a row names, with what it says of their membership.

    Without ``says_until`` the file has no such column. A member who is not in the group
    ``by_hand`` stays as they are.
    """

    line: int
    customer_id: int
    reason: str
    until: datetime | None
    says_until: bool
    by_hand: bool


def read_members(content: bytes, *, field: str) -> list[MemberRow]:
    """Return the rows of a CSV file, before their contents are checked.

    :param content: a file with the column ``email``, and ``reason``, ``until``,
        ``by_hand`` (yes or no) and ``customer`` (the id) where wanted; at most 10,000
        rows.
    :param field: the field of the input that holds it.
    :raises django.core.exceptions.ValidationError: it is not such a file.
    """
    table = read_table(content, columns=_IN_FILE, maximum_rows=MAX_ROWS, field=field)
    return [_row(row, table) for row in table.rows]


def check_members(
    rows: Sequence[MemberRow],
    *,
    group: CustomerGroup,
    now: datetime,
    reason: str = "",
    progress: Progress = lambda rows: None,
) -> tuple[list[NamedMember], list[BadRow]]:
    """Return the customers whom the rows name, and the invalid rows.

    :param reason: for rows without one of their own.
    :param progress: called with how many rows of each batch have been checked.
    """
    members: list[NamedMember] = []
    bad_rows: list[BadRow] = []
    first: dict[int, MemberRow] = {}
    customers = _Customers(rows, group, now=now)
    for batch in batches(rows):
        for row in batch:
            customer = customers.find(row)
            if isinstance(customer, str):
                bad_rows.append(BadRow(row.line, customer))
            elif same := first.get(customer.pk):
                bad_rows.append(BadRow(row.line, _named_twice(row, same)))
            else:
                member = _member(row, customer.pk, reason=reason, now=now)
                if isinstance(member, str):
                    bad_rows.append(BadRow(row.line, member))
                else:
                    first[customer.pk] = row
                    members.append(member)
        progress(len(batch))
    return members, bad_rows


class _Customers:
    """The customers whom rows name, as far as they may be in a group."""

    def __init__(
        self, rows: Sequence[MemberRow], group: CustomerGroup, *, now: datetime
    ) -> None:
        self._group = group
        self._by_email = CustomersByEmail(row.email for row in rows if row.email)
        ids = {read_id(row.customer, "User") for row in rows if row.customer}
        self._by_key = customers_by_key({pk for pk in ids if pk is not None})
        found = [self._named(row) for row in rows]
        known = [each for each in found if isinstance(each, FoundCustomer)]
        self._excluded = _excluded(group, [each.pk for each in known])
        self._members = _members(
            group, [each.pk for each in known if not each.is_active], now=now
        )

    def find(self, row: MemberRow) -> FoundCustomer | str:
        """Return the customer whom a row names, or what is wrong with it."""
        customer = row.problem or self._named(row)
        if isinstance(customer, str):
            return customer
        if customer.pk in self._excluded:
            return Message(
                "{customer} is excluded from {group}. Lift the exclusion first.",
                customer=row.name,
                group=self._group.name,
            )
        # Whoever is in the group stays in it.
        if not customer.is_active and customer.pk not in self._members:
            return Message(
                "The account of {customer} is not active.", customer=row.name
            )
        return customer

    def _named(self, row: MemberRow) -> FoundCustomer | str:
        if not row.customer:
            if not row.email:
                return Message("The row has no e-mail address.")
            return self._by_email.find(row.email)
        customer = self._by_key.get(read_id(row.customer, "User") or 0)
        if customer is None:
            return Message("There is no customer with the id {id}.", id=row.customer)
        if row.email and row.email.lower() != customer.email.lower():
            return Message(
                "The id {id} is that of {customer}.",
                id=row.customer,
                customer=customer.email,
            )
        return customer


def _row(row: TableRow, table: Table) -> MemberRow:
    if row.problem:
        return MemberRow(row.line, problem=row.problem)
    if any(_holds_rows(name, text, table) for name, text in row.cells.items()):
        return MemberRow(
            row.line,
            problem=Message(
                "A quote opens in this row and closes in another one, with what looks"
                " like rows between them. Close it in its own row."
            ),
        )
    email, customer = (row.cells.get(name, "").strip() for name in ("email", CUSTOMER))
    until = row.cells.get("until")
    read = MemberRow(
        row.line,
        email=email,
        customer=customer,
        reason=row.cells.get("reason"),
        until=None if until is None else until.strip(),
    )
    match row.cells.get(BY_HAND, "").strip().lower():
        case "" | "yes":
            return read
        case "no":
            return replace(read, by_hand=False)
        case other:
            problem = Message(
                "{column} is yes or no, not {text}.", column=BY_HAND, text=other
            )
            return replace(read, problem=problem)


def _holds_rows(column: str, text: str, table: Table) -> bool:
    """Tell whether a cell of several lines has one that looks like a row.

    A quote that somebody forgot to close turns rows into such a cell.
    """
    names = list(table.columns)
    lines = _LINE_END.split(text)
    if len(lines) == 1:
        return False
    # The first line continues the cell; each of the others would begin a row.
    starts = [names.index(column), *([0] * (len(lines) - 1))]
    for start, line in zip(starts, lines, strict=True):
        pieces = [piece.strip() for piece in line.split(table.separator)]
        named = dict(zip(names[start:], pieces, strict=False))
        if 1 < len(pieces) <= len(names) and (
            _EMAIL.fullmatch(named.get("email", ""))
            or read_id(named.get(CUSTOMER, ""), "User") is not None
        ):
            return True
    return False


def _named_twice(row: MemberRow, same: MemberRow) -> str:
    if row.name == same.name:
        return Message("The same customer is already in line {line}.", line=same.line)
    return Message(
        "The same customer is already in line {line} as {name}.",
        line=same.line,
        name=same.name,
    )


def _member(
    row: MemberRow, customer_id: int, *, reason: str, now: datetime
) -> NamedMember | str:
    """Return what a row says of a customer, or what is wrong with it."""
    reason = row.reason or reason
    if len(reason) > MAX_REASON:
        return Message(
            "The reason has {number} characters; the maximum is {most}.",
            number=len(reason),
            most=MAX_REASON,
        )
    try:
        until = read_end(row.until, zone=shop_zone()) if row.until else None
    except ValueError as error:
        return Message("{text} {what}.", text=row.until, what=words_of(error))
    if until is not None and until <= now:
        return Message("{end} lies in the past.", end=row.until)
    return NamedMember(
        row.line, customer_id, reason, until, row.until is not None, row.by_hand
    )


def _excluded(group: CustomerGroup, customer_ids: Collection[int]) -> set[int]:
    rows = Exclusion.objects.filter(among(customer_ids), group=group)
    return set(rows.values_list("customer_id", flat=True))


def _members(
    group: CustomerGroup, customer_ids: Collection[int], *, now: datetime
) -> set[int]:
    if not customer_ids:
        return set()
    rows = Membership.objects.filter(current(now), among(customer_ids), group=group)
    return set(rows.values_list("customer_id", flat=True))
