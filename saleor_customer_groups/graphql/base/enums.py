"""Enumerations of the schema, made from those of the models and services."""

from collections.abc import Iterable, Mapping
from enum import Enum
from typing import Any

import graphene

from ...engine import POLICIES, Reason
from ...engine.reports.metrics import ReportMetric, Unit
from ...models import (
    Cause,
    Change,
    DryRunBasis,
    DryRunState,
    GroupKind,
    ImportState,
    Metric,
    Reset,
    RunCause,
    RunState,
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
from ...services.reports.report_files import ReportTable
from ...services.reports.scopes import Basis
from ...services.rules.check.findings import FindingKind, Weight
from ...services.rules.group_prices import Inheritance
from ...services.rules.rule_states import RuleState

Policy = Enum("Policy", {each.upper(): each for each in POLICIES})  # type: ignore[misc]


class Source(Enum):
    """What keeps a customer in a group."""

    BY_HAND = "by_hand"
    BY_RULE = "by_rule"
    BY_DEFAULT = "by_default"


class Permission(Enum):
    """What pages about customer groups ask for."""

    MANAGE_USERS = "account.manage_users"
    MANAGE_DISCOUNTS = "discount.manage_discounts"
    MANAGE_ORDERS = "order.manage_orders"
    MANAGE_PLUGINS = "plugins.manage_plugins"
    MANAGE_PRODUCTS = "product.manage_products"


_MEANINGS: Mapping[Enum, str] = {
    Source.BY_HAND: "Staff or an app added the customer.",
    Source.BY_RULE: "The customer meets the conditions of the group.",
    Source.BY_DEFAULT: "It is the default group.",
    Permission.MANAGE_USERS: "Groups, their members and conditions.",
    Permission.MANAGE_DISCOUNTS: "Prices and promotions of groups.",
    Permission.MANAGE_ORDERS: "What groups did to the prices of orders.",
    Permission.MANAGE_PLUGINS: "To change the settings of customer groups.",
    Permission.MANAGE_PRODUCTS: "Products, also those that are not published.",
    GroupKind.MANUAL: "Manually.",
    GroupKind.AUTOMATIC: "By rules alone.",
    GroupKind.HYBRID: "By rules and manually.",
    Joining.ADD: "They stay in their other groups.",
    Joining.MOVE: "They leave a named group.",
    Joining.PRIMARY: "They stay in their other groups, and it becomes their primary.",
    ImportMode.ADD: "They stay.",
    ImportMode.REPLACE: "Those who were added manually are taken out.",
    Leaving.TO_DEFAULT: "They go to the default group.",
    Leaving.TO_GROUP: "They go to a named group.",
    Leaving.REMOVE: "They stay in their other groups.",
    Change.JOINED: "The customer joined.",
    Change.LEFT: "The customer left.",
    Change.SOURCE_CHANGED: "Something else keeps the customer in the group now.",
    Change.MADE_PRIMARY: "It became the customer's primary group.",
    Change.NO_LONGER_PRIMARY: "It is no longer the customer's primary group.",
    Change.EXCLUDED: "The customer is kept out of the group from now on.",
    Change.EXCLUSION_LIFTED: "The customer may join the group again.",
    Cause.REGISTERED: "The customer registered.",
    Cause.STAFF: "Staff did it.",
    Cause.APP: "An app did it.",
    Cause.RULE: "The customer has begun to meet the conditions, or no longer does.",
    Cause.IMPORT: "It was in an imported file.",
    Cause.EXPIRED: "The membership expired.",
    Cause.GROUP_DELETED: "The group was deleted.",
    Cause.ERASED: "The account was deleted.",
    WithPromotions.BEST: "The better of the two counts.",
    WithPromotions.STACK: "Both count.",
    WithPromotions.REPLACE: "The rule alone counts.",
    WithGroupPrices.STACK: "Both count.",
    WithGroupPrices.BEST: "The better of the two counts.",
    TiersCount.VARIANT: "The units of one variant.",
    TiersCount.PRODUCT: "The units of one product, whichever variants they are.",
    TiersCount.SCOPE: "All units that the rule concerns, or the list has prices for.",
    WithVouchers.ALLOW: "It counts.",
    WithVouchers.REFUSE: "It does not count.",
    ImportState.PENDING: "It waits for its turn.",
    ImportState.RUNNING: "It is being checked or written.",
    ImportState.DONE: "All rows are in the list.",
    ImportState.FAILED: "Nothing was changed.",
    DryRunState.PENDING: "It waits for its turn.",
    DryRunState.RUNNING: "Orders are being priced.",
    DryRunState.DONE: "There is a report.",
    DryRunState.FAILED: "It ended early, without a report.",
    DryRunState.CANCELLED: "Somebody cancelled it.",
    DryRunBasis.MEMBERS_NOW: "Those that the customer is in now.",
    DryRunBasis.AT_ORDER: "Those that the customer was in when the order was placed.",
    RunCause.BY_HAND: "Somebody asked for it.",
    RunCause.RULE_SAVED: "The group was saved.",
    RunCause.NIGHTLY: "All groups are run each night.",
    RunCause.DEFAULT_GROUP: (
        "The plugin was switched on: whoever is in no group joins the default one."
    ),
    RunState.RUNNING: "It waits for its turn or goes on.",
    RunState.DONE: "Everybody was looked at.",
    RunState.FAILED: "It ended early; what it had done stays.",
    Metric.NET_REVENUE: "Net revenue, in the programme's currency.",
    Metric.ORDER_COUNT: "The number of orders.",
    Metric.GROSS_MARGIN: "Gross margin, in the programme's currency.",
    Reset.ROLLING_12_MONTHS: "Those of the last 365 days.",
    Reset.NEVER: "All since the programme began.",
    FindingKind.SWITCHED_OFF: "Customer groups are switched off.",
    FindingKind.UNREADABLE_SETTING: "A stored setting cannot be read.",
    FindingKind.NOBODY_GETS_IT: "Nobody can ever get a rule or a price.",
    FindingKind.INCREASE_CANCELLED: "An increase never counts beside a lower price.",
    FindingKind.TWINS: "Two rules do the same to the same goods for one group.",
    FindingKind.SEVERAL_ADD: "Several rules of a group add to what it inherits.",
    FindingKind.FLOOR_UNDERCUT: "Promotions go below the minimum margin.",
    FindingKind.FOREIGN_CURRENCY: "Prices are in a currency that no channel uses.",
    FindingKind.UNKNOWN_CURRENCY: "A channel is in a currency that is not known.",
    FindingKind.BELOW_COST: "Prices are below cost.",
    FindingKind.FAR_ABOVE_LISTING: "Prices are many times the listing price.",
    FindingKind.TOO_LARGE: "Prices are more than Saleor can charge.",
    FindingKind.GIFT_UNAVAILABLE: "A promotion has no gift that could be given.",
    FindingKind.GIFT_CARD: (
        "A promotion makes gift cards cheaper than what they pay for, or names one as"
        " a gift."
    ),
    FindingKind.GIVES_MORE_THAN_MINIMUM: (
        "A promotion gives away as much as it requires to be bought, or more."
    ),
    FindingKind.EMPTY_LIST: "A price list has no prices.",
    FindingKind.UNREADABLE_GROUP: "Some stored data of a group cannot be read.",
    FindingKind.EMPTY_GROUP: "A group has no members.",
    FindingKind.LEVEL_FOR_ALL: (
        "A level begins at 0, so that nobody stays in the default group."
    ),
    FindingKind.CONDITIONS_NOT_ASKED: (
        "Conditions name something deleted, or contradict themselves."
    ),
    Weight.LOSS: "It may cost the shop money.",
    Weight.BROKEN: "Something does not do what it says.",
    Weight.HINT: "Somebody should look at it.",
    Code.CAPACITY_REACHED: "The group is full.",
    Code.CHANGED_MEANWHILE: "It has been changed since it was read.",
    Code.CUSTOMER_INACTIVE: "The customer's account is not active.",
    Code.CYCLE: "A group would be below itself, or its conditions deny it.",
    Code.DEFAULT_GROUP: "A shop always has an active default group.",
    Code.EXCLUDED: "The customer is excluded from the group.",
    Code.GRAPHQL_ERROR: "An id is malformed, or the id of something else.",
    Code.GROUP_AUTOMATIC: "The group is filled by its rules alone.",
    Code.GROUP_INACTIVE: "The group is not active.",
    Code.IN_USE: "The group has children, or other things are deleted with it.",
    Code.INVALID: "The value is invalid.",
    Code.NOT_A_MEMBER: "The customer is not in the group.",
    Code.NOT_EXCLUDED: "The customer is not excluded from the group.",
    Code.NOT_FOUND: "There is no such thing.",
    Code.REQUIRED: "Something is missing.",
    Code.TOO_DEEP: "There would be too many levels of groups.",
    Code.TOO_MANY: "Too many at once.",
    Code.UNIQUE: "Another one has it already.",
    Inheritance.COUNTS: "Nothing nearer to the group changes it.",
    Inheritance.ADDED_TO: (
        "A rule nearer to the group adds its percentage to the largest one that is"
        " inherited, where both concern the same."
    ),
    Inheritance.OUTDONE: (
        "A rule nearer to the group always takes at least as much off."
    ),
    RuleState.RUNNING: "It counts now.",
    RuleState.PLANNED: "It is switched on, and begins later.",
    RuleState.ENDED: "It is switched on, and has ended.",
    RuleState.OFF: "It is switched off.",
    Policy["BEST_PRICE"]: "The lowest.",
    Policy["PRIORITY"]: "That of the group with the largest priority.",
    Policy["NEWEST_GROUP"]: "That of the group created last.",
    Policy["PRIMARY_GROUP"]: "That of the customer's primary group.",
    Policy["STACK"]: "All, one after the other, each applied to what is left by then.",
    Policy["ADD"]: "All percentages together, then all amounts.",
    CatalogueKind.PRODUCT: "A product.",
    CatalogueKind.VARIANT: "A variant of a product.",
    CatalogueKind.CATEGORY: "A category, with all below it.",
    CatalogueKind.COLLECTION: "A collection.",
    CatalogueKind.PRODUCT_TYPE: "A product type.",
    ReportMetric.CUSTOMERS: (
        "The members now, or by AT_ORDER the customers who ordered under the group."
        " Beside it: their share of all customers."
    ),
    ReportMetric.REVENUE: (
        "What the orders come to, taxes included, less what was refunded. Beside it:"
        " its share of the shop's, guests included."
    ),
    ReportMetric.ORDERS: "The number of orders, beside its share of the shop's.",
    ReportMetric.AVERAGE_ORDER_VALUE: (
        "The revenue of an order, beside the difference from that of all orders."
    ),
    ReportMetric.ORDER_FREQUENCY: (
        "The orders of a customer in a year, beside the difference from all customers."
    ),
    ReportMetric.ORDERS_PER_CUSTOMER: (
        "The orders of a customer in the period, beside the difference."
    ),
    ReportMetric.REVENUE_PER_CUSTOMER: (
        "The revenue of a customer in the period, beside the difference."
    ),
    ReportMetric.LIFETIME_VALUE: (
        "The revenue of a customer of all times, beside the difference."
    ),
    ReportMetric.BUYERS: (
        "The customers with an order in the period, beside their share of all customers"
        " of the group."
    ),
    ReportMetric.RETENTION: (
        "Of those who bought in the period of the same length before, the share who"
        " bought in this one."
    ),
    ReportMetric.DISCOUNT: (
        "What rules, lists and promotions of groups took off what units were listed at."
    ),
    ReportMetric.DISCOUNT_RATE: "The same in percent of what the units were listed at.",
    ReportMetric.INCREASE: "What rules and lists of groups put on.",
    ReportMetric.MARGIN: (
        "What lines with a known cost brought above it, without taxes and less their"
        " share of refunds."
    ),
    ReportMetric.NET_MARGIN: (
        "The same in percent of what these lines brought without taxes."
    ),
    ReportMetric.COST_COVERAGE: (
        "For what percentage of what all lines brought a cost is known."
    ),
    ReportMetric.JOINED: "How many joined in the period.",
    ReportMetric.LEFT: "How many left in the period.",
    Unit.AMOUNT: "An amount in the currency of the report.",
    Unit.NUMBER: "A number.",
    Unit.PERCENT: "A percentage.",
    Basis.MEMBERS_NOW: "All orders of those who are members now.",
    Basis.AT_ORDER: "The orders that were placed by members, whoever is one now.",
    AudienceKind.GROUP: "A group.",
    AudienceKind.EVERYBODY: "The whole shop.",
    AudienceKind.NO_GROUP: "Who is in no group but the default one.",
    ReportTable.METRICS: "The metrics.",
    ReportTable.MONTHS: "What was bought in each month.",
    ReportTable.CUSTOMERS: "The 100 customers who bought for the most.",
    ReportTable.RULES: "What each list, rule and promotion did.",
    Why.CUSTOMER_KNOWN: "The customer has logged in.",
    Why.VOUCHER: "A voucher was entered that does not go with the customer's price.",
}


def _made_from(members: Iterable[Any], name: str, description: str) -> Any:
    """Return the enumeration with the names in capitals, as GraphQL writes them."""
    meanings = {
        member.value: _MEANINGS.get(member, f"{member.value.replace('_', ' ')}.")
        for member in members
    }
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
    Basis, "CustomerGroupReportBasisEnum", "Which orders are those of a group."
)
CustomerGroupReportAudienceEnum = _made_from(
    AudienceKind, "CustomerGroupReportAudienceEnum", "Whose orders a report is about."
)
CustomerGroupReportTableEnum = _made_from(
    ReportTable, "CustomerGroupReportTableEnum", "The tables of a report."
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
CustomerGroupDryRunBasisEnum = _made_from(
    DryRunBasis,
    "CustomerGroupDryRunBasisEnum",
    "For which groups the orders of a dry run are priced.",
)
