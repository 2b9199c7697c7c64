"""Which promotions count, and in which order. pricing.md, section 3."""

import pytest

from saleor_customer_groups.engine import explain
from saleor_customer_groups.engine.scenarios import read_scenario

from ..shop import (
    buy,
    discounts,
    group,
    line,
    message,
    only,
    percent_off,
    promotion,
    reason,
    unit_prices,
)

TEN = {"kind": "percent_off", "percent": "10"}
TWENTY_ON_COFFEE = {
    "kind": "percent_off",
    "percent": "20",
    "scope": only(categories=["coffee"]),
}


def minimum(amount, currency="USD", scope=None):
    return {
        "kind": "min_subtotal",
        "amount": amount,
        "currency": currency,
        "scope": scope or {},
    }


def at_least(quantity, scope=None):
    return {"kind": "min_quantity", "quantity": quantity, "scope": scope or {}}


@pytest.mark.parametrize(
    ("terms", "discount", "why"),
    [
        ({}, "10.00", "applied"),
        ({"is_active": False}, "0.00", "inactive"),
        ({"valid_from": "2026-03-15T12:00:00+00:00"}, "10.00", "applied"),
        ({"valid_from": "2026-03-15T12:00:01+00:00"}, "0.00", "not_yet_valid"),
        ({"valid_until": "2026-03-15T12:00:00+00:00"}, "0.00", "expired"),
        ({"channels": ["shop"]}, "0.00", "wrong_channel"),
        ({"channels": ["web"]}, "10.00", "applied"),
        ({"groups": ["other"]}, "0.00", "not_in_group"),
        ({"groups": ["other", "vip"]}, "10.00", "applied"),
        ({"with_vouchers": "refuse"}, "0.00", "voucher_present"),
        ({"limit_total": 7}, "0.00", "limit_reached"),
        ({"limit_total": 8}, "10.00", "applied"),
        ({"limit_per_customer": 2}, "0.00", "limit_reached"),
        ({"limit_per_customer": 3}, "10.00", "applied"),
        ({"conditions": [minimum("100.00")]}, "10.00", "applied"),
        ({"conditions": [minimum("100.01")]}, "0.00", "condition_not_met"),
        ({"conditions": [minimum("1.00", "EUR")]}, "0.00", "condition_not_met"),
        ({"conditions": [at_least(1)]}, "10.00", "applied"),
        ({"conditions": [at_least(2)]}, "0.00", "condition_not_met"),
        (
            {"conditions": [at_least(1, only(variants=["B"]))]},
            "0.00",
            "condition_not_met",
        ),
        ({"conditions": [at_least(1), minimum("500.00")]}, "0.00", "condition_not_met"),
    ],
)
def test_a_promotion_counts_within_its_terms(terms, discount, why):
    offer = {**promotion("p", TEN), **terms}

    result = buy(
        line(),
        promotions=[offer],
        groups=[group("vip"), group("other")],
        has_voucher=True,
        usage={"p": {"total": 7, "customer": 2}},
    )

    assert discounts(result) == [discount]
    assert reason(result, "p") == why
    assert result["promotions"] == (["p"] if why == "applied" else [])


def test_a_promotion_that_was_never_used_has_reached_no_limit():
    offer = promotion("p", TEN, limit_total=1, limit_per_customer=1)

    assert discounts(buy(line(), promotions=[offer])) == ["10.00"]


def test_a_promotion_is_for_the_members_of_descendants_too():
    groups = [group("vip"), group("child", parent="vip")]
    offers = [promotion("p", TEN)]

    assert discounts(
        buy(line(), promotions=offers, groups=groups, member_of=["child"])
    ) == ["10.00"]


def test_a_promotion_of_two_groups_of_a_customer_counts_once():
    offer = promotion("p", TEN, ["vip", "gold"])

    result = buy(
        line(),
        promotions=[offer],
        groups=[group("vip"), group("gold")],
        member_of=["vip", "gold"],
    )

    assert discounts(result) == ["10.00"]


class TestConditions:
    """What is asked of the cart as the unit stage left it."""

    @pytest.mark.parametrize(
        ("listed", "discount"), [("600.00", "51.00"), ("550.00", "0.00")]
    )
    def test_the_minimum_is_asked_after_group_prices(self, listed, discount):
        spring = promotion("spring", TEN, conditions=[minimum("500")])

        result = buy(
            line(unit_price=listed),
            rules=[percent_off("vip-15", "15")],
            promotions=[spring],
        )

        assert discounts(result) == [discount]

    def test_locked_lines_count(self):
        offer = promotion("p", TEN, conditions=[minimum("150.00"), at_least(2)])

        result = buy(line("A"), line("B", "50.00", locked=True), promotions=[offer])

        assert discounts(result) == ["10.00", "0.00"]

    def test_they_may_ask_for_a_scope_of_their_own(self):
        offer = promotion(
            "p", TEN, conditions=[minimum("100.00", scope=only(variants=["B"]))]
        )

        result = buy(line("A"), line("B", "99.99"), promotions=[offer])

        assert discounts(result) == ["0.00", "0.00"]

    def test_a_promotion_does_not_switch_another_one_off(self):
        offers = [
            promotion("first", TEN, priority=1),
            promotion("second", TEN, conditions=[minimum("100.00")]),
        ]

        assert discounts(buy(line(), promotions=offers)) == ["19.00"]


class TestExclusive:
    """Promotions that want to stand alone."""

    def test_one_stands_alone(self):
        offers = [
            promotion("plain", TEN, priority=9),
            promotion("z", TEN, exclusive=True),
        ]

        result = buy(line(), promotions=offers)

        assert result["promotions"] == ["z"]
        assert reason(result, "plain") == "exclusive_other"

    def test_of_several_the_first_by_priority_then_code_counts(self):
        offers = [promotion(code, TEN, exclusive=True) for code in "ba"]

        assert buy(line(), promotions=offers)["promotions"] == ["a"]
        offers[0]["priority"] = 1
        assert buy(line(), promotions=offers)["promotions"] == ["b"]

    def test_one_that_gives_nothing_is_passed_over(self):
        offers = [
            promotion("coffee", TWENTY_ON_COFFEE, priority=9, exclusive=True),
            promotion("next", TEN, exclusive=True),
            promotion("plain", TEN),
        ]

        result = buy(line(), promotions=offers)

        assert result["promotions"] == ["next"]
        assert reason(result, "coffee") == "out_of_scope"

    def test_one_that_gives_nothing_uses_no_units(self):
        nothing = {"kind": "buy_x_get_y", "percent_off": "0"}
        something = {"kind": "buy_x_get_y"}
        offers = [promotion("a", nothing, exclusive=True), promotion("b", something)]

        result = buy(line(quantity=2), promotions=offers)

        assert discounts(result) == ["100.00"]

    def test_one_that_is_not_eligible_shuts_nothing_out(self):
        offers = [
            promotion("off", TEN, exclusive=True, conditions=[at_least(9)]),
            promotion("plain", TEN),
        ]

        assert buy(line(), promotions=offers)["promotions"] == ["plain"]

    def test_a_gift_may_stand_alone(self):
        gift = {"kind": "gift", "variants": ["G"]}
        offers = [promotion("gift", gift, exclusive=True), promotion("plain", TEN)]

        result = buy(line(), promotions=offers)

        assert (result["promotions"], discounts(result)) == (["gift"], ["0.00"])
        assert buy(line(), promotions=offers, stock={"G": 0})["promotions"] == ["plain"]


def test_group_prices_come_first_and_are_named_first():
    result = buy(
        line(quantity=2),
        rules=[percent_off("vip-15", "15")],
        promotions=[promotion("spring", TEN)],
        shipping_price="10.00",
    )

    assert result["lines"] == [
        {
            "unit_price": "85.00",
            "discount": "17.00",
            "total": "153.00",
            "applied": ["vip-15", "spring"],
            "promotion_kept": False,
        }
    ]
    assert (result["subtotal"], result["total"]) == ("153.00", "163.00")


def test_promotions_leave_unit_prices_alone():
    result = buy(line(), promotions=[promotion("p", TEN)])

    assert unit_prices(result) == ["100.00"]
    assert result["lines"][0]["total"] == "90.00"


def test_units_can_be_priced_as_if_there_were_no_promotions():
    given = read_scenario(
        {
            "given": {
                "groups": [group("vip")],
                "customer": {"groups": ["vip"]},
                "price_rules": [percent_off("five", "5")],
                "promotions": [promotion("p", TEN)],
                "cart": {"lines": [line()]},
            }
        }
    ).input

    result = explain(given, given.rule_book(), about="prices")

    assert result.lines[0].applied == ("five",)
    assert str(result.total) == "95.00"
    assert [verdict.code for verdict in result.verdicts] == ["five"]


@pytest.mark.parametrize(
    ("conditions", "sentence"),
    [
        ([minimum("220.00")], "120.00 USD more for 10 % off"),
        (
            [minimum("220.00", scope=only(categories=["coffee"]))],
            "220.00 USD more of coffee for 10 % off",
        ),
        ([at_least(2)], "1 more unit for 10 % off"),
        (
            [at_least(4), minimum("100.01")],
            "3 more units and 0.01 USD more for 10 % off",
        ),
        ([minimum("1.00", "EUR")], "its minimum is in EUR for 10 % off"),
    ],
)
def test_it_says_what_is_missing(conditions, sentence):
    result = buy(line(), promotions=[promotion("p", TEN, conditions=conditions)])

    assert message(result, "p") == sentence
