"""What the words of enumerations mean: those of who is in which group, and why."""

from collections.abc import Mapping
from enum import Enum
from typing import Any

from ....models import (
    Cause,
    Change,
)
from ....services.membership.files.member_files import ImportMode
from ....services.membership.joining import Joining
from ....services.membership.leaving import Leaving


class Source(Enum):
    """What keeps a customer in a group."""

    BY_HAND = "by_hand"
    BY_RULE = "by_rule"
    BY_DEFAULT = "by_default"


MEANINGS: Mapping[type[Enum], Mapping[Any, str]] = {
    Source: {
        Source.BY_HAND: "Staff or an app added the customer.",
        Source.BY_RULE: "The customer meets the conditions of the group.",
        Source.BY_DEFAULT: "It is the default group.",
    },
    Joining: {
        Joining.ADD: "They stay in their other groups.",
        Joining.MOVE: "They leave a named group.",
        Joining.PRIMARY: (
            "They stay in their other groups, and it becomes their primary."
        ),
    },
    ImportMode: {
        ImportMode.ADD: "They stay.",
        ImportMode.REPLACE: "Those who were added manually are taken out.",
    },
    Leaving: {
        Leaving.TO_DEFAULT: "They go to the default group.",
        Leaving.TO_GROUP: "They go to a named group.",
        Leaving.REMOVE: "They stay in their other groups.",
    },
    Change: {
        Change.JOINED: "The customer joined.",
        Change.LEFT: "The customer left.",
        Change.SOURCE_CHANGED: "Something else keeps the customer in the group now.",
        Change.MADE_PRIMARY: "It became the customer's primary group.",
        Change.NO_LONGER_PRIMARY: "It is no longer the customer's primary group.",
        Change.EXCLUDED: "The customer is kept out of the group from now on.",
        Change.EXCLUSION_LIFTED: "The customer may join the group again.",
    },
    Cause: {
        Cause.REGISTERED: "The customer registered.",
        Cause.STAFF: "Staff did it.",
        Cause.APP: "An app did it.",
        Cause.RULE: "The customer has begun to meet the conditions, or no longer does.",
        Cause.IMPORT: "It was in an imported file.",
        Cause.EXPIRED: "The membership expired.",
        Cause.GROUP_DELETED: "The group was deleted.",
        Cause.ERASED: "The account was deleted.",
    },
}
