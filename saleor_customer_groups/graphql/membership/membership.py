"""Members: add them and remove them."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import graphene

from ... import port
from ...engine.base.messages import Message
from ...port.graphql import saleor
from ...services.base.configuration import configuration_of
from ...services.base.refusals import Code, refuse
from ...services.membership import joining, leaving
from ...services.membership.joining import UNCHANGED, Joining, Unchanged
from ...services.membership.leaving import Leaving
from ..base.arguments.moments import zoned
from ..base.enums import CustomerGroupJoinMode, CustomerGroupLeaveMode
from ..base.ids import get_group, read_ids
from ..base.rights import MANAGE_USERS, needs, occasion
from .member_changes import (
    SKIP_REFUSED,
    MembersArguments,
    MembersMutation,
    read_reason,
)


class CustomerGroupMembersAdd(MembersMutation):
    """Add customers to a group manually: all of them, or none."""

    class Meta:
        description = (
            "Add customers to a group manually: all of them, or none."
            + needs(MANAGE_USERS)
        )

    class Arguments(MembersArguments):
        mode = CustomerGroupJoinMode(
            default_value=Joining.ADD.value,
            description=(
                "ADD keeps their other groups, MOVE takes them out of `moveFrom`,"
                " PRIMARY also makes the group their primary one."
            ),
        )
        move_from = graphene.ID(description="The group that MOVE takes them out of.")
        until = graphene.Argument(
            lambda: saleor().DateTime,
            description=(
                "When the memberships end by themselves. Left out: an existing end"
                " stays, and a new membership has none."
            ),
        )
        endless = graphene.Boolean(
            default_value=False,
            description=(
                "Remove an existing end: the memberships do not end by themselves."
            ),
        )
        skip_refused = graphene.Boolean(default_value=False, description=SKIP_REFUSED)

    @classmethod
    def change(
        cls,
        info: Any,
        *,
        id: str,
        customers: Sequence[str],
        mode: str | None,
        reason: str | None = None,
        move_from: str | None = None,
        until: datetime | None = None,
        endless: bool | None = False,
        skip_refused: bool | None = False,
    ) -> Any:
        """Add the customers."""
        group = get_group(id)
        if until is not None and endless:
            raise refuse(
                "until", Code.INVALID, Message("Give an end or say endless, not both.")
            )
        outcome = joining.add_members(
            group=group,
            customer_ids=read_ids(customers, "User", field="customers"),
            occasion=occasion(info, reason=read_reason(reason)),
            joining=Joining(mode or Joining.ADD),
            move_from=get_group(move_from, field="move_from") if move_from else None,
            until=_read_end(until, endless=bool(endless)),
            leave_default=configuration_of(port.any_plugin()).leave_default_group,
            skip_refused=bool(skip_refused),
        )
        return cls.answer(outcome, group, skipped=bool(skip_refused))


class CustomerGroupMembersRemove(MembersMutation):
    """Remove customers from a group: all of them, or none."""

    class Meta:
        description = (
            "Remove customers from a group: all of them, or none. Whoever is in no"
            " group after that goes to the default group." + needs(MANAGE_USERS)
        )

    class Arguments(MembersArguments):
        mode = CustomerGroupLeaveMode(
            default_value=Leaving.REMOVE.value,
            description=(
                "REMOVE leaves their other groups as they are, TO_DEFAULT also puts"
                " them into the default group, TO_GROUP into `toGroup`."
            ),
        )
        to_group = graphene.ID(description="The group that TO_GROUP puts them into.")
        skip_refused = graphene.Boolean(default_value=False, description=SKIP_REFUSED)

    @classmethod
    def change(
        cls,
        info: Any,
        *,
        id: str,
        customers: Sequence[str],
        mode: str | None,
        reason: str | None = None,
        to_group: str | None = None,
        skip_refused: bool | None = False,
    ) -> Any:
        """Remove the customers."""
        group = get_group(id)
        outcome = leaving.remove_members(
            group=group,
            customer_ids=read_ids(customers, "User", field="customers"),
            occasion=occasion(info, reason=read_reason(reason)),
            leaving=Leaving(mode or Leaving.REMOVE),
            to_group=get_group(to_group, field="to_group") if to_group else None,
            leave_default=configuration_of(port.any_plugin()).leave_default_group,
            skip_refused=bool(skip_refused),
        )
        return cls.answer(outcome, group, skipped=bool(skip_refused))


class MembershipMutations(graphene.ObjectType):
    """What can be done with memberships."""

    customer_group_members_add = CustomerGroupMembersAdd.Field()
    customer_group_members_remove = CustomerGroupMembersRemove.Field()


def _read_end(until: datetime | None, *, endless: bool) -> datetime | Unchanged | None:
    """Return the given end; Saleor does not tell null from left out."""
    if until is None:
        return None if endless else UNCHANGED
    return zoned(until, "until")
