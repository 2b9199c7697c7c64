"""What an order was priced from, so that staff can ask why it costs what it does."""

from operator import attrgetter
from typing import Any

import graphene
from prices import Money

from ...port.contract.orders import BasketLine
from ...port.graphql import saleor
from ...services.pricing.orders.order_baskets import GroupThen, PricedFrom
from ..base.ids import global_id
from ..base.loading import batches
from ..base.loading.loading import load
from ..base.reach import if_in_reach
from ..base.rights import MANAGE_ORDERS, Restricted
from ..groups.group_types import CustomerGroup


class CustomerGroupOfOrder(graphene.ObjectType):
    """A group that the customer of an order was in when it was priced."""

    code = graphene.String(required=True, description="The code that it had.")
    name = graphene.String(
        required=True, description="Its name; the last one if the group was deleted."
    )
    is_primary = graphene.Boolean(
        required=True, description="Whether it was the customer's primary group."
    )
    group = graphene.Field(
        CustomerGroup, description="The group as it is now; null if it was deleted."
    )


class CustomerGroupOrderBasketLine(graphene.ObjectType):
    """Goods of an order."""

    line_id = graphene.ID(required=True, description="The id of the order's line.")
    variant_id = graphene.ID(required=True, description="The id of the variant.")
    quantity = graphene.Int(required=True, description="How many units.")

    @staticmethod
    def resolve_line_id(root: BasketLine, _info: Any) -> str:
        """Return the id of the line."""
        return global_id("OrderLine", root.line_id)

    @staticmethod
    def resolve_variant_id(root: BasketLine, _info: Any) -> str:
        """Return the id of the variant."""
        return global_id("ProductVariant", root.variant_id)


class CustomerGroupOrderBasket(graphene.ObjectType):
    """What an order was priced from: give it to `customerGroupBasketExplain`."""

    at = graphene.Field(
        lambda: saleor().DateTime,
        description="When it was placed; null for a draft, which has current prices.",
    )
    channel = graphene.String(required=True, description="The slug of its channel.")
    customer_id = graphene.ID(
        description="The customer; null for a guest, and if the account was erased."
    )
    groups = graphene.List(
        graphene.NonNull(CustomerGroupOfOrder),
        required=True,
        description="The groups that the customer was in then; empty for a guest.",
    )
    lines = graphene.List(
        graphene.NonNull(CustomerGroupOrderBasketLine),
        required=True,
        description=("What was bought: without gifts, and without deleted variants."),
    )
    has_voucher = graphene.Boolean(
        required=True, description="Whether a voucher of Saleor counts in it."
    )
    shipping_price = graphene.Field(
        lambda: saleor().Money,
        required=True,
        description="What shipping cost before promotions of groups.",
    )

    @staticmethod
    def resolve_channel(root: PricedFrom, _info: Any) -> str:
        """Return the channel."""
        return root.basket.channel

    @staticmethod
    def resolve_customer_id(root: PricedFrom, _info: Any) -> str | None:
        """Return the id of the customer."""
        customer = root.basket.customer_id
        return None if customer is None else global_id("User", customer)

    @staticmethod
    def resolve_groups(root: PricedFrom, _info: Any) -> list[GroupThen]:
        """Return the groups."""
        return list(root.groups)

    @staticmethod
    def resolve_lines(root: PricedFrom, _info: Any) -> list[BasketLine]:
        """Return the goods."""
        return list(root.basket.lines)

    @staticmethod
    def resolve_has_voucher(root: PricedFrom, _info: Any) -> bool:
        """Tell whether there is a voucher."""
        return root.basket.has_voucher

    @staticmethod
    def resolve_shipping_price(root: PricedFrom, _info: Any) -> Money:
        """Return the price of shipping."""
        return Money(root.basket.shipping_amount, root.basket.currency)


def resolve_basket_of_order(root: Any, info: Any) -> Any:
    """Load what an order was priced from."""
    return load(
        info, batches.pricing.baskets_of_orders, str(getattr(root, "node", root).pk)
    )


order_customer_group_basket = Restricted(
    CustomerGroupOrderBasket,
    permission=MANAGE_ORDERS,
    description=(
        "What the order was priced from: its goods, channel and moment, and the groups"
        " that its customer was in then."
    ),
    resolver=if_in_reach(attrgetter("pk"), resolve_basket_of_order),
)
