"""Who leaves which group, and where they go."""

from collections.abc import Collection, Sequence
from datetime import datetime
from enum import StrEnum

from django.db import transaction
from django.db.models import Q

from ...engine.base.messages import Message
from ...models import CustomerGroup, Membership
from ..base.bulk_sql import among
from ..base.occasions import Occasion
from ..base.open_checkouts import reprice_customers
from ..base.refusals import Code, refuse
from ..base.transactions.locks import lock_membership_changes
from .admission import (
    MembershipChanges,
    RefusedCustomer,
    check_manual_joining,
    distinct,
    locked,
    locked_members,
    others,
    over_capacity,
    refused_alone,
    refused_by_rule,
    refused_customers,
    refused_excluded,
    refused_non_members,
)
from .expiry import end_due
from .joining import add_members
from .ledger import (
    announce,
    end,
    join_default,
    put_back,
)


class Leaving(StrEnum):
    """Where customers go who are removed from a group."""

    TO_DEFAULT = "to_default"
    TO_GROUP = "to_group"
    REMOVE = "remove"


@transaction.atomic
def remove_members(
    *,
    group: CustomerGroup,
    customer_ids: Collection[int],
    occasion: Occasion,
    leaving: Leaving = Leaving.REMOVE,
    to_group: CustomerGroup | None = None,
    leave_default: bool = True,
    skip_refused: bool = False,
) -> MembershipChanges:
    """Remove customers from a group: all of them, or none.

    Whoever is in no group after that goes to the default group, whatever ``leaving``
    says (docs/membership.md, Memberships).

    :param occasion: customers who were in ``to_group`` manually before keep their
        reason if it has none.
    :param leaving: ``to_default`` also puts them into the default group, ``to_group``
        into ``to_group``, ``remove`` leaves their other groups as they are.
    :param leave_default: joining ``to_group`` ends the default membership.
    :param skip_refused: remove those who can be removed even if others are refused.
    :returns: how many were removed, or who was refused and why.
    :raises django.core.exceptions.ValidationError: the whole call is refused.
    """
    ids = distinct(customer_ids)
    lock_membership_changes()
    target = _locked_target(to_group) if leaving is Leaving.TO_GROUP else None
    end_due(among(ids) | Q(group=target), now=occasion.now)
    locked_members(ids, group)
    refused = _refused_to_leave(ids, group, target, now=occasion.now)
    if refused and not skip_refused:
        return MembershipChanges(refused=refused)
    ids = others(ids, refused)
    rows = Membership.objects.filter(among(ids), group=group)
    moves = [end(rows, occasion=occasion)]
    if target is not None and ids:
        add_members(
            group=target,
            customer_ids=ids,
            occasion=occasion,
            leave_default=leave_default,
        )
    if leaving is Leaving.TO_DEFAULT:
        moves.append(join_default(ids, occasion=occasion))
    moves.append(put_back(ids, occasion=occasion))
    announce(*moves)
    reprice_customers(ids)
    return MembershipChanges(changed=len(ids), refused=refused)


def _locked_target(to_group: CustomerGroup | None) -> CustomerGroup:
    """Lock the group that customers go to; refuse none, or one that takes nobody."""
    if to_group is None:
        raise refuse(
            "to_group", Code.REQUIRED, Message("Say which group the customers go to.")
        )
    target = locked(to_group)
    check_manual_joining(target, field_name="to_group")
    return target


def _refused_to_leave(
    ids: Sequence[int],
    group: CustomerGroup,
    target: CustomerGroup | None,
    *,
    now: datetime,
) -> list[RefusedCustomer]:
    """Return customers who cannot leave a group, or cannot join the one they go to.

    :param target: the group that they go to, None if they go to none.
    """
    refused = list(refused_non_members(ids, group, now=now))
    if target is None:
        refused += refused_alone(others(ids, refused), group, now=now)
    refused += refused_by_rule(ids, group)
    if target is not None:
        existing = locked_members(ids, target)
        moving = others(ids, refused)
        refused += refused_customers(moving)
        refused += refused_excluded(moving, target)
        joiners = [pk for pk in ids if pk not in existing]
        refused += over_capacity(target, joiners, now=now)
    return refused


def empty_groups(*, group_ids: Collection[int], occasion: Occasion) -> None:
    """End every membership of groups that are about to be deleted."""
    end_due(Q(group__in=group_ids), now=occasion.now)
    left = end(Membership.objects.filter(group__in=group_ids), occasion=occasion)
    announce(left, put_back(left.customer_ids, occasion=occasion))
