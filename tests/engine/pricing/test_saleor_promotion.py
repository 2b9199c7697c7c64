"""Group prices beside Saleor's own promotion, and the margin floor.

pricing.md, section 2, steps 4 to 6.
"""

import pytest

from ..shop import (
    amount_of,
    buy,
    fixed,
    line,
    percent_more,
    percent_off,
    reason,
    rule,
    unit_prices,
)

TEN_PERCENT = {"kind": "percent_off", "percent": "10"}
FIFTEEN = {"kind": "amount_off", "amount": "15.00"}


def pay(promotion, *rules, base="100.00", public_price=None, **more):
    """Return the unit price, the codes that made it, and promotion_kept."""
    bought = line(unit_price=base, promotion=promotion, public_price=public_price)
    result = buy(bought, rules=rules, **more)
    (found,) = result["lines"]
    return found["unit_price"], found["applied"], found["promotion_kept"]


@pytest.mark.parametrize(
    ("promotion", "price"),
    [
        (TEN_PERCENT, "90.00"),
        (FIFTEEN, "85.00"),
        ({"kind": "amount_off", "amount": "150.00"}, "0.00"),
    ],
)
def test_without_a_group_price_the_public_price_holds(promotion, price):
    assert pay(promotion) == (price, [], True)


def test_a_line_may_carry_its_public_price():
    promotion = {"kind": "percent_off", "percent": "15"}

    assert pay(promotion, base="9.99", public_price="8.50") == ("8.50", [], True)


@pytest.mark.parametrize(
    ("with_promotions", "discount", "expected"),
    [
        ("stack", "20", ("72.00", ["r"], True)),
        ("best", "20", ("80.00", ["r"], False)),
        ("best", "5", ("90.00", [], True)),
        ("best", "10", ("90.00", [], True)),
        ("best", "10.001", ("90.00", ["r"], False)),
        ("replace", "20", ("80.00", ["r"], False)),
        ("replace", "5", ("95.00", ["r"], False)),
        ("stack", "0", ("90.00", ["r"], True)),
        ("best", "0", ("90.00", ["r"], True)),
        ("replace", "0", ("100.00", ["r"], False)),
    ],
)
def test_a_discount_beside_a_promotion(with_promotions, discount, expected):
    discounted = percent_off("r", discount, with_promotions=with_promotions)

    assert pay(TEN_PERCENT, discounted) == expected


@pytest.mark.parametrize(
    ("with_promotions", "expected"),
    [
        ("stack", ("99.00", ["r"], True)),
        ("best", ("99.00", ["r"], True)),
        ("replace", ("110.00", ["r"], False)),
    ],
)
def test_an_increase_beside_a_promotion(with_promotions, expected):
    increased = percent_more("r", "10", with_promotions=with_promotions)

    assert pay(TEN_PERCENT, increased) == expected


def test_an_amount_comes_off_an_increased_price():
    assert pay(FIFTEEN, percent_more("r", "10")) == ("95.00", ["r"], True)


@pytest.mark.parametrize(
    ("modes", "expected"),
    [
        (("stack", "stack"), ("72.90", ["a", "b"], True)),
        (("stack", "best"), ("81.00", ["a", "b"], False)),
        (("best", "replace"), ("81.00", ["a", "b"], False)),
    ],
)
def test_of_several_combined_rules_the_strictest_counts(modes, expected):
    rules = [
        percent_off(code, "10", with_promotions=mode)
        for code, mode in zip("ab", modes, strict=True)
    ]

    assert pay(TEN_PERCENT, *rules, policy="stack") == expected


def test_a_start_that_lost_has_no_say_about_the_promotion():
    rules = [
        fixed("low", "50.00", with_promotions="stack"),
        fixed("high", "60.00", with_promotions="replace"),
    ]

    assert pay(TEN_PERCENT, *rules, policy="stack") == ("45.00", ["low"], True)


def test_the_carried_public_price_is_what_a_group_price_is_compared_with():
    promotion = {"kind": "percent_off", "percent": "15"}
    rules = [fixed("r", "8.50")]

    found = pay(promotion, *rules, base="9.99", public_price="8.50")

    assert found == ("8.50", [], True)


def test_a_price_that_lost_to_the_promotion_says_so():
    result = buy(line(promotion=FIFTEEN), rules=[percent_off("r", "10")])

    assert reason(result, "r") == "beaten_by_promotion"


class TestLockedLines:
    """Lines whose price was set by an app or by staff."""

    def test_nothing_changes_them(self):
        locked = line(
            unit_price="42.00", locked=True, promotion=TEN_PERCENT, public_price="1.00"
        )

        result = buy(locked, rules=[percent_off("half", "50")])

        (found,) = result["lines"]
        assert found["unit_price"] == "42.00"
        assert found["applied"] == []
        assert found["promotion_kept"] is False

    def test_their_price_is_rounded_too(self):
        result = buy(line(unit_price="42.005", locked=True, quantity=2))

        assert result["total"] == "84.02"


class TestMarginFloor:
    """How low a group's price may go."""

    def pay(self, cost, *rules, margin="10", promotion=None):
        result = buy(
            line(cost=cost, promotion=promotion),
            rules=rules,
            settings={"minimum_margin_percent": margin},
        )
        return unit_prices(result)[0], result["lines"][0]["applied"]

    @pytest.mark.parametrize(
        ("cost", "price"),
        [("40.00", "50.00"), ("50.00", "55.00"), ("80.00", "88.00"), (None, "50.00")],
    )
    def test_a_group_price_keeps_the_margin(self, cost, price):
        assert self.pay(cost, percent_off("half", "50")) == (price, ["half"])

    def test_it_never_raises_above_the_public_price(self):
        half = percent_off("half", "50")

        assert self.pay("100.00", half)[0] == "100.00"
        assert self.pay("100.00", half, promotion=TEN_PERCENT)[0] == "90.00"

    def test_it_leaves_the_public_price_alone(self):
        assert self.pay("500.00", promotion=TEN_PERCENT) == ("90.00", [])

    def test_a_margin_of_nothing_is_the_cost(self):
        assert self.pay("70.00", percent_off("half", "50"), margin="0")[0] == "70.00"

    def test_an_increase_is_left_as_it_is(self):
        assert self.pay("10.00", percent_more("more", "10"))[0] == "110.00"

    def test_saleors_own_promotion_beside_it_counts(self):
        stacked = percent_off("r", "20", with_promotions="stack")

        assert self.pay("70.00", stacked, promotion=TEN_PERCENT)[0] == "77.00"

    def test_the_floor_is_rounded_with_the_price(self):
        low = rule("r", amount_of("fixed_price", "1.00"))

        assert self.pay("33.333", low, margin="0")[0] == "33.33"
