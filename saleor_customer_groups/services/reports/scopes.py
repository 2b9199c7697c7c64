"""What a report is about: period, currency, channel and basis. docs/reports.md."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import connections, router

from ... import port
from ...conditions.zone import shop_zone
from ...engine.base.messages import Message
from ...engine.base.moments import day_begins, read_day
from ...engine.base.values import read_currency
from ...engine.reports.periods import ReportPeriod, twelve_months_to
from ...models import Basis, OrderFigures
from ..base.refusals import Code, as_sentence, no_such_channel, refuse, refuse_all

# A part of a statement, and its parameters.
Part = tuple[str, tuple[Any, ...]]

MAX_YEARS = 10
# Saleor is younger.
_EARLIEST = date(1990, 1, 1)
_LATEST = date(2200, 1, 1)

_FIGURES = OrderFigures._meta.db_table
_MOST_SOLD = f"""
SELECT currency
FROM {_FIGURES}
WHERE placed_at >= %s AND placed_at < %s
  AND (%s::varchar IS NULL OR channel IN (%s, ''))
GROUP BY currency
ORDER BY COUNT(*) DESC, currency
LIMIT 1
"""  # noqa: S608 name of a table


@dataclass(frozen=True, slots=True)
class ReportScope:
    """What all numbers of a report are about.

    The period is in days of ``zone``, which the moments follow: the report is from
    ``begins_at`` up to ``ends_at``, the period of the same length before it begins at
    ``earlier_at``. ``channel`` is None for all.
    """

    period: ReportPeriod
    zone: str
    begins_at: datetime
    ends_at: datetime
    earlier_at: datetime
    currency: str
    channel: str | None
    basis: Basis
    as_of: datetime


def read_scope(
    *,
    start: str | None = None,
    end: str | None = None,
    currency: str | None = None,
    channel: str | None = None,
    basis: Basis = Basis.MEMBERS_NOW,
    now: datetime,
) -> ReportScope:
    """Return what a report is about, with what is left out filled in.

    :param start: the first day, such as "2026-01-01"; None for twelve months before
        the end.
    :param end: the day after the last one; None for today.
    :param currency: None for that of most orders in the period.
    :param channel: a slug; None for all.
    :raises django.core.exceptions.ValidationError: one of them is invalid.
    """
    zone = shop_zone()
    period = _read_period(start, end, today=now.astimezone(zone).date())
    channels = port.channel_currencies()
    refuse_all(_mistakes(period, currency, channel, channels=set(channels)))
    begins_at, ends_at, earlier_at = (
        day_begins(day, zone=zone)
        for day in (period.start, period.end, period.earlier.start)
    )
    if currency is None:
        currency = _currency_of_most_orders(begins_at, ends_at, channel) or (
            channels[channel] if channel else min(channels.values(), default="USD")
        )
    return ReportScope(
        period=period,
        zone=zone.key,
        begins_at=begins_at,
        ends_at=ends_at,
        earlier_at=earlier_at,
        currency=currency,
        channel=channel,
        basis=basis,
        as_of=now,
    )


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


def _read_period(start: str | None, end: str | None, *, today: date) -> ReportPeriod:
    days: dict[str, date] = {}
    mistakes = []
    for field, text in (("start", start), ("end", end)):
        try:
            if text is not None:
                days[field] = read_day(text)
        except ValueError as error:
            mistakes.append(refuse(field, Code.INVALID, as_sentence(str(error))))
    refuse_all(mistakes)
    last = days.get("end", today)
    if "start" not in days:
        return twelve_months_to(last)
    return ReportPeriod(days["start"], last)


def _mistakes(
    period: ReportPeriod,
    currency: str | None,
    channel: str | None,
    *,
    channels: set[str],
) -> Iterator[ValidationError]:
    if period.end <= period.start:
        yield refuse(
            "end",
            Code.INVALID,
            Message("The period ends before it begins: give a day after its first."),
        )
    elif not _EARLIEST <= period.start <= period.end <= _LATEST:
        yield refuse(
            "start",
            Code.INVALID,
            Message("There are reports for the years from 1990 to 2199."),
        )
    elif period.years > MAX_YEARS:
        yield refuse(
            "start",
            Code.TOO_MANY,
            Message("A report is about {years} years at most.", years=MAX_YEARS),
        )
    if currency is not None:
        try:
            read_currency(currency)
        except ValueError as error:
            yield refuse("currency", Code.INVALID, as_sentence(str(error)))
    if channel is not None and channel not in channels:
        yield no_such_channel(channel)


def _currency_of_most_orders(
    begins_at: datetime, ends_at: datetime, channel: str | None
) -> str | None:
    with connections[router.db_for_read(OrderFigures)].cursor() as cursor:
        cursor.execute(_MOST_SOLD, [begins_at, ends_at, channel, channel])
        row = cursor.fetchone()
    return row[0] if row else None
