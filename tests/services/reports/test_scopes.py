"""What a report is about, where nobody says it, and what is refused."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from saleor_customer_groups import port
from saleor_customer_groups.models import CustomerGroup, OrderFigures
from saleor_customer_groups.services.evaluation.order_figures import rebuild_figures
from saleor_customer_groups.services.reports import (
    group_report,
    report_tables,
    rule_results,
)
from saleor_customer_groups.services.reports.scopes import Basis, read_scope
from saleor_customer_groups.services.reports.sold_goods import GoodsKind, sold_goods
from tests.port import Catalogue
from tests.port.past import place
from tests.queries import counted
from tests.services.conftest import NOW

MakeCustomer = Callable[..., int]


@pytest.fixture
def shop(db: None) -> Catalogue:
    return Catalogue()


def test_the_twelve_months_up_to_today_in_the_shops_zone(
    shop: Catalogue, settings: Any
) -> None:
    settings.TIME_ZONE = "Pacific/Auckland"

    scope = read_scope(now=datetime(2026, 3, 15, 12, tzinfo=UTC))

    # There it is the 16th already.
    assert (scope.period.start, scope.period.end) == (
        date(2025, 3, 16),
        date(2026, 3, 16),
    )
    assert scope.ends_at == datetime(2026, 3, 15, 11, tzinfo=UTC)
    assert scope.earlier_at == datetime(2024, 3, 15, 11, tzinfo=UTC)
    assert (scope.zone, scope.basis) == ("Pacific/Auckland", Basis.MEMBERS_NOW)


def test_the_currency_of_most_orders_in_the_period(
    shop: Catalogue, make_customer: MakeCustomer
) -> None:
    assert read_scope(now=NOW).currency == "USD"
    ann = make_customer()
    for at, currency in (("2026-01-02", "EUR"), ("2026-01-03", "EUR")):
        place(
            ann, at=datetime.fromisoformat(f"{at}T00:00Z"), total="1", currency=currency
        )
    place(None, at=NOW, total="9000", currency="CHF")
    place(ann, at=datetime(2020, 1, 1, tzinfo=UTC), total="1", currency="PLN")
    rebuild_figures()

    assert read_scope(now=NOW).currency == "EUR"
    assert read_scope(end="2021-01-01", now=NOW).currency == "PLN"
    assert read_scope(currency="JPY", now=NOW).currency == "JPY"


@pytest.mark.parametrize(
    ("given", "field", "code"),
    [
        ({"start": "2026-02-30"}, "start", "invalid"),
        ({"end": "today"}, "end", "invalid"),
        ({"start": "2026-01-01", "end": "2026-01-01"}, "end", "invalid"),
        ({"start": "2026-01-02", "end": "2026-01-01"}, "end", "invalid"),
        ({"start": "1980-01-01"}, "start", "invalid"),
        ({"end": "0002-01-01"}, "start", "invalid"),
        ({"end": "9998-12-31"}, "start", "invalid"),
        ({"start": "2015-01-01", "end": "2025-01-02"}, "start", "too_many"),
        ({"currency": "XXQ"}, "currency", "invalid"),
        ({"channel": "nowhere"}, "channel", "not_found"),
    ],
)
def test_what_is_refused(
    shop: Catalogue, given: dict[str, Any], field: str, code: str
) -> None:
    with pytest.raises(ValidationError) as refused:
        read_scope(**given, now=NOW)

    assert [
        (name, each.code)
        for name, errors in refused.value.error_dict.items()
        for each in errors
    ] == [(field, code)]


def test_too_few_and_too_many_are_not_compared(
    shop: Catalogue, make_group: Callable[..., CustomerGroup]
) -> None:
    scope = read_scope(now=NOW)
    groups = [make_group(f"Group {number}") for number in range(13)]

    for some, everybody, message in (
        (groups[:1], False, "Name two to compare."),
        (groups, False, "13 columns to compare; the maximum is 12."),
        (groups[:12], True, "13 columns to compare; the maximum is 12."),
    ):
        with pytest.raises(ValidationError) as refused:
            group_report.compare_groups(some, scope=scope, with_everybody=everybody)
        assert refused.value.message_dict == {"groups": [message]}
    reports = group_report.compare_groups(groups[:1], scope=scope, with_no_group=True)
    assert [each.group for each in reports] == [groups[0], None]


@pytest.mark.parametrize("basis", list(Basis))
def test_queries_grow_with_neither_groups_nor_orders(
    shop: Catalogue,
    make_group: Callable[..., CustomerGroup],
    make_customer: MakeCustomer,
    basis: Basis,
) -> None:
    channel = port.channels()[0]
    scope = read_scope(basis=basis, channel=channel, now=NOW)
    groups = [make_group(f"Group {number}") for number in range(12)]
    make_group("Below", parent=groups[0])
    counts = []
    for number in (1, 20):
        for at in range(number):
            place(make_customer(f"ann{number}.{at}"), at=NOW, total="10")
        rebuild_figures()
        with counted() as queries:
            (report,) = group_report.compare_groups(
                groups[:1], scope=scope, descendants=True, with_everybody=True
            )[:1]
            group_report.compare_groups(groups, scope=scope, descendants=True)
            report_tables.by_month(report.audience, scope=scope)
            report_tables.top_customers(report.audience, scope=scope, first=10)
            rule_results.by_rule(report.audience, scope=scope)
            sold_goods(report.audience, scope=scope, kind=GoodsKind.CATEGORY, first=10)
        counts.append(queries.count)

    assert counts[0] == counts[1]


def test_orders_that_the_night_has_yet_to_fill_in_are_counted(
    shop: Catalogue, make_customer: MakeCustomer
) -> None:
    for at in ("2026-03-14", "2026-03-13", "2020-03-13"):
        place(None, at=datetime.fromisoformat(f"{at}T12:00Z"), total="10")
    rebuild_figures()
    scope = read_scope(now=NOW)
    assert group_report.orders_without_figures(scope) == 0
    for lacking in ("channel", "group_codes", "line_share"):
        OrderFigures.objects.update(**{lacking: None})

        assert group_report.orders_without_figures(scope) == 2
        rebuild_figures()
        assert group_report.orders_without_figures(scope) == 0
