"""What the plugin stores."""

from .applied import AppliedBenefit
from .groups import CustomerGroup, GroupKind
from .membership import Cause, Change, LedgerEntry, Membership
from .pricing import (
    PriceList,
    PriceListEntry,
    PriceRule,
    RuleSetVersion,
    WithPromotions,
    WithVouchers,
)

__all__ = [
    "AppliedBenefit",
    "Cause",
    "Change",
    "CustomerGroup",
    "GroupKind",
    "LedgerEntry",
    "Membership",
    "PriceList",
    "PriceListEntry",
    "PriceRule",
    "RuleSetVersion",
    "WithPromotions",
    "WithVouchers",
]
