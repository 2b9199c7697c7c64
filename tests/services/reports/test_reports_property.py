"""Every number of a report equals a plain-Python reading of the same orders."""

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from random import Random
from unittest.mock import patch

from django.db import transaction
from django.test import override_settings
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from saleor_customer_groups.engine.money import round_fraction
from saleor_customer_groups.engine.reports.metrics import measure
from saleor_customer_groups.services.base import bulk_sql
from saleor_customer_groups.services.evaluation.order_figures import rebuild_figures
from saleor_customer_groups.services.reports import report_tables, rule_results
from saleor_customer_groups.services.reports.audiences import (
    Audience,
    everybody,
    in_no_group,
    of_groups,
)
from saleor_customer_groups.services.reports.group_report import (
    compare_groups,
    group_report,
)
from saleor_customer_groups.services.reports.scopes import (
    Basis,
    ReportScope,
    read_scope,
)
from saleor_customer_groups.services.reports.sold_goods import GoodsKind, sold_goods
from tests.conditions.generated import ZONES
from tests.port.past import CHANNELS
from tests.services.conftest import NOW

from .random_shop import RandomShop
from .reading import Reading, rounded

# Shops, and reports of each.
EXAMPLES = 5
REPORTS = 6


def test_reports_and_plain_python_agree(db: None) -> None:
    @settings(max_examples=EXAMPLES, deadline=None, phases=[Phase.generate])
    @given(random=st.randoms(use_true_random=True), zone=st.sampled_from(ZONES))
    def agree(random: Random, zone: str) -> None:
        with transaction.atomic(), override_settings(TIME_ZONE=zone):
            check(random, zone)
            transaction.set_rollback(True)

    agree()


def check(random: Random, zone: str) -> None:
    today = NOW.date()
    days = [today - timedelta(days=random.randint(1, 700)) for _ in range(4)]
    shop = RandomShop(random, zone)
    shop.live(days)
    rebuild_figures()
    for _ in range(REPORTS):
        start, end = sorted(random.sample([*days, today, date(2025, 1, 1)], k=2))
        scope = read_scope(
            start=str(start),
            end=str(max(end, start + timedelta(days=1))),
            currency=random.choice(["USD", "EUR"]),
            channel=random.choice([None, *filter(None, CHANNELS)]),
            basis=random.choice(list(Basis)),
            now=NOW,
        )
        # All customers together, or in parts.
        with patch.object(bulk_sql, "_SMALLEST_PART", random.choice((1, 20_000))):
            compare(shop, scope, descendants=random.random() < 0.5)


def compare(shop: RandomShop, scope: ReportScope, *, descendants: bool) -> None:
    groups = [shop.standard, shop.gold, shop.silver]
    audiences = [
        *of_groups(groups, descendants=descendants),
        everybody(),
        in_no_group(),
    ]
    of_all = Reading(shop, everybody(), scope).sums()
    expected = [
        measure(
            Reading(shop, audience, scope).sums(),
            of_all=of_all,
            years=scope.period.years,
            currency=scope.currency,
        )
        for audience in audiences
    ]

    reports = compare_groups(
        groups,
        scope=scope,
        with_everybody=True,
        with_no_group=True,
        descendants=descendants,
    )

    for report, figures in zip(reports, expected, strict=True):
        for found, wanted in zip(report.figures, figures, strict=True):
            assert found == wanted, (report.audience, found, wanted)
    for group, figures in zip(groups, expected, strict=False):
        report = group_report(group, scope=scope, descendants=descendants)
        assert report.figures == figures
        compare_tables(shop, report.audience, scope)


def compare_tables(shop: RandomShop, audience: Audience, scope: ReportScope) -> None:
    reading = Reading(shop, audience, scope)

    months = report_tables.by_month(audience, scope=scope)
    assert [
        (m.begins_on, m.orders, m.buyers, m.revenue, m.discount, m.members)
        for m in months
    ] == list(reading.months())
    top = report_tables.top_customers(audience, scope=scope, first=3)
    assert [
        (c.customer_id, c.orders, c.revenue, c.last_order_at) for c in top
    ] == reading.top()[:3]
    rules = rule_results.by_rule(audience, scope=scope)
    assert {
        each.code: (
            *(each.orders, each.units, each.increase - each.discount, each.revenue),
            *(each.margin, each.lines_below_cost, each.loss_amount),
        )
        for each in rules
    } == reading.rules()
    # As the random shop records it.
    assert all(each.sold_amount == 7 * each.units for each in rules)
    for kind in reading.shop.names:
        compare_goods(reading, audience, scope, GoodsKind(kind))


def compare_goods(
    reading: Reading, audience: Audience, scope: ReportScope, kind: GoodsKind
) -> None:
    expected = reading.goods(kind.value)
    total = sum((brought for _, _, brought, _ in reading.sold_lines()), Decimal(0))
    nowhere = reading.nowhere(kind.value)

    found = sold_goods(audience, scope=scope, kind=kind, first=100)
    assert {
        each.name: (each.units, each.revenue, each.margin) for each in found.items
    } == {
        name: (units, rounded(brought), None if margin is None else rounded(margin))
        for name, (units, brought, margin) in expected.items()
    }
    revenues = [each.revenue for each in found.items]
    assert revenues == sorted(revenues, reverse=True)
    assert (found.others_count, found.others) == (0, 0)
    assert (found.nowhere, found.total) == (rounded(nowhere), rounded(total))
    assert [each.share for each in found.items] == [
        round_fraction(100 * Fraction(expected[each.name][1]) / Fraction(total))
        if total
        else None
        for each in found.items
    ]

    first = sold_goods(audience, scope=scope, kind=kind, first=1)
    assert first.items == found.items[:1]
    others = [expected[each.name][1] for each in found.items[1:]]
    assert (first.others_count, first.others) == (
        len(others),
        rounded(sum(others, Decimal(0))),
    )
    assert (first.nowhere, first.total) == (found.nowhere, found.total)
