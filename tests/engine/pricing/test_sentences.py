"""The sentence of each verdict. pricing.md, section 4."""

import pytest

from ..shop import (
    NOW,
    buy,
    fixed,
    group,
    line,
    message,
    only,
    percent_off,
    price_list,
    promotion,
    reason,
    rule,
)


@pytest.mark.parametrize(
    ("result", "why", "sentence"),
    [
        (
            buy(line(), rules=[rule("r", {"kind": "cost_plus", "percent": "5"})]),
            "cost_unknown",
            "the cost of A is unknown",
        ),
        (
            buy(line(), rules=[percent_off("r", "5", valid_until=NOW)]),
            "expired",
            "ended on 2026-03-15 12:00:00+00:00",
        ),
        (
            buy(line(), rules=[percent_off("r", "5")], member_of=None),
            "not_in_group",
            "is for vip, a guest is in no active group",
        ),
        (
            buy(line(), rules=[percent_off("r", "5", [])]),
            "not_in_group",
            "is for no group yet",
        ),
        (
            buy(line(locked=True), rules=[percent_off("r", "5")]),
            "out_of_scope",
            "the price of A is locked",
        ),
        (
            buy(
                line(),
                rules=[percent_off("r", "50")],
                lists=[price_list("l", [("A", "99.00")])],
            ),
            "price_list_first",
            "gives way to price list l",
        ),
        (
            buy(line(), rules=[percent_off("r", "10"), percent_off("vip-15", "15")]),
            "lost",
            "lost to vip-15: 85.00 is lower than 90.00",
        ),
        (
            buy(
                line(),
                rules=[percent_off("r", "10"), percent_off("v", "15", name="VIP!")],
            ),
            "lost",
            "lost to VIP!: 85.00 is lower than 90.00",
        ),
        (
            buy(
                line(),
                rules=[percent_off("r", "50")],
                lists=[price_list("l", [("A", "99.00")], name="Contract")],
            ),
            "price_list_first",
            "gives way to price list Contract",
        ),
        (
            buy(
                line(),
                rules=[
                    percent_off("r", "50"),
                    percent_off("a", "1", exclusive=True, name="Alone"),
                ],
                policy="stack",
            ),
            "exclusive_other",
            "Alone is exclusive and counts alone",
        ),
        (
            buy(line(), rules=[percent_off("r", "10"), percent_off("a", "10")]),
            "lost",
            "lost to a: both make 90.00, and it comes first",
        ),
        (
            buy(line(), rules=[fixed("r", "9.003"), fixed("a", "9.002")]),
            "lost",
            "lost to a: 9.002 is lower than 9.003",
        ),
        (
            buy(
                line(),
                rules=[percent_off("r", "50"), percent_off("a", "1", exclusive=True)],
                policy="stack",
            ),
            "exclusive_other",
            "a is exclusive and counts alone",
        ),
        (
            buy(
                line(promotion={"kind": "percent_off", "percent": "20"}),
                rules=[percent_off("r", "10")],
            ),
            "beaten_by_promotion",
            "the shop's own promotion gives 80.00, the group's price is 90.00",
        ),
        (
            buy(
                line("A"),
                line("B"),
                lists=[price_list("l", [("B", "10.00")])],
                rules=[percent_off("r", "10")],
            ),
            "partly_applied",
            "10 % off for vip, on 1 of 2 lines; elsewhere: gives way to price list l",
        ),
    ],
)
def test_the_sentence_of_a_rule(result, why, sentence):
    assert (reason(result, "r"), message(result, "r")) == (why, sentence)


@pytest.mark.parametrize(
    ("entries", "why", "sentence"),
    [
        ([("B", "1.00")], "out_of_scope", "has no price for what is in the cart"),
        (
            [{"variant": "A", "currency": "EUR", "unit_price": "1.00"}],
            "wrong_currency",
            "has no price for A in USD",
        ),
        (
            [{"variant": "A", "min_quantity": 3, "unit_price": "1.00"}],
            "no_tier",
            "needs 2 more units of A",
        ),
        ([("A", "1.00")], "applied", "price 1.00 USD from Contract for vip"),
    ],
)
def test_the_sentence_of_a_list(entries, why, sentence):
    result = buy(line(), lists=[price_list("l", entries, name="Contract")])

    assert (reason(result, "l"), message(result, "l")) == (why, sentence)


@pytest.mark.parametrize(
    ("policy", "sentence"),
    [
        ("priority", "lost to new-1: group new has priority 5, not 0"),
        ("newest_group", "lost to new-1: group new is newer than old"),
        ("primary_group", "lost to new-1: it comes through the primary group"),
    ],
)
def test_the_sentence_names_what_decided(policy, sentence):
    groups = [
        group("old", created_at="2024-01-01T00:00:00+00:00"),
        group("new", priority=5),
    ]
    rules = [percent_off("old-9", "9", ["old"]), percent_off("new-1", "1", ["new"])]

    result = buy(
        line(),
        rules=rules,
        groups=groups,
        member_of=["old", "new"],
        primary="new",
        policy=policy,
    )

    assert message(result, "old-9") == sentence


def test_other_ties_are_named_too():
    same_age = [group("a"), group("b")]
    rules = [percent_off("of-a", "1", ["a"]), percent_off("of-b", "9", ["b"])]
    both = {"groups": same_age, "member_of": ["a", "b"]}

    newest = buy(line(), rules=rules, policy="newest_group", **both)
    rules[0]["priority"] = 1
    first = buy(line(), rules=rules, policy="priority", **both)

    assert message(newest, "of-b") == "lost to of-a: groups a and b are equally new"
    assert message(first, "of-b") == "lost to of-a: its priority is 1, not 0"


@pytest.mark.parametrize(
    ("usage", "limits", "sentence"),
    [
        (
            {"total": 1, "customer": 0},
            {"limit_total": 1},
            "was used once, the limit is 1",
        ),
        (
            {"total": 7, "customer": 0},
            {"limit_total": 5},
            "was used 7 times, the limit is 5",
        ),
        (
            {"total": 9, "customer": 1},
            {"limit_per_customer": 1},
            "this customer used it once, the limit is 1",
        ),
        (
            {"total": 9, "customer": 3},
            {"limit_total": 10, "limit_per_customer": 2},
            "this customer used it 3 times, the limit is 2",
        ),
    ],
)
def test_a_used_up_limit_says_how_often(usage, limits, sentence):
    off = {"kind": "percent_off", "percent": "10"}

    result = buy(line(), promotions=[promotion("p", off, **limits)], usage={"p": usage})

    assert (reason(result, "p"), message(result, "p")) == ("limit_reached", sentence)


@pytest.mark.parametrize(
    ("benefit", "cart", "sentence"),
    [
        (
            {"kind": "gift", "variants": ["G", "H"]},
            {"refused_gifts": ["p"]},
            "G and H were taken out of the cart",
        ),
        (
            {"kind": "gift", "variants": ["G"]},
            {"refused_gifts": ["p"]},
            "G was taken out of the cart",
        ),
        *(
            (
                {
                    "kind": "gift",
                    "variants": ["G"],
                    "per": {"scope": only(variants=list(variants)), "quantity": 2},
                },
                {},
                f"1 more unit of {names} for a gift",
            )
            for variants, names in (
                ("AB", "A or B"),
                ("ABC", "A or B or C"),
                ("ABCD", "A, B or 2 others"),
                ("ABCDE", "A, B or 3 others"),
            )
        ),
    ],
)
def test_the_sentence_of_a_gift(benefit, cart, sentence):
    result = buy(line(), promotions=[promotion("p", benefit)], **cart)

    assert message(result, "p") == sentence


def test_prices_that_differ_by_less_than_a_cent_are_shown_as_they_were_compared():
    # Both are 4.50 rounded.
    sale = {"kind": "percent_off", "percent": "50"}

    result = buy(
        line(unit_price="8.991", promotion=sale),
        rules=[fixed("r", "4.499")],
    )

    assert message(result, "r") == (
        "the shop's own promotion gives 4.4955, the group's price is 4.499"
    )
