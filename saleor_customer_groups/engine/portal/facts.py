"""The facts on which it depends what somebody may do in the shop. docs/portal.md."""

from enum import StrEnum
from typing import Literal

from ..base.values import Code, Fact, Flag

PortalSetting = Literal["open", "yes", "no"]


class PortalPermission(StrEnum):
    """What a group lets its members do, each the name of its field."""

    CAN_LOG_IN = "can_log_in"
    CAN_SEE_PRICES = "can_see_prices"
    CAN_ORDER = "can_order"
    CAN_REQUEST_QUOTES = "can_request_quotes"
    CAN_SEE_INVOICES = "can_see_invoices"


class PortalGroup(Fact):
    """A customer group, as far as it depends on it what its members may do.

    A permission that is open is that of the nearest group above.
    """

    code: Code
    parent: str | None = None
    is_active: Flag = True
    is_default: Flag = False
    for_guests: Flag = False
    inherits_portal: Flag = True
    can_log_in: PortalSetting = "open"
    can_see_prices: PortalSetting = "open"
    can_order: PortalSetting = "open"
    can_request_quotes: PortalSetting = "open"
    can_see_invoices: PortalSetting = "open"

    def setting(self, permission: PortalPermission) -> PortalSetting:
        """Return what it says itself about a permission.

        :param permission: any.
        """
        found: PortalSetting = getattr(self, permission.value)
        return found
