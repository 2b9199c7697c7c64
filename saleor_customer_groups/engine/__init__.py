"""The pricing engine: frozen facts in, frozen result out.

It is ``docs/pricing.md`` in code: no clock, no database, no Django, no Saleor.
"""

from .adjustments import ADJUSTMENTS, Adjustment, AnyAdjustment
from .base.kinds import Kind
from .benefits import BENEFITS, AnyBenefit, Benefit
from .facts.facts import (
    Cart,
    Customer,
    Facts,
    Group,
    Line,
    LineAmountOff,
    LinePercentOff,
    LinePromotion,
    PolicyName,
    Settings,
    Usage,
)
from .facts.scopes import Scope, Selection
from .pricing.pricing import (
    About,
    explain,
    price,
    price_shipping,
    price_units,
    price_units_alone,
)
from .results import (
    AppliedPrice,
    AppliedPromotion,
    GiftResult,
    LineResult,
    PriceCandidate,
    Reason,
    Result,
    SourceKind,
    Verdict,
)
from .rules.conditions import (
    CONDITIONS,
    AnyCondition,
    Condition,
    MinQuantityCondition,
    MinSubtotalCondition,
)
from .rules.rulebook import RuleBook
from .rules.rules import Entry, PriceList, PriceRule, Promotion, RuleBase
from .unit_stage.policies import POLICIES

__all__ = [
    "ADJUSTMENTS",
    "BENEFITS",
    "CONDITIONS",
    "POLICIES",
    "About",
    "Adjustment",
    "AnyAdjustment",
    "AnyBenefit",
    "AnyCondition",
    "AppliedPrice",
    "AppliedPromotion",
    "Benefit",
    "Cart",
    "Condition",
    "Customer",
    "Entry",
    "Facts",
    "GiftResult",
    "Group",
    "Kind",
    "Line",
    "LineAmountOff",
    "LinePercentOff",
    "LinePromotion",
    "LineResult",
    "MinQuantityCondition",
    "MinSubtotalCondition",
    "PolicyName",
    "PriceCandidate",
    "PriceList",
    "PriceRule",
    "Promotion",
    "Reason",
    "Result",
    "RuleBase",
    "RuleBook",
    "Scope",
    "Selection",
    "Settings",
    "SourceKind",
    "Usage",
    "Verdict",
    "explain",
    "price",
    "price_shipping",
    "price_units",
    "price_units_alone",
]
