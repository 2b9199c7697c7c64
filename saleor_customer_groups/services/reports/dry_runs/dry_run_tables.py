"""Tables of the report of a dry run as CSV files. docs/dry-run.md, Over GraphQL."""

from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from typing import TextIO

from django.contrib.auth import get_user_model

from ....engine.reports.dry_run_reports import Change, DryRunReport, Extremes, Sums
from ...base.csv.text import write_rows

Row = Sequence[object]


class DryRunTable(StrEnum):
    """The tables of the report of a dry run."""

    SUMS = "sums"
    HISTOGRAM = "histogram"
    CUSTOMERS = "customers"
    PRODUCTS = "products"
    GROUPS = "groups"
    LOSING_RULES = "losing_rules"


def export_dry_run(
    report: DryRunReport, table: DryRunTable, *, file: TextIO, with_emails: bool
) -> int:
    """Write a table of a report.

    :param with_emails: whether addresses of customers may be in it.
    :returns: how many rows there are.
    """
    match table:
        case DryRunTable.SUMS:
            rows = _sums(report)
        case DryRunTable.HISTOGRAM:
            rows = _histogram(report)
        case DryRunTable.CUSTOMERS:
            rows = _customers(report, with_emails=with_emails)
        case DryRunTable.PRODUCTS:
            rows = _changes("product", report.products, report)
        case DryRunTable.GROUPS:
            rows = _changes("group", report.groups, report)
        case DryRunTable.LOSING_RULES:
            rows = _losing(report)
    return write_rows(file, rows) - 1


def _sums(report: DryRunReport) -> Iterator[Row]:
    yield "figure", "unit", "before", "after", "difference"
    units = {"known_cost_percent": "percent"}
    numbers = {"lines_below_cost", "lines_below_floor", "gift_units"}
    for name in Sums.model_fields:
        before, after = getattr(report.before, name), getattr(report.after, name)
        unit = "number" if name in numbers else units.get(name, report.currency)
        known = before is not None and after is not None
        yield name, unit, before, after, after - before if known else None


def _histogram(report: DryRunReport) -> Iterator[Row]:
    yield "from_percent", "until_percent", "orders", "difference", "currency"
    for each in report.histogram:
        bounds = each.from_percent, each.until_percent
        yield *bounds, each.orders, each.difference, report.currency


def _customers(report: DryRunReport, *, with_emails: bool) -> Iterator[Row]:
    emails: Mapping[int, str] = {}
    if with_emails:
        pks = [int(each.key) for each in _of(report.customers)]
        users = get_user_model()._default_manager.filter(pk__in=pks)
        emails = dict(users.values_list("pk", "email"))
    yield "email", "orders", "before", "after", "difference", "currency"
    for each in _of(report.customers):
        yield emails.get(int(each.key)), *_amounts(each, report)


def _changes(what: str, of: Extremes, report: DryRunReport) -> Iterator[Row]:
    yield what, "orders", "before", "after", "difference", "currency"
    for each in _of(of):
        yield each.name, *_amounts(each, report)


def _losing(report: DryRunReport) -> Iterator[Row]:
    yield "kind", "code", "name", "orders", "lines"
    for each in report.losing:
        yield each.kind, each.code, each.name, each.orders, each.lines


def _of(extremes: Extremes) -> list[Change]:
    """Return those that change most, those that pay less first, each once."""
    return list({each.key: each for each in (*extremes.less, *extremes.more)}.values())


def _amounts(change: Change, report: DryRunReport) -> Row:
    amounts = change.before, change.after, change.difference
    return change.orders, *amounts, report.currency
