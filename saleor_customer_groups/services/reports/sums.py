"""What the orders of several audiences come to, in one statement."""

from collections.abc import Collection, Sequence
from typing import Any

from django.db import connections, router, transaction

from ...engine.reports.metrics import Sums
from ...models import OrderFigures
from ..base.bulk_sql import allow_memory
from .audiences import (
    SELECT_STAFF,
    Audience,
    AudienceKind,
    Part,
    everybody,
    with_staff,
)
from .scopes import Basis, ReportScope
from .sum_statements import (
    AT_ORDER,
    BUYERS,
    BY_CODE,
    EVERYBODY,
    FIGURES,
    MEMBERS_NOW,
    NAMES,
    TOTALS,
)


def sums_of(audiences: Sequence[Audience], *, scope: ReportScope) -> list[Sums]:
    """Return what the orders of each audience come to, in their order; two queries.

    Who joined and left is not among it.
    """
    places: dict[Audience, int] = {}
    for audience in audiences:
        places.setdefault(audience, len(places))
    sql, parameters = _statement(places, scope)
    alias = router.db_for_read(OrderFigures)
    with transaction.atomic(using=alias), connections[alias].cursor() as cursor:
        allow_memory(alias)
        cursor.execute(SELECT_STAFF)
        staff = [pk for (pk,) in cursor.fetchall()]
        cursor.execute(with_staff(sql, staff), parameters)
        rows = {place: values for place, *values in cursor.fetchall()}
    return [
        Sums(**dict(zip(NAMES, rows[places[audience]], strict=True)))
        for audience in audiences
    ]


def in_currency(scope: ReportScope) -> Part:
    """Return the condition that an order among ``figures`` is in currency and channel.

    Saleor 2.10 has no channels, so that every order is in the only one there is.
    """
    sql, parameters = "figures.currency = %s", (scope.currency,)
    if scope.channel is None:
        return sql, parameters
    return f"{sql} AND figures.channel IN (%s, '')", (*parameters, scope.channel)


def in_period(scope: ReportScope) -> Part:
    """Return the condition that an order is in currency, channel and period."""
    sql, parameters = in_currency(scope)
    return (
        f"{sql} AND figures.placed_at >= %s AND figures.placed_at < %s",
        (*parameters, scope.begins_at, scope.ends_at),
    )


def _statement(places: dict[Audience, int], scope: ReportScope) -> Part:
    groups = {
        audience: place
        for audience, place in places.items()
        if audience.kind is not AudienceKind.EVERYBODY
    }
    buyers, parameters = _buyers(scope)
    tables = [f"bought AS MATERIALIZED ({buyers})"]
    parts = []
    if groups and scope.basis is Basis.AT_ORDER:
        theirs, of_theirs = _borne(groups, scope)
        tables.append(f"theirs AS NOT MATERIALIZED ({theirs})")
        parameters = (*parameters, *of_theirs)
        parts = [_at_order(list(groups.values()), scope)]
    elif groups:
        members, of_members = _members(groups, scope)
        tables.append(f"members AS {_how_kept(groups)} ({members})")
        parameters = (*parameters, *of_members)
        parts = [_members_now(list(groups.values()), scope)]
    if (place := places.get(everybody())) is not None:
        parts.append(_everybody(place, scope))
    return (
        f"WITH {', '.join(tables)} {' UNION ALL '.join(sql for sql, _ in parts)}",
        (*parameters, *(each for _, values in parts for each in values)),
    )


def _buyers(scope: ReportScope) -> Part:
    currency, of_currency = in_currency(scope)
    since_earlier = f"{currency} AND placed_at >= %s AND placed_at < %s"
    times = scope.earlier_at, scope.ends_at
    return (
        BUYERS.format(since_earlier=since_earlier),
        (scope.begins_at, scope.begins_at, *of_currency, *times),
    )


def _members(groups: dict[Audience, int], scope: ReportScope) -> Part:
    parts = [
        (place, *audience.customers(scope.as_of)) for audience, place in groups.items()
    ]
    return (
        " UNION ALL ".join(
            f"SELECT {place} AS place, customer_id FROM ({sql}) theirs"  # noqa: S608
            for place, sql, _ in parts
        ),
        tuple(each for *_, parameters in parts for each in parameters),
    )


def _how_kept(audiences: Collection[Audience]) -> str:
    """Return how PostgreSQL is to keep the members of audiences.

    It does not know of a table of them that everybody is in it once, and would gather
    the orders of the whole shop. Those of one group are found three times as quickly;
    for a default group all users are read.
    """
    (first, *others) = audiences
    is_slow = others or any(group.is_default for group in first.groups)
    return "MATERIALIZED" if is_slow else "NOT MATERIALIZED"


def _everybody(place: int, scope: ReportScope) -> Part:
    customers, of_customers = everybody().customers(scope.as_of)
    period, of_period = in_period(scope)
    ever, currency, of_ever = _ever(scope)
    sql = EVERYBODY.format(
        customers=customers, in_period=period, ever=ever, in_currency=currency
    )
    return (
        f"SELECT {place}, * FROM ({sql}) everybody",  # noqa: S608
        (*of_customers, *of_period, *of_ever),
    )


def _members_now(places: list[int], scope: ReportScope) -> Part:
    period, of_period = in_period(scope)
    ever, currency, of_ever = _ever(scope)
    return (
        MEMBERS_NOW.format(in_period=period, ever=ever, in_currency=currency),
        (places, *of_period, *of_ever),
    )


def _borne(groups: dict[Audience, int], scope: ReportScope) -> Part:
    """Return the orders that bear the codes of groups, each once for each of them."""
    currency, of_currency = in_currency(scope)
    parts: list[Part] = []
    rows = []
    for audience, place in groups.items():
        if audience.kind is AudienceKind.GROUP:
            rows += [(place, *period) for period in audience.code_periods()]
        else:
            theirs, of_theirs = audience.orders(scope)
            parts.append(
                (
                    f"SELECT {place} AS place, figures.* FROM {FIGURES} figures"  # noqa: S608
                    f" WHERE {currency} AND {theirs}",
                    (*of_currency, *of_theirs),
                )
            )
    if rows:
        # An order may have been placed by a member of several groups of an audience.
        are_many = any(len(audience.groups) > 1 for audience in groups)
        distinct = "DISTINCT ON (codes.place, figures.order_key)" if are_many else ""
        columns = [list(column) for column in zip(*rows, strict=True)]
        sql = BY_CODE.format(distinct=distinct, in_currency=currency)
        parts.append((sql, (*columns, *of_currency, columns[1])))
    return (
        " UNION ALL ".join(f"({sql})" for sql, _ in parts),
        tuple(each for _, parameters in parts for each in parameters),
    )


def _at_order(places: list[int], scope: ReportScope) -> Part:
    within = scope.begins_at, scope.ends_at
    return AT_ORDER, (places, *within, scope.earlier_at, scope.begins_at, *within)


def _ever(scope: ReportScope) -> tuple[str, str, tuple[Any, ...]]:
    """Return where all orders ever of customers are, and which of them are meant.

    Totals are summed up already, but for all channels together.
    """
    currency, parameters = in_currency(scope)
    table = TOTALS if scope.channel is None else FIGURES
    return f"{table} figures", currency, parameters
