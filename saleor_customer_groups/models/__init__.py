"""What the plugin stores."""

from .groups import CustomerGroup, GroupKind
from .membership import Cause, Change, LedgerEntry, Membership
from .pricing import (
    PriceList,
    PriceListEntry,
    PriceRule,
    RuleSetVersion,
    WithPromotions,
)
from .promotions import Promotion, WithGroupPrices
from .terms import Terms, WithVouchers

__all__ = [
    "Cause",
    "Change",
    "CustomerGroup",
    "GroupKind",
    "LedgerEntry",
    "Membership",
    "PriceList",
    "PriceListEntry",
    "PriceRule",
    "Promotion",
    "RuleSetVersion",
    "Terms",
    "WithGroupPrices",
    "WithPromotions",
    "WithVouchers",
]
