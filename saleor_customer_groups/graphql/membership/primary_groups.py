"""Primary groups: the group that counts first for a customer."""

from collections.abc import Sequence
from typing import Any

import graphene

from ...services.membership import primary_groups
from ..base.ids import get_group, read_ids
from ..base.rights import MANAGE_USERS, needs, occasion
from .member_changes import MembersArguments, MembersMutation, read_reason


class CustomerGroupMakePrimary(MembersMutation):
    """Make a group the primary one of its members, or no longer."""

    class Meta:
        description = (
            "Make a group the primary one of members, or with `primary: false` no"
            " longer so: for all of them, or for none." + needs(MANAGE_USERS)
        )

    class Arguments(MembersArguments):
        primary = graphene.Boolean(
            default_value=True,
            description="False: if this is their primary group, they have none"
            " afterwards.",
        )

    @classmethod
    def change(
        cls,
        info: Any,
        *,
        id: str,
        customers: Sequence[str],
        primary: bool | None,
        reason: str | None = None,
    ) -> Any:
        """Make it primary, or clear that."""
        group = get_group(id)
        make = (
            primary_groups.clear_primary
            if primary is False
            else primary_groups.make_primary
        )
        outcome = make(
            group=group,
            customer_ids=read_ids(customers, "User", field="customers"),
            occasion=occasion(info, reason=read_reason(reason)),
        )
        return cls.answer(outcome, group)


class PrimaryGroupMutations(graphene.ObjectType):
    """What can be done with primary groups."""

    customer_group_make_primary = CustomerGroupMakePrimary.Field()
