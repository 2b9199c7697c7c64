"""The report of a dry run, as an answer."""

from decimal import Decimal
from typing import Any

import graphene
from prices import Money

from ...engine.reports.dry_run_reports import Change, DryRunReport, Extremes, Sums
from ...port.graphql import saleor
from ..base.ids import global_id, user_id
from ..base.loading import batches
from ..base.loading.loading import load
from ..base.rights import MANAGE_USERS, may


def _money(description: str, *, required: bool = True) -> Any:
    return graphene.Field(
        lambda: saleor().Money, required=required, description=description
    )


def _number(description: str) -> Any:
    return graphene.Int(required=True, description=description)


class CustomerGroupDryRunSums(graphene.ObjectType):
    """What the orders come to."""

    revenue = _money("With taxes and shipping, before vouchers and refunds.")
    discount = _money(
        "What groups take off the listing prices and shipping, on the footing on which"
        " the channels enter their prices."
    )
    increase = _money("What groups put on the listing prices, on the same footing.")
    margin = _money(
        "Without taxes and shipping: what the lines whose cost is known bring above it,"
        " less what gifts cost; null if no cost is known.",
        required=False,
    )
    known_cost_percent = graphene.Float(
        description="The share of the lines' revenue whose cost is known; null if 0."
    )
    lines_below_cost = _number("How many lines are sold below cost.")
    lines_below_floor = graphene.Int(
        description=(
            "How many lines are sold below the minimum margin; null if the shop has"
            " none."
        )
    )
    gift_units = _number("How many units are given away.")


class CustomerGroupDryRunDifference(graphene.ObjectType):
    """What the draft adds to the sums, below 0 where it takes away."""

    revenue = _money("By how much the revenue changes.")
    discount = _money("By how much the discount changes.")
    increase = _money("By how much the increase changes.")
    margin = _money(
        "By how much the margin changes; null if no cost is known.", required=False
    )


class _ChangeFields:
    orders = _number("How many orders change.")
    before = _money("What comes from these orders by the rules as they are.")
    after = _money("What comes from them with the draft.")
    difference = _money("What is paid more; below 0 for less.")


class CustomerGroupDryRunCustomer(_ChangeFields, graphene.ObjectType):
    """A customer whose orders change."""

    id = graphene.ID(required=True, description="The id of the customer.")
    email = graphene.String(
        description=(
            "The e-mail address, for who may manage users; null for others, and if the"
            " account was deleted."
        )
    )
    name = graphene.String(
        description="Their name, empty if unknown; null if the account was deleted."
    )

    @staticmethod
    def resolve_email(root: Any, info: Any) -> Any:
        """Load the customer, if the caller may know."""
        if not may(info, MANAGE_USERS):
            return None
        found = load(info, batches.membership.users, root.pk)
        return found.then(lambda user: user and user.email)

    @staticmethod
    def resolve_name(root: Any, info: Any) -> Any:
        """Load the customer."""
        found = load(info, batches.membership.users, root.pk)
        return found.then(
            lambda user: user and f"{user.first_name} {user.last_name}".strip()
        )


class CustomerGroupDryRunProduct(_ChangeFields, graphene.ObjectType):
    """A product whose lines change."""

    id = graphene.ID(required=True, description="The id of the product.")
    name = graphene.String(required=True, description="What the orders call it.")


class CustomerGroupDryRunGroup(_ChangeFields, graphene.ObjectType):
    """A group whose customers' orders change; one in two groups counts in both."""

    code = graphene.String(required=True, description="The code of the group.")
    name = graphene.String(required=True, description="Its name.")


def _extremes(name: str, of: type, whom: str) -> Any:
    return type(
        name,
        (graphene.ObjectType,),
        {
            "__doc__": f"The {whom} that change most.",
            "less": graphene.List(
                graphene.NonNull(of),
                required=True,
                description="The ten for which most less is paid.",
            ),
            "more": graphene.List(
                graphene.NonNull(of),
                required=True,
                description="The ten for which most more is paid.",
            ),
        },
    )


CustomerGroupDryRunCustomers = _extremes(
    "CustomerGroupDryRunCustomers", CustomerGroupDryRunCustomer, "customers"
)
CustomerGroupDryRunProducts = _extremes(
    "CustomerGroupDryRunProducts", CustomerGroupDryRunProduct, "products"
)
CustomerGroupDryRunGroups = _extremes(
    "CustomerGroupDryRunGroups", CustomerGroupDryRunGroup, "groups"
)


class CustomerGroupDryRunBucket(graphene.ObjectType):
    """Orders whose amount changes by so many percent.

    The bound nearer to 0 is not included, the other one is.
    """

    from_percent = graphene.Int(description="The lower bound; null for none.")
    until_percent = graphene.Int(
        description="The upper bound; null for none. Both are 0 for no change."
    )
    orders = _number("How many orders.")
    difference = _money("What is paid more for them in all; below 0 for less.")


class CustomerGroupDryRunLosingRule(graphene.ObjectType):
    """A list, rule or promotion that no longer counts because of the draft."""

    kind = graphene.String(
        required=True, description="price_rule, price_list or promotion."
    )
    code = graphene.String(required=True, description="Its code.")
    name = graphene.String(required=True, description="Its name.")
    orders = _number("In how many orders.")
    lines = _number("On how many lines; 0 for gifts and shipping.")


class CustomerGroupDryRunReport(graphene.ObjectType):
    """What a draft would have made of past orders.

    Quantities are as they were: it foretells nobody's behaviour.
    """

    orders = _number("How many orders were priced.")
    left_out_orders = _number(
        "How many could not be: something that was bought no longer exists."
    )
    touched_orders = _number("In how many a price, a gift or shipping changes.")
    touched_customers = _number("Whose orders these are, without guests.")
    charged_revenue = _money("What was charged for the orders that were priced.")
    differing_orders = _number(
        "How many cost something else by the rules as they are now than was charged."
    )
    before = graphene.Field(
        CustomerGroupDryRunSums, required=True, description="By the rules as they are."
    )
    after = graphene.Field(
        CustomerGroupDryRunSums, required=True, description="With the draft."
    )
    difference = graphene.Field(
        CustomerGroupDryRunDifference, required=True, description="What it adds."
    )
    customers = graphene.Field(
        CustomerGroupDryRunCustomers,
        required=True,
        description="The customers that change most.",
    )
    products = graphene.Field(
        CustomerGroupDryRunProducts,
        required=True,
        description="The products that change most.",
    )
    groups = graphene.Field(
        CustomerGroupDryRunGroups,
        required=True,
        description="The groups that change most.",
    )
    histogram = graphene.List(
        graphene.NonNull(CustomerGroupDryRunBucket),
        required=True,
        description="How many orders change by how much, from less to more.",
    )
    losing_rules = graphene.List(
        graphene.NonNull(CustomerGroupDryRunLosingRule),
        required=True,
        description="What no longer counts because of the draft, 100 at most.",
    )


def write_report(report: DryRunReport) -> CustomerGroupDryRunReport:
    """Return a report as an answer."""

    def amount(value: Decimal) -> Money:
        return Money(value, report.currency)

    def sums(of: Sums) -> CustomerGroupDryRunSums:
        return CustomerGroupDryRunSums(
            revenue=amount(of.revenue),
            discount=amount(of.discount),
            increase=amount(of.increase),
            margin=None if of.margin is None else amount(of.margin),
            known_cost_percent=(
                None if of.known_cost_percent is None else float(of.known_cost_percent)
            ),
            lines_below_cost=of.lines_below_cost,
            lines_below_floor=of.lines_below_floor,
            gift_units=of.gift_units,
        )

    def changed(type_: type, change: Change, **named: Any) -> Any:
        return type_(
            orders=change.orders,
            before=amount(change.before),
            after=amount(change.after),
            difference=amount(change.difference),
            **named,
        )

    def customer(change: Change) -> Any:
        pk = int(change.key)
        written = changed(CustomerGroupDryRunCustomer, change, id=user_id(pk))
        written.pk = pk
        return written

    def product(change: Change) -> Any:
        return changed(
            CustomerGroupDryRunProduct,
            change,
            id=global_id("Product", change.key),
            name=change.name,
        )

    def group(change: Change) -> Any:
        return changed(
            CustomerGroupDryRunGroup, change, code=change.key, name=change.name
        )

    def extremes(type_: Any, of: Extremes, write: Any) -> Any:
        return type_(less=list(map(write, of.less)), more=list(map(write, of.more)))

    before, after = report.before, report.after
    margin = None
    if before.margin is not None and after.margin is not None:
        margin = amount(after.margin - before.margin)
    return CustomerGroupDryRunReport(
        orders=report.orders,
        left_out_orders=report.left_out,
        touched_orders=report.touched_orders,
        touched_customers=report.touched_customers,
        charged_revenue=amount(report.charged_revenue),
        differing_orders=report.differing_orders,
        before=sums(before),
        after=sums(after),
        difference=CustomerGroupDryRunDifference(
            revenue=amount(after.revenue - before.revenue),
            discount=amount(after.discount - before.discount),
            increase=amount(after.increase - before.increase),
            margin=margin,
        ),
        customers=extremes(CustomerGroupDryRunCustomers, report.customers, customer),
        products=extremes(CustomerGroupDryRunProducts, report.products, product),
        groups=extremes(CustomerGroupDryRunGroups, report.groups, group),
        histogram=[
            CustomerGroupDryRunBucket(
                from_percent=each.from_percent,
                until_percent=each.until_percent,
                orders=each.orders,
                difference=amount(each.difference),
            )
            for each in report.histogram
        ],
        losing_rules=[
            CustomerGroupDryRunLosingRule(**each.model_dump()) for each in report.losing
        ],
    )
