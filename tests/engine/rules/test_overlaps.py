"""Whether two rules concern the same."""

from datetime import UTC, datetime, timedelta

import pytest

from saleor_customer_groups.engine import PriceRule
from saleor_customer_groups.engine.rules.overlaps import (
    count_together,
    counts_wherever,
    scopes_meet,
)

from ..shop import percent_off

NOW = datetime(2026, 3, 15, 12, tzinfo=UTC)
SOON, LATER = NOW + timedelta(days=1), NOW + timedelta(days=2)
COFFEE = {"include": {"categories": ["coffee"]}}
DRINKS = {"include": {"categories": ["coffee", "tea"]}}
CARDS = {("products", "card"), ("categories", "cards")}
NOT_DECAF = {**COFFEE, "exclude": {"variants": ["decaf"]}}


def rule(**terms):
    return PriceRule.model_validate({**percent_off("rule", "10"), **terms})


def amount(currency):
    return {"kind": "amount_off", "amount": "1", "currency": currency}


def from_units(units):
    tiers = [{"min_quantity": units, "percent": "10"}]
    return {"kind": "percent_off", "tiers": tiers}


@pytest.mark.parametrize(
    ("one", "other", "together"),
    [
        ({}, {}, True),
        ({"valid_until": SOON}, {"valid_from": SOON}, False),
        ({"valid_until": LATER}, {"valid_from": SOON}, True),
        ({"channels": ["a"]}, {"channels": ["b"]}, False),
        ({"channels": ["a"]}, {}, True),
    ],
)
def test_two_rules_count_at_the_same_time_and_place(one, other, together):
    assert count_together(rule(**one), rule(**other)) is together
    assert count_together(rule(**other), rule(**one)) is together


@pytest.mark.parametrize(
    ("one", "other", "meet"),
    [
        ({}, COFFEE, True),
        (COFFEE, DRINKS, True),
        (COFFEE, {"include": {"categories": ["tea"]}}, False),
        (COFFEE, {"include": {"products": ["coffee"]}}, False),
        # A rule for everything leaves gift cards out.
        ({}, {"include": {"products": ["card"]}}, False),
        ({}, {"include": {"categories": ["cards"]}}, False),
        ({}, {"include": {"products": ["card", "coffee"]}}, True),
        (
            {"include": {"products": ["card"]}},
            {"include": {"products": ["card"]}},
            True,
        ),
        ({}, {}, True),
    ],
)
def test_two_scopes_meet(one, other, meet):
    one, other = rule(scope=one).scope, rule(scope=other).scope

    assert scopes_meet(one, other, gift_cards=CARDS) is meet
    assert scopes_meet(other, one, gift_cards=CARDS) is meet


# The first of each pair counts wherever the second does; not the other way round.
WIDER = [
    ({}, {"scope": COFFEE}),
    ({"scope": DRINKS}, {"scope": COFFEE}),
    ({"scope": COFFEE}, {"scope": NOT_DECAF}),
    (
        {"scope": {"include": {"products": ["card", "coffee"]}}},
        {"scope": {"include": {"products": ["card"]}}},
    ),
    # Of such a category neither concerns anything.
    ({}, {"scope": {"include": {"categories": ["cards"]}}}),
    ({}, {"channels": ["a"]}),
    ({"channels": ["a", "b"]}, {"channels": ["a"]}),
    ({}, {"valid_from": SOON}),
    ({"valid_from": NOW - timedelta(days=1)}, {"valid_from": SOON}),
    ({}, {"valid_until": SOON}),
    ({"valid_until": LATER}, {"valid_until": SOON}),
    ({}, {"min_subtotal": "5"}),
    ({"min_subtotal": "5"}, {"min_subtotal": "6"}),
    ({}, {"min_quantity": 2}),
    ({}, {"with_vouchers": "refuse"}),
    ({}, {"adjustment": from_units(2)}),
    ({}, {"adjustment": amount("USD")}),
    (
        {"adjustment": from_units(2), "tiers_count": "product"},
        {"adjustment": from_units(3)},
    ),
]


@pytest.mark.parametrize(("wide", "narrow"), WIDER)
def test_a_rule_counts_wherever_a_narrower_one_does(wide, narrow):
    wide, narrow = rule(**wide), rule(**narrow)

    assert counts_wherever(wide, narrow, now=NOW, gift_cards=CARDS)
    assert counts_wherever(wide, wide, now=NOW, gift_cards=CARDS)
    assert not counts_wherever(narrow, wide, now=NOW, gift_cards=CARDS)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"adjustment": amount("USD")}, {"adjustment": amount("EUR")}),
        (
            {"min_subtotal": "5", "min_subtotal_currency": "USD"},
            {"min_subtotal": "5", "min_subtotal_currency": "EUR"},
        ),
        (
            {"adjustment": from_units(2), "tiers_count": "product"},
            {"adjustment": from_units(2), "tiers_count": "scope"},
        ),
        ({}, {"scope": {"include": {"products": ["card"]}}}),
    ],
)
def test_neither_counts_wherever_the_other_does(one, other):
    assert not counts_wherever(rule(**one), rule(**other), now=NOW, gift_cards=CARDS)
    assert not counts_wherever(rule(**other), rule(**one), now=NOW, gift_cards=CARDS)
