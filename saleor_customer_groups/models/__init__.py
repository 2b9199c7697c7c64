"""What the plugin stores."""

from .applied import AppliedBenefit, OrderPricing
from .attached import AttachedCheckout
from .evaluation import (
    CustomerTotals,
    Level,
    LevelProgramme,
    MembershipRun,
    Metric,
    OrderFigures,
    PendingMetadata,
    Reset,
    RunCause,
    RunState,
    SettledCustomer,
)
from .groups import CustomerGroup, GroupKind
from .invoices import CustomerInvoice
from .membership import Cause, Change, Exclusion, LedgerEntry, Membership
from .portal import PortalSetting
from .price_list_imports import ImportState, PriceListImport
from .pricing import (
    PriceList,
    PriceListEntry,
    PriceRule,
    RuleSetVersion,
    TiersCount,
    WithPromotions,
)
from .profiles import PriceProfile
from .promotions import (
    Promotion,
    PromotionUse,
    PromotionUseSum,
    WithGroupPrices,
)
from .quotes import CustomerQuote, CustomerQuoteChange
from .reports import Basis, DryRun, DryRunState
from .rule_base import RuleBase, WithVouchers
from .terms import (
    CreditNote,
    CustomerTerms,
    PaymentChoice,
    TermsChange,
    TermsLedgerEntry,
    TermsOrder,
    TermsPayment,
    TermsState,
)
from .visibility import ProductAccess, VisibilitySet

__all__ = [
    "AppliedBenefit",
    "AttachedCheckout",
    "Basis",
    "Cause",
    "Change",
    "CreditNote",
    "CustomerGroup",
    "CustomerInvoice",
    "CustomerQuote",
    "CustomerQuoteChange",
    "CustomerTerms",
    "CustomerTotals",
    "DryRun",
    "DryRunState",
    "Exclusion",
    "GroupKind",
    "ImportState",
    "LedgerEntry",
    "Level",
    "LevelProgramme",
    "Membership",
    "MembershipRun",
    "Metric",
    "OrderFigures",
    "OrderPricing",
    "PaymentChoice",
    "PendingMetadata",
    "PortalSetting",
    "PriceList",
    "PriceListEntry",
    "PriceListImport",
    "PriceProfile",
    "PriceRule",
    "ProductAccess",
    "Promotion",
    "PromotionUse",
    "PromotionUseSum",
    "Reset",
    "RuleBase",
    "RuleSetVersion",
    "RunCause",
    "RunState",
    "SettledCustomer",
    "TermsChange",
    "TermsLedgerEntry",
    "TermsOrder",
    "TermsPayment",
    "TermsState",
    "TiersCount",
    "VisibilitySet",
    "WithGroupPrices",
    "WithPromotions",
    "WithVouchers",
]
