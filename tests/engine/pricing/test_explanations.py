"""Where each price comes from, beside the result's own data."""

from decimal import Decimal

from saleor_customer_groups.engine import explain, price
from saleor_customer_groups.engine.scenarios import read_scenario

from ..shop import amount_of, fixed, group, line, only, percent_off, promotion, rule


def calculated(given, calculate=price, **options):
    scenario = read_scenario({"given": given})
    return calculate(scenario.input, scenario.input.rule_book(), **options)


def given(*rules, promotions=()):
    return {
        "groups": [group("vip")],
        "customer": {"groups": ["vip"]},
        "price_rules": list(rules),
        "promotions": list(promotions),
        "cart": {"lines": [line(quantity=2)]},
        "settings": {"policy": "stack"},
    }


def test_verdicts_are_made_when_asked_for():
    assert calculated(given(percent_off("r", "5"))).verdicts == ()
    assert len(calculated(given(percent_off("r", "5")), explain).verdicts) == 1


def test_sentences_use_the_names_that_are_given():
    condition = {
        "kind": "min_quantity",
        "quantity": 3,
        "scope": only(categories=["17"]),
    }
    offer = promotion(
        "p", {"kind": "percent_off", "percent": "5"}, conditions=[condition]
    )
    names = {("groups", "vip"): "VIP", ("categories", "17"): "Coffee"}

    result = calculated(
        given(percent_off("r", "5"), promotions=[offer]), explain, names=names
    )

    assert [each.message for each in result.verdicts] == [
        "5 % off for VIP",
        "3 more units of Coffee for 5 % off",
    ]


def test_every_cent_of_a_unit_price_is_calculated():
    rules = [
        fixed("start", "80.00"),
        percent_off("ten", "10", name="Ten off"),
        rule("five", amount_of("amount_off", "5.00"), priority=-1),
    ]
    offer = promotion("p", {"kind": "percent_off", "percent": "10"}, name="Spring")

    (found,) = calculated(given(*rules, promotions=[offer])).lines

    assert [(each.code, each.group, each.amount) for each in found.applied_prices] == [
        ("start", "vip", Decimal("-20.00")),
        ("ten", "vip", Decimal("-8.00")),
        ("five", "vip", Decimal("-5.00")),
    ]
    assert found.applied_prices[1].name == "Ten off"
    assert (found.base_price, found.unit_price) == (Decimal("100.00"), Decimal("67.00"))
    assert [each.amount for each in found.applied_promotions] == [Decimal("13.40")]


def test_a_sum_below_nothing_is_explained_up_to_nothing():
    data = given(percent_off("a", "80"), percent_off("b", "70"))
    data["settings"]["policy"] = "add"

    (found,) = calculated(data).lines

    assert [each.amount for each in found.applied_prices] == [-80, -20]
