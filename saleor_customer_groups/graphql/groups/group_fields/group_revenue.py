"""What the members of a group have bought."""

from collections.abc import Sequence
from typing import Any

import graphene
from django.utils import timezone
from prices import Money

from ....port.graphql import saleor
from ....services.evaluation.group_revenue import Revenue, revenue_of_groups


class CustomerGroupRevenue(graphene.ObjectType):
    """What the orders of a group's members in one currency come to."""

    currency = graphene.String(required=True, description="The currency.")
    amount = graphene.Field(
        lambda: saleor().Money,
        required=True,
        description="What they come to, less what was refunded.",
    )
    orders = graphene.Int(required=True, description="How many orders there were.")

    @staticmethod
    def resolve_amount(root: Revenue, _info: Any) -> Money:
        """Return the amount with its currency."""
        return Money(root.amount, root.currency)


def revenue(keys: Sequence[int]) -> list[list[Revenue]]:
    """Return what the members of each group have bought in the last 365 days."""
    found = revenue_of_groups(keys, now=timezone.now())
    return [found.get(key, []) for key in keys]
