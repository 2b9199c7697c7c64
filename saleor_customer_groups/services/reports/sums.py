"""What the orders of several audiences come to, in one statement."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from django.db import connections, router, transaction

from ...engine.reports.metrics import Sums, added
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
    BY_CODE,
    BY_PLACES,
    FIGURES,
    NAMES,
    TOTALS,
)

# PostgreSQL does not know that everybody is among the members once, and would sort all
# orders of the period by customer instead of looking each customer up.
_HASH = "SELECT set_config('enable_mergejoin', 'off', true)"


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
        cursor.execute(_HASH)
        cursor.execute(SELECT_STAFF)
        staff = [pk for (pk,) in cursor.fetchall()]
        cursor.execute(with_staff(sql, staff), parameters)
        parts = [
            _Part(place, places, Sums(*sums))
            for place, places, *sums in cursor.fetchall()
        ]
    return [_sums_in(parts, audience, places[audience]) for audience in audiences]


class _Part(NamedTuple):
    """The sums of one audience, or of those who are in the same of the audiences.

    ``place`` is None for the latter, ``places`` then has one bit for each of them.
    Where both are None, there is only the number of all customers.
    """

    place: int | None
    places: int | None
    sums: Sums


def _sums_in(parts: Sequence[_Part], audience: Audience, place: int) -> Sums:
    for part in parts:
        if part.place == place:
            return part.sums
    shared = [part for part in parts if part.place is None]
    if audience.kind is AudienceKind.EVERYBODY:
        every = added(part.sums for part in shared)
        of_all = added(part.sums for part in shared if part.places is None)
        return replace(every, customers=of_all.customers)
    return added(part.sums for part in shared if (part.places or 0) >> place & 1)


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
    if not groups or scope.basis is Basis.MEMBERS_NOW:
        return _by_places(groups, scope)
    theirs, of_theirs = _borne(groups, scope)
    at_order, parameters = _at_order(list(groups.values()), scope)
    sql = f"WITH theirs AS NOT MATERIALIZED ({theirs}) {at_order}"
    parameters = (*of_theirs, *parameters)
    if everybody() not in places:
        return sql, parameters
    of_shop, more = _by_places({}, scope)
    return f"({sql}) UNION ALL ({of_shop})", (*parameters, *more)


def _by_places(groups: dict[Audience, int], scope: ReportScope) -> Part:
    """Return the sums of parts of the shop, told apart by the audiences they are in."""
    members, of_members = _members(groups, scope)
    everyone, of_everyone = everybody().customers(scope.as_of)
    currency, of_currency = in_currency(scope)
    period, of_period = in_period(scope)
    ever, currency_ever, of_ever = _ever(scope)
    sql = BY_PLACES.format(
        since_earlier=f"{currency} AND placed_at >= %s AND placed_at < %s",
        ever=ever,
        in_currency=currency_ever,
        in_period=period,
    )
    return (
        f"WITH members AS {_how_kept(groups)} ({members}) {sql} UNION ALL"  # noqa: S608
        f" SELECT NULL, NULL, COUNT(*){', 0' * (len(NAMES) - 2)}, NULL"
        f" FROM ({everyone}) everyone",
        (
            *of_members,
            *(scope.begins_at, scope.begins_at),
            *(*of_currency, scope.earlier_at, scope.ends_at),
            *of_ever,
            *of_period,
            *of_everyone,
        ),
    )


def _members(groups: dict[Audience, int], scope: ReportScope) -> Part:
    """Return customers and the audiences they are in, one bit for each of these."""
    parts = [
        (1 << place, *audience.customers(scope.as_of))
        for audience, place in groups.items()
    ] or [(0, "SELECT NULL::integer AS customer_id WHERE FALSE", ())]
    sql = " UNION ALL ".join(
        f"SELECT customer_id, {bit} AS places FROM ({theirs}) theirs"  # noqa: S608
        for bit, theirs, _ in parts
    )
    if len(parts) > 1:
        sql = (
            "SELECT customer_id, bit_or(places) AS places"  # noqa: S608
            f" FROM ({sql}) parts GROUP BY customer_id"
        )
    return sql, tuple(each for *_, parameters in parts for each in parameters)


def _how_kept(audiences: Collection[Audience]) -> str:
    """Return how PostgreSQL is to keep the members of audiences.

    Those of one group are found quickly, by each of several processes; for a default
    group all users are read, which is better done once.
    """
    is_slow = len(audiences) > 1 or any(
        group.is_default for each in audiences for group in each.groups
    )
    return "MATERIALIZED" if is_slow else "NOT MATERIALIZED"


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
