"""What a check of the rules finds of each mistake: price rules."""

from . import mistakes
from .mistakes import Findings

TEN_OFF = "vip-percent_off-10"
RULES: Findings = [
    (
        mistakes.a_broken_rule,
        [
            (
                "nobody_gets_it",
                TEN_OFF,
                "VIP percent_off 10 has no effect, because it cannot be read:"
                " adjustment: needs either percent or tiers.",
            )
        ],
    ),
    (
        mistakes.a_rule_of_no_group,
        [
            (
                "nobody_gets_it",
                TEN_OFF,
                "VIP percent_off 10 belongs to no customer group. Give it one, or"
                " delete it.",
            )
        ],
    ),
    (
        mistakes.a_rule_of_an_inactive_group,
        [
            (
                "nobody_gets_it",
                TEN_OFF,
                "No customer group of VIP percent_off 10 is active. Activate one, or"
                " delete VIP percent_off 10.",
            )
        ],
    ),
    (
        mistakes.a_rule_that_has_ended,
        [
            (
                "nobody_gets_it",
                TEN_OFF,
                "VIP percent_off 10 ended on 2026-03-15. Delete it, or let it end"
                " later.",
            )
        ],
    ),
    (
        mistakes.a_rule_that_never_begins,
        [
            (
                "nobody_gets_it",
                TEN_OFF,
                "VIP percent_off 10 ends when it begins. Let it end later.",
            )
        ],
    ),
    (
        mistakes.a_rule_in_an_unknown_channel,
        [
            (
                "nobody_gets_it",
                TEN_OFF,
                "VIP percent_off 10 counts only in kiosk, and there is no such channel."
                " Choose others.",
            )
        ],
    ),
    (
        mistakes.a_rule_in_another_currency,
        [
            (
                "nobody_gets_it",
                "vip-amount_off-5",
                "VIP amount_off 5 is in PLN, and none of its channels is. Change"
                " either.",
            )
        ],
    ),
    (
        mistakes.a_rule_on_a_deleted_category,
        [
            (
                "nobody_gets_it",
                TEN_OFF,
                "All that VIP percent_off 10 concerns has been deleted. Choose goods,"
                " or delete it.",
            )
        ],
    ),
    (
        mistakes.a_rule_that_excludes_what_it_includes,
        [
            (
                "nobody_gets_it",
                TEN_OFF,
                "VIP percent_off 10 excludes all that it includes. Change what it"
                " concerns.",
            )
        ],
    ),
    (
        mistakes.a_rule_from_too_many_units,
        [
            (
                "nobody_gets_it",
                TEN_OFF,
                "VIP percent_off 10 begins at 51 units, and a cart holds 50 of a"
                " variant. Let it begin earlier, or raise the limit in Saleor.",
            )
        ],
    ),
    (
        mistakes.an_increase_beside_a_discount,
        [
            (
                "increase_cancelled",
                "gold-percent_increase-5",
                "Gold percent_increase 5 never counts: whoever gets it also gets VIP"
                " percent_off 10, which is lower, and the best price counts. Give it"
                " other groups or goods, or choose another conflict policy.",
            )
        ],
    ),
    (
        mistakes.two_rules_alike,
        [
            (
                "twins",
                "vip-percent_off-15",
                "VIP percent_off 10 (10 % off) and VIP percent_off 15 (15 % off) are"
                " for the same goods at the same time in VIP. Delete one of them.",
            )
        ],
    ),
    (
        mistakes.two_adding_rules,
        [
            (
                "several_add",
                "vip-percent_off-3",
                "In VIP both VIP percent_off 2 and VIP percent_off 3 add to the"
                " inherited discount, and only VIP percent_off 2 does so where both"
                " count. Make one rule of them.",
            ),
            (
                "several_add",
                "vip-percent_off-5",
                "In VIP both VIP percent_off 2 and VIP percent_off 5 add to the"
                " inherited discount, and only VIP percent_off 2 does so where both"
                " count. Make one rule of them.",
            ),
        ],
    ),
    (
        mistakes.promotions_on_top,
        [
            (
                "floor_undercut",
                None,
                "The minimum margin of 12.5 % does not hold for VIP percent_off 0, VIP"
                " percent_off 1 and 2 others: Saleor's promotions come on top. Let the"
                " better price count instead, if it is to hold.",
            )
        ],
    ),
]
