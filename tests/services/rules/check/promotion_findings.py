"""What a check of the rules finds of each mistake: promotions, levels and groups."""

from . import mistakes
from .mistakes import Findings

PROMOTIONS: Findings = [
    (
        mistakes.promotions_nobody_can_get,
        [
            ("nobody_gets_it", code, message)
            for code, message in (
                (
                    "a-ended",
                    "A ended ended on 2026-03-15. Delete it, or let it end later.",
                ),
                (
                    "b-empty-group",
                    "Nobody is in Nobody, so that nobody gets B empty group. Add"
                    " customers.",
                ),
                (
                    "c-no-group",
                    "C no group belongs to no customer group. Give it one, or delete"
                    " it.",
                ),
                (
                    "d-in-pln",
                    "D in PLN is in PLN, and none of its channels is. Change either.",
                ),
                (
                    "e-minimum-in-eur",
                    "E minimum in EUR asks for a minimum in EUR, and none of its"
                    " channels is. Change either.",
                ),
                (
                    "f-deleted",
                    "All that F deleted concerns has been deleted. Choose goods, or"
                    " delete it.",
                ),
                (
                    "g-no-goods",
                    "There are no goods in what G no goods concerns. Choose others, or"
                    " put goods into it.",
                ),
                (
                    "h-too-many",
                    "H too many asks for 51 units, and a cart holds 50 of what it"
                    " concerns. Ask for less, or raise the limit in Saleor.",
                ),
                (
                    "i-nothing",
                    "I nothing takes off 0, which is nothing. Say how much, or switch"
                    " it off.",
                ),
                (
                    "j-broken",
                    "J broken has no effect, because it cannot be read:"
                    " benefit.percent: is missing.",
                ),
                (
                    "k-used-up",
                    "K used up has been used 2 times, and its limit is 1. Raise the"
                    " limit, or switch it off.",
                ),
            )
        ]
        + [
            (
                "empty_group",
                "nobody",
                "Nobody is in Nobody, nor in a group that inherits its prices. Add"
                " customers, or delete it.",
            )
        ],
    ),
    (
        mistakes.gifts_that_cannot_be_given,
        [
            (
                "gift_unavailable",
                "spring",
                "Spring gives nothing: hidden 0 is not published; sold out 0 has 1 unit"
                " in stock, and 2 are given; a gift has been deleted. Choose other"
                " gifts, or make one available.",
            )
        ],
    ),
    (
        mistakes.a_discount_as_large_as_its_minimum,
        [
            (
                "gives_more_than_minimum",
                "spring",
                "Spring takes 20.00 USD off from 20.00 USD on, so that an order of that"
                " costs nothing. Raise its minimum, or lower what it gives.",
            )
        ],
    ),
    (
        mistakes.a_level_in_which_all_are,
        [
            (
                "level_for_all",
                "bronze",
                "Bronze begins at 0, so that every customer is in it and leaves"
                " Standard: Standard percent_off 4 then counts for nobody. Give it to"
                " the programme's group, too, or let Bronze begin above 0.",
            )
        ],
    ),
    (
        mistakes.a_group_without_members,
        [
            (
                "empty_group",
                "village",
                "Nobody is in Village, nor in a group that inherits its prices. Add"
                " customers, or delete it.",
            ),
            (
                "empty_group",
                "wishes",
                "Nobody is in Wishes, nor in a group that inherits its prices. Change"
                " its rules for joining, or delete it.",
            ),
        ],
    ),
]
