"""Why each list, rule and promotion counted or not. pricing.md, section 4."""

import pytest

from saleor_customer_groups.engine import Reason

from ..shop import (
    adding,
    buy,
    group,
    line,
    message,
    only,
    percent_off,
    price_list,
    promotion,
    reason,
    rule,
    verdict,
)

EVERY_REASON = [
    "inactive",
    "not_yet_valid",
    "expired",
    "wrong_channel",
    "not_in_group",
    "voucher_present",
    "limit_reached",
    "below_min_subtotal",
    "below_min_quantity",
    "out_of_scope",
    "wrong_currency",
    "no_tier",
    "cost_unknown",
    "condition_not_met",
    "absorbed",
    "price_list_first",
    "lost",
    "exclusive_other",
    "beaten_by_promotion",
    "refused_by_customer",
    "not_deliverable",
    "out_of_stock",
    "nothing_left",
    "partly_applied",
    "applied",
]


def test_the_reasons_stand_in_their_order():
    assert [reason.value for reason in Reason] == EVERY_REASON
    assert Reason.INACTIVE.rank < Reason.LOST.rank < Reason.APPLIED.rank


def test_there_is_one_verdict_for_everything_given():
    result = buy(
        rules=[percent_off("b", "1"), percent_off("a", "1")],
        lists=[price_list("l", [])],
        promotions=[promotion("p", {"kind": "free_shipping"})],
    )

    found = [(each["kind"], each["code"]) for each in result["verdicts"]]
    assert found == [
        ("price_list", "l"),
        ("price_rule", "a"),
        ("price_rule", "b"),
        ("promotion", "p"),
    ]


MANY_OBSTACLES = {
    "is_active": False,
    "valid_from": "2026-04-01T00:00:00+00:00",
    "channels": ["shop"],
    "with_vouchers": "refuse",
    "min_subtotal": "1000.00",
    "min_quantity": 10,
    "scope": only(variants=["B"]),
}


MET = {
    "is_active": True,
    "valid_from": None,
    "channels": [],
    "with_vouchers": "allow",
    "min_subtotal": None,
    "min_quantity": None,
    "scope": {},
}


@pytest.mark.parametrize(
    ("met", "why", "sentence"),
    [
        ([], "inactive", "is switched off"),
        (["is_active"], "not_yet_valid", "starts on 2026-04-01 00:00:00+00:00"),
        (["valid_from"], "wrong_channel", "counts in shop, the cart is in web"),
        (["channels"], "not_in_group", "is for other, the customer is in vip"),
        (
            ["groups"],
            "voucher_present",
            "does not count beside a voucher, and the cart has one",
        ),
        (
            ["with_vouchers"],
            "below_min_subtotal",
            "needs 900.00 USD more at public prices",
        ),
        (["min_subtotal"], "below_min_quantity", "needs 9 more units"),
        (["min_quantity"], "out_of_scope", "nothing in the cart is in its scope"),
        (["scope"], "wrong_currency", "is in EUR, the cart is in USD"),
        (["currency"], "no_tier", "needs 4 more units of A"),
        (["tiers"], "applied", "fixed price 90.00 USD for vip"),
    ],
)
def test_obstacles_are_told_one_after_the_other(met, why, sentence):
    order = [
        "is_active",
        "valid_from",
        "channels",
        "groups",
        "with_vouchers",
        "min_subtotal",
        "min_quantity",
        "scope",
        "currency",
        "tiers",
    ]
    done = order[: order.index(met[0]) + 1] if met else []
    adjustment = {
        "kind": "fixed_price",
        "currency": "USD" if "currency" in done else "EUR",
        "tiers": [{"min_quantity": 5, "amount": "90.00"}],
    }
    if "tiers" in done:
        adjustment["tiers"][0]["min_quantity"] = 1
    terms = MANY_OBSTACLES | {key: MET[key] for key in done if key in MET}
    groups = ["vip"] if "groups" in done else ["other"]

    result = buy(
        line(),
        rules=[rule("r", adjustment, groups, **terms)],
        groups=[group("vip"), group("other")],
        has_voucher=True,
    )

    assert (reason(result, "r"), message(result, "r")) == (why, sentence)


def test_a_locked_line_leaves_a_list_out_of_scope():
    result = buy(line(locked=True), lists=[price_list("l", [("A", "1.00")])])

    assert reason(result, "l") == "out_of_scope"


class TestDifferentFates:
    """One verdict for several lines."""

    def test_won_where_it_matched_is_applied(self):
        scoped = percent_off("r", "10", scope=only(variants=["A"]))

        assert reason(buy(line("A"), line("B"), rules=[scoped]), "r") == "applied"

    def test_otherwise_the_line_on_which_it_came_farthest_counts(self):
        tiers = {"kind": "percent_off", "tiers": [{"min_quantity": 5, "percent": "1"}]}
        better = percent_off("better", "20")

        result = buy(line("A"), line("B", quantity=5), rules=[rule("r", tiers), better])

        assert reason(result, "r") == "lost"

    def test_absorbed_on_one_line_and_lost_on_none(self):
        groups = [group("vip"), group("gold", parent="vip")]
        rules = [
            percent_off("r", "10"),
            adding("more", "5", ["gold"], scope=only(variants=["A"])),
        ]

        result = buy(
            line("A"), line("B"), rules=rules, groups=groups, member_of=["gold"]
        )

        assert reason(result, "r") == "partly_applied"
        assert message(result, "r") == (
            "10 % off for vip, on 1 of 2 lines; "
            "elsewhere: is part of more: 15 % together"
        )

    def test_a_promotion_that_lowers_only_some_lines_is_partly_applied(self):
        ten = {"kind": "percent_off", "percent": "10"}
        offer = promotion("p", ten, with_group_prices="best")
        cheaper = percent_off("r", "50", scope=only(variants=["A"]))

        result = buy(line("A"), line("B"), rules=[cheaper], promotions=[offer])

        assert verdict(result, "p") == {
            "kind": "promotion",
            "code": "p",
            "reason": "partly_applied",
            "message": "10 % off for vip, on 1 of 2 lines",
        }
