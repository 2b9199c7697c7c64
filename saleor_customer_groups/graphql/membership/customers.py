"""Fields for Saleor's own types: a customer's groups, and the group of a price."""

from collections.abc import Sequence
from typing import Any

import graphene
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from prices import Money

from ...models import Membership
from ...port.contract.graphql import LinePrice
from ...port.graphql import saleor
from ...services.membership.current_members import current
from ...services.membership.default_members import default_members
from ..base.ids import filter_ids
from ..base.loading import batches
from ..base.loading.loading import load, none_if_busy
from ..base.rights import MANAGE_CHECKOUTS, MANAGE_USERS, customer_id, may, require
from ..groups.group_types import CustomerGroup


class CustomerGroupPrice(graphene.ObjectType):
    """The group that made the price of a line."""

    group_name = graphene.String(
        description=(
            "The name of the group, or of several groups: for the customer and for"
            " staff, null for others who know the checkout or order."
        )
    )
    list_price = graphene.Field(
        lambda: saleor().Money,
        required=True,
        description="The listing price of one unit, before the group's price.",
    )
    promotions = graphene.List(
        graphene.NonNull(graphene.String),
        required=True,
        description="The names of the promotions that lowered the line.",
    )
    is_gift = graphene.Boolean(
        required=True,
        description=(
            "Whether a promotion gives the line: it comes and goes by itself, and a"
            " quantity that a shopper sets is put back."
        ),
    )


def resolve_groups_of_user(root: Any, info: Any) -> Any:
    """Load the groups of a customer, for themselves and for those who manage users."""
    if root.pk != customer_id(info):
        require(info, MANAGE_USERS)
    return none_if_busy(load(info, batches.membership.groups_of_customers, root.pk))


def resolve_price_of_line(root: Any, info: Any) -> Any:
    """Find the group's price on a line; None if Saleor's own price holds.

    The group is not named to callers who merely know the checkout.
    """

    def shown(price: LinePrice | None) -> CustomerGroupPrice | None:
        if price is None:
            return None
        return CustomerGroupPrice(
            group_name=price.quote.group_name if _may_see(price, info) else None,
            list_price=Money(price.quote.base_amount, price.currency),
            promotions=[each.name for each in price.quote.promotions],
            is_gift=price.is_gift,
        )

    return saleor().line_price(info, root).then(shown)


def _may_see(price: LinePrice, info: Any) -> bool:
    return (
        price.customer_id is None
        or price.customer_id == customer_id(info)
        or may(info, MANAGE_CHECKOUTS)
        or may(info, MANAGE_USERS)
    )


user_customer_groups = graphene.Field(
    graphene.List(graphene.NonNull(CustomerGroup)),
    description=(
        "The customer groups of the customer, oldest membership first. Customers read"
        " their own; for others the permission MANAGE_USERS is needed."
    ),
    resolver=resolve_groups_of_user,
)
line_customer_group_price = graphene.Field(
    CustomerGroupPrice,
    description=(
        "What a group made of the line; null if Saleor's own price holds. Whoever"
        " knows the checkout may read it, but for the group's name."
    ),
    resolver=resolve_price_of_line,
)
line_customer_group_undiscounted_total_price = graphene.Field(
    lambda: saleor().TaxedMoney,
    required=True,
    description=(
        "What to strike through where it is above `totalPrice`: what the whole line"
        " costs at the listing price, taxed as the line is, or `totalPrice` where that"
        " is higher. Lines at Saleor's own price have it too, and whoever knows the"
        " checkout may read it."
    ),
    resolver=lambda root, info: saleor().undiscounted_total(info, root),
)


def customers_in_groups(customers: QuerySet, ids: Sequence[str]) -> QuerySet:
    """Narrow customers to the members of any of some groups.

    Customers in no group are in the default one.
    """
    now = timezone.now()
    groups = filter_ids(ids, "CustomerGroup")
    theirs = Membership.objects.filter(current(now), customer=OuterRef("pk"))
    wanted = Q(Exists(theirs.filter(group__in=groups)))
    default = default_members(now=now)
    if default.group_id in groups:
        wanted |= Q(pk__in=default.customers.values("pk"))
    return customers.filter(wanted)


def check_customers_in_groups(info: Any) -> None:
    """Raise an error if the caller may not filter customers by group."""
    require(info, MANAGE_USERS)
