"""What the words of enumerations mean: those of quotes."""

from collections.abc import Mapping
from enum import Enum
from typing import Any

from ....engine.quotes.states import QuoteState

MEANINGS: Mapping[type[Enum], Mapping[Any, str]] = {
    QuoteState: {
        QuoteState.REQUESTED: "The customer has asked for it; the shop writes it.",
        QuoteState.SENT: "The customer can accept or decline it.",
        QuoteState.ACCEPTED: "It has become an order.",
        QuoteState.DECLINED: "The customer did not want it.",
        QuoteState.EXPIRED: "Nobody has answered it in time.",
        QuoteState.WITHDRAWN: "The shop has taken it back.",
    },
}
