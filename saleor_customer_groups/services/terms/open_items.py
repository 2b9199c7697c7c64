"""Open items: of one customer and of all, by age and by group, and as a file.

docs/terms.md, Open items.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import TextIO

from django.db.models import QuerySet, Sum

from ...engine.terms.open_items import Age, aging, days_overdue
from ...models import CustomerGroup, TermsOrder, TermsState
from ..base.csv.text import write_rows
from .accounts import Account, read_accounts, today_of

# So many of one customer are listed; there are hardly ever more.
MAX_ITEMS = 100
_OVER = (TermsState.REJECTED, TermsState.CANCELLED)


@dataclass(frozen=True, slots=True)
class AgingRow:
    """What is open by age, of a group or of all, in one currency.

    ``group_code`` is None for all, and empty for orders without a group.
    """

    currency: str
    group_code: str | None
    group_name: str
    amounts: Mapping[Age, Decimal]

    @property
    def total(self) -> Decimal:
        """Everything that is open."""
        return sum(self.amounts.values(), Decimal(0))


@dataclass(frozen=True, slots=True)
class CustomerAccount:
    """One customer's account with what is open, the longest due first."""

    account: Account
    items: tuple[TermsOrder, ...]
    today: date

    def open_amounts(self) -> Mapping[str, Decimal]:
        """Return what is open of orders, by currency."""
        return _by_currency(self.items)

    def overdue_amounts(self) -> Mapping[str, Decimal]:
        """Return what of it is overdue, by currency."""
        return _by_currency(
            [row for row in self.items if days_overdue(row.due_on, today=self.today)]
        )


def open_items() -> QuerySet:
    """Return the orders of which something is open."""
    return TermsOrder.objects.filter(open_amount__gt=0).exclude(state__in=_OVER)


def customer_accounts(
    customer_ids: Collection[int], *, now: datetime
) -> Mapping[int, CustomerAccount]:
    """Return accounts of customers, in a constant number of queries."""
    accounts = read_accounts(customer_ids, now=now)
    items: dict[int, list[TermsOrder]] = defaultdict(list)
    for row in (
        open_items().filter(customer__in=list(accounts)).order_by("due_on", "pk")
    ):
        items[row.customer_id].append(row)
    today = today_of(now)
    return {
        pk: CustomerAccount(account, tuple(items[pk]), today)
        for pk, account in accounts.items()
    }


def read_aging(
    rows: QuerySet, *, now: datetime, by_group: bool = False
) -> list[AgingRow]:
    """Return what is open by age, in two queries.

    :param rows: the orders, such as all of ``open_items``.
    :param by_group: a row for each group and currency, instead of for each currency.
    """
    today = today_of(now)
    keys = ("currency", "group_code") if by_group else ("currency",)
    sums = rows.order_by().values(*keys, "due_on")
    found: dict[tuple[str, ...], list[tuple[int, Decimal]]] = defaultdict(list)
    for each in sums.annotate(amount=Sum("open_amount")):
        days = days_overdue(each["due_on"], today=today)
        found[tuple(each[key] for key in keys)].append((days, each["amount"]))
    names = dict(CustomerGroup.objects.values_list("code", "name")) if by_group else {}
    return [
        AgingRow(
            currency=key[0],
            group_code=key[1] if by_group else None,
            group_name=names.get(key[-1], key[-1]) if by_group else "",
            amounts=aging(items),
        )
        for key, items in sorted(found.items())
    ]


def export_items(
    rows: QuerySet, *, file: TextIO, now: datetime, with_emails: bool
) -> int:
    """Write open items as CSV, the longest due first.

    :param with_emails: whether addresses of customers may be in it.
    :returns: how many there are.
    """
    return write_rows(file, _lines(rows, today_of(now), with_emails=with_emails)) - 1


def _lines(
    rows: QuerySet, today: date, *, with_emails: bool
) -> Iterator[Sequence[object]]:
    emails = ["email"] if with_emails else []
    yield (
        "order",
        *emails,
        "group",
        "option",
        "purchase_order_number",
        "state",
        "placed_on",
        "due_on",
        "days_overdue",
        "currency",
        "total",
        "paid",
        "credited",
        "open",
    )
    ordered = rows.select_related("customer").order_by("due_on", "pk")
    for row in ordered.iterator():
        email = [row.customer.email if row.customer else ""] if with_emails else []
        yield (
            row.number,
            *email,
            row.group_code,
            row.option,
            row.purchase_order_number,
            row.state,
            row.placed_on,
            row.due_on,
            days_overdue(row.due_on, today=today),
            row.currency,
            row.total_amount,
            row.captured_amount,
            row.refunded_amount + row.credited_amount,
            row.open_amount,
        )


def _by_currency(rows: Sequence[TermsOrder]) -> Mapping[str, Decimal]:
    found: dict[str, Decimal] = defaultdict(Decimal)
    for row in rows:
        found[row.currency] += row.open_amount
    return dict(sorted(found.items()))
