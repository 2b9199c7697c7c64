"""What the words of enumerations mean: those of groups that fill themselves."""

from collections.abc import Mapping
from enum import Enum
from typing import Any

from ....models import (
    RunCause,
    RunState,
)

MEANINGS: Mapping[type[Enum], Mapping[Any, str]] = {
    RunCause: {
        RunCause.BY_HAND: "Somebody asked for it.",
        RunCause.RULE_SAVED: "The group was saved.",
        RunCause.NIGHTLY: "All groups are run each night.",
        RunCause.DEFAULT_GROUP: (
            "The plugin was switched on: whoever is in no group joins the default one."
        ),
    },
    RunState: {
        RunState.RUNNING: "It waits for its turn or goes on.",
        RunState.DONE: "Everybody was looked at.",
        RunState.FAILED: "It ended early; what it had done stays.",
    },
}
