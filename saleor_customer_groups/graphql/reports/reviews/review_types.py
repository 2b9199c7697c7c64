"""The rows of the lists of reviews."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import graphene
from prices import Money
from promise import Promise

from ....models import CustomerGroup as GroupRow
from ....port.graphql import saleor
from ....services.reports.reviews.at_risk import LapsingMember
from ....services.reports.reviews.last_days import LastDay, last_days
from ....services.reports.reviews.near_level import NearLevel
from ....services.reports.reviews.overlap import Overlap
from ...base.ids import user_id
from ...base.loading import batches
from ...base.loading.connections import CountableConnection
from ...base.loading.loading import load
from ...base.rights import MANAGE_USERS, Restricted
from ...groups.group_types import CustomerGroup
from ...groups.level_types import CustomerGroupLevelProgramme
from ...membership.buyers import BuyerFields
from ...pricing.goods_prices import money


class ReviewedCustomer(BuyerFields):
    """Who it is, and what they have bought."""

    customer_id = graphene.ID(required=True, description="The id of the customer.")
    name = graphene.String(required=True, description="Their name, empty if unknown.")
    email = Restricted(
        graphene.String, permission=MANAGE_USERS, description="Their e-mail address."
    )

    @staticmethod
    def resolve_customer_id(root: Any, _info: Any) -> str:
        """Return the global id."""
        return user_id(root.customer_id)

    @staticmethod
    def resolve_name(root: Any, info: Any) -> Promise:
        """Load the name; an account may be erased at this moment."""
        return _user(root, info).then(
            lambda user: f"{user.first_name} {user.last_name}".strip() if user else ""
        )

    @staticmethod
    def resolve_email(root: Any, info: Any) -> Promise:
        """Load the address."""
        return _user(root, info).then(lambda user: user.email if user else None)


class InGroup:
    """The group that a row is about; the row has its key in ``group_id``."""

    group = graphene.Field(CustomerGroup, description="The group.")

    @staticmethod
    def resolve_group(root: Any, info: Any) -> Promise:
        """Load the group."""
        return load(info, batches.groups.groups, root.group_id)


class _WithRevenue:
    revenue = money(
        "What all orders of the customer in a currency come to, less what was refunded;"
        " 0 without such orders."
    )
    member_since = graphene.Field(
        lambda: saleor().DateTime,
        description=(
            "Since when they are members; null for who is in the default group only by"
            " being in no other."
        ),
    )

    @staticmethod
    def resolve_revenue(root: Any, _info: Any) -> Money:
        """Return the amount with its currency."""
        return Money(root.revenue, root.currency)

    @staticmethod
    def resolve_member_since(root: Any, _info: Any) -> datetime | None:
        """Return when they joined."""
        return root.since


class CustomerGroupInactiveMember(ReviewedCustomer, _WithRevenue, graphene.ObjectType):
    """A member who has ordered nothing for some time, or never."""


class CustomerGroupLapsingMember(ReviewedCustomer, _WithRevenue, graphene.ObjectType):
    """A member for whom the conditions will no longer hold, if they buy nothing."""

    ends_on = graphene.String(
        description=(
            "The day on which the conditions stop holding, such as 2026-03-31; null if"
            " they do so on more than one day."
        )
    )
    leaves_on = graphene.String(
        description="The day on which the member then leaves, after the grace days."
    )
    is_kept = graphene.Boolean(
        required=True,
        description="Whether staff, or the default, keeps them in the group anyway.",
    )

    @staticmethod
    def resolve_ends_on(root: LapsingMember, info: Any) -> Promise:
        """Ask the conditions as of each day."""
        return load(info, _last_days, _key(root)).then(
            lambda found: found and found.ends_on.isoformat()
        )

    @staticmethod
    def resolve_leaves_on(root: LapsingMember, info: Any) -> Promise:
        """Add the grace days."""
        return load(info, _last_days, _key(root)).then(
            lambda found: found and found.leaves_on.isoformat()
        )


class CustomerGroupMemberInGrace(ReviewedCustomer, InGroup, graphene.ObjectType):
    """A member who no longer qualifies, and stays for the grace days."""

    unqualified_since = graphene.Field(
        lambda: saleor().DateTime,
        required=True,
        description="Since when they no longer qualify.",
    )
    leaves_at = graphene.Field(
        lambda: saleor().DateTime,
        required=True,
        description="When the grace ends: they leave with the first run after it.",
    )


class CustomerGroupNearLevel(ReviewedCustomer, InGroup, graphene.ObjectType):
    """A customer who misses little to the next level; `group` is the level."""

    programme = graphene.Field(
        CustomerGroupLevelProgramme, description="The programme of the level."
    )
    value = graphene.Field(
        lambda: saleor().Decimal,
        required=True,
        description="What the customer has reached so far.",
    )
    missing = graphene.Field(
        lambda: saleor().Decimal,
        required=True,
        description="What is missing to the level.",
    )
    missing_percent = graphene.Float(
        required=True, description="The same in percent of the level's minimum."
    )
    currency = graphene.String(
        description="The currency of the amounts; null if orders are counted."
    )

    @staticmethod
    def resolve_programme(root: NearLevel, info: Any) -> Promise:
        """Load the programme."""
        return load(info, batches.groups.programmes_of_groups, root.group_id)

    @staticmethod
    def resolve_currency(root: NearLevel, _info: Any) -> str | None:
        """Return the currency, if there is one."""
        return root.currency or None


class CustomerGroupWaitingCustomer(ReviewedCustomer, InGroup, graphene.ObjectType):
    """A customer who qualifies for a group, and finds no place in it."""

    registered_at = graphene.Field(
        lambda: saleor().DateTime,
        required=True,
        description="When they registered: the first takes the next free place.",
    )


class CustomerGroupOverlap(graphene.ObjectType):
    """Two groups that share customers."""

    first = graphene.Field(CustomerGroup, description="One of the groups.")
    second = graphene.Field(CustomerGroup, description="The other one.")
    shared = graphene.Int(required=True, description="How many customers are in both.")
    smaller = graphene.Int(
        required=True, description="How many customers the smaller group has."
    )
    percent = graphene.Float(
        required=True, description="How many percent of the smaller group are in both."
    )
    is_probably_one = graphene.Boolean(
        required=True,
        description="Whether these are so many that both are probably one group.",
    )

    @staticmethod
    def resolve_first(root: Overlap, info: Any) -> Promise:
        """Load one group."""
        return load(info, batches.groups.groups, root.first_id)

    @staticmethod
    def resolve_second(root: Overlap, info: Any) -> Promise:
        """Load the other group."""
        return load(info, batches.groups.groups, root.second_id)


class CustomerGroupInactiveMemberCountableConnection(CountableConnection):
    """A page of inactive members."""

    class Meta:
        node = CustomerGroupInactiveMember


class CustomerGroupLapsingMemberCountableConnection(CountableConnection):
    """A page of members who will no longer qualify."""

    class Meta:
        node = CustomerGroupLapsingMember


class CustomerGroupMemberInGraceCountableConnection(CountableConnection):
    """A page of members in grace."""

    class Meta:
        node = CustomerGroupMemberInGrace


class CustomerGroupNearLevelCountableConnection(CountableConnection):
    """A page of customers close to the next level."""

    class Meta:
        node = CustomerGroupNearLevel


class CustomerGroupOverlapCountableConnection(CountableConnection):
    """A page of groups that overlap."""

    class Meta:
        node = CustomerGroupOverlap


class CustomerGroupWaitingCustomerCountableConnection(CountableConnection):
    """A page of customers who wait for a place."""

    class Meta:
        node = CustomerGroupWaitingCustomer


# The group, in how many days, as of when, and the customer.
_Key = tuple[int, int, datetime, int]


def _user(root: Any, info: Any) -> Promise:
    return load(info, batches.membership.users, root.customer_id)


def _key(root: LapsingMember) -> _Key:
    return root.group_id, root.days, root.now, root.customer_id


def _last_days(keys: Sequence[_Key]) -> list[LastDay | None]:
    customers: dict[tuple[int, int, datetime], list[int]] = defaultdict(list)
    for group_id, days, now, customer_id in keys:
        customers[group_id, days, now].append(customer_id)
    groups = GroupRow.objects.in_bulk([group_id for group_id, *_ in customers])
    found: dict[tuple[int, int, datetime], Mapping[int, LastDay]] = {
        (group_id, days, now): last_days(groups[group_id], ids, days=days, now=now)
        for (group_id, days, now), ids in customers.items()
        if group_id in groups
    }
    return [
        found.get((group_id, days, now), {}).get(pk) for group_id, days, now, pk in keys
    ]
