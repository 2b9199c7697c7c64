"""Tables of reports as CSV files. docs/reports.md, Files."""

from collections.abc import Iterator, Sequence
from enum import StrEnum
from typing import TextIO

from ...engine.reports.metrics import Figure, Unit
from ..base.csv.text import write_rows
from .group_report import GroupReport
from .report_tables import MAX_CUSTOMERS, by_month, top_customers
from .rule_results import by_rule
from .sold_goods import MAX_ITEMS, GoodsKind, sold_goods

Row = Sequence[object]


class ReportTable(StrEnum):
    """The tables of a group's report."""

    METRICS = "metrics"
    MONTHS = "months"
    CUSTOMERS = "customers"
    RULES = "rules"
    GOODS = "goods"


def export_report(
    report: GroupReport,
    table: ReportTable,
    *,
    file: TextIO,
    with_emails: bool,
    goods: GoodsKind = GoodsKind.PRODUCT,
    attribute_id: int | None = None,
) -> int:
    """Write a table of a report.

    :param with_emails: whether addresses of customers may be in it.
    :param goods: by what goods are summed up.
    :param attribute_id: the attribute by whose values they are.
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
        case ReportTable.GOODS:
            rows = _goods(report, goods, attribute_id)
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
        values = (report.figures[at].value for report in reports)
        rows.append((figure.metric.value, _unit(figure, first), *values))
    return write_rows(file, rows) - 1


def _metrics(report: GroupReport) -> Iterator[Row]:
    yield "metric", "unit", "value", "of_all", "share", "difference"
    for each in report.figures:
        numbers = each.value, each.of_all, each.share, each.difference
        yield each.metric.value, _unit(each, report), *numbers


def _months(report: GroupReport) -> Iterator[Row]:
    yield "month", "orders", "buyers", "members", "revenue", "discount", "currency"
    for each in by_month(report.audience, scope=report.scope):
        yield (
            each.begins_on,
            each.orders,
            each.buyers,
            each.members,
            each.revenue,
            each.discount,
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
            each.revenue,
            report.scope.currency,
            each.last_order_at,
            each.member_since,
        )


def _rules(report: GroupReport) -> Iterator[Row]:
    yield (
        *("kind", "code", "name", "orders", "units", "discount", "increase"),
        *("sold_amount", "revenue_without_taxes", "margin", "lines_below_cost"),
        *("loss_amount", "currency"),
    )
    for each in by_rule(report.audience, scope=report.scope):
        amounts = each.discount, each.increase, each.sold_amount
        yield (
            *(each.kind, each.code, each.name, each.orders, each.units),
            *(*amounts, each.revenue, each.margin, each.lines_below_cost),
            each.loss_amount,
            report.scope.currency,
        )


def _goods(
    report: GroupReport, kind: GoodsKind, attribute_id: int | None
) -> Iterator[Row]:
    yield "name", "units", "revenue_without_taxes", "share", "margin", "currency"
    found = sold_goods(
        report.audience,
        scope=report.scope,
        kind=kind,
        first=MAX_ITEMS,
        attribute_id=attribute_id,
    )
    for each in found.items:
        numbers = each.revenue, each.share, each.margin
        yield each.name, each.units, *numbers, report.scope.currency


def _unit(figure: Figure, report: GroupReport) -> str:
    """Return the unit, which for amounts is the currency."""
    if figure.unit is Unit.AMOUNT:
        return report.scope.currency
    return figure.unit.value
