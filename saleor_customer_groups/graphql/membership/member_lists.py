"""Lists of the members of a group, in one order or another."""

from collections.abc import Mapping, Sequence
from typing import Any

import graphene
from graphql import GraphQLError

from ...models import CustomerGroup
from ...port.graphql import saleor
from ..base.loading.connections import Listing, read_page
from ..base.loading.loading import load
from . import member_pages


class CustomerGroupMemberSortField(graphene.Enum):
    """What members can be sorted by."""

    SINCE = "since"
    EMAIL = "email"
    NET_REVENUE = "net_revenue"

    @property
    def description(self) -> str:
        """Say in words what it sorts by."""
        return {
            "since": "Sort by when they joined.",
            "email": "Sort by e-mail address.",
            "net_revenue": (
                "Sort by what their orders in a currency come to, less what was"
                " refunded; 0 for those without such orders."
            ),
        }[self.value]


class CustomerGroupMemberSortingInput(graphene.InputObjectType):
    """How members are sorted."""

    field = CustomerGroupMemberSortField(
        required=True, description="What they are sorted by."
    )
    direction = graphene.InputField(
        lambda: saleor().OrderDirection,
        required=True,
        description="Upwards or downwards.",
    )
    currency = graphene.String(
        description="The currency of the revenue that they are sorted by."
    )


def list_members(group: CustomerGroup, info: Any, arguments: Any) -> Listing:
    """Return the members that the arguments of a connection ask for, in their order.

    :raises graphql.GraphQLError: the arguments contradict each other.
    """
    sort_by: Mapping[str, Any] = arguments.get("sort_by") or {"field": "since"}
    field, currency = sort_by["field"], sort_by.get("currency")
    fields, batch = _ORDERS[field]
    if (field == "net_revenue") is not bool(currency):
        raise GraphQLError("`currency` belongs to NET_REVENUE, and to nothing else.")
    page = read_page(arguments, fields, descending=sort_by.get("direction") == "-")
    key = (group.pk, page, currency) if currency else (group.pk, page)
    return Listing(
        page,
        read=lambda: load(info, batch, key),
        count=lambda: load(info, member_pages.member_counts, group.pk),
    )


_ORDERS: Mapping[str, tuple[Sequence[str], Any]] = {
    "since": (("since", "pk"), member_pages.pages_by_time),
    "email": (("email", "pk"), member_pages.pages_by_email),
    "net_revenue": (("net_amount", "customer_id"), member_pages.pages_by_revenue),
}
