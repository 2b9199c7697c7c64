"""The type of a customer group."""

from typing import Any

import graphene

from ...models import CustomerGroup as Row
from ...port.graphql import saleor
from ..base.arguments.catalogue_targets import write_targets
from ..base.arguments.literals import Parameters
from ..base.enums import CustomerGroupKindEnum
from ..base.languages.words import in_words
from ..base.loading import batches
from ..base.loading.connections import (
    PAGE_ARGUMENTS,
    CountableConnection,
    Listing,
    read_page,
)
from ..base.loading.loading import load
from ..base.loading.sorting import read_sorting, sorting_input
from ..base.rights import staff_field
from ..membership import member_pages
from ..membership.member_lists import (
    CustomerGroupMemberFilterInput,
    CustomerGroupMemberSortingInput,
    list_members,
)
from .group_fields import group_revenue
from .group_fields.group_portal import GroupPortal
from .group_fields.group_revenue import CustomerGroupRevenue
from .group_fields.group_rules import GroupRules
from .group_fields.group_terms import GroupTermsFields
from .group_fields.group_visibility import GroupVisibility

CustomerGroupExclusionSortingInput = sorting_input(
    "CustomerGroupExclusion", ("at", "email")
)


def _members() -> Any:
    from ..membership.membership_types import CustomerGroupMembershipCountableConnection

    return CustomerGroupMembershipCountableConnection


def _exclusions() -> Any:
    from ..membership.membership_types import CustomerGroupExclusionCountableConnection

    return CustomerGroupExclusionCountableConnection


def _run() -> Any:
    from ..evaluation.run_types import CustomerGroupRun

    return CustomerGroupRun


def _programme() -> Any:
    from .level_types import CustomerGroupLevelProgramme

    return CustomerGroupLevelProgramme


class CustomerGroup(
    GroupRules, GroupVisibility, GroupPortal, GroupTermsFields, graphene.ObjectType
):
    """A group of customers, with the prices that belong to it."""

    class Meta:
        interfaces = [graphene.relay.Node]
        description = (
            "A group of customers, with the prices that belong to it. Shoppers read the"
            " name, code, colour and VIP flag of their own groups."
        )

    name = graphene.String(required=True, description="The name, unique in the shop.")
    code = graphene.String(
        required=True, description="The group's own stable name, for programs."
    )
    colour = graphene.String(
        required=True,
        description="The colour of its badge as #RRGGBB; empty if it has none.",
    )
    is_vip = graphene.Boolean(
        required=True, description="Whether its members are VIPs."
    )
    description = staff_field(graphene.String, "What the group is for.")
    kind = staff_field(CustomerGroupKindEnum, "How customers join it.")
    is_active = staff_field(graphene.Boolean, "Whether it has any effect.")
    is_default = staff_field(
        graphene.Boolean, "Whether it is the group for new customers; exactly one is."
    )
    for_guests = staff_field(
        graphene.Boolean, "Whether guests are priced as its members; one group may be."
    )
    highlight = staff_field(
        graphene.Boolean, "Whether its badge is shown where staff take orders."
    )
    parent = staff_field(lambda: CustomerGroup, "The group above it.")
    children = staff_field(
        lambda: graphene.List(graphene.NonNull(CustomerGroup)),
        "The groups directly below it.",
    )
    children_count = staff_field(
        graphene.Int, "How many groups there are directly below it."
    )
    depth = staff_field(graphene.Int, "How many groups there are above it.")
    level_programme = staff_field(
        _programme,
        "The level programme that it belongs to: as the group above the levels, or as"
        " one of them; null if it belongs to none.",
    )
    inherits_pricing = staff_field(
        graphene.Boolean, "Whether its members also have the prices of the group above."
    )
    inherits_visibility = staff_field(
        graphene.Boolean, "Whether its members also see what the group above sees."
    )
    inherits_terms = staff_field(
        graphene.Boolean, "Whether its members also have the terms of the group above."
    )
    priority = staff_field(
        graphene.Int, "Which group counts where several do; the larger one wins."
    )
    capacity = staff_field(
        graphene.Int, "The largest number of members; null if there is no limit."
    )
    tags = staff_field(
        lambda: graphene.List(graphene.NonNull(graphene.String)),
        "Words to find the group by, for staff.",
    )
    conditions = staff_field(
        Parameters,
        "Which customers join it by rule: a tree of conditions, see"
        " `customerGroupConditionFields`; null if nobody does.",
    )
    conditions_version = staff_field(
        graphene.Int, "Counts the changes of the conditions; the ledger names it."
    )
    conditions_problem = staff_field(
        graphene.String,
        "Why the conditions cannot be asked, such as a deleted product: its members"
        " stay until that is corrected. Empty if nothing is wrong.",
    )
    grace_days = staff_field(
        graphene.Int, "How many days customers stay who no longer meet the conditions."
    )
    latest_run = staff_field(
        _run, "The latest run that found out who belongs in it; null if there was none."
    )
    created_at = staff_field(lambda: saleor().DateTime, "When the group was created.")
    updated_at = staff_field(lambda: saleor().DateTime, "When it was last changed.")
    members = staff_field(
        _members,
        "Its members.",
        filter=CustomerGroupMemberFilterInput(description="Which members are wanted."),
        sort_by=CustomerGroupMemberSortingInput(
            description="How they are sorted; left out: the first joined first."
        ),
        **PAGE_ARGUMENTS,
    )
    members_count = staff_field(graphene.Int, "How many members it has.")
    year_revenue = staff_field(
        lambda: graphene.List(graphene.NonNull(CustomerGroupRevenue)),
        "What the orders of its members in the last 365 days come to, the currency of"
        " most orders first. An order counts in each group of its customer.",
    )
    exclusions = staff_field(
        _exclusions,
        "Those who are kept out of it.",
        search=graphene.String(
            description=(
                "Each word is part of the name or the e-mail address, or all of it is"
                " part of the reason."
            )
        ),
        sort_by=CustomerGroupExclusionSortingInput(
            description="How they are sorted; left out: longest excluded first."
        ),
        **PAGE_ARGUMENTS,
    )

    @staticmethod
    @in_words
    def resolve_conditions_problem(root: Row, _info: Any) -> str:
        """Return why they cannot be asked."""
        return root.conditions_problem

    @staticmethod
    def resolve_conditions(root: Row, _info: Any) -> Any:
        """Write the conditions with global ids."""
        return None if root.conditions is None else write_targets(root.conditions)

    @staticmethod
    def resolve_latest_run(root: Row, info: Any) -> Any:
        """Load the latest run."""
        return load(info, batches.evaluation.latest_runs, root.pk)

    @staticmethod
    def resolve_parent(root: Row, info: Any) -> Any:
        """Load the group above."""
        return root.parent_id and load(info, batches.groups.groups, root.parent_id)

    @staticmethod
    def resolve_children(root: Row, info: Any) -> Any:
        """Load the groups below."""
        return load(info, batches.groups.children, root.pk)

    @staticmethod
    def resolve_children_count(root: Row, info: Any) -> Any:
        """Count the groups below."""
        return load(info, batches.groups.children_counts, root.pk)

    @staticmethod
    def resolve_depth(root: Row, info: Any) -> Any:
        """Count the groups above."""
        return load(info, batches.groups.depths, root.pk)

    @staticmethod
    def resolve_level_programme(root: Row, info: Any) -> Any:
        """Load the programme."""
        return load(info, batches.groups.programmes_of_groups, root.pk)

    @staticmethod
    def resolve_members(root: Row, info: Any, **arguments: Any) -> Listing:
        """List the members, page by page."""
        return list_members(root, info, arguments)

    @staticmethod
    def resolve_members_count(root: Row, info: Any) -> Any:
        """Count the members."""
        return load(info, member_pages.member_counts, root.pk)

    @staticmethod
    def resolve_year_revenue(root: Row, info: Any) -> Any:
        """Load what they have bought."""
        return load(info, group_revenue.revenue, root.pk)

    @staticmethod
    def resolve_exclusions(
        root: Row,
        info: Any,
        *,
        search: str | None = None,
        sort_by: Any = None,
        **arguments: Any,
    ) -> Listing:
        """List those who are excluded, page by page."""
        field, descending = read_sorting(sort_by, "at")
        page = read_page(arguments, [field, "pk"], descending=descending)
        text = (search or "").strip()
        return Listing(
            page,
            read=lambda: load(
                info, batches.membership.exclusion_pages, (root.pk, page, text)
            ),
            count=lambda: load(
                info, batches.membership.exclusion_counts, (root.pk, text)
            ),
        )


class CustomerGroupCountableConnection(CountableConnection):
    """A page of customer groups."""

    class Meta:
        node = CustomerGroup


class CustomerGroupTotals(graphene.ObjectType):
    """How many groups and customers the shop has, and the tags of its groups."""

    groups = graphene.Int(required=True, description="How many groups there are.")
    customers = graphene.Int(
        required=True, description="How many customers there are, staff left out."
    )
    customers_in_groups = graphene.Int(
        required=True,
        description="How many of them are in a group other than the default one.",
    )
    tags = graphene.List(
        graphene.NonNull(graphene.String),
        required=True,
        description="All tags, each once, by name.",
    )
