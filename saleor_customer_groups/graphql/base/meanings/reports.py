"""What the words of enumerations mean: those of reports, reviews and dry runs."""

from collections.abc import Mapping
from enum import Enum
from typing import Any

from ....engine.reports.metrics import ReportMetric, Unit
from ....models import (
    Basis,
    DryRunState,
)
from ....services.reports.audiences import AudienceKind
from ....services.reports.dry_runs.dry_run_tables import DryRunTable
from ....services.reports.report_files import ReportTable
from ....services.reports.reviews.review_kinds import ReviewKind
from ....services.reports.sold_goods import GoodsKind

MEANINGS: Mapping[type[Enum], Mapping[Any, str]] = {
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
        ReportMetric.EARLY_PAYMENT_DISCOUNT: (
            "What was written off of orders on terms because they were paid early."
        ),
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
}
