"""What gifts give, and what is left of the stock. pricing.md, section 3."""

import pytest

from ..shop import (
    buy,
    line,
    only,
    promotion,
    reason,
)


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
