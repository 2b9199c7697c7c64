"""What the words of enumerations mean: those of who sees which product."""

from collections.abc import Mapping
from enum import Enum
from typing import Any

from ....engine.visibility.verdicts import VisibilityReason
from ....models import (
    ProductAccess,
)

MEANINGS: Mapping[type[Enum], Mapping[Any, str]] = {
    ProductAccess: {
        ProductAccess.INHERIT: (
            "What the nearest group above sees that says something else; everything if"
            " none does."
        ),
        ProductAccess.ALL: "Everything that is not exclusive to others.",
        ProductAccess.SETS: "Only the products of the sets assigned to it.",
        ProductAccess.CUSTOM: "Only the products of its own scope, and of its sets.",
    },
    VisibilityReason: {
        VisibilityReason.VISIBLE_ALL: (
            "Everything is visible to them that is not exclusive to others."
        ),
        VisibilityReason.VISIBLE_SET: "It is in a set assigned to their groups.",
        VisibilityReason.VISIBLE_SCOPE: "It is in the scope of one of their groups.",
        VisibilityReason.EXCLUSIVE_TO_OTHERS: "It is exclusive to other groups.",
        VisibilityReason.NOT_IN_A_SET: (
            "Their groups see certain products only, and it is none of them."
        ),
    },
}
