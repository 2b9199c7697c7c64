"""What percentages and amounts give. pricing.md, section 3."""

import pytest

from ..shop import (
    amount_of,
    buy,
    discounts,
    line,
    only,
    percent_more,
    percent_off,
    promotion,
    reason,
)

HALF_FOR_VIP = percent_off("half", "50")


def percent(number, scope=None):
    return {"kind": "percent_off", "percent": number, "scope": scope or {}}


def amount(number, scope=None, currency="USD"):
    benefit = amount_of("amount_off", number, currency)
    return {**benefit, "scope": scope or {}}


def give(benefit, *lines, currency="USD", rules=(), **terms):
    result = buy(
        *lines,
        rules=rules,
        promotions=[promotion("p", benefit, **terms)],
        currency=currency,
    )
    return discounts(result)


class TestPercentOff:
    """So many percent off what is left of each line."""

    def test_it_is_taken_off_the_group_price_and_rounded_by_line(self):
        found = give(percent("10"), line("A", "0.99", quantity=3), rules=[HALF_FOR_VIP])

        assert found == ["0.15"]

    def test_only_lines_in_scope_get_it(self):
        scope = {"include": {}, "exclude": {"variants": ["B"]}}

        assert give(percent("10", scope), line("A"), line("B")) == ["10.00", "0.00"]

    def test_locked_lines_get_nothing(self):
        assert give(percent("10"), line("A", locked=True), line("B")) == [
            "0.00",
            "10.00",
        ]

    def test_one_after_the_other_on_what_is_left(self):
        promotions = [
            promotion("b", percent("10")),
            promotion("a", percent("50")),
            promotion("z", percent("20"), priority=1),
        ]

        result = buy(line(), promotions=promotions)

        assert result["lines"][0]["applied"] == ["z", "a", "b"]
        assert discounts(result) == ["64.00"]


class TestAmountOff:
    """An amount off the lines in scope together."""

    @pytest.mark.parametrize(
        ("off", "prices", "expected", "currency"),
        [
            ("10.00", ["10.00", "30.00"], ["2.50", "7.50"], "USD"),
            ("10.00", ["10.00"] * 3, ["3.34", "3.33", "3.33"], "USD"),
            ("0.01", ["1.00", "1.00"], ["0.01", "0.00"], "USD"),
            ("0.01", ["1.00", "2.00"], ["0.00", "0.01"], "USD"),
            ("0.02", ["1.00", "1.00", "1.00"], ["0.01", "0.01", "0.00"], "USD"),
            ("100", ["10", "10", "10"], ["10", "10", "10"], "JPY"),
            ("10", ["1", "1", "1"], ["1", "1", "1"], "JPY"),
            ("7", ["10", "10", "10"], ["3", "2", "2"], "JPY"),
            ("0.001", ["0.500", "0.501"], ["0.000", "0.001"], "BHD"),
            ("5.00", ["0.00", "10.00"], ["0.00", "5.00"], "USD"),
            ("0.00", ["10.00"], ["0.00"], "USD"),
            ("5.00", ["0.00"], ["0.00"], "USD"),
        ],
    )
    def test_it_is_shared_by_largest_remainder(self, off, prices, expected, currency):
        lines = [line(f"V{place}", price) for place, price in enumerate(prices)]

        found = give(amount(off, currency=currency), *lines, currency=currency)

        assert found == expected

    def test_it_never_takes_more_than_is_there(self):
        assert give(amount("500.00"), line("A", "10.00"), line("B", "20.00")) == [
            "10.00",
            "20.00",
        ]

    def test_locked_lines_have_no_share(self):
        found = give(amount("10.00"), line("A", locked=True), line("B"))

        assert found == ["0.00", "10.00"]

    def test_the_proportion_is_that_of_what_is_left(self):
        promotions = [
            promotion("first", amount("50.00", only(variants=["A"])), priority=1),
            promotion("second", amount("30.00")),
        ]

        result = buy(line("A"), line("B"), promotions=promotions)

        assert discounts(result) == ["60.00", "20.00"]

    def test_another_currency_gives_nothing(self):
        result = buy(
            line(), promotions=[promotion("p", amount("5.00", currency="EUR"))]
        )

        assert discounts(result) == ["0.00"]
        assert reason(result, "p") == "wrong_currency"


class TestBesideGroupPrices:
    """Promotions that do not come on top of group prices."""

    FIFTEEN = percent_off("vip-15", "15")

    @pytest.mark.parametrize(
        ("number", "stacked", "best"),
        [
            ("10", "85.00", "0.00"),
            ("20", "170.00", "50.00"),
            ("15", "127.50", "0.00"),
        ],
    )
    def test_a_percentage_gives_what_exceeds_the_groups_saving(
        self, number, stacked, best
    ):
        bought = line("A", "1000.00")

        for mode, expected in (("stack", stacked), ("best", best)):
            found = give(
                percent(number), bought, rules=[self.FIFTEEN], with_group_prices=mode
            )
            assert found == [expected]

    def test_a_percentage_is_calculated_on_the_public_price(self):
        reduced = line(
            "A", "1000.00", promotion={"kind": "percent_off", "percent": "50"}
        )

        found = give(percent("10"), reduced, with_group_prices="best")

        assert found == ["50.00"]

    def test_an_increased_price_has_saved_nothing(self):
        found = give(
            percent("10"),
            line("A", "1000.00"),
            rules=[percent_more("up", "10")],
            with_group_prices="best",
        )

        assert found == ["100.00"]

    def test_other_kinds_give_nothing_beside_a_group_price_in_their_scope(self):
        rule = percent_off("ten", "10", scope=only(variants=["A"]))
        terms = {"rules": [rule], "with_group_prices": "best"}
        lines = [line("A"), line("B")]

        assert give(amount("5.00"), *lines, **terms) == ["0.00", "0.00"]
        assert give(amount("5.00", only(variants=["B"])), *lines, **terms) == [
            "0.00",
            "5.00",
        ]

    def test_an_increase_is_no_group_price_that_saves(self):
        found = give(
            amount("5.00"),
            line(),
            rules=[percent_more("up", "10")],
            with_group_prices="best",
        )

        assert found == ["5.00"]

    def test_it_says_that_the_groups_price_saves_more(self):
        promotions = [promotion("p", amount("5.00"), with_group_prices="best")]

        result = buy(line(), rules=[self.FIFTEEN], promotions=promotions)

        assert reason(result, "p") == "lost"
