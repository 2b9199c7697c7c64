"""Lists of the members of a group, sorted and filtered."""

from collections.abc import Mapping, Sequence
from typing import Any

import graphene
from django.utils import timezone

from ...engine.base.messages import Message
from ...models import CustomerGroup
from ...port.graphql import saleor
from ...services.membership.lists.member_filters import EVERYBODY, MemberFilter
from ...services.membership.lists.purchases import MONTH
from ..base.arguments.moments import read_moment
from ..base.enums import CustomerGroupSourceEnum
from ..base.languages.asked_language import whole_error
from ..base.loading.connections import Listing, read_page
from ..base.loading.loading import load
from . import member_pages

MAX_MONTHS = 1200


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


class CustomerGroupMemberFilterInput(graphene.InputObjectType):
    """Which members are wanted: those that meet everything given."""

    search = graphene.String(
        description="Each word is part of the name or the e-mail address."
    )
    sources = graphene.List(
        graphene.NonNull(CustomerGroupSourceEnum),
        description="Only those whom one of these keeps in the group.",
    )
    has_end = graphene.Boolean(
        description="Only those whose membership ends by itself, or the others."
    )
    ends_before = graphene.InputField(
        lambda: saleor().DateTime,
        description="Only those whose membership ends by itself before this time.",
    )
    inactive_months = graphene.Int(
        description=(
            "Only those who have ordered nothing for so many months of 30 days, or"
            " never."
        )
    )
    is_primary = graphene.Boolean(
        description="Only those whose primary group it is, or the others."
    )


def list_members(group: CustomerGroup, info: Any, arguments: Any) -> Listing:
    """Return the members that the arguments of a connection ask for, in their order.

    :raises graphql.GraphQLError: the arguments contradict each other.
    """
    sort_by: Mapping[str, Any] = arguments.get("sort_by") or {"field": "since"}
    field, currency = sort_by["field"], sort_by.get("currency")
    fields, batch = _ORDERS[field]
    if (field == "net_revenue") is not bool(currency):
        raise whole_error(
            Message("`currency` belongs to NET_REVENUE, and to nothing else.")
        )
    page = read_page(arguments, fields, descending=sort_by.get("direction") == "-")
    wanted = _read_filter(arguments.get("filter") or {})
    key = (group.pk, page, wanted, *filter(None, [currency]))
    return Listing(
        page,
        read=lambda: load(info, batch, key),
        count=lambda: (
            load(info, member_pages.member_counts, group.pk)
            if wanted == EVERYBODY
            else load(info, member_pages.wanted_counts, (group.pk, wanted))
        ),
    )


def _read_filter(filters: Mapping[str, Any]) -> MemberFilter:
    months, end = filters.get("inactive_months"), filters.get("ends_before")
    if months is not None and not 0 <= months <= MAX_MONTHS:
        raise whole_error(
            Message("`inactiveMonths` has to be from 0 to {most}.", most=MAX_MONTHS)
        )
    sources = filters.get("sources")
    return MemberFilter(
        search=(filters.get("search") or "").strip(),
        sources=None if sources is None else tuple(sources),
        has_end=filters.get("has_end"),
        ends_before=None if end is None else read_moment(end),
        no_order_since=None if months is None else timezone.now() - months * MONTH,
        is_primary=filters.get("is_primary"),
    )


_ORDERS: Mapping[str, tuple[Sequence[str], Any]] = {
    "since": (("since", "pk"), member_pages.pages_by_time),
    "email": (("email", "pk"), member_pages.pages_by_email),
    "net_revenue": (("net_amount", "customer_id"), member_pages.pages_by_revenue),
}
