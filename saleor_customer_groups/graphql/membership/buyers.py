"""Fields about what a customer has bought, for rows of lists of customers."""

from collections.abc import Sequence
from typing import Any

import graphene
from django.utils import timezone
from prices import Money
from promise import Promise

from ...port.graphql import saleor
from ...services.membership.lists.purchases import (
    Purchases,
    months_between,
    purchases_of,
)
from ..base.loading.loading import load


class CustomerGroupPurchases(graphene.ObjectType):
    """What the orders of a customer in one currency come to, less what was refunded."""

    currency = graphene.String(required=True, description="The currency.")
    year_amount = graphene.Field(
        lambda: saleor().Money,
        required=True,
        description="What the orders of the last 365 days come to.",
    )
    year_orders = graphene.Int(
        required=True, description="How many orders there were in the last 365 days."
    )
    total_amount = graphene.Field(
        lambda: saleor().Money, required=True, description="What all orders come to."
    )
    orders = graphene.Int(required=True, description="How many orders there were.")
    last_order_at = graphene.Field(
        lambda: saleor().DateTime,
        required=True,
        description="When the last of them was placed.",
    )

    @staticmethod
    def resolve_year_amount(root: Purchases, _info: Any) -> Money:
        """Return the amount with its currency."""
        return Money(root.year_amount, root.currency)

    @staticmethod
    def resolve_total_amount(root: Purchases, _info: Any) -> Money:
        """Return the amount with its currency."""
        return Money(root.total_amount, root.currency)


class BuyerFields:
    """What a customer has bought; the object has their key in ``customer_id``."""

    purchases = graphene.List(
        graphene.NonNull(CustomerGroupPurchases),
        required=True,
        description=(
            "What the customer has bought, the currency of most orders first; empty"
            " without orders that count."
        ),
    )
    orders_count = graphene.Int(
        required=True, description="How many orders of the customer count."
    )
    last_order_at = graphene.Field(
        lambda: saleor().DateTime,
        description="When the customer's last order was placed; null without one.",
    )
    inactive_months = graphene.Int(
        description=(
            "How many whole months of 30 days ago that was: a hint that the customer"
            " may be lost. Null without an order."
        )
    )

    @staticmethod
    def resolve_purchases(root: Any, info: Any) -> Promise:
        """Load what they have bought."""
        return _load(root, info)

    @staticmethod
    def resolve_orders_count(root: Any, info: Any) -> Promise:
        """Add up the orders in all currencies."""
        return _load(root, info).then(lambda found: sum(each.orders for each in found))

    @staticmethod
    def resolve_last_order_at(root: Any, info: Any) -> Promise:
        """Find the last order."""
        return _load(root, info).then(_last_order)

    @staticmethod
    def resolve_inactive_months(root: Any, info: Any) -> Promise:
        """Count the months since the last order."""

        def count(found: Sequence[Purchases]) -> int | None:
            last = _last_order(found)
            return None if last is None else months_between(last, timezone.now())

        return _load(root, info).then(count)


def _load(root: Any, info: Any) -> Promise:
    return load(info, _purchases, root.customer_id)


def _purchases(keys: Sequence[int]) -> list[list[Purchases]]:
    found = purchases_of(keys, now=timezone.now())
    return [found.get(key, []) for key in keys]


def _last_order(found: Sequence[Purchases]) -> Any:
    return max((each.last_order_at for each in found), default=None)
