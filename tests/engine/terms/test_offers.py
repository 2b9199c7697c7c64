"""What is offered, what is lent and what waits: tables. terms.md, section 2."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given as for_all
from hypothesis import strategies as st

from saleor_customer_groups.engine.terms.facts import CustomerCredit, GroupTerms
from saleor_customer_groups.engine.terms.offers import (
    Debt,
    Purchase,
    allows_gateway,
    free_credit,
    offer_all,
    refusal_of_credit,
    waits_for_approval,
)

from ..reference import terms as reference

TODAY = date(2026, 3, 1)
NO_DEBT = Debt()
NOTHING_SAID = CustomerCredit()


def usd(amount):
    return Purchase(Decimal(amount), "USD", TODAY)


def terms(**more):
    return GroupTerms.model_validate(
        {"options": ["online", "bank_transfer", "net_terms"], "net_days": 30, **more}
    )


def limited(limit="100000", **more):
    return terms(credit_limit=limit, credit_currency="USD", **more)


def refused(given, purchase, debt=NO_DEBT, credit=NOTHING_SAID):
    found = refusal_of_credit(given, credit, debt, purchase)
    return found and (found[0].value, str(found[1]))


@pytest.mark.parametrize(
    ("total", "expected"),
    [
        (
            "6000",
            (
                "credit_exceeded",
                "The total is more than the credit that is left: 5,000.00 USD.",
            ),
        ),
        ("5000", None),
        (
            "5000.01",
            (
                "credit_exceeded",
                "The total is more than the credit that is left: 5,000.00 USD.",
            ),
        ),
    ],
)
def test_the_example_of_credit(total, expected):
    debt = Debt(amounts=((Decimal(90000), "USD"), (Decimal(5000), "USD")))

    assert refused(limited(), usd(total), debt) == expected


def test_who_owes_more_than_the_limit_has_nothing_free():
    debt = Debt(amounts=((Decimal(120000), "USD"),))

    assert refused(limited(), usd("1"), debt) == (
        "credit_exceeded",
        "The total is more than the credit that is left: 0.00 USD.",
    )


def test_what_is_owed_in_another_currency_does_not_count():
    debt = Debt(amounts=((Decimal(95000), "EUR"),))

    assert refused(limited(), usd("100000"), debt) is None


@pytest.mark.parametrize(
    ("total", "waits"), [("9999.99", False), ("10000.00", True), ("10000.01", True)]
)
def test_the_example_of_approval(total, waits):
    assert (
        waits_for_approval(terms(auto_approve_below="10000"), Decimal(total)) is waits
    )


def test_none_waits_where_it_is_open_and_all_do_at_0():
    assert not waits_for_approval(terms(), Decimal(10**9))
    assert waits_for_approval(terms(auto_approve_below="0"), Decimal("0.01"))


@pytest.mark.parametrize(
    ("given", "purchase", "debt", "credit", "expected"),
    [
        (terms(), usd(1), NO_DEBT, CustomerCredit(is_blocked=True), "blocked"),
        (terms(), usd(1), None, NOTHING_SAID, "unknown"),
        (terms(net_days=None), usd(1), NO_DEBT, NOTHING_SAID, "incomplete"),
        (
            limited(),
            Purchase(Decimal(1), "EUR", TODAY),
            NO_DEBT,
            NOTHING_SAID,
            "other_currency",
        ),
        (terms(), Purchase(Decimal(1), "EUR", TODAY), NO_DEBT, NOTHING_SAID, None),
    ],
)
def test_why_nothing_is_lent(given, purchase, debt, credit, expected):
    found = refused(given, purchase, debt, credit)

    assert (found and found[0]) == expected


@pytest.mark.parametrize(
    ("most", "days", "expected"),
    [
        (None, 500, None),
        (0, 0, None),
        (0, 1, "overdue"),
        (14, 14, None),
        (14, 15, "overdue"),
    ],
)
def test_who_is_overdue_for_longer_is_blocked(most, days, expected):
    debt = Debt(due_days=(TODAY + timedelta(days=9), TODAY - timedelta(days=days)))

    found = refused(terms(blocked_after_days_overdue=most), usd(1), debt)

    assert (found and found[0]) == expected


def test_each_option_of_the_terms_is_offered_in_one_order():
    given = terms(
        requires_purchase_order=True,
        auto_approve_below="50",
        instructions={"bank_transfer": "Pay to DE89."},
    )

    online, transfer, net = offer_all(given, NOTHING_SAID, NO_DEBT, usd(50))

    assert (online.option, online.is_available) == ("online", True)
    assert (transfer.option, transfer.is_available) == ("bank_transfer", True)
    assert transfer.instructions == "Pay to DE89."
    assert (transfer.due_on, transfer.needs_approval) == (None, False)
    assert (net.option, net.is_available) == ("net_terms", True)
    assert (net.net_days, net.due_on) == (30, date(2026, 3, 31))
    assert net.needs_purchase_order
    assert net.needs_approval


def test_a_fault_about_credit_refuses_net_terms_alone():
    found = offer_all(terms(), NOTHING_SAID, None, usd(50))

    assert [(each.option.value, each.is_available) for each in found] == [
        ("online", True),
        ("bank_transfer", True),
        ("net_terms", False),
    ]


def test_nothing_is_owed_where_there_is_nothing_to_pay():
    found = offer_all(terms(), NOTHING_SAID, NO_DEBT, usd(0))

    assert [(each.option.value, each.is_available) for each in found] == [
        ("online", True),
        ("bank_transfer", False),
        ("net_terms", False),
    ]


@pytest.mark.parametrize("given", [None, GroupTerms(net_days=30)])
def test_without_options_saleors_own_are_all_there_is(given):
    (only,) = offer_all(given, NOTHING_SAID, NO_DEBT, usd(50))

    assert (only.option, only.is_available) == ("online", True)
    assert allows_gateway(given, "any")


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({}, {"dummy": True, "adyen": True}),
        ({"gateways": ["dummy"]}, {"dummy": True, "adyen": False}),
        ({"options": ["net_terms"]}, {"dummy": False, "adyen": False}),
    ],
)
def test_gateways_are_narrowed(more, expected):
    given = terms(**more)

    assert {each: allows_gateway(given, each) for each in expected} == expected


AMOUNTS = st.decimals(0, 1000, places=2)
# What costs nothing is never lent.
TOTALS = st.decimals("0.01", 1000, places=2)


@for_all(st.one_of(st.none(), AMOUNTS), st.lists(AMOUNTS, max_size=4), TOTALS)
def test_the_plain_reading_of_credit_agrees(limit, owed, total):
    given = terms() if limit is None else limited(limit)
    debt = Debt(amounts=tuple((amount, "USD") for amount in owed))

    found = refused(given, usd(total), debt)

    assert (found is not None) is reference.is_refused(limit, owed, total)
    free = free_credit(given, debt)
    if limit is not None:
        # What is free is always accepted, a cent more never.
        assert (free > 0) or refused(given, usd("0.01"), debt)
        assert refused(given, usd(free + Decimal("0.01")), debt)
        assert sum(owed) > limit or not refused(given, usd(free), debt)
