"""What the plugin stores."""

from .applied import AppliedBenefit
from .groups import CustomerGroup, GroupKind
from .membership import Cause, Change, LedgerEntry, Membership
from .price_list_imports import ImportState, PriceListImport
from .pricing import (
    PriceList,
    PriceListEntry,
    PriceRule,
    RuleSetVersion,
    WithPromotions,
)
from .promotions import Promotion, PromotionUse, WithGroupPrices
from .terms import Terms, WithVouchers

__all__ = [
    "AppliedBenefit",
    "Cause",
    "Change",
    "CustomerGroup",
    "GroupKind",
    "ImportState",
    "LedgerEntry",
    "Membership",
    "PriceList",
    "PriceListEntry",
    "PriceListImport",
    "PriceRule",
    "Promotion",
    "PromotionUse",
    "RuleSetVersion",
    "Terms",
    "WithGroupPrices",
    "WithPromotions",
    "WithVouchers",
]
