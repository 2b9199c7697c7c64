"""Metrics of reports, to the last digit. docs/reports.md."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saleor_customer_groups.engine.money import round_fraction
from saleor_customer_groups.engine.reports.metrics import (
    Figure,
    ReportMetric,
    Sums,
    measure,
)

D = Decimal
NOTHING = Sums(
    customers=0,
    buyers=0,
    earlier_buyers=0,
    returning_buyers=0,
    orders=0,
    customer_orders=0,
    revenue=D(0),
    customer_revenue=D(0),
    lifetime_amount=D(0),
    listed_amount=D(0),
    discount_amount=D(0),
    increase_amount=D(0),
    early_payment_amount=D(0),
    goods_amount=D(0),
    costed_amount=D(0),
    margin_amount=None,
)
FRIENDS = Sums(
    customers=45,
    buyers=40,
    earlier_buyers=32,
    returning_buyers=24,
    orders=456,
    customer_orders=456,
    revenue=D(1234567),
    customer_revenue=D(1234567),
    lifetime_amount=D("2000000.01"),
    listed_amount=D(1_500_000),
    discount_amount=D(250_000),
    increase_amount=D("12.5"),
    early_payment_amount=D(90),
    goods_amount=D(1_000_000),
    costed_amount=D(800_000),
    margin_amount=D(200_000),
    joined=5,
    left=2,
)
SHOP = replace(
    FRIENDS,
    customers=450,
    buyers=100,
    earlier_buyers=64,
    returning_buyers=16,
    orders=1000,
    customer_orders=900,
    revenue=D(2_469_134),
    customer_revenue=D(2_000_000),
    lifetime_amount=D(9_000_000),
    joined=None,
    left=None,
)


def figures(
    sums: Sums = FRIENDS, of_all: Sums = SHOP, *, years: Fraction = Fraction(1)
) -> dict[ReportMetric, Figure]:
    found = measure(sums, of_all=of_all, years=years, currency="USD")
    assert [each.metric for each in found] == list(ReportMetric)
    return {each.metric: each for each in found}


@pytest.mark.parametrize(
    ("metric", "value", "of_all", "share", "difference"),
    [
        ("customers", "45", "450", "10", None),
        ("revenue", "1234567.00", "2469134.00", "50", None),
        ("orders", "456", "1000", "45.6", None),
        ("average_order_value", "2707.38", "2469.13", None, "9.65"),
        ("order_frequency", "10.13", "2", None, "406.67"),
        ("orders_per_customer", "10.13", "2", None, "406.67"),
        ("revenue_per_customer", "27434.82", "4444.44", None, "517.28"),
        ("lifetime_value", "44444.44", "20000.00", None, "122.22"),
        ("buyers", "40", "100", "88.89", None),
        ("retention", "75", "25", None, None),
        ("discount", "250000", "250000", "100", None),
        ("discount_rate", "16.67", "16.67", None, None),
        ("increase", "12.50", "12.50", "100", None),
        ("margin", "200000", "200000", "100", None),
        ("net_margin", "25", "25", None, None),
        ("cost_coverage", "80", "80", None, None),
        ("joined", "5", None, None, None),
        ("left", "2", None, None, None),
    ],
)
def test_each_metric(
    metric: str,
    value: str,
    of_all: str | None,
    share: str | None,
    difference: str | None,
) -> None:
    found = figures()[ReportMetric(metric)]

    expected = [None if each is None else D(each) for each in (of_all, share)]
    assert found.value == D(value)
    assert [found.of_all, found.share] == expected
    assert found.difference == (None if difference is None else D(difference))


def test_frequency_is_by_year() -> None:
    assert figures(years=Fraction(1, 4))[ReportMetric.ORDER_FREQUENCY].value == D(
        "40.53"
    )


def test_what_does_not_exist_is_none() -> None:
    found = figures(NOTHING, NOTHING)

    known = {metric: each.value for metric, each in found.items() if each.value == 0}
    assert set(known) == {
        ReportMetric.CUSTOMERS,
        ReportMetric.REVENUE,
        ReportMetric.ORDERS,
        ReportMetric.BUYERS,
        ReportMetric.DISCOUNT,
        ReportMetric.INCREASE,
        ReportMetric.EARLY_PAYMENT_DISCOUNT,
    }
    others = [each for metric, each in found.items() if metric not in known]
    assert {each.value for each in others} == {None}
    assert {each.share for each in found.values()} == {None}
    assert {each.difference for each in found.values()} == {None}


def test_orders_without_customers_have_an_average() -> None:
    guests = replace(NOTHING, orders=2, revenue=D(5))

    found = figures(guests, guests)

    assert found[ReportMetric.AVERAGE_ORDER_VALUE].value == D("2.50")
    assert found[ReportMetric.ORDERS_PER_CUSTOMER].value is None


@pytest.mark.parametrize(
    ("value", "rounded"),
    [
        ("1/3", "0.33"),
        ("2/3", "0.67"),
        ("1/200", "0.01"),
        ("-1/200", "-0.01"),
        ("1/201", "0.00"),
        ("-1/201", "0.00"),
        ("5", "5.00"),
    ],
)
def test_ratios_are_rounded_half_up(value: str, rounded: str) -> None:
    assert str(round_fraction(Fraction(value))) == rounded


@given(st.fractions(), st.integers(0, 4))
def test_a_rounded_ratio_is_the_nearest(value: Fraction, places: int) -> None:
    rounded = round_fraction(value, places)

    assert abs(Fraction(rounded) - value) <= Fraction(1, 2 * 10**places)
