"""Lists of the members of a group, in one order or another."""

from collections.abc import Mapping, Sequence
from typing import Any

import graphene
from django.db.models import F
from graphql import GraphQLError

from ..models import CustomerGroup, Membership
from ..port.graphql import saleor
from ..services.member_orders import among, revenues, with_revenue
from . import batches
from .connections import Listing, Page, read_page
from .loading import load

# So many customers with the most revenue are looked at before all of a group are.
TOP = 5_000


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
        count=lambda: load(info, batches.member_counts, group.pk),
    )


def pages_by_email(
    keys: Sequence[tuple[int, Page]], alias: str
) -> list[list[Membership]]:
    """Return the rows that each page cuts out of its group, by e-mail address."""
    rows = batches.members(alias).annotate(email=F("customer__email"))
    return batches.pages(rows, keys)


def pages_by_revenue(
    keys: Sequence[tuple[int, Page, str]], alias: str
) -> list[list[Membership]]:
    """Return the rows that each page cuts out of its group, by revenue.

    Who is wanted is most often among those with the most revenue of all customers. Only
    where these do not fill the page, all members are read.
    """
    found: dict[int, list[Membership]] = {}
    best, all_members = {}, {}
    for place, (group_id, page, currency) in enumerate(keys):
        members = batches.members(alias).filter(group=group_id)
        all_members[place] = page.cut(with_revenue(members, currency=currency))
        if page.reads_down:
            top = page.of_size(TOP).cut(revenues(currency=currency))
            best[place] = page.cut(among(members, top))
    for place, rows in batches.read_cuts(best).items():
        if len(rows) > keys[place][1].size:
            found[place] = rows
            del all_members[place]
    found.update(batches.read_cuts(all_members))
    return [found[place] for place in range(len(keys))]


_ORDERS: Mapping[str, tuple[Sequence[str], Any]] = {
    "since": (("since", "pk"), batches.member_pages),
    "email": (("email", "pk"), pages_by_email),
    "net_revenue": (("net_amount", "customer_id"), pages_by_revenue),
}
