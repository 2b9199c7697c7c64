"""What the words of enumerations mean: those of rules, lists and promotions."""

from collections.abc import Mapping
from enum import Enum
from typing import Any

from ....models import (
    ImportState,
    TiersCount,
    WithGroupPrices,
    WithPromotions,
    WithVouchers,
)
from ....services.rules.check.findings import FindingKind, Weight
from ....services.rules.rule_states import RuleState

MEANINGS: Mapping[type[Enum], Mapping[Any, str]] = {
    WithPromotions: {
        WithPromotions.BEST: "The better of the two counts.",
        WithPromotions.STACK: "Both count.",
        WithPromotions.REPLACE: "The rule alone counts.",
    },
    WithGroupPrices: {
        WithGroupPrices.STACK: "Both count.",
        WithGroupPrices.BEST: "The better of the two counts.",
    },
    TiersCount: {
        TiersCount.VARIANT: "The units of one variant.",
        TiersCount.PRODUCT: "The units of one product, whichever variants they are.",
        TiersCount.SCOPE: (
            "All units that the rule concerns, or the list has prices for."
        ),
    },
    WithVouchers: {
        WithVouchers.ALLOW: "It counts.",
        WithVouchers.REFUSE: "It does not count.",
    },
    ImportState: {
        ImportState.PENDING: "It waits for its turn.",
        ImportState.RUNNING: "It is being checked or written.",
        ImportState.DONE: "All rows are in the list.",
        ImportState.FAILED: "Nothing was changed.",
    },
    RuleState: {
        RuleState.RUNNING: "It counts now.",
        RuleState.PLANNED: "It is switched on, and begins later.",
        RuleState.ENDED: "It is switched on, and has ended.",
        RuleState.OFF: "It is switched off.",
    },
    FindingKind: {
        FindingKind.SWITCHED_OFF: "Customer groups are switched off.",
        FindingKind.UNREADABLE_SETTING: "A stored setting cannot be read.",
        FindingKind.NOBODY_GETS_IT: "Nobody can ever get a rule or a price.",
        FindingKind.INCREASE_CANCELLED: (
            "An increase never counts beside a lower price."
        ),
        FindingKind.TWINS: "Two rules do the same to the same goods for one group.",
        FindingKind.SEVERAL_ADD: "Several rules of a group add to what it inherits.",
        FindingKind.FLOOR_UNDERCUT: "Promotions go below the minimum margin.",
        FindingKind.FOREIGN_CURRENCY: "Prices are in a currency that no channel uses.",
        FindingKind.UNKNOWN_CURRENCY: "A channel is in a currency that is not known.",
        FindingKind.BELOW_COST: "Prices are below cost.",
        FindingKind.FAR_ABOVE_LISTING: "Prices are many times the listing price.",
        FindingKind.TOO_LARGE: "Prices are more than Saleor can charge.",
        FindingKind.GIFT_UNAVAILABLE: "A promotion has no gift that could be given.",
        FindingKind.GIFT_CARD: (
            "A promotion makes gift cards cheaper than what they pay for, or names"
            " one as a gift."
        ),
        FindingKind.GIVES_MORE_THAN_MINIMUM: (
            "A promotion gives away as much as it requires to be bought, or more."
        ),
        FindingKind.EMPTY_LIST: "A price list has no prices.",
        FindingKind.UNREADABLE_GROUP: "Some stored data of a group cannot be read.",
        FindingKind.NOBODY_SEES_IT: "Nobody sees what is exclusive to a set.",
        FindingKind.SET_WITHOUT_EFFECT: (
            "A set of products has none, or cannot be read."
        ),
        FindingKind.HIDDEN_FROM_GROUP: (
            "A rule or promotion names what its groups do not see."
        ),
        FindingKind.EMPTY_GROUP: "A group has no members.",
        FindingKind.LEVEL_FOR_ALL: (
            "A level begins at 0, so that nobody stays in the default group."
        ),
        FindingKind.CONDITIONS_NOT_ASKED: (
            "Conditions name something deleted, or contradict themselves."
        ),
    },
    Weight: {
        Weight.LOSS: "It may cost the shop money.",
        Weight.BROKEN: "Something does not do what it says.",
        Weight.HINT: "Somebody should look at it.",
    },
}
