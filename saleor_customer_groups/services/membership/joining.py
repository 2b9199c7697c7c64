"""Who joins which group: new customers, and those whom staff add."""

from collections.abc import Collection
from datetime import datetime
from enum import Enum, StrEnum
from typing import Any

from django.db import transaction
from django.db.models import Q

from ...engine.base.messages import Message
from ...models import Cause, Change, CustomerGroup, Membership
from ..base.bulk_sql import among, insertion
from ..base.occasions import Occasion
from ..base.open_checkouts import reprice_customers
from ..base.refusals import Code, refuse
from ..base.transactions.locks import lock_membership_changes
from .admission import (
    MembershipChanges,
    check_manual_joining,
    distinct,
    locked,
    locked_members,
    others,
    over_capacity,
    refused_by_rule,
    refused_customers,
    refused_excluded,
    refused_non_members,
)
from .expiry import end_due
from .ledger import (
    alter,
    announce,
    begin,
    end,
    end_default_memberships,
    make_primary,
    write,
)


class Joining(StrEnum):
    """How customers are added to a group (docs/membership.md, Memberships)."""

    ADD = "add"
    MOVE = "move"
    PRIMARY = "primary"


class Unchanged(Enum):
    """Stands for a value that is not given: it stays as it is, unlike an empty one."""

    UNCHANGED = "unchanged"


UNCHANGED = Unchanged.UNCHANGED


@transaction.atomic
def register(*, customer_id: int, now: datetime) -> CustomerGroup | None:
    """Put a new customer into the default group, in the request that made them.

    Safe to be called more than once and at the same time: one membership, one line in
    the ledger. A customer who is in any group already stays as they are.

    :returns: the group that they joined, None if they were in one.
    """
    if Membership.objects.filter(customer_id=customer_id).exists():
        return None
    group = CustomerGroup.objects.get(is_default=True)
    # Their revenue is not known yet: without the lock it may be changing.
    joined = write(
        *insertion(Membership, [customer_id], group=group, by_default=True, since=now),
        change=Change.JOINED,
        occasion=Occasion(now=now, cause=Cause.REGISTERED),
    )
    announce(joined)
    return group if joined.customer_ids else None


@transaction.atomic
def add_members(
    *,
    group: CustomerGroup,
    customer_ids: Collection[int],
    occasion: Occasion,
    joining: Joining = Joining.ADD,
    move_from: CustomerGroup | None = None,
    until: datetime | Unchanged | None = UNCHANGED,
    leave_default: bool = True,
    skip_refused: bool = False,
) -> MembershipChanges:
    """Add customers to a group manually: all of them, or none.

    Customers who are in it manually already keep the reason and the end unless they are
    given; a change of either is a line in the ledger (docs/membership.md, Memberships).

    :param occasion: an empty reason takes away the existing one.
    :param joining: ``add`` keeps their other groups, ``move`` ends their membership in
        ``move_from``, ``primary`` also makes the group their primary one.
    :param until: when the memberships end by themselves, None for never.
    :param leave_default: joining another group ends the default membership.
    :param skip_refused: add those who can be added even if others are refused.
    :returns: how many were added, or who was refused and why.
    :raises django.core.exceptions.ValidationError: the whole call is refused (group
        inactive or automatic, too many customers, no group to move from).
    """
    ids = distinct(customer_ids)
    lock_membership_changes()
    group = locked(group)
    check_manual_joining(group)
    _check_joining(joining, move_from, until, now=occasion.now)
    former = move_from if joining is Joining.MOVE else None
    end_due(among(ids) | Q(group=group), now=occasion.now)
    existing = locked_members(ids, group)
    refused = [*refused_customers(ids), *refused_excluded(ids, group)]
    if former is not None:
        refused += refused_non_members(ids, former, now=occasion.now)
        refused += refused_by_rule(ids, former)
    if skip_refused:
        ids = others(ids, refused)
    joiners = [pk for pk in ids if pk not in existing]
    refused += over_capacity(group, joiners, now=occasion.now)
    if refused and not skip_refused:
        return MembershipChanges(refused=refused)
    ids, joiners = others(ids, refused), others(joiners, refused)
    joined = begin(
        group,
        joiners,
        occasion=occasion,
        by_hand=True,
        reason=occasion.reason or "",
        since=occasion.now,
        until=None if until is UNCHANGED else until,
    )
    moves = [joined]
    if members := existing.intersection(ids):
        _take_over(group, members, until=until, occasion=occasion)
    if former is not None and former != group:
        rows = Membership.objects.filter(among(ids), group=former)
        moves.append(end(rows, occasion=occasion))
    if joining is Joining.PRIMARY:
        make_primary(group, ids, occasion=occasion)
    if leave_default and not group.is_default:
        moves.append(end_default_memberships(ids, occasion=occasion))
    announce(*moves)
    reprice_customers(ids)
    return MembershipChanges(changed=len(ids), refused=refused)


def _check_joining(
    joining: Joining,
    move_from: CustomerGroup | None,
    until: datetime | Unchanged | None,
    *,
    now: datetime,
) -> None:
    """Refuse a move out of no group, and an end in the past."""
    if joining is Joining.MOVE and move_from is None:
        raise refuse(
            "move_from",
            Code.REQUIRED,
            Message("Say which group the customers move out of."),
        )
    if isinstance(until, datetime) and until <= now:
        raise refuse("until", Code.INVALID, Message("The end lies in the past."))


def _take_over(
    group: CustomerGroup,
    ids: Collection[int],
    *,
    until: datetime | Unchanged | None,
    occasion: Occasion,
) -> None:
    """Make existing memberships manual ones, with the reason and end that are given."""
    values: dict[str, Any] = {"by_hand": True}
    if occasion.reason is not None:
        values["reason"] = occasion.reason
    if until is not UNCHANGED:
        values["until"] = until
    rows = Membership.objects.filter(among(ids), group=group)
    alter(
        rows.exclude(**values), values, change=Change.SOURCE_CHANGED, occasion=occasion
    )
