"""Exclusions: keep customers out of a group, and let them in again."""

from collections.abc import Callable, Sequence
from typing import Any, ClassVar

import graphene

from ...services.membership import exclusions
from ...services.membership.admission import MembershipChanges
from ..base.ids import get_group, read_ids
from ..base.rights import MANAGE_USERS, needs, occasion
from .member_changes import MembersArguments, MembersMutation, read_reason


class _ExclusionMutation(MembersMutation):
    """Exclude customers, or lift exclusions: both take the same arguments."""

    class Meta:
        abstract = True

    Arguments = MembersArguments

    service: ClassVar[Callable[..., MembershipChanges]]

    @classmethod
    def change(
        cls, info: Any, *, id: str, customers: Sequence[str], reason: str | None = None
    ) -> Any:
        """Exclude the customers, or lift the exclusions."""
        group = get_group(id)
        outcome = cls.service(
            group=group,
            customer_ids=read_ids(customers, "User", field="customers"),
            occasion=occasion(info, reason=read_reason(reason)),
        )
        return cls.answer(outcome, group)


class CustomerGroupMembersExclude(_ExclusionMutation):
    """Keep customers out of a group, whatever rules and staff say."""

    class Meta:
        description = (
            "Keep customers out of a group until that is lifted, whatever rules and"
            " staff say: all of them, or none. Their memberships end; whoever is in no"
            " group after that goes to the default group." + needs(MANAGE_USERS)
        )

    service = staticmethod(exclusions.exclude_customers)


class CustomerGroupExclusionsLift(_ExclusionMutation):
    """Let customers into a group again."""

    class Meta:
        description = (
            "Let excluded customers into a group again: all of them, or none. It adds"
            " nobody." + needs(MANAGE_USERS)
        )

    service = staticmethod(exclusions.lift_exclusions)


class ExclusionMutations(graphene.ObjectType):
    """What can be done with exclusions."""

    customer_group_members_exclude = CustomerGroupMembersExclude.Field()
    customer_group_exclusions_lift = CustomerGroupExclusionsLift.Field()
