"""Gift cards are in a scope only where it names them. pricing.md, section 1."""

import pytest

from ..shop import (
    buy,
    discounts,
    line,
    only,
    percent_off,
    promotion,
    reason,
    unit_prices,
)

CARD = {
    "product": "CARD",
    "product_type": "cards",
    "categories": ["presents"],
    "collections": ["top"],
    "gift_card": True,
}


def card(**more):
    return line("C", "100.00", **{**CARD, **more})


@pytest.mark.parametrize(
    ("scope", "price"),
    [
        ({}, "100.00"),
        ({"include": {}, "exclude": {"products": ["X"]}}, "100.00"),
        (only(categories=["presents"]), "100.00"),
        (only(collections=["top"]), "100.00"),
        (only(categories=["presents"], products=["X"]), "100.00"),
        (only(variants=["C"]), "90.00"),
        (only(products=["CARD"]), "90.00"),
        (only(product_types=["cards"]), "90.00"),
        (only(products=["CARD"]) | {"exclude": {"categories": ["presents"]}}, "100.00"),
    ],
)
def test_a_rule_counts_for_it_only_where_the_rule_names_it(scope, price):
    result = buy(card(), rules=[percent_off("ten", "10", scope=scope)])

    assert unit_prices(result) == [price]
    assert reason(result, "ten") == ("applied" if price == "90.00" else "out_of_scope")


BENEFITS = {
    "percent_off": lambda scope: {"percent": "50", "scope": scope},
    "amount_off": lambda scope: {"amount": "10", "currency": "USD", "scope": scope},
    "bundle": lambda scope: {
        "components": [{"scope": scope, "quantity": 2}],
        "percent_off": "10",
    },
    "buy_x_get_y": lambda scope: {
        "buy": {"scope": scope, "quantity": 2},
        "get": {"scope": scope, "quantity": 1},
    },
}


@pytest.mark.parametrize(
    ("kind", "of_goods", "of_cards"),
    [
        ("percent_off", "30.00", "150.00"),
        ("amount_off", "10.00", "10.00"),
        ("bundle", "4.00", "20.00"),
        ("buy_x_get_y", "20.00", "100.00"),
    ],
)
def test_a_promotion_counts_for_it_only_where_it_names_it(kind, of_goods, of_cards):
    lines = [line("A", "20.00", quantity=3), card(quantity=3)]

    def found(scope):
        benefit = {"kind": kind, **BENEFITS[kind](scope)}
        return discounts(buy(*lines, promotions=[promotion("p", benefit)]))

    assert found({}) == [of_goods, "0.00"]
    assert found(only(product_types=["cards"])) == ["0.00", of_cards]


def test_three_cards_are_no_buy_two_get_one_for_the_whole_shop():
    turns = promotion("p", {"kind": "buy_x_get_y", "buy": {"quantity": 2}})

    result = buy(card(quantity=3), promotions=[turns])

    assert (result["total"], reason(result, "p")) == ("300.00", "out_of_scope")


def test_it_counts_in_subtotals_and_quantities():
    lines = [line("A", "20.00"), card(quantity=2)]
    rules = [
        percent_off("from-220", "10", min_subtotal="220.00"),
        percent_off("from-3", "5", min_quantity=3),
    ]
    conditions = [
        {"kind": "min_subtotal", "amount": "218.00", "currency": "USD"},
        {"kind": "min_quantity", "quantity": 3},
    ]
    gift = promotion("gift", {"kind": "gift", "variants": ["G"]}, conditions=conditions)

    result = buy(*lines, rules=rules, promotions=[gift])

    assert unit_prices(result) == ["18.00", "100.00"]
    assert result["promotions"] == ["gift"]
    assert reason(result, "from-3") == "lost"


@pytest.mark.parametrize(
    ("scope", "holds"),
    [
        (None, True),
        ({}, False),
        (only(collections=["top"]), False),
        (only(variants=["C"]), True),
    ],
)
def test_a_scope_of_a_condition_is_a_scope_like_any_other(scope, holds):
    condition = {"kind": "min_quantity", "quantity": 2, "scope": scope}
    shipping = promotion("p", {"kind": "free_shipping"}, conditions=[condition])

    result = buy(card(quantity=2), promotions=[shipping], shipping_price="5.00")

    assert reason(result, "p") == ("applied" if holds else "condition_not_met")


def test_it_counts_together_with_others_in_a_scope_that_names_it():
    tiers = [{"min_quantity": 3, "percent": "10"}]
    rule = percent_off("tiered", "10", tiers_count="scope")
    rule["adjustment"] = {"kind": "percent_off", "tiers": tiers}
    goods = line("A", "20.00", quantity=2)

    apart = buy(goods, card(), rules=[rule])
    named = {**rule, "scope": only(product_types=["goods", "cards"])}
    together = buy(goods, card(), rules=[named])

    assert unit_prices(apart) == ["20.00", "100.00"]
    assert unit_prices(together) == ["18.00", "90.00"]
