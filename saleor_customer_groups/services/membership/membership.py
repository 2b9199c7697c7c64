"""Who is in which group: joining, leaving, the default group."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum, StrEnum
from typing import Any

from django.db import transaction
from django.db.models import Q

from ...models import Cause, Change, CustomerGroup, Membership
from ..base.actors import SHOP, Actor
from ..base.locks import lock_membership_changes
from ..base.open_checkouts import reprice_customers
from ..base.refusals import Code, refuse
from .admission import (
    RefusedCustomer,
    check_by_hand,
    distinct,
    lock_memberships,
    locked,
    over_capacity,
    refused_alone,
    refused_by_rule,
    refused_customers,
    refused_excluded,
    refused_non_members,
)
from .current_members import current
from .expiry import end_due
from .ledger import (
    begin,
    end,
    end_default_memberships,
    join_default,
    make_primary,
    put_back,
    record,
)


class Joining(StrEnum):
    """How customers are added to a group (membership.md, Memberships)."""

    ADD = "add"
    MOVE = "move"
    PRIMARY = "primary"


class Leaving(StrEnum):
    """Where customers go who are removed from a group."""

    TO_DEFAULT = "to_default"
    TO_GROUP = "to_group"
    REMOVE = "remove"


class Kept(Enum):
    """What is not given: it stays as it is, which is not the same as empty."""

    KEPT = "kept"


KEPT = Kept.KEPT


@dataclass(frozen=True, slots=True)
class MembershipChanges:
    """What became of a call: either everybody's change, or nobody's."""

    changed: int = 0
    refused: Sequence[RefusedCustomer] = field(default=())


@transaction.atomic
def register(*, customer_id: int, now: datetime) -> Membership | None:
    """Put a new customer into the default group, in the request that made them.

    Safe to be called more than once and at the same time: one membership, one line in
    the ledger. A customer who is in any group already stays as they are.

    :returns: the new membership, or none where there was one.
    """
    if Membership.objects.filter(customer_id=customer_id).exists():
        return None
    group = CustomerGroup.objects.get(is_default=True)
    membership, is_new = Membership.objects.get_or_create(
        customer_id=customer_id,
        group=group,
        defaults={"by_default": True, "since": now},
    )
    if not is_new:
        return None
    record(
        [membership], change=Change.JOINED, cause=Cause.REGISTERED, actor=SHOP, now=now
    )
    return membership


@transaction.atomic
def add_members(
    *,
    group: CustomerGroup,
    customer_ids: Collection[int],
    actor: Actor,
    now: datetime,
    joining: Joining = Joining.ADD,
    move_from: CustomerGroup | None = None,
    reason: str | None = None,
    until: datetime | Kept | None = KEPT,
    leave_default: bool = True,
) -> MembershipChanges:
    """Add customers to a group by hand: all of them, or none.

    Who is in it by hand already keeps the reason and the end that are not given; what
    is given and another one is a line in the ledger.

    :param joining: ``add`` keeps their other groups, ``move`` ends their membership in
        ``move_from``, ``primary`` also makes the group their primary one.
    :param reason: why; empty to take away the one that there is.
    :param until: when the memberships end by themselves, none for never.
    :param leave_default: joining another group ends the default membership.
    :raises django.core.exceptions.ValidationError: the call as a whole is refused
        (group inactive or automatic, too many customers, no group to move from).
    """
    ids = distinct(customer_ids)
    lock_membership_changes()
    group = locked(group)
    check_by_hand(group)
    if joining is Joining.MOVE and move_from is None:
        raise refuse(
            "move_from", Code.REQUIRED, "Say which group the customers move out of."
        )
    if isinstance(until, datetime) and until <= now:
        raise refuse("until", Code.INVALID, "The end lies in the past.")
    end_due(Q(customer_id__in=ids) | Q(group=group), now=now)
    existing = lock_memberships(ids, group)
    refused = [*refused_customers(ids), *refused_excluded(ids, group)]
    if joining is Joining.MOVE and move_from is not None:
        refused += refused_non_members(ids, move_from, now=now)
        refused += refused_by_rule(ids, move_from)
    refused += over_capacity(group, [pk for pk in ids if pk not in existing], now=now)
    if refused:
        return MembershipChanges(refused=refused)

    new = [
        Membership(
            customer_id=pk,
            group=group,
            by_hand=True,
            reason=reason or "",
            since=now,
            until=None if until is KEPT else until,
        )
        for pk in ids
        if pk not in existing
    ]
    given: dict[str, Any] = {"by_hand": True}
    if reason is not None:
        given["reason"] = reason
    if until is not KEPT:
        given["until"] = until
    changed = [
        row
        for row in existing.values()
        if any(getattr(row, name) != value for name, value in given.items())
    ]
    begin(new)
    Membership.objects.filter(pk__in=[row.pk for row in changed]).update(**given)
    reason = reason or ""
    for change, rows in ((Change.JOINED, new), (Change.SOURCE_CHANGED, changed)):
        record(
            rows,
            change=change,
            cause=actor.cause,
            actor=actor,
            now=now,
            reason=reason,
        )
    if joining is Joining.MOVE and move_from is not None and move_from != group:
        end(
            Membership.objects.filter(customer_id__in=ids, group=move_from),
            actor=actor,
            cause=actor.cause,
            now=now,
            reason=reason,
        )
    if joining is Joining.PRIMARY:
        make_primary(group, ids, actor=actor, now=now, reason=reason)
    if leave_default and not group.is_default:
        end_default_memberships(ids, actor=actor, cause=actor.cause, now=now)
    reprice_customers(ids)
    return MembershipChanges(changed=len(ids))


@transaction.atomic
def remove_members(
    *,
    group: CustomerGroup,
    customer_ids: Collection[int],
    actor: Actor,
    now: datetime,
    leaving: Leaving = Leaving.REMOVE,
    to_group: CustomerGroup | None = None,
    reason: str | None = None,
    leave_default: bool = True,
) -> MembershipChanges:
    """Remove customers from a group: all of them, or none.

    Whoever is in no group after that goes to the default group, whatever ``leaving``
    says (membership.md, Memberships).

    :param reason: why they leave; those who were in ``to_group`` by hand before keep
        theirs if it is none.
    :param leaving: ``to_default`` also puts them into the default group, ``to_group``
        into ``to_group``, ``remove`` leaves their other groups as they are.
    :param leave_default: joining ``to_group`` ends the default membership.
    :raises django.core.exceptions.ValidationError: the call as a whole is refused.
    """
    ids = distinct(customer_ids)
    lock_membership_changes()
    if leaving is Leaving.TO_GROUP:
        if to_group is None:
            raise refuse("to_group", Code.REQUIRED, "Say which group they go to.")
        to_group = locked(to_group)
        check_by_hand(to_group, field_name="to_group")
    end_due(Q(customer_id__in=ids) | Q(group=to_group), now=now)
    members = lock_memberships(ids, group)
    refused = list(refused_non_members(ids, group, now=now))
    if leaving is not Leaving.TO_GROUP:
        absent = {each.customer_id for each in refused}
        present = [pk for pk in ids if pk not in absent]
        refused += refused_alone(present, group, now=now)
    refused += refused_by_rule(ids, group)
    if to_group is not None and leaving is Leaving.TO_GROUP:
        there = lock_memberships(ids, to_group)
        absent = {each.customer_id for each in refused}
        moving = [pk for pk in ids if pk not in absent]
        refused += refused_customers(moving)
        refused += refused_excluded(moving, to_group)
        refused += over_capacity(
            to_group, [pk for pk in ids if pk not in there], now=now
        )
    if refused:
        return MembershipChanges(refused=refused)
    end(
        Membership.objects.filter(pk__in=[row.pk for row in members.values()]),
        actor=actor,
        cause=actor.cause,
        now=now,
        reason=reason or "",
    )
    if leaving is Leaving.TO_GROUP and to_group is not None:
        add_members(
            group=to_group,
            customer_ids=ids,
            actor=actor,
            now=now,
            reason=reason,
            leave_default=leave_default,
        )
    if leaving is Leaving.TO_DEFAULT:
        join_default(ids, actor=actor, cause=actor.cause, now=now)
    put_back(ids, actor=actor, cause=actor.cause, now=now)
    reprice_customers(ids)
    return MembershipChanges(changed=len(ids))


def empty_groups(
    *, group_ids: Collection[int], cause: Cause, actor: Actor, now: datetime
) -> None:
    """End every membership of groups that are about to be deleted."""
    end_due(Q(group__in=group_ids), now=now)
    rows = Membership.objects.filter(group__in=group_ids)
    ids = list(rows.values_list("customer_id", flat=True))
    end(rows, actor=actor, cause=cause, now=now)
    put_back(ids, actor=actor, cause=cause, now=now)


def groups_of(customer_id: int, *, now: datetime) -> Sequence[Membership]:
    """Return the memberships of a customer that have not ended, oldest first."""
    return list(
        Membership.objects.filter(current(now), customer_id=customer_id).select_related(
            "group"
        )
    )
