"""The types of memberships and of the ledger."""

from typing import Any

import graphene

from ...models import Exclusion, LedgerEntry, Membership
from ...port.graphql import saleor
from ...services.membership.admission import RefusedCustomer
from ...services.membership.history.members_at import MembersAt
from ..base.arguments.arguments import refuse_with_error
from ..base.enums import (
    CustomerGroupCauseEnum,
    CustomerGroupChangeEnum,
    CustomerGroupErrorCode,
    CustomerGroupSourceEnum,
    Source,
)
from ..base.ids import user_id
from ..base.languages.words import Words
from ..base.loading import batches
from ..base.loading.connections import (
    PAGE_ARGUMENTS,
    CountableConnection,
    Listing,
    read_page,
)
from ..base.loading.loading import load, unless_busy
from ..base.loading.sorting import read_sorting, sorting_input
from ..groups.group_types import CustomerGroup
from .buyers import BuyerFields
from .member_pages import count_at, page_at


class CustomerGroupMembership(BuyerFields, graphene.ObjectType):
    """One customer in one group. Only staff and apps that manage users can read it."""

    class Meta:
        interfaces = [graphene.relay.Node]

    customer = graphene.Field(lambda: saleor().User, description="The customer.")
    group = graphene.Field(CustomerGroup, description="The group.")
    since = graphene.Field(
        lambda: saleor().DateTime, required=True, description="When they joined."
    )
    until = graphene.Field(
        lambda: saleor().DateTime,
        description="When the membership ends by itself; null if it does not.",
    )
    sources = graphene.List(
        graphene.NonNull(CustomerGroupSourceEnum),
        required=True,
        description="What keeps the customer in the group.",
    )
    reason = graphene.String(
        required=True, description="Why they were added manually; empty if nobody said."
    )
    is_primary = graphene.Boolean(
        required=True, description="Whether it is the customer's primary group."
    )

    unqualified_since = graphene.Field(
        lambda: saleor().DateTime,
        description=(
            "Since when the customer no longer meets the conditions and stays by the"
            " group's grace; null if they do not."
        ),
    )

    @staticmethod
    def resolve_customer(root: Membership, info: Any) -> Any:
        """Load the customer."""
        return load(info, batches.membership.users, root.customer_id)

    @staticmethod
    def resolve_group(root: Membership, info: Any) -> Any:
        """Load the group."""
        return load(info, batches.groups.groups, root.group_id)

    @staticmethod
    def resolve_sources(root: Membership, _info: Any) -> list[str]:
        """Name the sources that are set."""
        return [source.value for source in Source if getattr(root, source.value)]


class CustomerGroupMembershipCountableConnection(CountableConnection):
    """A page of members."""

    class Meta:
        node = CustomerGroupMembership


class CustomerGroupExclusion(graphene.ObjectType):
    """A customer who is kept out of a group."""

    class Meta:
        interfaces = [graphene.relay.Node]

    customer = graphene.Field(lambda: saleor().User, description="The customer.")
    reason = graphene.String(
        required=True, description="Why they are excluded; empty if nobody said."
    )
    at = graphene.Field(
        lambda: saleor().DateTime, required=True, description="Since when."
    )

    @staticmethod
    def resolve_customer(root: Exclusion, info: Any) -> Any:
        """Load the customer."""
        return load(info, batches.membership.users, root.customer_id)


class CustomerGroupExclusionCountableConnection(CountableConnection):
    """A page of those who are excluded."""

    class Meta:
        node = CustomerGroupExclusion


CustomerGroupLedgerSortingInput = sorting_input("CustomerGroupLedger", ("at",))


class CustomerGroupLedgerEntry(graphene.ObjectType):
    """One line of the record of memberships, which is only ever added to."""

    class Meta:
        interfaces = [graphene.relay.Node]

    customer = graphene.Field(
        lambda: saleor().User, description="The customer; null once they are erased."
    )
    group_code = graphene.String(
        required=True, description="The code of the group as it was."
    )
    group_name = graphene.String(
        required=True, description="The name of the group as it was."
    )
    change = CustomerGroupChangeEnum(required=True, description="What happened.")
    cause = CustomerGroupCauseEnum(required=True, description="Why it happened.")
    by_user = graphene.Field(
        lambda: saleor().User, description="The member of staff who did it."
    )
    by_app = graphene.String(
        required=True, description="The name of the app that did it; otherwise empty."
    )
    reason = Words(
        description="The reason that they gave, or what else led to it; may be empty."
    )
    rule_version = graphene.Int(
        description="The version of the conditions, if they did it."
    )
    at = graphene.Field(
        lambda: saleor().DateTime, required=True, description="When it happened."
    )

    @staticmethod
    def resolve_customer(root: LedgerEntry, info: Any) -> Any:
        """Load the customer."""
        return root.customer_id and load(
            info, batches.membership.users, root.customer_id
        )

    @staticmethod
    def resolve_by_user(root: LedgerEntry, info: Any) -> Any:
        """Load the member of staff."""
        return root.by_user_id and load(info, batches.membership.users, root.by_user_id)


class CustomerGroupLedgerEntryCountableConnection(CountableConnection):
    """A page of the ledger."""

    class Meta:
        node = CustomerGroupLedgerEntry


class CustomerGroupMembersAt(graphene.ObjectType):
    """Who was a member of a group at a time."""

    count = graphene.Int(
        required=True, description="How many there were, erased accounts included."
    )
    erased_count = graphene.Int(
        required=True,
        description="How many of them are accounts that have been erased since.",
    )
    entries = graphene.Field(
        CustomerGroupLedgerEntryCountableConnection,
        required=True,
        description=(
            "The lines with which the others joined. Members of the default group who"
            " were in no other group have one as of the day on which they registered."
        ),
        search=graphene.String(
            description="Each word is part of the name or the e-mail address."
        ),
        sort_by=CustomerGroupLedgerSortingInput(
            description="How they are sorted; left out: the oldest first."
        ),
        **PAGE_ARGUMENTS,
    )

    @staticmethod
    def resolve_count(root: MembersAt, info: Any) -> int:
        """Count them."""
        with unless_busy(), saleor().reading(info.context):
            return count_at(root) + root.erased

    @staticmethod
    def resolve_erased_count(root: MembersAt, _info: Any) -> int:
        """Return how many are known only as a number."""
        return root.erased

    @staticmethod
    def resolve_entries(
        root: MembersAt,
        info: Any,
        *,
        search: str | None = None,
        sort_by: Any = None,
        **arguments: Any,
    ) -> Listing:
        """List the others."""
        refuse_with_error({"search": search})
        field, descending = read_sorting(sort_by, "at")
        page = read_page(arguments, [field, "pk"], descending=descending)
        text = (search or "").strip()
        return Listing(
            page,
            read=lambda: page_at(root, page, text),
            count=lambda: count_at(root, text),
        )


class CustomerGroupRefusedCustomer(graphene.ObjectType):
    """A customer whose membership is not changed, or could not be."""

    customer = graphene.ID(required=True, description="The id of the customer.")
    code = CustomerGroupErrorCode(
        required=True, description="Why they were refused, for programs."
    )
    message = Words(description="Why they were refused, in words.")

    @classmethod
    def of(cls, refused: RefusedCustomer) -> "CustomerGroupRefusedCustomer":
        """Return what the service has refused."""
        return cls(
            customer=user_id(refused.customer_id),
            code=refused.code.value,
            message=refused.message,
        )
