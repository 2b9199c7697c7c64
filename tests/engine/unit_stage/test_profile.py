"""When two customers have the same prices by the rules, and when they have not."""

from datetime import UTC, datetime, timedelta

import pytest

from saleor_customer_groups.engine import Customer, Facts, Group, PriceRule, RuleBook
from saleor_customer_groups.engine.unit_stage.profile import write_profile

from ..shop import adding, group, percent_off

NOON = datetime(2026, 3, 15, 12, tzinfo=UTC)
DAY = timedelta(days=1)


def profile(*member_of, rules, groups, policy="best_price", primary=None, now=NOON):
    facts = Facts(
        currency="USD",
        channel="web",
        now=now,
        settings={"policy": policy},
        groups=tuple(map(Group.model_validate, groups)),
        customer=Customer(groups=member_of, primary=primary),
    )
    book = RuleBook(price_rules=map(PriceRule.model_validate, rules))
    return write_profile(facts, book, list_versions={})


TEN = percent_off("ten", "10", ["a", "b"])
FIVE = percent_off("five", "5", ["b", "c"])
TEN_FOR_VIP = percent_off("ten", "10")


@pytest.mark.parametrize(
    ("policy", "more", "same"),
    [
        # Ten per cent through a alone, or through b alone: it is one price.
        ("best_price", {}, True),
        ("priority", {"b": {"priority": 5}}, True),
        ("newest_group", {"b": {"created_at": "2026-01-01T00:00:00+00:00"}}, True),
        ("primary_group", {}, True),
    ],
)
def test_the_same_rule_through_another_group_is_the_same(policy, more, same):
    groups = [group("a"), group("b", **more.get("b", {})), group("empty")]
    given = {"rules": [TEN], "groups": groups, "policy": policy}

    assert profile("a", **given)
    assert profile("a", **given) == profile("b", **given)
    assert profile("a", **given) == profile("a", "empty", **given)
    assert profile("empty", **given) == ""


@pytest.mark.parametrize(
    ("policy", "of_c", "primary", "same"),
    [
        # Both have ten and five per cent: one through a and c, the other through b.
        ("best_price", {}, None, True),
        ("stack", {"priority": 5}, "c", True),
        ("priority", {}, None, True),
        ("priority", {"priority": 5}, None, False),
        ("newest_group", {"created_at": "2026-01-01T00:00:00+00:00"}, None, False),
        ("primary_group", {}, None, True),
        ("primary_group", {}, "c", False),
    ],
)
def test_the_way_through_groups_counts_where_the_policy_looks_at_it(
    policy, of_c, primary, same
):
    groups = [group("a"), group("b"), group("c", **of_c)]
    given = {"rules": [TEN, FIVE], "groups": groups, "policy": policy}

    apart = profile("a", "c", primary=primary, **given)
    together = profile("b", **given)

    assert (apart == together) is same


def test_an_adding_rule_looks_at_who_stands_above():
    rules = [percent_off("ten", "10", ["top"]), adding("more", "5", ["low", "side"])]
    groups = [group("top"), group("low", parent="top"), group("side")]

    below = profile("low", rules=rules, groups=groups)
    beside = profile("side", "top", rules=rules, groups=groups)

    assert below != beside


def test_it_changes_at_the_moment_a_rule_begins_or_ends_and_not_before():
    dates = {"valid_from": NOON + DAY, "valid_until": NOON + 2 * DAY}
    later = percent_off("later", "20", **dates)
    given = {"groups": [group("vip")]}

    with_later = [
        profile("vip", rules=[TEN_FOR_VIP, later], now=NOON + days * DAY, **given)
        for days in (0, 1, 2)
    ]
    without = profile("vip", rules=[TEN_FOR_VIP], **given)

    assert [each == without for each in with_later] == [True, False, True]


@pytest.mark.parametrize(
    ("change", "same"),
    [
        ({"name": "Ten per cent"}, True),
        ({"valid_until": NOON + DAY}, True),
        ({"with_vouchers": "refuse"}, True),
        ({"groups": ["vip", "other"]}, True),
        ({"adjustment": {"kind": "percent_off", "percent": "11"}}, False),
        ({"scope": {"include": {"products": ["P"]}}}, False),
        ({"channels": ["web"]}, False),
        ({"priority": 1}, False),
        ({"with_promotions": "stack"}, False),
        ({"min_subtotal": "5"}, False),
    ],
)
def test_what_changes_no_price_changes_nothing(change, same):
    given = {"groups": [group("vip"), group("other")]}

    before = profile("vip", rules=[TEN_FOR_VIP], **given)
    after = profile("vip", rules=[{**TEN_FOR_VIP, **change}], **given)

    assert (before == after) is same


def test_settings_count_where_there_is_a_rule():
    given = {"groups": [group("vip")]}

    assert profile("vip", rules=[TEN_FOR_VIP], **given) != profile(
        "vip", rules=[TEN_FOR_VIP], policy="stack", **given
    )
    assert profile("vip", rules=[], **given) == profile(
        "vip", rules=[], policy="stack", **given
    )
