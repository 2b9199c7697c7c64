"""Tables of reports as CSV files. docs/reports.md, Files."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from enum import StrEnum
from typing import TextIO

from ...engine.reports.metrics import Figure, Unit
from ..base.csv.text import write_rows
from .group_report import GroupReport
from .report_tables import MAX_CUSTOMERS, by_month, by_rule, top_customers

Row = Sequence[object]


class ReportTable(StrEnum):
    """The tables of a group's report."""

    METRICS = "metrics"
    MONTHS = "months"
    CUSTOMERS = "customers"
    RULES = "rules"


def export_report(
    report: GroupReport, table: ReportTable, *, file: TextIO, with_emails: bool
) -> int:
    """Write a table of a report.

    :param with_emails: whether addresses of customers may be in it.
    :returns: how many rows there are.
    """
    match table:
        case ReportTable.METRICS:
            rows = _metrics(report)
        case ReportTable.MONTHS:
            rows = _months(report)
        case ReportTable.CUSTOMERS:
            rows = _customers(report, with_emails=with_emails)
        case ReportTable.RULES:
            rows = _rules(report)
    return write_rows(file, rows) - 1


def export_comparison(reports: Sequence[GroupReport], *, file: TextIO) -> int:
    """Write the metrics of several groups, one in each column.

    :returns: how many rows there are.
    """
    first, *_ = reports
    names = [
        report.audience.kind.value if report.group is None else report.group.name
        for report in reports
    ]
    rows: list[Row] = [("metric", "unit", *names)]
    for at, figure in enumerate(first.figures):
        values = (_number(report.figures[at].value) for report in reports)
        rows.append((figure.metric.value, _unit(figure, first), *values))
    return write_rows(file, rows) - 1


def _metrics(report: GroupReport) -> Iterator[Row]:
    yield "metric", "unit", "value", "of_all", "share", "difference"
    for each in report.figures:
        numbers = each.value, each.of_all, each.share, each.difference
        yield each.metric.value, _unit(each, report), *map(_number, numbers)


def _months(report: GroupReport) -> Iterator[Row]:
    yield "month", "orders", "buyers", "members", "revenue", "discount", "currency"
    for each in by_month(report.audience, scope=report.scope):
        yield (
            each.begins_on,
            each.orders,
            each.buyers,
            each.members,
            _number(each.revenue),
            _number(each.discount),
            report.scope.currency,
        )


def _customers(report: GroupReport, *, with_emails: bool) -> Iterator[Row]:
    yield (
        *("email", "name", "orders", "revenue", "currency"),
        *("last_order_at", "member_since"),
    )
    for each in top_customers(report.audience, scope=report.scope, first=MAX_CUSTOMERS):
        yield (
            each.email if with_emails else None,
            each.name,
            each.orders,
            _number(each.revenue),
            report.scope.currency,
            each.last_order_at,
            each.member_since,
        )


def _rules(report: GroupReport) -> Iterator[Row]:
    yield (
        *("kind", "code", "name", "orders", "units", "discount", "increase"),
        *("sold_amount", "currency"),
    )
    for each in by_rule(report.audience, scope=report.scope):
        amounts = each.discount, each.increase, each.sold_amount
        yield (
            *(each.kind, each.code, each.name, each.orders, each.units),
            *map(_number, amounts),
            report.scope.currency,
        )


def _unit(figure: Figure, report: GroupReport) -> str:
    """Return the unit, which for amounts is the currency."""
    if figure.unit is Unit.AMOUNT:
        return report.scope.currency
    return figure.unit.value


def _number(value: Decimal | None) -> str | None:
    """Return a number with a point and nothing between its digits."""
    return None if value is None else format(value, "f")
