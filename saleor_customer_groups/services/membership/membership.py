"""Who is in which group: joining, leaving, the default group."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum, StrEnum
from typing import Any

from django.db import transaction
from django.db.models import Q

from ...models import Cause, Change, CustomerGroup, Membership
from ..base.occasions import Occasion
from ..base.open_checkouts import reprice_customers
from ..base.refusals import Code, refuse
from ..base.transactions.locks import lock_membership_changes
from .admission import (
    RefusedCustomer,
    check_manual_joining,
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
    """How customers are added to a group (docs/membership.md, Memberships)."""

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
    """What became of a call: everybody's change or nobody's, unless some are skipped.

    :param changed: how many customers it was done to.
    :param refused: those to whom it was not, or because of whom it was done to nobody.
    """

    changed: int = 0
    refused: Sequence[RefusedCustomer] = field(default=())


@transaction.atomic
def register(*, customer_id: int, now: datetime) -> Membership | None:
    """Put a new customer into the default group, in the request that made them.

    Safe to be called more than once and at the same time: one membership, one line in
    the ledger. A customer who is in any group already stays as they are.

    :returns: the new membership, None if there was one.
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
        [membership],
        change=Change.JOINED,
        occasion=Occasion(now=now, cause=Cause.REGISTERED),
    )
    return membership


@transaction.atomic
def add_members(
    *,
    group: CustomerGroup,
    customer_ids: Collection[int],
    occasion: Occasion,
    joining: Joining = Joining.ADD,
    move_from: CustomerGroup | None = None,
    until: datetime | Kept | None = KEPT,
    leave_default: bool = True,
    skip_refused: bool = False,
) -> MembershipChanges:
    """Add customers to a group manually: all of them, or none.

    Who is in it manually already keeps the reason and the end that are not given; what
    is given and another one is a line in the ledger (docs/membership.md, Memberships).

    :param occasion: an empty reason takes away the one that there is.
    :param joining: ``add`` keeps their other groups, ``move`` ends their membership in
        ``move_from``, ``primary`` also makes the group their primary one.
    :param until: when the memberships end by themselves, None for never.
    :param leave_default: joining another group ends the default membership.
    :param skip_refused: add those who can be added, although others are refused.
    :returns: how many were added, or who is refused and why.
    :raises django.core.exceptions.ValidationError: the call as a whole is refused
        (group inactive or automatic, too many customers, no group to move from).
    """
    ids = distinct(customer_ids)
    lock_membership_changes()
    group = locked(group)
    check_manual_joining(group)
    _check_joining(joining, move_from, until, now=occasion.now)
    former = move_from if joining is Joining.MOVE else None
    end_due(Q(customer_id__in=ids) | Q(group=group), now=occasion.now)
    existing = lock_memberships(ids, group)
    refused = [*refused_customers(ids), *refused_excluded(ids, group)]
    if former is not None:
        refused += refused_non_members(ids, former, now=occasion.now)
        refused += refused_by_rule(ids, former)
    if skip_refused:
        ids = _others(ids, refused)
    joiners = [pk for pk in ids if pk not in existing]
    refused += over_capacity(group, joiners, now=occasion.now)
    if refused and not skip_refused:
        return MembershipChanges(refused=refused)
    ids, joiners = _others(ids, refused), _others(joiners, refused)
    _join(group, joiners, until=until, occasion=occasion)
    members = [existing[pk] for pk in ids if pk in existing]
    _take_over(members, until=until, occasion=occasion)
    if former is not None and former != group:
        end(
            Membership.objects.filter(customer_id__in=ids, group=former),
            occasion=occasion,
        )
    if joining is Joining.PRIMARY:
        make_primary(group, ids, occasion=occasion)
    if leave_default and not group.is_default:
        end_default_memberships(ids, occasion=occasion)
    reprice_customers(ids)
    return MembershipChanges(changed=len(ids), refused=refused)


def _check_joining(
    joining: Joining,
    move_from: CustomerGroup | None,
    until: datetime | Kept | None,
    *,
    now: datetime,
) -> None:
    """Refuse a move out of no group, and an end in the past."""
    if joining is Joining.MOVE and move_from is None:
        raise refuse(
            "move_from", Code.REQUIRED, "Say which group the customers move out of."
        )
    if isinstance(until, datetime) and until <= now:
        raise refuse("until", Code.INVALID, "The end lies in the past.")


def _join(
    group: CustomerGroup,
    customer_ids: Sequence[int],
    *,
    until: datetime | Kept | None,
    occasion: Occasion,
) -> None:
    """Put customers into a group in which they are not."""
    new = [
        Membership(
            customer_id=pk,
            group=group,
            by_hand=True,
            reason=occasion.reason or "",
            since=occasion.now,
            until=None if until is KEPT else until,
        )
        for pk in customer_ids
    ]
    begin(new)
    record(new, change=Change.JOINED, occasion=occasion)


def _take_over(
    existing: Iterable[Membership],
    *,
    until: datetime | Kept | None,
    occasion: Occasion,
) -> None:
    """Make existing memberships manual ones, with the reason and end that are given."""
    values: dict[str, Any] = {"by_hand": True}
    if occasion.reason is not None:
        values["reason"] = occasion.reason
    if until is not KEPT:
        values["until"] = until
    changed = [
        row
        for row in existing
        if any(getattr(row, name) != value for name, value in values.items())
    ]
    Membership.objects.filter(pk__in=[row.pk for row in changed]).update(**values)
    record(changed, change=Change.SOURCE_CHANGED, occasion=occasion)


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

    :param occasion: who was in ``to_group`` manually before keeps the reason of then if
        it gives none.
    :param leaving: ``to_default`` also puts them into the default group, ``to_group``
        into ``to_group``, ``remove`` leaves their other groups as they are.
    :param leave_default: joining ``to_group`` ends the default membership.
    :param skip_refused: remove those who can be removed, although others are refused.
    :returns: how many were removed, or who is refused and why.
    :raises django.core.exceptions.ValidationError: the call as a whole is refused.
    """
    ids = distinct(customer_ids)
    lock_membership_changes()
    target = _locked_target(to_group) if leaving is Leaving.TO_GROUP else None
    end_due(Q(customer_id__in=ids) | Q(group=target), now=occasion.now)
    members = lock_memberships(ids, group)
    refused = _refused_to_leave(ids, group, target, now=occasion.now)
    if refused and not skip_refused:
        return MembershipChanges(refused=refused)
    ids = _others(ids, refused)
    leaving_rows = [members[pk].pk for pk in ids if pk in members]
    end(Membership.objects.filter(pk__in=leaving_rows), occasion=occasion)
    if target is not None and ids:
        add_members(
            group=target,
            customer_ids=ids,
            occasion=occasion,
            leave_default=leave_default,
        )
    if leaving is Leaving.TO_DEFAULT:
        join_default(ids, occasion=occasion)
    put_back(ids, occasion=occasion)
    reprice_customers(ids)
    return MembershipChanges(changed=len(ids), refused=refused)


def _locked_target(to_group: CustomerGroup | None) -> CustomerGroup:
    """Lock the group that customers go to; refuse none, and one that takes nobody."""
    if to_group is None:
        raise refuse("to_group", Code.REQUIRED, "Say which group the customers go to.")
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
    """Return who cannot leave a group, or cannot join the one that they go to.

    :param target: the group that they go to, None if it does not matter.
    """
    refused = list(refused_non_members(ids, group, now=now))
    if target is None:
        refused += refused_alone(_others(ids, refused), group, now=now)
    refused += refused_by_rule(ids, group)
    if target is not None:
        existing = lock_memberships(ids, target)
        moving = _others(ids, refused)
        refused += refused_customers(moving)
        refused += refused_excluded(moving, target)
        joiners = [pk for pk in ids if pk not in existing]
        refused += over_capacity(target, joiners, now=now)
    return refused


def _others(ids: Sequence[int], refused: Sequence[RefusedCustomer]) -> list[int]:
    """Return the customers who are not refused."""
    pks = {each.customer_id for each in refused}
    return [pk for pk in ids if pk not in pks]


def empty_groups(*, group_ids: Collection[int], occasion: Occasion) -> None:
    """End every membership of groups that are about to be deleted."""
    end_due(Q(group__in=group_ids), now=occasion.now)
    rows = Membership.objects.filter(group__in=group_ids)
    ids = list(rows.values_list("customer_id", flat=True))
    end(rows, occasion=occasion)
    put_back(ids, occasion=occasion)


def groups_of(customer_id: int, *, now: datetime) -> Sequence[Membership]:
    """Return the memberships of a customer that have not ended, oldest first."""
    return list(
        Membership.objects.filter(current(now), customer_id=customer_id).select_related(
            "group"
        )
    )
