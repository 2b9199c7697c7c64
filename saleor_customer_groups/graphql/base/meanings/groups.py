"""What the words of enumerations mean: those of groups and levels."""

from collections.abc import Mapping
from enum import Enum
from typing import Any

from ....models import (
    GroupKind,
    Metric,
    Reset,
)
from ....services.rules.group_prices import Inheritance

MEANINGS: Mapping[type[Enum], Mapping[Any, str]] = {
    GroupKind: {
        GroupKind.MANUAL: "Manually.",
        GroupKind.AUTOMATIC: "By rules alone.",
        GroupKind.HYBRID: "By rules and manually.",
    },
    Metric: {
        Metric.NET_REVENUE: "Net revenue, in the programme's currency.",
        Metric.ORDER_COUNT: "The number of orders.",
        Metric.GROSS_MARGIN: "Gross margin, in the programme's currency.",
    },
    Reset: {
        Reset.ROLLING_12_MONTHS: "Those of the last 365 days.",
        Reset.NEVER: "All since the programme began.",
    },
    Inheritance: {
        Inheritance.COUNTS: "Nothing nearer to the group changes it.",
        Inheritance.ADDED_TO: (
            "A rule nearer to the group adds its percentage to the largest one that"
            " is inherited, where both concern the same."
        ),
        Inheritance.OUTDONE: (
            "A rule nearer to the group always takes at least as much off."
        ),
    },
}
