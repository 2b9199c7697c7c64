"""What the orders of several audiences come to."""

from collections.abc import Sequence
from typing import Any

from django.db import connections, router, transaction

from ...engine.reports.metrics import Sums
from ...models import OrderFigures
from ..base.bulk_sql import allow_memory, parts_of_customers
from .audiences import SELECT_STAFF, Audience, AudienceKind, everybody, with_staff
from .scopes import Basis, Part, ReportScope, in_currency
from .sum_statements import AT_ORDER, BY_CODE, FIGURES
from .sums_by_places import Places, statement


def sums_of(audiences: Sequence[Audience], *, scope: ReportScope) -> list[Sums]:
    """Return what the orders of each audience come to, in their order.

    Five queries at most. Who joined and left is not among it.
    """
    every, groups = everybody(), list(dict.fromkeys(audiences))
    alias = router.db_for_read(OrderFigures)
    with transaction.atomic(using=alias), connections[alias].cursor() as cursor:
        if scope.basis is Basis.MEMBERS_NOW:
            found = _by_places(cursor, alias, groups, scope)
        else:
            borne = [each for each in groups if each != every]
            found = _at_order(cursor, alias, borne, scope) if borne else {}
            if every in groups:
                found |= _by_places(cursor, alias, [every], scope)
    return [found[audience] for audience in audiences]


def _by_places(
    cursor: Any, alias: str, audiences: Sequence[Audience], scope: ReportScope
) -> dict[Audience, Sums]:
    """Return the sums of the customers of now."""
    places = Places([each for each in audiences if each != everybody()])
    parts = parts_of_customers(alias)
    sql, parameters = statement(places, scope, parts)
    allow_memory(alias, in_parts=len(parts) > 1)
    cursor.execute(with_staff(sql, _staff(cursor)), parameters)
    found = {key: Sums(*sums) for key, *sums in cursor.fetchall()}
    return {each: places.sums(found, each) for each in audiences}


def _at_order(
    cursor: Any, alias: str, audiences: Sequence[Audience], scope: ReportScope
) -> dict[Audience, Sums]:
    """Return the sums of the orders that bear the codes of groups."""
    theirs, of_theirs = _borne(audiences, scope)
    within, before = (
        (scope.begins_at, scope.ends_at),
        (scope.earlier_at, scope.begins_at),
    )
    allow_memory(alias)
    cursor.execute(
        with_staff(
            f"WITH theirs AS NOT MATERIALIZED ({theirs}) {AT_ORDER}", _staff(cursor)
        ),
        (*of_theirs, list(range(len(audiences))), *within, *before, *within),
    )
    return {audiences[place]: Sums(*sums) for place, *sums in cursor.fetchall()}


def _staff(cursor: Any) -> list[int]:
    cursor.execute(SELECT_STAFF)
    return [pk for (pk,) in cursor.fetchall()]


def _borne(audiences: Sequence[Audience], scope: ReportScope) -> Part:
    """Return the orders that bear the codes of groups, each once for each of them."""
    currency, of_currency = in_currency(scope)
    parts: list[Part] = []
    rows = []
    for place, audience in enumerate(audiences):
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
        are_many = any(len(audience.groups) > 1 for audience in audiences)
        distinct = "DISTINCT ON (codes.place, figures.order_key)" if are_many else ""
        columns = [list(column) for column in zip(*rows, strict=True)]
        sql = BY_CODE.format(distinct=distinct, in_currency=currency)
        parts.append((sql, (*columns, *of_currency, columns[1])))
    return (
        " UNION ALL ".join(f"({sql})" for sql, _ in parts),
        tuple(each for _, parameters in parts for each in parameters),
    )
