"""What a check of the rules finds of each mistake: price lists."""

from saleor_customer_groups import port

from . import mistakes
from .mistakes import Findings

# A fiftieth of what Saleor's columns hold, less what taxes and shipping may come to.
MAX_EACH = {2: "179,999,999.999", 3: "999,999,999,999,999.999"}[port.GENERATION]
PRICE_LISTS: Findings = [
    (
        mistakes.a_list_of_an_inactive_group,
        [
            (
                "nobody_gets_it",
                "contract",
                "No customer group of Contract is active. Activate one, or delete"
                " Contract.",
            )
        ],
    ),
    (
        mistakes.a_price_from_too_many_units,
        [
            (
                "nobody_gets_it",
                "contract",
                "In Contract 1 price is for more than 50 units, which no cart holds of"
                " a variant. Change the quantities, or raise the limit in Saleor.",
            )
        ],
    ),
    (
        mistakes.prices_in_another_currency,
        [
            (
                "foreign_currency",
                "contract",
                "In Contract 2 prices are in EUR, but it sells in USD only. Change or"
                " remove them.",
            )
        ],
    ),
    (
        mistakes.a_price_below_cost,
        [
            (
                "below_cost",
                "contract",
                "In Contract 1 price is below cost, such as for espresso. Raise it,"
                " unless it is meant to be.",
            )
        ],
    ),
    (
        mistakes.a_price_far_above_listing,
        [
            (
                "far_above_listing",
                "contract",
                "In Contract 1 price is more than 10 times the listing price, such as"
                " for espresso. Correct it, unless it is meant to be.",
            )
        ],
    ),
    (
        mistakes.prices_that_cannot_be_charged,
        [
            (
                "far_above_listing",
                "contract",
                "In Contract 1 price is more than 10 times the listing price, such as"
                " for latte. Correct it, unless it is meant to be.",
            ),
            (
                "too_large",
                "vip-percent_increase-10",
                "VIP percent_increase 10 makes up to 30,000,000,000,000,000,030.00,"
                f" more than {MAX_EACH} for a unit, which Saleor cannot charge for 50"
                " of them: its own price holds instead. Correct the rule, or what it"
                " concerns.",
            ),
            (
                "too_large",
                "contract",
                f"In Contract 1 price is more than {MAX_EACH} for a unit, which Saleor"
                " cannot charge for 50 of them: its own price holds instead. Correct"
                " the list.",
            ),
        ],
    ),
    (
        mistakes.a_list_without_prices,
        [
            (
                "empty_list",
                "contract",
                "Contract has no prices. Fill it, or delete it.",
            )
        ],
    ),
]
