"""Which promotions a cart is checked against at all."""

import pytest

from saleor_customer_groups.engine import Line, Promotion
from saleor_customer_groups.engine.facts.scopes import keys_of_line
from saleor_customer_groups.engine.rules.promotion_index import PromotionIndex

from ..shop import buy, line, only, promotion

TEN = {"kind": "percent_off", "percent": "10"}
OF_B = only(variants=["B"])
OF_ALL_BUT_B = {"exclude": {"variants": ["B"]}}


def minimum(amount, scope):
    return {"kind": "min_subtotal", "amount": amount, "currency": "USD", "scope": scope}


def at_least(quantity, scope):
    return {"kind": "min_quantity", "quantity": quantity, "scope": scope}


def amount_off(scope):
    return {"kind": "amount_off", "amount": "5", "currency": "USD", "scope": scope}


@pytest.mark.parametrize(
    ("terms", "is_likely"),
    [
        ({"benefit": TEN}, True),
        ({"benefit": {**TEN, "scope": OF_B}}, False),
        ({"benefit": {**TEN, "scope": OF_ALL_BUT_B}}, True),
        ({"benefit": amount_off(OF_B)}, False),
        ({"benefit": TEN, "conditions": [at_least(1, OF_B)]}, False),
        ({"benefit": TEN, "conditions": [at_least(1, None)]}, True),
        ({"benefit": TEN, "conditions": [minimum("1", OF_B)]}, False),
        # A minimum of nothing is reached without any goods.
        ({"benefit": TEN, "conditions": [minimum("0", OF_B)]}, True),
        (
            {
                "benefit": TEN,
                "conditions": [at_least(1, only(variants=["A"])), at_least(1, OF_B)],
            },
            True,
        ),
        ({"benefit": {"kind": "free_shipping"}}, True),
    ],
)
def test_what_needs_other_goods_is_not_looked_at(terms, is_likely):
    offer = Promotion.model_validate({**promotion("p", **terms)})
    index = PromotionIndex([offer])
    keys = keys_of_line(Line(variant="A", unit_price="100"))

    assert index.likely_in(keys, ["vip"]) == ([offer] if is_likely else [])
    assert index.all_of(["vip"]) == [offer]
    assert index.likely_in(keys, ["gold"]) == index.all_of(["gold"]) == []


def test_each_promotion_is_found_once_in_the_order_of_codes():
    offers = [
        Promotion.model_validate(promotion(code, benefit, groups))
        for code, benefit, groups in (
            ("b", {**TEN, "scope": only(variants=["A"], products=["P"])}, ["vip"]),
            ("a", TEN, ["vip", "gold"]),
        )
    ]
    keys = keys_of_line(Line(variant="A", product="P", unit_price="100"))

    found = PromotionIndex(offers).likely_in(keys, ["vip", "gold"])

    assert [each.code for each in found] == ["a", "b"]


@pytest.mark.parametrize(("bought", "total"), [("A", "100.00"), ("B", "90.00")])
def test_a_promotion_gives_what_it_gives_where_its_goods_are(bought, total):
    offer = promotion("p", {**TEN, "scope": OF_B}, conditions=[at_least(1, OF_B)])

    assert buy(line(bought), promotions=[offer])["total"] == total


def test_what_gives_goods_away_is_found_whatever_is_in_the_cart():
    gift = {"kind": "gift", "variants": ["G"], "quantity": 1}
    offers = [
        Promotion.model_validate(each)
        for each in (
            promotion("gift", gift, conditions=[at_least(1, OF_B)]),
            promotion("ten", TEN),
        )
    ]

    index = PromotionIndex(offers)

    assert index.giving_goods(["vip"]) == offers[:1]
    assert index.without_gifts(frozenset("G")).giving_goods(["vip"]) == []
