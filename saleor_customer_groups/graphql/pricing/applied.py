"""What was applied to an order: all of it for staff, the group for the customer.

For a draft it is what its current prices are made of, for a placed order what was
recorded when it was placed.
"""

from collections.abc import Sequence
from functools import partial
from operator import attrgetter
from typing import Any

import graphene
from prices import Money
from promise import Promise

from ...models import AppliedBenefit
from ...port.contract.graphql import OrderLine
from ...port.graphql import saleor
from ...services.pricing.orders.applied_benefits import GIFTS, benefits_of
from ..base.ids import global_id
from ..base.loading import batches
from ..base.loading.loading import load, none_if_busy
from ..base.reach import if_in_reach, if_reached
from ..base.rights import MANAGE_ORDERS, Restricted, customer_id, may
from ..membership.customers import CustomerGroupPrice


class CustomerGroupAppliedBenefit(graphene.ObjectType):
    """A price list, price rule or promotion that was applied to an order.

    It stays as it was, even if the list, rule or group is changed or deleted. Prices
    are those of one unit before promotions of groups and vouchers, on the footing on
    which the channel enters them.
    """

    line_id = graphene.ID(
        description="The id of the order's line; null for what concerns shipping."
    )
    kind = graphene.String(
        required=True, description="`price_list`, `price_rule` or `promotion`."
    )
    benefit_kind = graphene.String(
        description="The kind of a promotion's benefit, such as `gift`."
    )
    code = graphene.String(
        required=True, description="The code of the price list, rule or promotion."
    )
    name = graphene.String(
        required=True, description="The name that the shop had given it."
    )
    group_code = graphene.String(
        required=True, description="The code of the group by which it counted."
    )
    group_name = graphene.String(required=True, description="The name of the group.")
    quantity = graphene.Int(required=True, description="The units of the line.")
    list_price = graphene.Field(
        lambda: saleor().Money, required=True, description="The listing price."
    )
    public_price = graphene.Field(
        lambda: saleor().Money,
        required=True,
        description="What anybody else paid, Saleor's promotion included.",
    )
    price = graphene.Field(
        lambda: saleor().Money,
        required=True,
        description="What the customer paid, before promotions of groups.",
    )
    amount = graphene.Field(
        lambda: saleor().Money,
        required=True,
        description=(
            "By how much this alone changed the whole line: below 0 if the customer"
            " paid less, above 0 if they paid more."
        ),
    )
    cost = graphene.Field(
        lambda: saleor().Money,
        description=(
            "What a unit cost the shop when the order was placed; null if that was"
            " not known, and on a draft."
        ),
    )
    applied_at = graphene.Field(
        lambda: saleor().DateTime,
        description="When the order was placed; null on a draft.",
    )

    @staticmethod
    def resolve_line_id(root: AppliedBenefit, _info: Any) -> str | None:
        """Return the id of the line."""
        line = root.order_line_id
        return global_id("OrderLine", line) if line else None

    @staticmethod
    def resolve_benefit_kind(root: AppliedBenefit, _info: Any) -> str | None:
        """Return the kind, None for a list or rule."""
        return root.benefit_kind or None

    @staticmethod
    def resolve_list_price(root: AppliedBenefit, _info: Any) -> Money:
        """Return the listing price."""
        return Money(root.list_price_amount, root.currency)

    @staticmethod
    def resolve_public_price(root: AppliedBenefit, _info: Any) -> Money:
        """Return what anybody else paid."""
        return Money(root.public_price_amount, root.currency)

    @staticmethod
    def resolve_price(root: AppliedBenefit, _info: Any) -> Money:
        """Return what the customer paid."""
        return Money(root.unit_price_amount, root.currency)

    @staticmethod
    def resolve_amount(root: AppliedBenefit, _info: Any) -> Money:
        """Return the change of the line."""
        return Money(root.amount, root.currency)

    @staticmethod
    def resolve_cost(root: AppliedBenefit, _info: Any) -> Money | None:
        """Return the cost, where it is known."""
        if root.cost_amount is None:
            return None
        return Money(root.cost_amount, root.currency)

    @staticmethod
    def resolve_applied_at(root: AppliedBenefit, _info: Any) -> Any:
        """Return when the order was placed."""
        return root.created_at


def resolve_benefits_of_line(root: Any, info: Any) -> Any:
    """Load what was applied to a line."""
    return saleor().order_line(info, root).then(lambda line: _benefits(line, info))


def resolve_benefits_of_order(root: Any, info: Any) -> Any:
    """Load what was applied to an order as a whole, to shipping too."""
    order_id = str(getattr(root, "node", root).pk)
    return load(info, batches.pricing.benefits_of_orders, order_id)


def resolve_price_of_order_line(root: Any, info: Any) -> Any:
    """Find the group's price on a line; its customer and staff see the group."""
    # Found out first: to find it out later would load the lines so far by themselves.
    who = customer_id(info)

    def shown(line: OrderLine) -> Any:
        def price(*, names_group: bool) -> Any:
            return none_if_busy(
                _benefits(line, info).then(
                    lambda benefits: _price(benefits, names_group=names_group)
                )
            )

        if who is not None and line.customer_id == who:
            return price(names_group=True)
        without = partial(price, names_group=False)
        if not may(info, MANAGE_ORDERS):
            return without()
        return if_reached(
            info, line.order_id, partial(price, names_group=True), without
        )

    return saleor().order_line(info, root).then(shown)


def _benefits(line: OrderLine, info: Any) -> Promise:
    if not line.is_draft:
        return load(info, batches.pricing.benefits_of_lines, line.id)
    if line.draft is None:
        return Promise.resolve([])
    return Promise.resolve(benefits_of(line.draft, order_id=line.order_id, now=None))


def _price(
    benefits: Sequence[AppliedBenefit], *, names_group: bool
) -> CustomerGroupPrice | None:
    if not benefits:
        return None
    first = benefits[0]
    names = dict.fromkeys(each.group_name for each in benefits)
    return CustomerGroupPrice(
        group_name=", ".join(names) if names_group else None,
        list_price=Money(first.list_price_amount, first.currency),
        promotions=[each.name for each in benefits if each.benefit_kind],
        is_gift=any(each.benefit_kind in GIFTS for each in benefits),
    )


order_line_customer_group_price = graphene.Field(
    CustomerGroupPrice,
    description=(
        "What a group made of the line; null if Saleor's own price held. Whoever"
        " knows the order may read it, but for the group's name."
    ),
    resolver=resolve_price_of_order_line,
)
order_line_customer_group_benefits = Restricted(
    graphene.List(graphene.NonNull(CustomerGroupAppliedBenefit)),
    permission=MANAGE_ORDERS,
    description=(
        "The price lists, price rules and promotions that made the price of the line."
    ),
    resolver=if_in_reach(attrgetter("order_id"), resolve_benefits_of_line),
)
order_customer_group_benefits = Restricted(
    graphene.List(graphene.NonNull(CustomerGroupAppliedBenefit)),
    permission=MANAGE_ORDERS,
    description=(
        "Everything that was applied to the order when it was placed: to all its"
        " lines, and to shipping by promotions. Empty for a draft."
    ),
    resolver=if_in_reach(attrgetter("pk"), resolve_benefits_of_order),
)
