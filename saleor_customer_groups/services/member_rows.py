"""The rows of a file of members: read, and checked against the customers."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from django.contrib.auth import get_user_model
from django.db.models.functions import Lower

from ..engine.moments import read_end
from ..models import CustomerGroup, Exclusion, LedgerEntry
from ..segments import shop_zone
from .csv_files import BadRow, Progress, read_table
from .price_lists import batches

COLUMNS = ("email",)
MORE_COLUMNS = ("reason", "until")
MAXIMUM_ROWS = 10_000
LONGEST_REASON = LedgerEntry._meta.get_field("reason").max_length


class MemberRow(NamedTuple):
    """A row as it stands in the file.

    ``reason`` and ``until`` are none where the file has no such column, ``email`` is
    empty where a cell is missing.
    """

    line: int
    email: str
    reason: str | None
    until: str | None


class NamedMember(NamedTuple):
    """A customer whom a row names, with what it says of their membership.

    Without ``says_until`` the file has no such column.
    """

    line: int
    customer_id: int
    reason: str
    until: datetime | None
    says_until: bool


def read_members(content: bytes, *, field: str) -> list[MemberRow]:
    """Return the rows of a CSV file, without looking at what they say.

    :param content: UTF-8 text with the column ``email``, and ``reason`` and ``until``
        where wanted; at most 10,000 rows.
    :param field: the field of the input that holds it.
    :raises django.core.exceptions.ValidationError: it is not such a file.
    """
    table = read_table(
        content,
        columns=COLUMNS,
        optional=MORE_COLUMNS,
        maximum_rows=MAXIMUM_ROWS,
        field=field,
    )
    rows = []
    for line, cells in table.rows:
        named = dict(zip(table.columns, cells, strict=False))
        rows.append(
            MemberRow(
                line, named.get("email", ""), named.get("reason"), named.get("until")
            )
        )
    return rows


def check_members(
    rows: Sequence[MemberRow],
    *,
    group: CustomerGroup,
    now: datetime,
    reason: str = "",
    progress: Progress = lambda rows: None,
) -> tuple[list[NamedMember], list[BadRow]]:
    """Return the customers whom the rows name, and the rows that cannot be.

    :param reason: for rows without one of their own.
    :param progress: told how many rows of each batch have been checked.
    """
    members: list[NamedMember] = []
    bad_rows: list[BadRow] = []
    lines: dict[int, int] = {}
    for batch in batches(rows):
        customers = _customers({row.email for row in batch})
        excluded = _excluded(group, [pk for pk, _ in customers.values()])
        for row in batch:
            member = _member(row, customers, reason=reason, now=now)
            if isinstance(member, str):
                bad_rows.append(BadRow(row.line, member))
            elif member.customer_id in excluded:
                message = f"{row.email} is excluded from {group.name}."
                bad_rows.append(BadRow(row.line, message))
            elif line := lines.get(member.customer_id):
                message = f"The same customer stands in line {line}."
                bad_rows.append(BadRow(row.line, message))
            else:
                lines[member.customer_id] = row.line
                members.append(member)
        progress(len(batch))
    return members, bad_rows


def _member(
    row: MemberRow,
    customers: Mapping[str, tuple[int, bool]],
    *,
    reason: str,
    now: datetime,
) -> NamedMember | str:
    """Return whom a row names, or what is wrong with it."""
    if not row.email:
        return "The row has no e-mail address, or not as many cells as the first line."
    if row.email not in customers:
        return f"There is no customer with the e-mail address {row.email}."
    pk, is_active = customers[row.email]
    if not is_active:
        return f"The account of {row.email} is not active."
    reason = row.reason or reason
    if len(reason) > LONGEST_REASON:
        return (
            f"The reason has {len(reason)} characters, {LONGEST_REASON} are the most."
        )
    try:
        until = read_end(row.until, zone=shop_zone()) if row.until else None
    except ValueError as error:
        return f"{row.until} {error}."
    if until is not None and until <= now:
        return f"{row.until} lies in the past."
    return NamedMember(row.line, pk, reason, until, row.until is not None)


def _customers(emails: Collection[str]) -> dict[str, tuple[int, bool]]:
    """Return primary key and activity of the customers by e-mail address.

    Letter case counts only between two customers who differ in nothing else.
    """
    users = get_user_model()._default_manager
    exact = users.filter(email__in=emails).values_list("email", "pk", "is_active")
    found = {email: (pk, is_active) for email, pk, is_active in exact}
    others = {email.lower(): email for email in emails if email not in found}
    if others:
        rows = users.annotate(lower=Lower("email")).filter(lower__in=others)
        for lower, pk, is_active in rows.values_list("lower", "pk", "is_active"):
            found[others[lower]] = (pk, is_active)
    return found


def _excluded(group: CustomerGroup, customer_ids: Collection[int]) -> set[int]:
    rows = Exclusion.objects.filter(group=group, customer_id__in=customer_ids)
    return set(rows.values_list("customer_id", flat=True))
