"""What needs attention in groups that fill themselves."""

from collections.abc import Sequence
from typing import Any

import graphene
from django.utils import timezone

from ...models import CustomerGroup as GroupRow
from ...models import Membership, MembershipRun
from ...services.evaluation import attention
from ..base.loading.loading import reads
from ..base.rights import MANAGE_USERS, Restricted
from ..groups.group_types import CustomerGroup
from ..membership.membership_types import CustomerGroupMembership
from .run_types import CustomerGroupRun

MAX_MEMBERS = 100


class CustomerGroupAttention(graphene.ObjectType):
    """What needs attention in groups that fill themselves."""

    groups_with_problems = graphene.List(
        graphene.NonNull(CustomerGroup),
        required=True,
        description=(
            "The active groups whose conditions cannot be asked, by name; their"
            " `conditionsProblem` says why."
        ),
    )
    failed_runs = graphene.List(
        graphene.NonNull(CustomerGroupRun),
        required=True,
        description=(
            "The latest run of each active group where it failed, the newest first."
        ),
    )
    at_risk_count = graphene.Int(
        required=True,
        description=(
            "How many customers no longer meet the conditions of a group and stay for"
            " now by its grace."
        ),
    )
    at_risk = graphene.List(
        graphene.NonNull(CustomerGroupMembership),
        required=True,
        description="Some of these memberships, those unqualified for the longest"
        " time first.",
        first=graphene.Int(default_value=20, description="How many, at most 100."),
    )

    @staticmethod
    @reads
    def resolve_groups_with_problems(_root: Any, _info: Any) -> Sequence[GroupRow]:
        """List the groups."""
        return attention.groups_with_problems()

    @staticmethod
    @reads
    def resolve_failed_runs(_root: Any, _info: Any) -> Sequence[MembershipRun]:
        """List the runs."""
        return attention.failed_runs()

    @staticmethod
    @reads
    def resolve_at_risk_count(_root: Any, _info: Any) -> int:
        """Count the memberships."""
        return attention.memberships_at_risk(now=timezone.now()).count()

    @staticmethod
    @reads
    def resolve_at_risk(_root: Any, _info: Any, *, first: int) -> list[Membership]:
        """List some of the memberships."""
        rows = attention.memberships_at_risk(now=timezone.now())
        return list(rows[: min(max(first, 0), MAX_MEMBERS)])


class AttentionQueries(graphene.ObjectType):
    """What can be asked about what needs attention."""

    customer_group_attention = Restricted(
        CustomerGroupAttention,
        permission=MANAGE_USERS,
        description=(
            "What needs attention in groups that fill themselves; for rules and"
            " prices see `customerGroupRuleCheck`."
        ),
    )

    @staticmethod
    def resolve_customer_group_attention(_root: Any, _info: Any) -> Any:
        """Answer with an object whose fields are found when they are asked for."""
        return CustomerGroupAttention()
