"""Lists of reviews as CSV files. docs/reports.md, Files."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any, TextIO

from django.contrib.auth import get_user_model
from django.db.models import Max

from ....engine.money import write_amount
from ....models import CustomerGroup, CustomerTotals
from ...base.csv.text import write_rows
from .last_days import LastDay, last_days
from .review_kinds import ReviewKind
from .review_lists import ReviewList
from .reviews import ReviewRequest, open_review

Row = Sequence[object]

_WHO = ("email", "name")
_COLUMNS: Mapping[ReviewKind, Sequence[str]] = {
    ReviewKind.INACTIVE: (
        *_WHO,
        *("revenue", "currency", "last_order_at", "member_since"),
    ),
    ReviewKind.LAPSING: (
        *_WHO,
        *("revenue", "currency", "last_order_at", "member_since"),
        *("ends_on", "leaves_on", "is_kept"),
    ),
    ReviewKind.NEAR_LEVEL: (
        *_WHO,
        *("level", "value", "missing", "missing_percent", "currency"),
    ),
    ReviewKind.IN_GRACE: (*_WHO, "group", "unqualified_since", "leaves_at"),
    ReviewKind.OVERLAP: (
        *("first", "second", "shared", "smaller", "percent"),
        "is_probably_one",
    ),
    ReviewKind.WAITING: (*_WHO, "group", "registered_at"),
}


def export_review(
    kind: ReviewKind,
    request: ReviewRequest,
    *,
    file: TextIO,
    with_emails: bool,
    now: datetime,
) -> int:
    """Write a list, some rows at a time, so that memory stays flat.

    :param with_emails: whether addresses of customers may be in it.
    :returns: how many rows there are.
    :raises django.core.exceptions.ValidationError: see ``open_review``.
    """
    review = open_review(kind, request, now=now)
    write_rows(file, [_COLUMNS[kind]])
    names = dict(CustomerGroup.objects.values_list("pk", "name"))
    rows = _rows(kind, review, request, names, with_emails=with_emails)
    return write_rows(file, rows)


@dataclass(frozen=True, slots=True)
class _People:
    """What is looked up of the customers of some rows, together."""

    users: Mapping[int, Any]
    names: Mapping[int, str]
    with_emails: bool
    last_orders: Mapping[int, datetime] = field(default_factory=dict)
    last_days: Mapping[int, LastDay] = field(default_factory=dict)

    def who(self, pk: int) -> Row:
        user = self.users.get(pk)
        if user is None:  # erased at this moment
            return None, None
        name = f"{user.first_name} {user.last_name}".strip()
        return user.email if self.with_emails else None, name


def _rows(
    kind: ReviewKind,
    review: ReviewList[Any],
    request: ReviewRequest,
    names: Mapping[int, str],
    *,
    with_emails: bool,
) -> Iterator[Row]:
    write = _WRITERS[kind]
    for batch in review.batches():
        people = _People({}, names, with_emails)
        if kind is not ReviewKind.OVERLAP:
            ids = [row.customer_id for row in batch]
            users = get_user_model()._default_manager.in_bulk(ids)
            has_orders = kind in (ReviewKind.INACTIVE, ReviewKind.LAPSING)
            people = _People(
                users,
                names,
                with_emails,
                _last_orders(ids) if has_orders else {},
                _last_days(batch, request) if kind is ReviewKind.LAPSING else {},
            )
        for row in batch:
            yield write(row, people)


def _last_orders(ids: Sequence[int]) -> Mapping[int, datetime]:
    rows = CustomerTotals.objects.filter(customer_id__in=ids).order_by()
    last = rows.values("customer_id").annotate(last=Max("last_order_at"))
    return dict(last.values_list("customer_id", "last"))


def _last_days(batch: Sequence[Any], request: ReviewRequest) -> Mapping[int, LastDay]:
    if request.group is None:
        return {}
    ids = [row.customer_id for row in batch]
    first, *_ = batch
    return last_days(request.group, ids, days=first.days, now=first.now)


def _inactive(row: Any, people: _People) -> Row:
    return (
        *people.who(row.customer_id),
        write_amount(row.revenue, row.currency),
        row.currency,
        people.last_orders.get(row.customer_id),
        row.since,
    )


def _lapsing(row: Any, people: _People) -> Row:
    days = people.last_days.get(row.customer_id)
    return (
        *_inactive(row, people),
        days and days.ends_on,
        days and days.leaves_on,
        _yes_or_no(row.is_kept),
    )


def _near_level(row: Any, people: _People) -> Row:
    return (
        *people.who(row.customer_id),
        people.names.get(row.group_id),
        _measured(row.value, row.currency),
        _measured(row.missing, row.currency),
        format(row.missing_percent, "f"),
        row.currency,
    )


def _in_grace(row: Any, people: _People) -> Row:
    return (
        *people.who(row.customer_id),
        people.names.get(row.group_id),
        row.unqualified_since,
        row.leaves_at,
    )


def _overlap(row: Any, people: _People) -> Row:
    return (
        people.names.get(row.first_id),
        people.names.get(row.second_id),
        row.shared,
        row.smaller,
        format(row.percent, "f"),
        _yes_or_no(row.is_probably_one),
    )


def _waiting(row: Any, people: _People) -> Row:
    return (
        *people.who(row.customer_id),
        people.names.get(row.group_id),
        row.registered_at,
    )


def _measured(number: Decimal, currency: str) -> str:
    return write_amount(number, currency) if currency else str(int(number))


def _yes_or_no(is_so: Any) -> str:
    return "yes" if is_so else "no"


_WRITERS: Mapping[ReviewKind, Callable[[Any, _People], Row]] = {
    ReviewKind.INACTIVE: _inactive,
    ReviewKind.LAPSING: _lapsing,
    ReviewKind.NEAR_LEVEL: _near_level,
    ReviewKind.IN_GRACE: _in_grace,
    ReviewKind.OVERLAP: _overlap,
    ReviewKind.WAITING: _waiting,
}
