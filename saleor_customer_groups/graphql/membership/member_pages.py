"""Counts and pages of the members of groups, found for many groups together.

Customers in no group are members of the default one: counted and listed as what they
become when it is filled (services/groups/default_group.py).
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from django.db import connections, router
from django.db.models import F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from ...models import Cause, Change, CustomerTotals, LedgerEntry, Membership
from ...services.membership.default_members import DefaultMembers, default_members
from ...services.membership.history.members_at import MembersAt
from ...services.membership.lists.member_filters import EVERYBODY, MemberFilter
from ...services.membership.lists.orders import RevenuePage, read_by_revenue
from ..base.loading import batches, gathering
from ..base.loading.connections import Page

# A group, a page of its members, and which of them are wanted.
_Key = tuple[int, Page, MemberFilter]


def member_counts(keys: Sequence[int]) -> list[int]:
    """Return how many members each group has now."""
    default = default_members(now=timezone.now())
    counts = gathering.counts(batches.membership.members(), keys)
    if default.group_id not in keys:
        return counts
    more = default.customers.count()
    return [
        count + more if key == default.group_id else count
        for key, count in zip(keys, counts, strict=True)
    ]


def wanted_counts(keys: Sequence[tuple[int, MemberFilter]]) -> list[int]:
    """Return how many members of each group are wanted."""
    default = default_members(now=timezone.now())
    found: dict[tuple[int, MemberFilter], int] = {}
    for wanted in dict.fromkeys(wanted for _, wanted in keys):
        pks = [pk for pk, other in keys if other == wanted]
        numbers = gathering.counts(wanted.members(batches.membership.members()), pks)
        found |= {(pk, wanted): each for pk, each in zip(pks, numbers, strict=True)}
        if default.group_id in pks:
            more = wanted.customers(default.customers).count()
            found[default.group_id, wanted] += more
    return [found[key] for key in keys]


def pages_by_time(keys: Sequence[_Key]) -> list[list[Membership]]:
    """Return the rows that each page cuts out of its group, by when they joined."""
    return _with_customers(keys, _pages(batches.membership.members(), keys))


def pages_by_email(keys: Sequence[_Key]) -> list[list[Membership]]:
    """Return the rows that each page cuts out of its group, by e-mail address."""
    rows = batches.membership.members().annotate(email=F("customer__email"))
    return _with_customers(keys, _pages(rows, keys))


def pages_by_revenue(
    keys: Sequence[tuple[int, Page, MemberFilter, str]],
) -> list[list[Membership]]:
    """Return the rows that each page cuts out of its group, by revenue."""
    now = timezone.now()
    pages = [
        RevenuePage(
            group_id,
            currency,
            size=page.size + 1,
            reads_down=page.reads_down,
            beyond=page.begins_after(_amount, int),
        )
        for group_id, page, _, currency in keys
    ]
    filters = [wanted for _, _, wanted, _ in keys]
    members_by_page = _read_by_revenue(pages, filters)
    default = default_members(now=now)
    for place, (page, wanted) in enumerate(zip(pages, filters, strict=True)):
        if page.group_id == default.group_id:
            down = -1 if page.reads_down else 1
            customers = wanted.customers(default.customers)
            both = [
                *members_by_page[place],
                *_customers_by_revenue(customers, default, page),
            ]
            both.sort(key=lambda row: (down * row.net_amount, -down * row.customer_id))
            members_by_page[place] = both[: page.size]
    return members_by_page


def count_at(members_at: MembersAt, text: str = "") -> int:
    """Return how many members a group had at a time, erased accounts left out.

    :param text: only those in whom it is found.
    """
    return sum(rows.count() for rows in members_at.search(text))


def page_at(members_at: MembersAt, page: Page, text: str = "") -> list[LedgerEntry]:
    """Return the lines that a page cuts out of the members of a group at a time.

    :param text: only those in whom it is found.
    """
    group, _ = members_at.without_line()
    entries, customers = members_at.search(text)
    lines = list(page.cut(entries))
    if group is None:
        return lines
    rows = customers.annotate(at=F("date_joined"), key=-F("pk"))
    lines += [
        # Its key is below 0, as it is none of the database.
        LedgerEntry(
            pk=-customer.pk,
            customer_id=customer.pk,
            group_code=members_at.code,
            group_name=group.name,
            change=Change.JOINED,
            cause=Cause.REGISTERED,
            at=customer.date_joined,
        )
        for customer in replace(page, fields=("at", "key")).cut(rows)
    ]
    lines.sort(key=lambda line: (line.at, line.pk), reverse=page.reads_down)
    return lines[: page.size + 1]


def _pages(rows: QuerySet[Membership], keys: Sequence[_Key]) -> list[list[Membership]]:
    cuts = {
        place: page.cut(wanted.members(rows.filter(group=group_id)))
        for place, (group_id, page, wanted) in enumerate(keys)
    }
    return list(gathering.read_cuts(cuts).values())


def _with_customers(
    keys: Sequence[_Key], pages: list[list[Membership]]
) -> list[list[Membership]]:
    """Return pages that include members who are in no group."""
    default = default_members(now=timezone.now())
    for place, (group_id, page, wanted) in enumerate(keys):
        if group_id == default.group_id:
            customers = list(_cut(wanted.customers(default.customers), page))
            both = [*pages[place], *(_member(each, default) for each in customers)]
            if customers:
                _sort(both, page)
            pages[place] = both[: page.size + 1]
    return pages


def _cut(customers: QuerySet, page: Page) -> QuerySet:
    """Return the customers that a page of members cuts out of those in no group."""
    first, _ = page.fields
    rows = customers.annotate(since=F("date_joined"), key=-F("pk"))
    return replace(page, fields=(first, "key")).cut(rows)


def _member(customer: Any, default: DefaultMembers) -> Any:
    """Return the membership that a customer without one is going to have.

    Its key is below 0, as it is none of the database.
    """
    member: Any = Membership(
        pk=-customer.pk,
        customer_id=customer.pk,
        group_id=default.group_id,
        by_default=True,
        since=customer.date_joined,
    )
    member.email = customer.email
    return member


def _sort(rows: list[Any], page: Page) -> None:
    """Sort rows in the order of a page, texts as the database sorts them."""
    first, _ = page.fields
    order: Mapping[Any, Any] = {row.since: row.since for row in rows}
    if first == "email":
        with connections[router.db_for_read(Membership)].cursor() as cursor:
            cursor.execute(
                "SELECT array_agg(email ORDER BY email) FROM unnest(%s::text[]) email",
                [[row.email for row in rows]],
            )
            (emails,) = cursor.fetchone()
        order = {email: place for place, email in enumerate(emails)}
    rows.sort(
        key=lambda row: (order[getattr(row, first)], row.pk), reverse=page.reads_down
    )


def _read_by_revenue(
    pages: Sequence[RevenuePage], filters: Sequence[MemberFilter]
) -> list[list[Any]]:
    """Return the members on each page, on some pages only the wanted ones.

    The index has the members of a group in their order, but not the values of filters.
    """
    now = timezone.now()
    if all(wanted == EVERYBODY for wanted in filters):
        return read_by_revenue(pages, now=now)
    cuts = {
        place: _cut_by_revenue(
            wanted.members(batches.membership.members().filter(group=page.group_id)),
            page,
            customer="customer_id",
        )
        for place, (page, wanted) in enumerate(zip(pages, filters, strict=True))
    }
    return list(gathering.read_cuts(cuts).values())


def _cut_by_revenue(rows: QuerySet, page: RevenuePage, *, customer: str) -> QuerySet:
    """Return the rows of a page, by the revenue of the customer.

    :param customer: the name under which the rows have the customer's primary key.
    """
    totals = CustomerTotals.objects.filter(
        customer=OuterRef(customer), currency=page.currency
    )
    rows = rows.annotate(
        net_amount=Coalesce(
            Subquery(totals.values("net_amount")[:1]), Value(Decimal("0.000"))
        )
    )
    if page.beyond is not None:
        revenue, beyond = page.beyond
        below, after = ("lt", "gt") if page.reads_down else ("gt", "lt")
        rows = rows.filter(
            Q(**{f"net_amount__{below}": revenue})
            | Q(net_amount=revenue, **{f"{customer}__{after}": beyond})
        )
    down = page.reads_down
    order = ("-net_amount", customer) if down else ("net_amount", f"-{customer}")
    return rows.order_by(*order)[: page.size]


def _customers_by_revenue(
    customers: QuerySet, default: DefaultMembers, page: RevenuePage
) -> list[Any]:
    found = []
    for customer in _cut_by_revenue(customers, page, customer="pk"):
        member = _member(customer, default)
        member.net_amount = customer.net_amount
        found.append(member)
    return found


def _amount(text: Any) -> Decimal:
    """Read an amount in a cursor.

    :raises ValueError: it is not an amount.
    """
    amount = Decimal(text)
    if not amount.is_finite():
        raise ValueError(text)
    return amount
