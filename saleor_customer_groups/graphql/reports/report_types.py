"""The types with which reports on groups answer."""

from collections.abc import Sequence
from typing import Any

import graphene
from prices import Money

from ...engine.reports.metrics import Figure
from ...port.graphql import saleor
from ...services.reports.report_tables import Month, TopCustomer
from ...services.reports.rule_results import RuleResult
from ...services.reports.scopes import ReportScope
from ..base.enums import CustomerGroupReportMetricEnum, CustomerGroupReportUnitEnum
from ..base.ids import global_id, user_id
from ..base.rights import MANAGE_USERS, Restricted
from ..pricing.goods_prices import money


class CustomerGroupReportMetric(graphene.ObjectType):
    """A number about a group, with what stands beside it.

    Whatever does not exist is null: without orders there is no average.
    """

    name = CustomerGroupReportMetricEnum(required=True, description="What it is.")
    unit = CustomerGroupReportUnitEnum(
        required=True, description="What it is measured in."
    )
    value = graphene.Float(
        description="The number: of amounts in the report's currency, rounded once."
    )
    of_all = graphene.Float(description="The same of the whole shop.")
    share = graphene.Float(
        description="How many percent it is of the whole, see the name."
    )
    difference = graphene.Float(
        description="By how many percent it is above that of all; below 0: below it."
    )

    @staticmethod
    def resolve_name(root: Figure, _info: Any) -> str:
        """Return the metric."""
        return root.metric.value

    @staticmethod
    def resolve_unit(root: Figure, _info: Any) -> str:
        """Return the unit."""
        return root.unit.value


class CustomerGroupReportMonth(graphene.ObjectType):
    """What was bought in a month, as far as it is in the period."""

    month = graphene.String(required=True, description='The month, such as "2026-01".')
    orders = graphene.Int(required=True, description="The number of orders.")
    buyers = graphene.Int(required=True, description="How many customers bought.")
    members = graphene.Int(
        required=True,
        description=(
            "How many members the ledger knows at the end of the month, or of the"
            " period if that ends before."
        ),
    )
    revenue = money("What the orders come to, less what was refunded.")
    discount = money("What groups took off what the units were listed at.")


class CustomerGroupReportCustomer(graphene.ObjectType):
    """One of the customers who bought for the most in the period."""

    customer_id = graphene.ID(required=True, description="The id of the customer.")
    name = graphene.String(required=True, description="Their name, empty if unknown.")
    email = Restricted(
        graphene.String, permission=MANAGE_USERS, description="Their e-mail address."
    )
    orders = graphene.Int(required=True, description="The number of their orders.")
    revenue = money("What the orders come to, less what was refunded.")
    last_order_at = graphene.Field(
        lambda: saleor().DateTime,
        required=True,
        description="When they ordered last in the period.",
    )
    member_since = graphene.Field(
        lambda: saleor().DateTime,
        description="Since when they are members; null if they are none.",
    )


class CustomerGroupReportRule(graphene.ObjectType):
    """What a price list, price rule or promotion did to the orders of a report."""

    kind = graphene.String(
        required=True, description="Its kind, `promotion` for every promotion."
    )
    code = graphene.String(required=True, description="Its code when it counted.")
    name = graphene.String(required=True, description="Its name when it last counted.")
    orders = graphene.Int(required=True, description="In how many orders it counted.")
    units = graphene.Int(required=True, description="For how many units it counted.")
    discount = money("What it took off, shipping included.")
    increase = money("What it put on.")
    sold_amount = money(
        "What the lines that it touched were sold for, before vouchers and refunds, on"
        " the footing on which the channel enters its prices."
    )
    id = graphene.ID(
        description="The id of the price list, price rule or promotion; null if gone."
    )
    revenue = money(
        "What the lines that it touched brought without taxes, after vouchers and"
        " refunds."
    )
    margin = graphene.Field(
        lambda: saleor().Money,
        description="What was above the cost of these lines; null if none is known.",
    )
    lines_below_cost = graphene.Int(
        required=True, description="How many of these lines were sold below cost."
    )
    loss = money("By how much these fell short of it.")


# The types of what is recorded of orders, by its kind.
_TYPES = {
    "price_list": "CustomerGroupPriceList",
    "price_rule": "CustomerGroupPriceRule",
    "promotion": "CustomerGroupPromotion",
}


def month_of(row: Month, scope: ReportScope) -> CustomerGroupReportMonth:
    """Return what was bought in a month, as the API tells it."""
    return CustomerGroupReportMonth(
        month=row.begins_on.isoformat()[:7],
        orders=row.orders,
        buyers=row.buyers,
        members=row.members,
        revenue=Money(row.revenue, scope.currency),
        discount=Money(row.discount, scope.currency),
    )


def customers_of(
    rows: Sequence[TopCustomer], scope: ReportScope
) -> list[CustomerGroupReportCustomer]:
    """Return customers as the API tells of them."""
    return [
        CustomerGroupReportCustomer(
            customer_id=user_id(row.customer_id),
            name=row.name,
            email=row.email,
            orders=row.orders,
            revenue=Money(row.revenue, scope.currency),
            last_order_at=row.last_order_at,
            member_since=row.member_since,
        )
        for row in rows
    ]


def rule_of(row: RuleResult, scope: ReportScope) -> CustomerGroupReportRule:
    """Return what a rule did, as the API tells it."""
    return CustomerGroupReportRule(
        kind=row.kind,
        code=row.code,
        name=row.name,
        orders=row.orders,
        units=row.units,
        discount=Money(row.discount, scope.currency),
        increase=Money(row.increase, scope.currency),
        sold_amount=Money(row.sold_amount, scope.currency),
        id=row.rule_id and global_id(_TYPES[row.kind], row.rule_id),
        revenue=Money(row.revenue, scope.currency),
        margin=None if row.margin is None else Money(row.margin, scope.currency),
        lines_below_cost=row.lines_below_cost,
        loss=Money(row.loss_amount, scope.currency),
    )
