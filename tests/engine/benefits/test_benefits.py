"""What percentages, amounts, gifts and free shipping give. pricing.md, section 3."""

import pytest

from ..shop import (
    amount_of,
    buy,
    discounts,
    group,
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


class TestGift:
    """Units for nothing."""

    def gifts(self, benefit, *lines, stock=None, **more):
        result = buy(
            *lines,
            promotions=[promotion("p", {"kind": "gift", **benefit})],
            stock=stock or {},
            **more,
        )
        found = [(gift["variant"], gift["quantity"]) for gift in result["gifts"]]
        return found, reason(result, "p")

    def test_it_is_given_once(self):
        found = self.gifts({"variants": ["G"], "quantity": 2}, line(quantity=9))

        assert found == ([("G", 2)], "applied")

    @pytest.mark.parametrize(
        ("units", "expected"), [(4, []), (5, [("G", 2)]), (14, [("G", 4)])]
    )
    def test_it_is_given_for_every_so_many_units(self, units, expected):
        benefit = {"variants": ["G"], "quantity": 2, "per": {"quantity": 5}}

        assert self.gifts(benefit, line(quantity=units))[0] == expected

    def test_the_units_of_all_lines_in_scope_count_locked_ones_too(self):
        per = {"scope": only(categories=["coffee"]), "quantity": 5}
        lines = [
            line("A", quantity=2, categories=["coffee"]),
            line("B", quantity=3, categories=["coffee"], locked=True),
            line("C", quantity=9),
        ]

        assert self.gifts({"variants": ["G"], "per": per}, *lines)[0] == [("G", 1)]

    def test_there_is_a_most(self):
        benefit = {"variants": ["G"], "per": {"quantity": 1}, "max_gifts": 3}

        assert self.gifts(benefit, line(quantity=9))[0] == [("G", 3)]

    @pytest.mark.parametrize(
        ("stock", "expected"),
        [
            ({}, [("G1", 2)]),
            ({"G1": 2}, [("G1", 2)]),
            ({"G1": 1}, [("G2", 2)]),
            ({"G1": 1, "G2": 1}, []),
            ({"G1": 0, "G2": 2}, [("G2", 2)]),
        ],
    )
    def test_the_first_variant_that_covers_it_all_is_given(self, stock, expected):
        benefit = {"variants": ["G1", "G2"], "quantity": 2}

        found, why = self.gifts(benefit, line(), stock=stock)

        assert found == expected
        assert why == ("applied" if expected else "out_of_stock")

    def test_nothing_comes_with_a_cart_that_costs_nothing(self):
        found = self.gifts({"variants": ["G"]}, line(unit_price="0.00"))

        assert found == ([], "nothing_left")

    def test_nothing_comes_with_locked_lines_alone(self):
        found = self.gifts({"variants": ["G"]}, line(locked=True))

        assert found == ([], "nothing_left")

    def test_nothing_comes_after_all_was_given_away(self):
        promotions = [
            promotion("all", {"kind": "percent_off", "percent": "100"}, priority=1),
            promotion("gift", {"kind": "gift", "variants": ["G"]}),
        ]

        result = buy(line(), promotions=promotions)

        assert result["gifts"] == []
        assert reason(result, "gift") == "nothing_left"

    @pytest.mark.parametrize(
        ("stock", "undeliverable", "expected", "why"),
        [
            ({}, ["G1"], [("G2", 2)], "applied"),
            ({}, ["G2", "A"], [("G1", 2)], "applied"),
            ({}, ["G1", "G2"], [], "not_deliverable"),
            ({"G1": 1}, ["G2"], [], "not_deliverable"),
            ({"G1": 1, "G2": 1}, ["G2"], [], "out_of_stock"),
            ({"G1": 2, "G2": 0}, ["G1"], [], "not_deliverable"),
        ],
    )
    def test_what_cannot_be_shipped_is_passed_over(
        self, stock, undeliverable, expected, why
    ):
        benefit = {"variants": ["G1", "G2"], "quantity": 2}

        found = self.gifts(benefit, line(), stock=stock, undeliverable=undeliverable)

        assert found == (expected, why)

    @pytest.mark.parametrize(
        ("refused", "more", "why"),
        [
            (["other", "gone"], {}, "applied"),
            (["p"], {}, "refused_by_customer"),
            (["p"], {"undeliverable": ["G"]}, "refused_by_customer"),
            (["p"], {"stock": {"G": 0}}, "refused_by_customer"),
            (["p"], {"has_voucher": True}, "voucher_present"),
        ],
    )
    def test_a_refused_gift_is_not_given(self, refused, more, why):
        gift = {"kind": "gift", "variants": ["G"], "per": {"quantity": 3}}
        promotions = [promotion("p", gift, with_vouchers="refuse", exclusive=True)]
        promotions.append(promotion("q", {"kind": "percent_off", "percent": "10"}))

        result = buy(
            line(quantity=3), promotions=promotions, refused_gifts=refused, **more
        )

        assert reason(result, "p") == why
        # An exclusive promotion whose gift is refused gives way to the others.
        assert result["promotions"] == (["p"] if why == "applied" else ["q"])
        assert len(result["gifts"]) == (why == "applied")

    def test_a_refused_gift_leaves_the_stock_to_others(self):
        gift = {"kind": "gift", "variants": ["G"]}
        promotions = [promotion("a", gift), promotion("b", gift)]

        result = buy(line(), promotions=promotions, stock={"G": 1}, refused_gifts=["a"])

        assert [each["promotion"] for each in result["gifts"]] == ["b"]

    def test_what_is_out_of_stock_is_said_before_nothing_left(self):
        found = self.gifts({"variants": ["G"]}, line(unit_price="0.00"), stock={"G": 0})

        assert found == ([], "out_of_stock")

    def test_a_gift_takes_from_the_stock_of_the_next(self):
        promotions = [
            promotion("first", {"kind": "gift", "variants": ["G"], "quantity": 2}),
            promotion("second", {"kind": "gift", "variants": ["G", "H"]}),
        ]

        result = buy(line(), promotions=promotions, stock={"G": 2})

        assert result["gifts"] == [
            {"variant": "G", "quantity": 2, "promotion": "first"},
            {"variant": "H", "quantity": 1, "promotion": "second"},
        ]
        assert result["promotions"] == ["first", "second"]
        assert result["lines"][0]["applied"] == []


class TestFreeShipping:
    """Shipping for less."""

    @pytest.mark.parametrize(
        ("up_to", "shipping"),
        [(None, "0.00"), ("4.00", "6.00"), ("20.00", "0.00"), ("0.00", "10.00")],
    )
    def test_shipping_is_less_up_to_an_amount(self, up_to, shipping):
        benefit = {"kind": "free_shipping", "up_to": up_to}

        result = buy(
            line(), promotions=[promotion("p", benefit)], shipping_price="10.00"
        )

        assert result["shipping_price"] == shipping
        gave = shipping != "10.00"
        assert result["promotions"] == (["p"] if gave else [])
        assert reason(result, "p") == ("applied" if gave else "nothing_left")

    def test_two_promotions_come_off_one_after_the_other(self):
        promotions = [
            promotion(code, {"kind": "free_shipping", "up_to": "6.00"}) for code in "ab"
        ]

        result = buy(line(), promotions=promotions, shipping_price="10.00")

        assert result["shipping_price"] == "0.00"
        assert result["promotions"] == ["a", "b"]
        assert result["total"] == "100.00"

    def test_it_does_not_stand_beside_group_prices_where_it_must_not(self):
        free = promotion("p", {"kind": "free_shipping"}, with_group_prices="best")
        elsewhere = percent_off("other", "10", ["other"])

        for rules, shipping in (([HALF_FOR_VIP], "10.00"), ([elsewhere], "0.00")):
            result = buy(
                line(),
                rules=rules,
                promotions=[free],
                groups=[group("vip"), group("other")],
                shipping_price="10.00",
            )
            assert result["shipping_price"] == shipping
