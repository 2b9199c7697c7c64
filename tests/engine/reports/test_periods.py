"""How long periods of reports are, and what comes before them."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saleor_customer_groups.engine.reports.periods import (
    ReportPeriod,
    months_later,
    twelve_months_to,
)


def period(start: str, end: str) -> ReportPeriod:
    return ReportPeriod(date.fromisoformat(start), date.fromisoformat(end))


@pytest.mark.parametrize(
    ("start", "end", "years", "earlier"),
    [
        ("2025-03-15", "2026-03-15", "1", "2024-03-15"),
        # A year is a year, also with a day more.
        ("2024-01-01", "2025-01-01", "1", "2023-01-01"),
        ("2026-01-01", "2026-04-01", "1/4", "2025-10-01"),
        ("2026-01-31", "2026-02-28", "1/12", "2025-12-31"),
        ("2026-01-01", "2026-01-11", "5/186", "2025-12-22"),
        ("2026-01-01", "2026-02-15", "1/8", "2025-11-17"),
        ("2026-02-28", "2026-03-01", "1/336", "2026-02-27"),
    ],
)
def test_years_and_the_period_before(
    start: str, end: str, years: str, earlier: str
) -> None:
    found = period(start, end)

    assert found.years == Fraction(years)
    assert found.earlier == period(earlier, start)


def test_months_are_those_of_which_there_is_a_day() -> None:
    assert list(map(str, period("2025-11-30", "2026-02-01").months())) == [
        "2025-11-01",
        "2025-12-01",
        "2026-01-01",
    ]


def test_the_last_twelve_months() -> None:
    assert twelve_months_to(date(2024, 2, 29)) == period("2023-02-28", "2024-02-29")


@given(st.dates(date(1980, 1, 1), date(2080, 1, 1)), st.integers(1, 4000))
def test_a_period_has_about_as_many_years_as_days(start: date, days: int) -> None:
    found = ReportPeriod(start, date.fromordinal(start.toordinal() + days))

    assert abs(float(found.years) - days / 365.25) < 0.02
    assert found.earlier.end == start
    assert abs((start - found.earlier.start).days - days) <= 5
    assert months_later(months_later(start.replace(day=1), 7), -7) == start.replace(
        day=1
    )
