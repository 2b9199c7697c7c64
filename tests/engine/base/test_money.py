"""Rounding and sharing. pricing.md, introduction and section 3."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saleor_customer_groups.engine.money import (
    decimals,
    from_minor_units,
    has_too_many_decimals,
    is_currency,
    largest_remainder,
    percent_of_minor_units,
    round_amount,
    to_minor_units,
    write_amount,
)


@pytest.mark.parametrize(
    ("amount", "currency", "rounded"),
    [
        ("0.5", "JPY", "1"),
        ("1.4999", "JPY", "1"),
        ("2.005", "USD", "2.01"),
        ("2.0049999999999999999999999999999", "USD", "2.00"),
        ("2.0005", "BHD", "2.001"),
        ("12345678901234567890123456789012345.675", "USD",
         "12345678901234567890123456789012345.68"),
    ],
)  # fmt: skip
def test_amounts_are_rounded_half_up(amount, currency, rounded):
    assert str(round_amount(Decimal(amount), currency)) == rounded
    assert write_amount(Decimal(amount), currency) == rounded


def test_currencies_are_known_with_their_decimals():
    assert [decimals(code) for code in ("JPY", "USD", "BHD")] == [0, 2, 3]
    assert is_currency("EUR")
    assert not any(is_currency(code) for code in ("eur", "XYZ", "", "EURO"))


def test_minor_units_go_there_and_back():
    assert to_minor_units(Decimal("12.34"), "USD") == 1234
    assert from_minor_units(1234, "BHD") == Decimal("1.234")
    assert has_too_many_decimals(Decimal("0.001"), "USD")
    assert not has_too_many_decimals(Decimal("0.1000"), "USD")


@pytest.mark.parametrize(
    ("units", "percent", "expected"),
    [(5, "10", 1), (4, "10", 0), (1, "50", 1), (3, "33.34", 1), (100, "0", 0)],
)
def test_percentages_of_minor_units_are_rounded_half_up(units, percent, expected):
    assert percent_of_minor_units(Decimal(percent))(units) == expected


@pytest.mark.parametrize(
    ("units", "weights", "shares"),
    [
        (10, [1, 1, 1], [4, 3, 3]),
        (5, [20, 10], [3, 2]),
        (1, [1, 2], [0, 1]),
        (2, [1, 1, 0, 1], [1, 1, 0, 0]),
        (0, [1, 2], [0, 0]),
        (3, [0, 0], [0, 0]),
        (3, [], []),
    ],
)
def test_what_is_left_goes_to_the_largest_remainders(units, weights, shares):
    assert largest_remainder(units, weights) == shares


@given(st.lists(st.integers(0, 10**12), min_size=1), st.data())
def test_shares_sum_exactly_and_exceed_no_weight(weights, data):
    units = data.draw(st.integers(0, sum(weights)))

    shares = largest_remainder(units, weights)

    assert sum(shares) == units
    assert all(
        0 <= share <= weight for share, weight in zip(shares, weights, strict=True)
    )
