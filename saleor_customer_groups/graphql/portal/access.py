"""What shoppers may do in the shop, as they and staff ask for it. docs/portal.md."""

from typing import Any

import graphene

from ...engine.portal.access import PortalAccess
from ...port.graphql import saleor
from ..base.loading import batches
from ..base.loading.loading import load, none_if_busy
from ..base.rights import MANAGE_USERS, customer_id, require


class CustomerGroupAccess(graphene.ObjectType):
    """What somebody may do in the shop, by all their customer groups."""

    can_log_in = graphene.Boolean(required=True, description="Whether they may log in.")
    can_see_prices = graphene.Boolean(
        required=True,
        description="Whether they see prices, and may have a checkout.",
    )
    can_order = graphene.Boolean(
        required=True,
        description="Whether they may place orders; never without seeing prices.",
    )
    can_request_quotes = graphene.Boolean(
        required=True, description="Whether they may ask for an offer."
    )
    can_see_invoices = graphene.Boolean(
        required=True, description="Whether they see the invoices of their orders."
    )


class AccessQueries(graphene.ObjectType):
    """What can be asked about what somebody may do."""

    customer_group_access = graphene.Field(
        CustomerGroupAccess,
        required=True,
        description=(
            "What the caller may do in the shop, who may be a guest: members of staff"
            " and apps everything."
        ),
    )

    @staticmethod
    def resolve_customer_group_access(_root: Any, info: Any) -> PortalAccess:
        """Find it for the caller."""
        return saleor().access(info.context)


def resolve_access_of_user(root: Any, info: Any) -> Any:
    """Find what a customer may do, for themselves and for those who manage users."""
    if root.pk == customer_id(info):
        return saleor().access(info.context)
    require(info, MANAGE_USERS)
    if root.is_staff:
        return PortalAccess()
    return none_if_busy(load(info, batches.portal.accesses, root.pk))


user_access = graphene.Field(
    CustomerGroupAccess,
    description=(
        "What the customer may do in the shop. Customers read their own; for others"
        " the permission MANAGE_USERS is needed."
    ),
    resolver=resolve_access_of_user,
)
