"""Which of several prices a customer pays. pricing.md, section 2, step 3."""

import pytest

from ..generated_rules import POLICIES
from ..shop import (
    adding,
    amount_of,
    buy,
    fixed,
    group,
    line,
    only,
    percent_more,
    percent_off,
    price_list,
    rule,
    unit_prices,
)

OLD = group("old", created_at="2024-01-01T00:00:00+00:00")
NEW = group("new", created_at="2025-06-01T00:00:00+00:00", priority=5)
PAIR = {"groups": [OLD, NEW], "member_of": ["old", "new"]}


def pay(*rules, base="100.00", lists=(), **more):
    """Return the unit price and the codes that made it."""
    options = {**PAIR, **more}
    result = buy(
        line(unit_price=base, cost="60.00"), rules=rules, lists=lists, **options
    )
    return unit_prices(result)[0], result["lines"][0]["applied"]


@pytest.mark.parametrize(
    ("policy", "price", "applied"),
    [
        ("best_price", "80.00", ["old-20"]),
        ("newest_group", "90.00", ["new-10"]),
        ("priority", "90.00", ["new-10"]),
        ("primary_group", "90.00", ["new-10"]),
        ("stack", "72.00", ["new-10", "old-20"]),
        ("add", "70.00", ["new-10", "old-20"]),
    ],
)
def test_two_groups_with_twenty_and_ten_percent(policy, price, applied):
    rules = [percent_off("old-20", "20", ["old"]), percent_off("new-10", "10", ["new"])]

    assert pay(*rules, policy=policy, primary="new") == (price, applied)


@pytest.mark.parametrize(
    ("policy", "price"),
    [
        ("best_price", "85.00"),
        ("stack", "93.50"),
        ("add", "95.00"),
    ],
)
def test_an_increase_beside_a_discount(policy, price):
    rules = [
        percent_more("up-10", "10", ["old"]),
        percent_off("off-15", "15", ["new"]),
    ]

    assert pay(*rules, policy=policy)[0] == price


@pytest.mark.parametrize("policy", POLICIES)
def test_a_group_that_has_only_an_increase_pays_it(policy):
    rules = [percent_more("up-10", "10", ["old"])]

    assert pay(*rules, policy=policy) == ("110.00", ["up-10"])


class TestBestPrice:
    """The lowest candidate."""

    def test_the_unrounded_price_decides(self):
        a = rule("a", amount_of("fixed_price", "1.004"), ["old"])
        b = rule("b", amount_of("fixed_price", "1.003"), ["old"])

        assert pay(a, b) == ("1.00", ["b"])

    def test_at_the_same_price_the_larger_priority_then_the_code_is_named(self):
        same = [percent_off(code, "10", ["old"]) for code in ("b", "a")]
        first = percent_off("z", "10", ["new"], priority=1)

        assert pay(*same)[1] == ["a"]
        assert pay(*same, first)[1] == ["z"]

    def test_a_list_competes_with_a_list(self):
        lists = [
            price_list("dear", [("A", "90.00")], ["old"]),
            price_list("cheap", [("A", "85.00")], ["new"]),
        ]

        assert pay(lists=lists) == ("85.00", ["cheap"])


class TestPriority:
    """The first by the group's priority, then by the rule's."""

    def test_the_groups_priority_comes_first(self):
        rules = [
            percent_off("old-50", "50", ["old"], priority=9),
            percent_off("new-1", "1", ["new"]),
        ]

        assert pay(*rules, policy="priority") == ("99.00", ["new-1"])

    def test_then_the_rules_priority(self):
        rules = [
            percent_off("first", "1", ["new"], priority=2),
            percent_off("second", "50", ["new"], priority=1),
        ]

        assert pay(*rules, policy="priority") == ("99.00", ["first"])

    def test_then_the_lower_price_then_the_code(self):
        rules = [percent_off(code, "10", ["new"]) for code in ("b", "a")]
        lower = percent_off("z", "11", ["new"])

        assert pay(*rules, policy="priority")[1] == ["a"]
        assert pay(*rules, lower, policy="priority")[1] == ["z"]

    def test_an_inherited_rule_has_the_priority_of_its_own_group(self):
        groups = [group("top"), group("child", parent="top", priority=9)]
        rules = [
            percent_off("top-50", "50", ["top"]),
            percent_off("child-1", "1", ["child"]),
        ]

        found = pay(*rules, policy="priority", groups=groups, member_of=["child"])

        assert found == ("99.00", ["child-1"])


class TestNewestGroup:
    """The lowest candidate of the group created last."""

    def test_a_newer_group_without_a_candidate_is_passed_over(self):
        assert pay(percent_off("old-20", "20", ["old"]), policy="newest_group") == (
            "80.00",
            ["old-20"],
        )

    def test_of_groups_made_at_the_same_instant_the_first_code_counts(self):
        groups = [
            group("b", created_at="2025-01-01T00:00:00+00:00"),
            group("a", created_at="2025-01-01T01:00:00+01:00"),
        ]
        rules = [percent_off("of-b", "50", ["b"]), percent_off("of-a", "10", ["a"])]

        found = pay(*rules, policy="newest_group", groups=groups, member_of=["a", "b"])

        assert found == ("90.00", ["of-a"])

    def test_the_lowest_of_that_group_counts(self):
        rules = [percent_off("ten", "10", ["new"]), percent_off("five", "5", ["new"])]

        assert pay(*rules, policy="newest_group") == ("90.00", ["ten"])


class TestPrimaryGroup:
    """The lowest candidate of the primary group's lineage."""

    RULES = (percent_off("old-20", "20", ["old"]), percent_off("new-10", "10", ["new"]))

    @pytest.mark.parametrize(
        ("more", "price"),
        [
            ({"primary": "new"}, "90.00"),
            ({"primary": "old"}, "80.00"),
            ({"primary": None}, "80.00"),
            ({"primary": "new", "member_of": ["old"]}, "80.00"),
        ],
    )
    def test_the_primary_groups_price_counts(self, more, price):
        assert pay(*self.RULES, policy="primary_group", **more)[0] == price

    def test_an_inactive_primary_group_does_not_count(self):
        groups = [OLD, NEW, group("off", is_active=False)]

        found = pay(
            *self.RULES,
            policy="primary_group",
            groups=groups,
            member_of=["old", "new", "off"],
            primary="off",
        )

        assert found[0] == "80.00"

    def test_what_the_primary_group_inherits_counts(self):
        groups = [OLD, group("top"), group("new", parent="top")]
        rules = [percent_off("old-20", "20", ["old"]), percent_off("t", "5", ["top"])]

        found = pay(*rules, policy="primary_group", groups=groups, primary="new")

        assert found == ("95.00", ["t"])

    def test_a_primary_group_without_a_candidate_leaves_the_best_price(self):
        found = pay(self.RULES[0], policy="primary_group", primary="new")

        assert found == ("80.00", ["old-20"])


class TestStack:
    """Every candidate on the price that the ones before it left."""

    def test_the_order_is_by_priority_then_code(self):
        rules = [
            rule("b-off", amount_of("amount_off", "10.00"), ["old"]),
            percent_off("a-half", "50", ["new"]),
        ]

        assert pay(*rules, policy="stack") == ("40.00", ["a-half", "b-off"])
        rules[0]["priority"] = 1
        assert pay(*rules, policy="stack") == ("45.00", ["b-off", "a-half"])

    def test_the_start_is_the_lowest_price_of_its_own(self):
        rules = [
            fixed("fixed", "80.00", ["old"]),
            rule("cost", {"kind": "cost_plus", "percent": "50"}, ["old"]),
            percent_off("ten", "10", ["new"], priority=9),
        ]

        assert pay(*rules, policy="stack") == ("72.00", ["fixed", "ten"])

    def test_a_start_may_be_dearer_than_the_listing_price(self):
        rules = [fixed("fixed", "200.00", ["old"]), percent_off("ten", "10", ["new"])]

        assert pay(*rules, policy="stack")[0] == "180.00"

    def test_a_list_is_a_start_where_lists_do_not_come_first(self):
        found = pay(
            percent_off("ten", "10", ["new"]),
            lists=[price_list("l", [("A", "50.00")], ["old"])],
            policy="stack",
            settings={"price_lists_first": False},
        )

        assert found == ("45.00", ["l", "ten"])

    def test_no_step_goes_below_nothing(self):
        rules = [
            rule("a", amount_of("amount_off", "150.00"), ["old"]),
            rule("b", amount_of("amount_increase", "30.00"), ["old"]),
        ]

        assert pay(*rules, policy="stack") == ("30.00", ["a", "b"])

    def test_a_rule_of_two_groups_counts_once(self):
        both = percent_off("ten", "10", ["old", "new"])

        assert pay(both, policy="stack") == ("90.00", ["ten"])

    def test_a_rule_that_names_a_line_twice_counts_once(self):
        twice = percent_off("ten", "10", ["old"])
        twice["scope"] = only(variants=["A"], products=["P-A", "P-B"])

        assert pay(twice, policy="stack") == ("90.00", ["ten"])

    def test_a_rule_of_two_groups_counts_with_its_largest_percentage(self):
        groups = [group("top"), group("low", parent="top"), group("other")]
        rules = [
            percent_off("top-10", "10", ["top"]),
            adding("five", "5", ["low", "other"]),
        ]

        found = pay(*rules, policy="stack", groups=groups, member_of=["low", "other"])

        assert found == ("85.00", ["five"])


class TestAdd:
    """The sums of all percentages and of all amounts."""

    def test_percentages_are_of_the_start_and_amounts_are_added(self):
        rules = [
            fixed("start", "80.00", ["old"]),
            percent_off("ten", "10", ["old"]),
            percent_more("five", "5", ["new"]),
            rule("less", amount_of("amount_off", "3.00"), ["new"]),
            rule("more", amount_of("amount_increase", "1.00"), ["new"]),
        ]

        price, applied = pay(*rules, policy="add")

        assert price == "74.00"
        assert sorted(applied) == ["five", "less", "more", "start", "ten"]

    def test_only_the_sum_is_kept_from_falling_below_nothing(self):
        rules = [
            percent_off("a", "90", ["old"]),
            percent_off("b", "90", ["new"]),
            percent_more("c", "85", ["new"]),
        ]

        assert pay(*rules, policy="add")[0] == "5.00"
        assert pay(*rules[:2], policy="add")[0] == "0.00"


class TestExclusive:
    """A rule that wants to stand alone."""

    RULES = (
        percent_off("plain", "50", ["old"]),
        percent_off("alone", "10", ["new"], exclusive=True),
    )

    @pytest.mark.parametrize("policy", ["stack", "add"])
    def test_it_stands_alone_where_rules_would_combine(self, policy):
        assert pay(*self.RULES, policy=policy) == ("90.00", ["alone"])

    def test_it_changes_nothing_where_one_rule_counts_anyway(self):
        assert pay(*self.RULES) == ("50.00", ["plain"])

    def test_of_several_the_largest_priority_then_the_code_counts(self):
        rules = [
            percent_off("b", "20", ["old"], exclusive=True),
            percent_off("a", "10", ["new"], exclusive=True),
        ]

        assert pay(*rules, policy="stack")[1] == ["a"]
        rules[0]["priority"] = 1
        assert pay(*rules, policy="stack")[1] == ["b"]

    def test_a_list_that_comes_first_drops_it(self):
        found = pay(
            *self.RULES,
            lists=[price_list("l", [("A", "95.00")], ["old"])],
            policy="stack",
        )

        assert found == ("95.00", ["l"])
