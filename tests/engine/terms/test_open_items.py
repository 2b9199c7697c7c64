"""Due days, early payment, open amounts and their age. terms.md, section 2."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given as for_all
from hypothesis import strategies as st

from saleor_customer_groups.engine.terms.facts import GroupTerms
from saleor_customer_groups.engine.terms.open_items import (
    Money,
    age_of,
    aging,
    agree,
    days_overdue,
    early_amount,
)
from saleor_customer_groups.engine.terms.purchase_orders import (
    problem_of_number,
    read_number,
)

from ..reference import terms as reference

MARCH_1 = date(2026, 3, 1)
TWO_TEN_NET_30 = GroupTerms(
    net_days=30, early_payment_percent=Decimal(2), early_payment_days=10
)


def agreed(total="1000.00", terms=TWO_TEN_NET_30, currency="USD"):
    return agree(terms, total=Decimal(total), currency=currency, placed_on=MARCH_1)


def test_the_example_of_the_page():
    found = agreed()

    assert found.due_on == date(2026, 3, 31)
    assert found.early_until == date(2026, 3, 11)
    assert found.early_amount == Decimal("980.00")
    assert found.is_settled_early([(date(2026, 3, 11), Decimal("980.00"))])
    assert not found.is_settled_early([(date(2026, 3, 12), Decimal("980.00"))])
    assert not found.is_settled_early([(date(2026, 3, 11), Decimal("979.99"))])


def test_parts_count_together_if_all_are_in_time():
    parts = [(date(2026, 3, 2), Decimal(500)), (date(2026, 3, 11), Decimal(480))]

    assert agreed().is_settled_early(parts)
    late = [parts[0], (date(2026, 3, 12), Decimal(480))]
    assert not agreed().is_settled_early(late)
    assert not agreed().is_settled_early([])


@pytest.mark.parametrize(
    ("total", "percent", "currency", "expected"),
    [
        ("0.25", "2", "USD", "0.25"),  # 0.245
        ("99.99", "2", "USD", "97.99"),  # 97.9902
        ("33.33", "3.5", "USD", "32.16"),  # 32.16345
        ("1005", "2", "JPY", "985"),  # 984.9
        ("1.001", "2", "BHD", "0.981"),  # 0.98098
    ],
)
def test_the_early_amount_is_rounded_once(total, percent, currency, expected):
    terms = GroupTerms(
        early_payment_percent=Decimal(percent), early_payment_days=10, net_days=30
    )

    assert agreed(total, terms, currency).early_amount == Decimal(expected)


@pytest.mark.parametrize(
    ("refunded", "expected"),
    [("0", "980"), ("200", "784"), ("0.01", "979.99"), ("1000", "0"), ("1200", "0")],
)
def test_what_has_come_back_is_not_in_it(refunded, expected):
    found = early_amount(
        Decimal(2), total=Decimal(1000), refunded=Decimal(refunded), currency="USD"
    )

    assert found == Decimal(expected)


def test_what_was_given_back_is_not_received():
    day = date(2026, 3, 11)

    back = [(day, Decimal(1000)), (day, Decimal("-20.01"))]
    assert not agreed().is_settled_early(back)
    assert agreed().is_settled_early([back[0], (day, Decimal(-20))])
    late = [back[0], (date(2026, 3, 12), Decimal(-20))]
    assert agreed().is_settled_early(late)


def test_without_days_there_is_neither():
    found = agreed(terms=GroupTerms())

    assert (found.due_on, found.early_until, found.early_amount) == (None, None, None)
    assert not found.is_settled_early([(MARCH_1, Decimal(1000))])


def test_days_are_those_of_the_calendar():
    leap = agree(
        GroupTerms(net_days=30),
        total=Decimal(1),
        currency="USD",
        placed_on=date(2028, 2, 1),
    )

    assert leap.due_on == date(2028, 3, 2)


@pytest.mark.parametrize(
    ("money", "expected"),
    [
        ({}, "100"),
        ({"captured": 40}, "60"),
        ({"captured": 100}, "0"),
        ({"captured": 120}, "0"),
        ({"captured": 70, "refunded": 30}, "0"),
        ({"refunded": 30}, "70"),
        ({"captured": 98, "credited": 2}, "0"),
        ({"captured": 40, "is_undone": True}, "0"),
    ],
)
def test_what_is_open(money, expected):
    values = {
        name: value if isinstance(value, bool) else Decimal(value)
        for name, value in money.items()
    }

    assert Money(total=Decimal(100), **values).open_amount == Decimal(expected)


@pytest.mark.parametrize(
    ("days", "age"),
    [
        (0, "0"),
        (1, "1-30"),
        (30, "1-30"),
        (31, "31-60"),
        (60, "31-60"),
        (61, "61-90"),
        (90, "61-90"),
        (91, "over 90"),
        (4000, "over 90"),
    ],
)
def test_the_columns_of_the_aging_list(days, age):
    assert age_of(days) == age


def test_an_order_is_overdue_from_the_day_after():
    assert days_overdue(MARCH_1, today=MARCH_1) == 0
    assert days_overdue(MARCH_1, today=date(2026, 3, 2)) == 1
    assert days_overdue(MARCH_1, today=date(2026, 2, 1)) == 0
    assert days_overdue(None, today=MARCH_1) == 0


def test_the_aging_list_sums_up():
    items = [(0, Decimal(1)), (30, Decimal(2)), (31, Decimal(4)), (0, Decimal(8))]

    assert {age.value: amount for age, amount in aging(items).items()} == {
        "0": 9,
        "1-30": 2,
        "31-60": 4,
        "61-90": 0,
        "over 90": 0,
    }


@for_all(
    st.decimals(0, 10**6, places=2),
    st.decimals(Decimal("0.01"), Decimal("99.99"), places=2),
    st.integers(0, 400),
    st.integers(0, 400),
    st.decimals(0, 10**6, places=2),
)
def test_the_plain_reading_agrees(total, percent, early, net, refunded):
    terms = GroupTerms.model_construct(
        net_days=net, early_payment_percent=percent, early_payment_days=early
    )

    found = agreed(total, terms)

    assert found.due_on == reference.days_after(MARCH_1, net)
    assert found.early_until == reference.days_after(MARCH_1, early)
    assert found.early_amount == reference.early_amount(total, percent)
    assert 0 <= found.early_amount <= total
    left = early_amount(percent, total=total, refunded=refunded, currency="USD")
    assert left == reference.early_amount(total, percent, refunded)
    assert 0 <= left <= found.early_amount
    on_time = [(found.early_until, found.early_amount)]
    assert found.is_settled_early(on_time) is (found.early_amount > 0)
    assert not found.is_settled_early(
        [(found.early_until + timedelta(days=1), found.early_amount)]
    )


@pytest.mark.parametrize(
    ("text", "number", "problem"),
    [
        ("PO-1", "PO-1", ""),
        ("  PO 1 ", "PO 1", ""),
        (None, "", ""),
        ("   ", "", ""),
        ("a" * 64, "a" * 64, ""),
        ("a" * 65, "a" * 65, "A purchase order number has at most 64 characters."),
        ("Å/ß-№", "Å/ß-№", ""),
        ("a\nb", "a\nb", "A purchase order number has only printable characters."),
        ("a\x00b", "a\x00b", "A purchase order number has only printable characters."),
    ],
)
def test_numbers_of_buyers(text, number, problem):
    assert read_number(text) == number
    assert problem_of_number(number) == problem
