"""Enumerations of the schema, made from those of the models and services."""

from collections.abc import Iterable
from typing import Any

import graphene

from ...engine import Reason
from ...engine.portal.facts import PortalPermission
from ...engine.quotes.states import QuoteState
from ...engine.reports.metrics import ReportMetric, Unit
from ...engine.terms.facts import PaymentOption
from ...engine.visibility.verdicts import VisibilityReason
from ...models import (
    Basis,
    Cause,
    Change,
    DryRunState,
    GroupKind,
    ImportState,
    Metric,
    PortalSetting,
    ProductAccess,
    Reset,
    RunCause,
    RunState,
    TermsChange,
    TermsState,
    TiersCount,
    WithGroupPrices,
    WithPromotions,
    WithVouchers,
)
from ...services.base.catalogue_choices import CatalogueKind
from ...services.base.refusals import Code
from ...services.membership.files.member_files import ImportMode
from ...services.membership.joining import Joining
from ...services.membership.leaving import Leaving
from ...services.pricing.price_changes import Why
from ...services.reports.audiences import AudienceKind
from ...services.reports.dry_runs.dry_run_tables import DryRunTable
from ...services.reports.report_files import ReportTable
from ...services.reports.reviews.review_kinds import ReviewKind
from ...services.reports.sold_goods import GoodsKind
from ...services.rules.check.findings import FindingKind, Weight
from ...services.rules.group_prices import Inheritance
from ...services.rules.rule_states import RuleState
from .meanings import meaning_of
from .meanings.base import Permission
from .meanings.membership import Source
from .meanings.pricing import Policy


def _made_from(members: Iterable[Any], name: str, description: str) -> Any:
    """Return the enumeration with the names in capitals, as GraphQL writes them."""
    meanings = {member.value: meaning_of(member) for member in members}
    return graphene.Enum(
        name,
        [(member.name, member.value) for member in members],
        description=lambda member: meanings[member.value] if member else description,
    )


CustomerGroupPriceChangeReason = _made_from(
    Why, "CustomerGroupPriceChangeReason", "Why the price of a line has changed."
)
CustomerGroupInheritanceEnum = _made_from(
    Inheritance,
    "CustomerGroupInheritanceEnum",
    "What happens to something inherited beside what the group has itself.",
)
CustomerGroupPolicyEnum = _made_from(
    Policy,
    "CustomerGroupPolicyEnum",
    "Which price counts when several groups have one.",
)
CustomerGroupQuoteStateEnum = _made_from(
    QuoteState, "CustomerGroupQuoteStateEnum", "How far a quote has come."
)
CustomerGroupRuleStateEnum = _made_from(
    RuleState,
    "CustomerGroupRuleStateEnum",
    "Whether a price rule, price list or promotion counts now.",
)
CustomerGroupCatalogueKindEnum = _made_from(
    CatalogueKind,
    "CustomerGroupCatalogueKindEnum",
    "The kinds of catalogue items that may be chosen.",
)
CustomerGroupKindEnum = _made_from(
    GroupKind, "CustomerGroupKindEnum", "How customers join a group."
)
CustomerGroupErrorCode = _made_from(
    Code, "CustomerGroupErrorCode", "Why something was refused, for programs."
)
CustomerGroupJoinMode = _made_from(
    Joining, "CustomerGroupJoinMode", "How customers are added to a group."
)
CustomerGroupImportMode = _made_from(
    ImportMode,
    "CustomerGroupImportMode",
    "What happens to members who are not in an imported file.",
)
CustomerGroupLeaveMode = _made_from(
    Leaving, "CustomerGroupLeaveMode", "Where customers go who leave a group."
)
CustomerGroupChangeEnum = _made_from(
    Change, "CustomerGroupChangeEnum", "What happened to a membership."
)
CustomerGroupCauseEnum = _made_from(
    Cause, "CustomerGroupCauseEnum", "Why a membership changed."
)
CustomerGroupWithPromotionsEnum = _made_from(
    WithPromotions,
    "CustomerGroupWithPromotionsEnum",
    "What happens where Saleor's own promotion is on the same line.",
)
CustomerGroupTiersCountEnum = _made_from(
    TiersCount,
    "CustomerGroupTiersCountEnum",
    "Which units count together towards the quantity of a tier or an entry.",
)
CustomerGroupWithVouchersEnum = _made_from(
    WithVouchers,
    "CustomerGroupWithVouchersEnum",
    "What happens where the cart has a voucher.",
)
CustomerGroupWithGroupPricesEnum = _made_from(
    WithGroupPrices,
    "CustomerGroupWithGroupPricesEnum",
    "What happens where a group price is on the same line.",
)
CustomerGroupFindingKindEnum = _made_from(
    FindingKind, "CustomerGroupFindingKindEnum", "What is probably a mistake."
)
CustomerGroupFindingWeightEnum = _made_from(
    Weight, "CustomerGroupFindingWeightEnum", "How much a finding matters."
)
CustomerGroupImportStateEnum = _made_from(
    ImportState, "CustomerGroupImportStateEnum", "How far an import has come."
)
CustomerGroupRunStateEnum = _made_from(
    RunState, "CustomerGroupRunStateEnum", "How far a run has come."
)
CustomerGroupRunCauseEnum = _made_from(
    RunCause, "CustomerGroupRunCauseEnum", "Why a run was started."
)
CustomerGroupMetricEnum = _made_from(
    Metric, "CustomerGroupMetricEnum", "What levels are measured by."
)
CustomerGroupResetEnum = _made_from(
    Reset, "CustomerGroupResetEnum", "Which orders count for a level."
)
CustomerGroupReportMetricEnum = _made_from(
    ReportMetric, "CustomerGroupReportMetricEnum", "What a report says of a group."
)
CustomerGroupReportUnitEnum = _made_from(
    Unit, "CustomerGroupReportUnitEnum", "What a metric is measured in."
)
CustomerGroupReportBasisEnum = _made_from(
    Basis, "CustomerGroupReportBasisEnum", "Which groups of customers count."
)
CustomerGroupReportAudienceEnum = _made_from(
    AudienceKind, "CustomerGroupReportAudienceEnum", "Whose orders a report is about."
)
CustomerGroupReportTableEnum = _made_from(
    ReportTable, "CustomerGroupReportTableEnum", "The tables of a report."
)
CustomerGroupReportGoodsEnum = _made_from(
    GoodsKind, "CustomerGroupReportGoodsEnum", "By what sold goods are summed up."
)
CustomerGroupReviewEnum = _made_from(
    ReviewKind, "CustomerGroupReviewEnum", "The lists of whom to look at."
)
CustomerGroupSourceEnum = _made_from(
    Source, "CustomerGroupSourceEnum", "What keeps a customer in a group."
)
CustomerGroupPermissionEnum = _made_from(
    Permission,
    "CustomerGroupPermissionEnum",
    "A permission that pages about customer groups ask for.",
)
CustomerGroupReasonEnum = _made_from(
    Reason,
    "CustomerGroupReasonEnum",
    "Why a list, rule or promotion counts or not, in the order of the checks.",
)
CustomerGroupDryRunStateEnum = _made_from(
    DryRunState, "CustomerGroupDryRunStateEnum", "How far a dry run has come."
)
CustomerGroupDryRunTableEnum = _made_from(
    DryRunTable, "CustomerGroupDryRunTableEnum", "The tables of a dry run's report."
)
CustomerGroupPortalPermissionEnum = _made_from(
    PortalPermission,
    "CustomerGroupPortalPermissionEnum",
    "What a group may let its members do in the shop.",
)
CustomerGroupPortalSettingEnum = _made_from(
    PortalSetting,
    "CustomerGroupPortalSettingEnum",
    "What a group says about something that its members may do.",
)
CustomerGroupProductAccessEnum = _made_from(
    ProductAccess,
    "CustomerGroupProductAccessEnum",
    "Which products the members of a group see.",
)
CustomerGroupVisibilityReasonEnum = _made_from(
    VisibilityReason,
    "CustomerGroupVisibilityReasonEnum",
    "Why somebody sees a product, or does not.",
)
CustomerGroupPaymentOptionEnum = _made_from(
    PaymentOption, "CustomerGroupPaymentOptionEnum", "A way to pay."
)
CustomerGroupTermsStateEnum = _made_from(
    TermsState,
    "CustomerGroupTermsStateEnum",
    "How far an order is that is not paid online.",
)
CustomerGroupTermsChangeEnum = _made_from(
    TermsChange, "CustomerGroupTermsChangeEnum", "What happened to terms."
)
