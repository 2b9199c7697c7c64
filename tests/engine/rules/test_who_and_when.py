"""For whom, when and where a rule counts. pricing.md, sections 1 and 2."""

import pytest

from saleor_customer_groups.engine import Customer, Group
from saleor_customer_groups.engine.facts.groups import Lineages

from ..shop import (
    CREATED,
    buy,
    fixed,
    group,
    line,
    only,
    percent_off,
    price_list,
    reason,
    unit_prices,
)

TEN_OFF = percent_off("ten", "10")


@pytest.mark.parametrize(
    ("terms", "price", "why"),
    [
        ({}, "90.00", "applied"),
        ({"is_active": False}, "100.00", "inactive"),
        ({"valid_from": "2026-03-15T12:00:00+00:00"}, "90.00", "applied"),
        ({"valid_from": "2026-03-15T12:00:00.000001+00:00"}, "100.00", "not_yet_valid"),
        ({"valid_from": "2026-03-15T13:00:00+01:00"}, "90.00", "applied"),
        ({"valid_until": "2026-03-15T12:00:00+00:00"}, "100.00", "expired"),
        ({"valid_until": "2026-03-15T12:00:00.000001+00:00"}, "90.00", "applied"),
        ({"channels": ["shop"]}, "100.00", "wrong_channel"),
        ({"channels": ["shop", "web"]}, "90.00", "applied"),
        ({"groups": ["other"]}, "100.00", "not_in_group"),
        ({"groups": []}, "100.00", "not_in_group"),
    ],
)
def test_a_rule_counts_within_its_terms(terms, price, why):
    groups = [group("vip"), group("other")]
    rule = {**percent_off("ten", "10"), **terms}

    result = buy(line(), rules=[rule], groups=groups)

    assert (unit_prices(result)[0], reason(result, "ten")) == (price, why)


def test_a_price_list_counts_within_its_terms():
    gone = price_list("gone", [("A", "1.00")], valid_until="2026-01-01T00:00:00+00:00")
    elsewhere = price_list("elsewhere", [("A", "2.00")], channels=["shop"])
    off = price_list("off", [("A", "3.00")], is_active=False)
    ours = price_list("ours", [("A", "80.00")])

    result = buy(line(), lists=[gone, elsewhere, off, ours])

    assert unit_prices(result) == ["80.00"]
    reasons = [reason(result, code) for code in ("gone", "elsewhere", "off", "ours")]
    assert reasons == ["expired", "wrong_channel", "inactive", "applied"]


@pytest.mark.parametrize(
    ("with_vouchers", "has_voucher", "price"),
    [
        ("allow", True, "90.00"),
        ("refuse", True, "100.00"),
        ("refuse", False, "90.00"),
    ],
)
def test_a_rule_may_refuse_to_stand_beside_a_voucher(with_vouchers, has_voucher, price):
    rule = percent_off("ten", "10", with_vouchers=with_vouchers)

    result = buy(line(), rules=[rule], has_voucher=has_voucher)

    assert unit_prices(result) == [price]


class TestEffectiveGroups:
    """Which groups count."""

    def price(self, groups, **who):
        return unit_prices(buy(line(), rules=[TEN_OFF], groups=groups, **who))[0]

    def test_a_guest_is_in_no_group(self):
        assert self.price([group("vip")], member_of=None) == "100.00"

    def test_a_guest_is_in_the_group_for_guests(self):
        assert self.price([group("vip", for_guests=True)], member_of=None) == "90.00"

    def test_an_inactive_group_for_guests_gives_nothing(self):
        groups = [group("vip", for_guests=True, is_active=False)]

        assert self.price(groups, member_of=None) == "100.00"

    def test_a_guest_is_not_in_the_default_group(self):
        assert self.price([group("vip", is_default=True)], member_of=None) == "100.00"

    def test_a_customer_in_no_group_is_in_the_default_group(self):
        assert self.price([group("vip", is_default=True)], member_of=()) == "90.00"

    def test_a_customer_of_inactive_groups_only_is_in_the_default_group(self):
        groups = [group("vip", is_default=True), group("old", is_active=False)]

        assert self.price(groups, member_of=["old"]) == "90.00"

    def test_a_customer_of_an_active_group_is_not_in_the_default_group(self):
        groups = [group("vip", is_default=True), group("trade")]

        assert self.price(groups, member_of=["trade"]) == "100.00"

    def test_a_customer_is_not_in_the_group_for_guests(self):
        assert self.price([group("vip", for_guests=True)], member_of=()) == "100.00"

    def test_a_customer_of_no_group_where_no_default_is_pays_the_public_price(self):
        assert self.price([group("vip")], member_of=()) == "100.00"


class TestLineage:
    """Which groups a group inherits prices from."""

    def price(self, *groups):
        return unit_prices(
            buy(line(), rules=[TEN_OFF], groups=list(groups), member_of=["child"])
        )[0]

    def test_a_child_inherits(self):
        assert self.price(group("vip"), group("child", parent="vip")) == "90.00"

    def test_a_parent_does_not_inherit_from_its_child(self):
        assert self.price(group("child"), group("vip", parent="child")) == "100.00"

    def test_a_child_that_does_not_inherit_stands_alone(self):
        child = group("child", parent="vip", inherits_pricing=False)

        assert self.price(group("vip"), child) == "100.00"

    def test_a_grandchild_inherits_from_the_top(self):
        groups = [
            group("vip"),
            group("middle", parent="vip"),
            group("child", parent="middle"),
        ]

        assert self.price(*groups) == "90.00"

    def test_the_walk_ends_at_a_group_that_does_not_inherit(self):
        groups = [
            group("vip"),
            group("middle", parent="vip", inherits_pricing=False),
            group("child", parent="middle"),
        ]

        assert self.price(*groups) == "100.00"

    def test_an_inactive_ancestor_does_not_cut_the_walk(self):
        groups = [
            group("vip"),
            group("middle", parent="vip", is_active=False),
            group("child", parent="middle"),
        ]

        assert self.price(*groups) == "90.00"

    def test_an_inactive_ancestor_gives_no_rules(self):
        groups = [group("vip", is_active=False), group("child", parent="vip")]

        assert self.price(*groups) == "100.00"

    def test_an_inactive_group_brings_no_lineage(self):
        groups = [group("vip"), group("child", parent="vip", is_active=False)]

        assert self.price(*groups) == "100.00"

    def test_a_cycle_that_got_past_the_input_does_not_hang_a_sale(self):
        groups = tuple(
            Group(code=code, parent=parent, created_at=CREATED)
            for code, parent in (("a", "b"), ("b", "a"))
        )

        assert Lineages(groups, Customer(groups=("a",))).effective == {"a", "b"}


COFFEE = line(
    "A", categories=["espresso", "coffee"], collections=["summer"], product="P"
)


@pytest.mark.parametrize(
    ("scope", "price"),
    [
        ({}, "90.00"),
        ({"include": {}, "exclude": {}}, "90.00"),
        (only(categories=["coffee"]), "90.00"),
        (only(categories=["tea", "espresso"]), "90.00"),
        (only(categories=["tea"]), "100.00"),
        (only(variants=["A"]), "90.00"),
        (only(variants=["P"]), "100.00"),
        (only(products=["P"]), "90.00"),
        (only(product_types=["goods"]), "90.00"),
        (only(collections=["summer"]), "90.00"),
        (only(variants=["B"], collections=["summer"]), "90.00"),
        ({"exclude": {"variants": ["A"]}}, "100.00"),
        ({"exclude": {"variants": ["B"]}}, "90.00"),
        (
            {"include": {"products": ["P"]}, "exclude": {"categories": ["coffee"]}},
            "100.00",
        ),
        (
            {"include": {"products": ["P"]}, "exclude": {"collections": ["winter"]}},
            "90.00",
        ),
    ],
)
def test_a_rule_counts_for_the_lines_in_its_scope(scope, price):
    result = buy(COFFEE, rules=[percent_off("ten", "10", scope=scope)])

    assert unit_prices(result) == [price]


class TestMinimums:
    """What a rule asks of the whole cart."""

    @pytest.mark.parametrize(
        ("minimum", "price"), [("200.00", "90.00"), ("200.01", "100.00")]
    )
    def test_the_minimum_is_asked_at_public_prices(self, minimum, price):
        reduced = line(
            "B", "200.00", promotion={"kind": "percent_off", "percent": "50"}
        )
        rule = percent_off(
            "ten", "10", min_subtotal=minimum, scope=only(variants=["A"])
        )

        result = buy(line("A"), reduced, rules=[rule])

        assert unit_prices(result)[0] == price

    def test_locked_lines_count_at_their_listing_price(self):
        locked = line(
            "B",
            "50.00",
            locked=True,
            promotion={"kind": "percent_off", "percent": "100"},
        )
        rule = percent_off("ten", "10", min_subtotal="150.00")

        assert unit_prices(buy(line(), locked, rules=[rule])) == ["90.00", "50.00"]

    def test_the_public_price_that_a_line_carries_counts(self):
        promotion = {"kind": "percent_off", "percent": "10"}
        carried = line("A", "9.99", public_price="9.00", promotion=promotion)
        rule = percent_off("ten", "50", min_subtotal="9.00", scope=only(variants=["B"]))

        result = buy(carried, line("B", "0.00"), rules=[rule])

        assert unit_prices(result)[0] == "9.00"
        assert reason(result, "ten") == "applied"

    def test_a_minimum_in_another_currency_is_never_met(self):
        rule = percent_off(
            "ten", "10", min_subtotal="1.00", min_subtotal_currency="EUR"
        )

        result = buy(line(), rules=[rule])

        assert unit_prices(result) == ["100.00"]
        assert reason(result, "ten") == "wrong_currency"

    @pytest.mark.parametrize(("least", "price"), [(3, "90.00"), (4, "100.00")])
    def test_all_units_of_the_cart_count_locked_ones_too(self, least, price):
        rule = percent_off("ten", "10", min_quantity=least)

        result = buy(line(), line("B", locked=True, quantity=2), rules=[rule])

        assert unit_prices(result)[0] == price


def test_a_price_in_another_currency_does_not_count():
    euros = fixed("euros", "1.00")
    euros["adjustment"]["currency"] = "EUR"

    result = buy(line(), rules=[euros])

    assert unit_prices(result) == ["100.00"]
    assert reason(result, "euros") == "wrong_currency"


def test_an_empty_cart_costs_its_shipping():
    result = buy(rules=[TEN_OFF], shipping_price="4.50")

    assert result["lines"] == []
    assert (result["subtotal"], result["total"]) == ("0.00", "4.50")
    assert reason(result, "ten") == "out_of_scope"
