"""Exclusions: keep customers out of a group, and let them in again."""

from collections.abc import Sequence
from typing import Any

import graphene
from django.utils import timezone

from ..services import exclusions
from .ids import get_group, read_ids
from .member_changes import MembersMutation, read_reason
from .rights import MANAGE_USERS, actor, needs


class CustomerGroupMembersExclude(MembersMutation):
    """Keep customers out of a group, whatever rules and staff say."""

    class Meta:
        description = (
            "Keep customers out of a group until that is lifted, whatever rules and"
            " staff say: all of them, or none. Their memberships end; whoever is in no"
            " group after that goes to the default group." + needs(MANAGE_USERS)
        )

    class Arguments:
        id = graphene.ID(required=True, description="The id of the group.")
        customers = graphene.List(
            graphene.NonNull(graphene.ID),
            required=True,
            description="The ids of the customers, up to 10,000.",
        )
        reason = graphene.String(
            default_value="", description="Why; it is kept in the ledger."
        )

    @classmethod
    def change(
        cls, info: Any, *, id: str, customers: Sequence[str], reason: str | None
    ) -> Any:
        """Exclude the customers."""
        group = get_group(id)
        outcome = exclusions.exclude_customers(
            group=group,
            customer_ids=read_ids(customers, "User", field="customers"),
            actor=actor(info),
            now=timezone.now(),
            reason=read_reason(reason),
        )
        return cls.answer(outcome, group)


class CustomerGroupExclusionsLift(MembersMutation):
    """Let customers into a group again."""

    class Meta:
        description = (
            "Let customers into a group again who are excluded from it: all of them, or"
            " none. It adds nobody." + needs(MANAGE_USERS)
        )

    class Arguments:
        id = graphene.ID(required=True, description="The id of the group.")
        customers = graphene.List(
            graphene.NonNull(graphene.ID),
            required=True,
            description="The ids of the customers, up to 10,000.",
        )
        reason = graphene.String(
            default_value="", description="Why; it is kept in the ledger."
        )

    @classmethod
    def change(
        cls, info: Any, *, id: str, customers: Sequence[str], reason: str | None
    ) -> Any:
        """Lift the exclusions."""
        group = get_group(id)
        outcome = exclusions.lift_exclusions(
            group=group,
            customer_ids=read_ids(customers, "User", field="customers"),
            actor=actor(info),
            now=timezone.now(),
            reason=read_reason(reason),
        )
        return cls.answer(outcome, group)


class ExclusionMutations(graphene.ObjectType):
    """What can be done with exclusions."""

    customer_group_members_exclude = CustomerGroupMembersExclude.Field()
    customer_group_exclusions_lift = CustomerGroupExclusionsLift.Field()
