"""What the words of enumerations mean: those of what a group may do in the shop."""

from collections.abc import Mapping
from enum import Enum
from typing import Any

from ....engine.portal.facts import PortalPermission
from ....models import PortalSetting

MEANINGS: Mapping[type[Enum], Mapping[Any, str]] = {
    PortalSetting: {
        PortalSetting.OPEN: "As the nearest group above says; they may if none does.",
        PortalSetting.YES: "They may.",
        PortalSetting.NO: "They may not, unless another group of theirs says yes.",
    },
    PortalPermission: {
        PortalPermission.CAN_LOG_IN: "Log in.",
        PortalPermission.CAN_SEE_PRICES: "See prices, and have a checkout.",
        PortalPermission.CAN_ORDER: "Place orders.",
        PortalPermission.CAN_REQUEST_QUOTES: "Ask for an offer.",
        PortalPermission.CAN_SEE_INVOICES: "See the invoices of their orders.",
    },
}
