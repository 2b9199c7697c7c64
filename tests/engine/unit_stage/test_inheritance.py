"""Discounts that add to what a group inherits. pricing.md, section 2, step 1."""

import pytest

from ..generated_rules import POLICIES
from ..shop import adding, buy, group, line, percent_off, reason, rule, unit_prices

VIP_15 = percent_off("vip-15", "15", ["vip"])
PLATINUM_5 = adding("plat-5", "5", ["platinum"])
DIAMOND_2 = adding("dia-2", "2", ["diamond"])
LADDER = [
    group("vip"),
    group("platinum", parent="vip"),
    group("diamond", parent="platinum"),
]


def price(*rules, member_of, groups=LADDER, **more):
    result = buy(
        line(unit_price="1000.00"),
        rules=rules,
        groups=groups,
        member_of=member_of,
        **more,
    )
    return unit_prices(result)[0], result["lines"][0]["applied"]


@pytest.mark.parametrize("policy", POLICIES)
@pytest.mark.parametrize(
    ("member_of", "expected"),
    [
        (["vip"], ("850.00", ["vip-15"])),
        (["platinum"], ("800.00", ["plat-5"])),
        (["diamond"], ("780.00", ["dia-2"])),
        (["vip", "platinum"], ("800.00", ["plat-5"])),
        (["vip", "platinum", "diamond"], ("780.00", ["dia-2"])),
    ],
)
def test_a_level_adds_to_the_one_below_under_every_policy(policy, member_of, expected):
    found = price(VIP_15, PLATINUM_5, DIAMOND_2, member_of=member_of, policy=policy)

    assert found == expected


def test_the_largest_inherited_discount_is_taken():
    vip_10 = percent_off("vip-10", "10", ["vip"])

    assert price(vip_10, VIP_15, PLATINUM_5, member_of=["platinum"]) == (
        "800.00",
        ["plat-5"],
    )


def test_what_was_not_taken_stays_a_candidate():
    vip_10 = percent_off("vip-10", "10", ["vip"])

    found = price(vip_10, VIP_15, PLATINUM_5, member_of=["platinum"], policy="add")

    assert found == ("700.00", ["plat-5", "vip-10"])


@pytest.mark.parametrize(
    ("priorities", "left"), [((0, 0), "vip-b"), ((0, 1), "vip-a"), ((1, 0), "vip-b")]
)
def test_of_equal_discounts_the_larger_priority_then_the_code_is_taken(
    priorities, left
):
    equal = [
        percent_off(code, "10", ["vip"], priority=priority)
        for code, priority in zip(("vip-a", "vip-b"), priorities, strict=True)
    ]

    found = price(*equal, PLATINUM_5, member_of=["platinum"], policy="add")

    assert sorted(found[1]) == sorted(["plat-5", left])


def test_the_sum_is_at_most_a_hundred_percent():
    vip = percent_off("vip", "98", ["vip"])

    assert price(vip, PLATINUM_5, member_of=["platinum"]) == ("0.00", ["plat-5"])


def test_without_anything_inherited_the_own_percentage_counts():
    assert price(PLATINUM_5, member_of=["platinum"])[0] == "950.00"


def test_a_group_that_does_not_inherit_adds_to_nothing():
    groups = [group("vip"), group("platinum", parent="vip", inherits_pricing=False)]

    found = price(VIP_15, PLATINUM_5, member_of=["vip", "platinum"], groups=groups)

    assert found == ("850.00", ["vip-15"])


def test_a_membership_of_the_parent_is_no_reason_to_count_twice():
    found = price(VIP_15, PLATINUM_5, member_of=["vip", "platinum"], policy="stack")

    assert found == ("800.00", ["plat-5"])


def test_a_rule_counts_through_another_group_outside_of_the_lineage():
    both = percent_off("both", "15", ["vip", "trade"])
    groups = [*LADDER, group("trade")]

    found = price(
        both,
        PLATINUM_5,
        member_of=["platinum", "trade"],
        groups=groups,
        policy="add",
    )

    assert found == ("650.00", ["both", "plat-5"])


def test_an_inactive_ancestor_has_nothing_to_add_to():
    groups = [group("vip", is_active=False), group("platinum", parent="vip")]

    found = price(VIP_15, PLATINUM_5, member_of=["platinum"], groups=groups)

    assert found == ("950.00", ["plat-5"])


def test_an_inactive_group_between_does_not_cut_the_walk():
    groups = [
        group("vip"),
        group("platinum", parent="vip", is_active=False),
        group("diamond", parent="platinum"),
    ]

    found = price(VIP_15, PLATINUM_5, DIAMOND_2, member_of=["diamond"], groups=groups)

    assert found == ("830.00", ["dia-2"])


def test_of_several_adding_rules_of_a_group_only_the_first_takes_in():
    first = adding("first", "5", ["platinum"], priority=1)
    second = adding("second", "10", ["platinum"])

    found = price(VIP_15, first, second, member_of=["platinum"], policy="add")

    assert found == ("700.00", ["first", "second"])


def test_two_groups_below_the_same_one_each_add_to_its_discount():
    groups = [group("vip"), group("gold", parent="vip"), group("ruby", parent="vip")]
    gold = adding("gold-5", "5", ["gold"])
    ruby = adding("ruby-1", "1", ["ruby"])

    found = price(
        VIP_15, gold, ruby, member_of=["gold", "ruby"], groups=groups, policy="add"
    )

    assert found == ("640.00", ["gold-5", "ruby-1"])


def test_a_rule_of_two_levels_adds_to_itself():
    both = adding("both-5", "5", ["platinum", "diamond"])

    assert price(VIP_15, both, member_of=["diamond"]) == ("750.00", ["both-5"])


def test_the_percentage_that_counts_at_the_quantity_is_taken():
    tiers = [{"min_quantity": 1, "percent": "10"}, {"min_quantity": 5, "percent": "20"}]
    vip = rule("vip", {"kind": "percent_off", "tiers": tiers}, ["vip"])
    lines = [
        line("A", "100.00", quantity=4),
        line("B", "100.00", quantity=5),
    ]

    result = buy(*lines, rules=[vip, PLATINUM_5], groups=LADDER, member_of=["platinum"])

    assert unit_prices(result) == ["85.00", "75.00"]


def test_only_percentages_off_are_added_to():
    more = rule("more", {"kind": "percent_increase", "percent": "50"}, ["vip"])

    found = price(more, PLATINUM_5, member_of=["platinum"], policy="add")

    assert found == ("1450.00", ["more", "plat-5"])


def test_verdicts_say_what_was_taken_in_by_what():
    result = buy(
        line(),
        rules=[VIP_15, PLATINUM_5, DIAMOND_2],
        groups=LADDER,
        member_of=["diamond"],
    )

    reasons = [reason(result, code) for code in ("vip-15", "plat-5", "dia-2")]
    assert reasons == ["absorbed", "absorbed", "applied"]
    assert [each["message"] for each in result["verdicts"]] == [
        "22 % off for diamond, 20 % of it inherited",
        "is part of dia-2: 22 % together",
        "is part of plat-5: 20 % together",
    ]
