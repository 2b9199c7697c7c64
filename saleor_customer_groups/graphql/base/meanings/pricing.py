"""What the words of enumerations mean: those of what somebody pays."""

from collections.abc import Mapping
from enum import Enum
from typing import Any

from ....engine import POLICIES
from ....services.pricing.price_changes import Why

Policy = Enum("Policy", {each.upper(): each for each in POLICIES})  # type: ignore[misc]

MEANINGS: Mapping[type[Enum], Mapping[Any, str]] = {
    Policy: {
        Policy["BEST_PRICE"]: "The lowest.",
        Policy["PRIORITY"]: "That of the group with the largest priority.",
        Policy["NEWEST_GROUP"]: "That of the group created last.",
        Policy["PRIMARY_GROUP"]: "That of the customer's primary group.",
        Policy[
            "STACK"
        ]: "All, one after the other, each applied to what is left by then.",
        Policy["ADD"]: "All percentages together, then all amounts.",
    },
    Why: {
        Why.CUSTOMER_KNOWN: "The customer has logged in.",
        Why.VOUCHER: (
            "A voucher was entered that does not go with the customer's price."
        ),
    },
}
