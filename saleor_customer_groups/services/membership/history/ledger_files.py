"""The ledger as CSV files."""

import heapq
from collections.abc import Iterator
from operator import itemgetter
from typing import Any, TextIO

from django.db.models import QuerySet

from ....models import Cause, Change, LedgerEntry
from ...base.csv.text import write_rows
from .members_at import MembersAt

COLUMNS = (
    "at",
    "customer",
    "group_code",
    "group_name",
    "change",
    "cause",
    "by_user",
    "by_app",
    "reason",
    "rule_version",
)


def export_members_at(*, members_at: MembersAt, file: TextIO) -> int:
    """Write who was in a group at a time as a CSV file, as the ledger is written.

    :returns: how many there are; erased accounts are not among them.
    """
    group, customers = members_at.without_line()
    name = group.name if group else ""
    line = (members_at.code, name, Change.JOINED, Cause.REGISTERED, *[None] * 4)
    others = customers.order_by("date_joined", "pk").values_list("date_joined", "email")
    rows = heapq.merge(
        _lines(members_at.entries),
        ((*each, *line) for each in others.iterator()),
        key=itemgetter(0),
    )
    write_rows(file, [COLUMNS])
    return write_rows(file, rows)


def export_ledger(*, rows: QuerySet[LedgerEntry], file: TextIO) -> int:
    """Write lines of the ledger as a CSV file, the oldest first.

    :returns: how many there are.
    """
    write_rows(file, [COLUMNS])
    return write_rows(file, _lines(rows))


def _lines(rows: QuerySet[LedgerEntry]) -> Iterator[tuple[Any, ...]]:
    lines = rows.order_by("at", "pk").values_list(
        "at",
        "customer__email",
        "group_code",
        "group_name",
        "change",
        "cause",
        "by_user__email",
        "by_app",
        "reason",
        "rule_version",
    )
    return lines.iterator()
