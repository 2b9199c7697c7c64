"""What the words of the enumerations mean, for the documentation of the schema."""

from collections.abc import Mapping
from enum import Enum
from typing import Any

from ...engine import POLICIES
from ...engine.reports.metrics import ReportMetric, Unit
from ...engine.visibility.verdicts import VisibilityReason
from ...models import (
    Basis,
    Cause,
    Change,
    DryRunState,
    GroupKind,
    ImportState,
    Metric,
    ProductAccess,
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
from ...services.reports.dry_run_tables import DryRunTable
from ...services.reports.report_files import ReportTable
from ...services.reports.reviews.review_kinds import ReviewKind
from ...services.reports.sold_goods import GoodsKind
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


# By enumeration: words of two of them may be the same text, with another meaning.
_MEANINGS: Mapping[type[Enum], Mapping[Any, str]] = {
    Source: {
        Source.BY_HAND: "Staff or an app added the customer.",
        Source.BY_RULE: "The customer meets the conditions of the group.",
        Source.BY_DEFAULT: "It is the default group.",
    },
    Permission: {
        Permission.MANAGE_USERS: "Groups, their members and conditions.",
        Permission.MANAGE_DISCOUNTS: "Prices and promotions of groups.",
        Permission.MANAGE_ORDERS: "What groups did to the prices of orders.",
        Permission.MANAGE_PLUGINS: "To change the settings of customer groups.",
        Permission.MANAGE_PRODUCTS: "Products, also those that are not published.",
    },
    ProductAccess: {
        ProductAccess.INHERIT: (
            "What the nearest group above sees that says something else; everything if"
            " none does."
        ),
        ProductAccess.ALL: "Everything that is not exclusive to others.",
        ProductAccess.SETS: "Only the products of the sets assigned to it.",
        ProductAccess.CUSTOM: "Only the products of its own scope, and of its sets.",
    },
    VisibilityReason: {
        VisibilityReason.VISIBLE_ALL: (
            "Everything is visible to them that is not exclusive to others."
        ),
        VisibilityReason.VISIBLE_SET: "It is in a set assigned to their groups.",
        VisibilityReason.VISIBLE_SCOPE: "It is in the scope of one of their groups.",
        VisibilityReason.EXCLUSIVE_TO_OTHERS: "It is exclusive to other groups.",
        VisibilityReason.NOT_IN_A_SET: (
            "Their groups see certain products only, and it is none of them."
        ),
    },
    GroupKind: {
        GroupKind.MANUAL: "Manually.",
        GroupKind.AUTOMATIC: "By rules alone.",
        GroupKind.HYBRID: "By rules and manually.",
    },
    Joining: {
        Joining.ADD: "They stay in their other groups.",
        Joining.MOVE: "They leave a named group.",
        Joining.PRIMARY: (
            "They stay in their other groups, and it becomes their primary."
        ),
    },
    ImportMode: {
        ImportMode.ADD: "They stay.",
        ImportMode.REPLACE: "Those who were added manually are taken out.",
    },
    Leaving: {
        Leaving.TO_DEFAULT: "They go to the default group.",
        Leaving.TO_GROUP: "They go to a named group.",
        Leaving.REMOVE: "They stay in their other groups.",
    },
    Change: {
        Change.JOINED: "The customer joined.",
        Change.LEFT: "The customer left.",
        Change.SOURCE_CHANGED: "Something else keeps the customer in the group now.",
        Change.MADE_PRIMARY: "It became the customer's primary group.",
        Change.NO_LONGER_PRIMARY: "It is no longer the customer's primary group.",
        Change.EXCLUDED: "The customer is kept out of the group from now on.",
        Change.EXCLUSION_LIFTED: "The customer may join the group again.",
    },
    Cause: {
        Cause.REGISTERED: "The customer registered.",
        Cause.STAFF: "Staff did it.",
        Cause.APP: "An app did it.",
        Cause.RULE: "The customer has begun to meet the conditions, or no longer does.",
        Cause.IMPORT: "It was in an imported file.",
        Cause.EXPIRED: "The membership expired.",
        Cause.GROUP_DELETED: "The group was deleted.",
        Cause.ERASED: "The account was deleted.",
    },
    WithPromotions: {
        WithPromotions.BEST: "The better of the two counts.",
        WithPromotions.STACK: "Both count.",
        WithPromotions.REPLACE: "The rule alone counts.",
    },
    WithGroupPrices: {
        WithGroupPrices.STACK: "Both count.",
        WithGroupPrices.BEST: "The better of the two counts.",
    },
    TiersCount: {
        TiersCount.VARIANT: "The units of one variant.",
        TiersCount.PRODUCT: "The units of one product, whichever variants they are.",
        TiersCount.SCOPE: (
            "All units that the rule concerns, or the list has prices for."
        ),
    },
    WithVouchers: {
        WithVouchers.ALLOW: "It counts.",
        WithVouchers.REFUSE: "It does not count.",
    },
    ImportState: {
        ImportState.PENDING: "It waits for its turn.",
        ImportState.RUNNING: "It is being checked or written.",
        ImportState.DONE: "All rows are in the list.",
        ImportState.FAILED: "Nothing was changed.",
    },
    DryRunState: {
        DryRunState.PENDING: "It waits for its turn.",
        DryRunState.RUNNING: "Orders are being priced.",
        DryRunState.DONE: "There is a report.",
        DryRunState.FAILED: "It ended early, without a report.",
        DryRunState.CANCELLED: "Somebody cancelled it.",
    },
    DryRunTable: {
        DryRunTable.SUMS: "What all orders come to, before and after.",
        DryRunTable.HISTOGRAM: "How many orders change by how much.",
        DryRunTable.CUSTOMERS: "The customers that change most.",
        DryRunTable.PRODUCTS: "The products that change most.",
        DryRunTable.GROUPS: "The groups that change most.",
        DryRunTable.LOSING_RULES: "What no longer counts because of the draft.",
    },
    RunCause: {
        RunCause.BY_HAND: "Somebody asked for it.",
        RunCause.RULE_SAVED: "The group was saved.",
        RunCause.NIGHTLY: "All groups are run each night.",
        RunCause.DEFAULT_GROUP: (
            "The plugin was switched on: whoever is in no group joins the default one."
        ),
    },
    RunState: {
        RunState.RUNNING: "It waits for its turn or goes on.",
        RunState.DONE: "Everybody was looked at.",
        RunState.FAILED: "It ended early; what it had done stays.",
    },
    Metric: {
        Metric.NET_REVENUE: "Net revenue, in the programme's currency.",
        Metric.ORDER_COUNT: "The number of orders.",
        Metric.GROSS_MARGIN: "Gross margin, in the programme's currency.",
    },
    Reset: {
        Reset.ROLLING_12_MONTHS: "Those of the last 365 days.",
        Reset.NEVER: "All since the programme began.",
    },
    FindingKind: {
        FindingKind.SWITCHED_OFF: "Customer groups are switched off.",
        FindingKind.UNREADABLE_SETTING: "A stored setting cannot be read.",
        FindingKind.NOBODY_GETS_IT: "Nobody can ever get a rule or a price.",
        FindingKind.INCREASE_CANCELLED: (
            "An increase never counts beside a lower price."
        ),
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
            "A promotion makes gift cards cheaper than what they pay for, or names"
            " one as a gift."
        ),
        FindingKind.GIVES_MORE_THAN_MINIMUM: (
            "A promotion gives away as much as it requires to be bought, or more."
        ),
        FindingKind.EMPTY_LIST: "A price list has no prices.",
        FindingKind.UNREADABLE_GROUP: "Some stored data of a group cannot be read.",
        FindingKind.NOBODY_SEES_IT: "Nobody sees what is exclusive to a set.",
        FindingKind.SET_WITHOUT_EFFECT: (
            "A set of products has none, or cannot be read."
        ),
        FindingKind.HIDDEN_FROM_GROUP: (
            "A rule or promotion names what its groups do not see."
        ),
        FindingKind.EMPTY_GROUP: "A group has no members.",
        FindingKind.LEVEL_FOR_ALL: (
            "A level begins at 0, so that nobody stays in the default group."
        ),
        FindingKind.CONDITIONS_NOT_ASKED: (
            "Conditions name something deleted, or contradict themselves."
        ),
    },
    Weight: {
        Weight.LOSS: "It may cost the shop money.",
        Weight.BROKEN: "Something does not do what it says.",
        Weight.HINT: "Somebody should look at it.",
    },
    Code: {
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
    },
    Inheritance: {
        Inheritance.COUNTS: "Nothing nearer to the group changes it.",
        Inheritance.ADDED_TO: (
            "A rule nearer to the group adds its percentage to the largest one that"
            " is inherited, where both concern the same."
        ),
        Inheritance.OUTDONE: (
            "A rule nearer to the group always takes at least as much off."
        ),
    },
    RuleState: {
        RuleState.RUNNING: "It counts now.",
        RuleState.PLANNED: "It is switched on, and begins later.",
        RuleState.ENDED: "It is switched on, and has ended.",
        RuleState.OFF: "It is switched off.",
    },
    Policy: {
        Policy["BEST_PRICE"]: "The lowest.",
        Policy["PRIORITY"]: "That of the group with the largest priority.",
        Policy["NEWEST_GROUP"]: "That of the group created last.",
        Policy["PRIMARY_GROUP"]: "That of the customer's primary group.",
        Policy[
            "STACK"
        ]: "All, one after the other, each applied to what is left by then.",
        Policy["ADD"]: "All percentages together, then all amounts.",
    },
    CatalogueKind: {
        CatalogueKind.PRODUCT: "A product.",
        CatalogueKind.VARIANT: "A variant of a product.",
        CatalogueKind.CATEGORY: "A category, with all below it.",
        CatalogueKind.COLLECTION: "A collection.",
        CatalogueKind.PRODUCT_TYPE: "A product type.",
    },
    ReportMetric: {
        ReportMetric.CUSTOMERS: (
            "The members now, or by AT_ORDER the customers who ordered under the"
            " group. Beside it: their share of all customers."
        ),
        ReportMetric.REVENUE: (
            "What the orders come to, taxes included, less what was refunded. Beside"
            " it: its share of the shop's, guests included."
        ),
        ReportMetric.ORDERS: "The number of orders, beside its share of the shop's.",
        ReportMetric.AVERAGE_ORDER_VALUE: (
            "The revenue of an order, beside the difference from that of all orders."
        ),
        ReportMetric.ORDER_FREQUENCY: (
            "The orders of a customer in a year, beside the difference from all"
            " customers."
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
            "The customers with an order in the period, beside their share of all"
            " customers of the group."
        ),
        ReportMetric.RETENTION: (
            "Of those who bought in the period of the same length before, the share"
            " who bought in this one."
        ),
        ReportMetric.DISCOUNT: (
            "What rules, lists and promotions of groups took off what units were"
            " listed at."
        ),
        ReportMetric.DISCOUNT_RATE: (
            "The same in percent of what the units were listed at."
        ),
        ReportMetric.INCREASE: "What rules and lists of groups put on.",
        ReportMetric.MARGIN: (
            "What lines with a known cost brought above it, without taxes and less"
            " their share of refunds."
        ),
        ReportMetric.NET_MARGIN: (
            "The same in percent of what these lines brought without taxes."
        ),
        ReportMetric.COST_COVERAGE: (
            "For what percentage of what all lines brought a cost is known."
        ),
        ReportMetric.JOINED: "How many joined in the period.",
        ReportMetric.LEFT: "How many left in the period.",
    },
    Unit: {
        Unit.AMOUNT: "An amount in the currency of the report.",
        Unit.NUMBER: "A number.",
        Unit.PERCENT: "A percentage.",
    },
    Basis: {
        Basis.MEMBERS_NOW: "Those that customers are in now.",
        Basis.AT_ORDER: "Those that customers were in when each order was placed.",
    },
    AudienceKind: {
        AudienceKind.GROUP: "A group.",
        AudienceKind.EVERYBODY: "The whole shop.",
        AudienceKind.NO_GROUP: "Who is in no group but the default one.",
    },
    GoodsKind: {
        GoodsKind.PRODUCT: "By product.",
        GoodsKind.CATEGORY: "By the category that the product is in, not those above.",
        GoodsKind.COLLECTION: "By collection: a product in two counts in both.",
        GoodsKind.PRODUCT_TYPE: "By product type.",
        GoodsKind.ATTRIBUTE: "By the values of an attribute, of product or variant.",
    },
    ReportTable: {
        ReportTable.METRICS: "The metrics.",
        ReportTable.MONTHS: "What was bought in each month.",
        ReportTable.CUSTOMERS: "The 100 customers who bought for the most.",
        ReportTable.RULES: "What each list, rule and promotion did.",
        ReportTable.GOODS: "What was bought, 100 products or 60 words.",
    },
    ReviewKind: {
        ReviewKind.INACTIVE: "Members without an order for some days.",
        ReviewKind.LAPSING: "Members for whom the conditions will no longer hold.",
        ReviewKind.NEAR_LEVEL: "Customers who miss little to the next level.",
        ReviewKind.IN_GRACE: "Members who would have left but for the grace days.",
        ReviewKind.OVERLAP: "Each two groups that share customers.",
        ReviewKind.WAITING: "Customers who qualify for a group and find no place.",
    },
    Why: {
        Why.CUSTOMER_KNOWN: "The customer has logged in.",
        Why.VOUCHER: (
            "A voucher was entered that does not go with the customer's price."
        ),
    },
}


def meaning_of(member: Any) -> str:
    """Return what a member of an enumeration means, for want of words the word."""
    words = f"{member.value.replace('_', ' ')}."
    return _MEANINGS.get(type(member), {}).get(member, words)
