"""Who is in which group: joining, leaving, the default group, the ledger."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import Q, QuerySet

from ..models import (
    Cause,
    Change,
    CustomerGroup,
    Exclusion,
    GroupKind,
    LedgerEntry,
    Membership,
)
from .actors import SHOP, Actor
from .open_carts import reprice_customers
from .pending_mirrors import note_mirrors
from .refusals import Code, refuse

MAXIMUM_CUSTOMERS = 10_000


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


@dataclass(frozen=True, slots=True)
class RefusedCustomer:
    """One customer of a call that was refused, and why."""

    customer_id: int
    code: Code
    message: str


@dataclass(frozen=True, slots=True)
class Outcome:
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
    _record(
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
    reason: str = "",
    until: datetime | None = None,
    leave_default: bool = True,
) -> Outcome:
    """Add customers to a group by hand: all of them, or none.

    :param joining: ``add`` keeps their other groups, ``move`` ends their membership in
        ``move_from``, ``primary`` also makes the group their primary one.
    :param until: when the memberships end by themselves, or none.
    :param leave_default: joining another group ends the default membership.
    :raises django.core.exceptions.ValidationError: the call as a whole is refused
        (group inactive or automatic, too many customers, no group to move from).
    """
    ids = _distinct(customer_ids)
    group = _locked(group)
    _check_by_hand(group)
    if joining is Joining.MOVE and move_from is None:
        raise refuse(
            "move_from", Code.REQUIRED, "Say which group the customers move out of."
        )
    if until is not None and until <= now:
        raise refuse("until", Code.INVALID, "The end lies in the past.")
    existing = _lock_memberships(ids, group)
    refused = [*_refused_customers(ids), *_refused_excluded(ids, group)]
    if joining is Joining.MOVE and move_from is not None:
        refused += _refused_non_members(ids, move_from)
    refused += _over_capacity(group, [pk for pk in ids if pk not in existing])
    if refused:
        return Outcome(refused=refused)

    new = [
        Membership(
            customer_id=pk,
            group=group,
            by_hand=True,
            reason=reason,
            since=now,
            until=until,
        )
        for pk in ids
        if pk not in existing
    ]
    Membership.objects.bulk_create(new, batch_size=1000)
    _record(
        new,
        change=Change.JOINED,
        cause=actor.cause,
        actor=actor,
        now=now,
        reason=reason,
    )
    confirmed = [row for row in existing.values() if not row.by_hand]
    Membership.objects.filter(pk__in=[row.pk for row in existing.values()]).update(
        by_hand=True, reason=reason, until=until
    )
    _record(
        confirmed,
        change=Change.SOURCE_CHANGED,
        cause=actor.cause,
        actor=actor,
        now=now,
        reason=reason,
    )
    if joining is Joining.MOVE and move_from is not None and move_from != group:
        _end(
            Membership.objects.filter(customer_id__in=ids, group=move_from),
            actor=actor,
            cause=actor.cause,
            now=now,
            reason=reason,
        )
    if joining is Joining.PRIMARY:
        _make_primary(group, ids, actor=actor, now=now, reason=reason)
    if leave_default and not group.is_default:
        _end_default_memberships(ids, actor=actor, cause=actor.cause, now=now)
    reprice_customers(ids)
    return Outcome(changed=len(ids))


@transaction.atomic
def remove_members(
    *,
    group: CustomerGroup,
    customer_ids: Collection[int],
    actor: Actor,
    now: datetime,
    leaving: Leaving = Leaving.REMOVE,
    to_group: CustomerGroup | None = None,
    reason: str = "",
) -> Outcome:
    """Remove customers from a group: all of them, or none.

    Whoever is in no group after that goes to the default group, whatever ``leaving``
    says (membership.md, Memberships).

    :param leaving: ``to_default`` also puts them into the default group, ``to_group``
        into ``to_group``, ``remove`` leaves their other groups as they are.
    :raises django.core.exceptions.ValidationError: the call as a whole is refused.
    """
    ids = _distinct(customer_ids)
    if leaving is Leaving.TO_GROUP:
        if to_group is None:
            raise refuse("to_group", Code.REQUIRED, "Say which group they go to.")
        to_group = _locked(to_group)
        _check_by_hand(to_group, field_name="to_group")
    members = _lock_memberships(ids, group)
    refused = [
        RefusedCustomer(pk, Code.NOT_A_MEMBER, f"Is not in {group.name}.")
        for pk in ids
        if pk not in members
    ]
    if to_group is not None and leaving is Leaving.TO_GROUP:
        there = _lock_memberships(ids, to_group)
        refused += [*_refused_customers(ids), *_refused_excluded(ids, to_group)]
        refused += _over_capacity(to_group, [pk for pk in ids if pk not in there])
    if refused:
        return Outcome(refused=refused)
    _end(
        Membership.objects.filter(pk__in=[row.pk for row in members.values()]),
        actor=actor,
        cause=actor.cause,
        now=now,
        reason=reason,
    )
    if leaving is Leaving.TO_GROUP and to_group is not None:
        add_members(
            group=to_group,
            customer_ids=ids,
            actor=actor,
            now=now,
            reason=reason,
            leave_default=False,
        )
    if leaving is Leaving.TO_DEFAULT:
        _join_default(ids, actor=actor, cause=actor.cause, now=now)
    put_back(ids, actor=actor, cause=actor.cause, now=now)
    reprice_customers(ids)
    return Outcome(changed=len(ids))


def put_back(
    customer_ids: Iterable[int], *, actor: Actor, cause: Cause, now: datetime
) -> None:
    """Put those of the customers who are in no group into the default group."""
    ids = set(customer_ids)
    ids -= set(
        Membership.objects.filter(customer_id__in=ids).values_list(
            "customer_id", flat=True
        )
    )
    _join_default(ids, actor=actor, cause=cause, now=now)


def empty_groups(
    *, group_ids: Collection[int], cause: Cause, actor: Actor, now: datetime
) -> None:
    """End every membership of groups that are about to be deleted."""
    rows = Membership.objects.filter(group__in=group_ids)
    ids = list(rows.values_list("customer_id", flat=True))
    _end(rows, actor=actor, cause=cause, now=now)
    put_back(ids, actor=actor, cause=cause, now=now)


def groups_of(customer_id: int, *, now: datetime) -> Sequence[Membership]:
    """Return the memberships of a customer that have not ended, oldest first."""
    return list(
        Membership.objects.filter(current(now), customer_id=customer_id).select_related(
            "group"
        )
    )


def current(now: datetime) -> Q:
    """Return the condition that a membership has not ended."""
    return Q(until__isnull=True) | Q(until__gt=now)


def _distinct(customer_ids: Collection[int]) -> list[int]:
    ids = list(dict.fromkeys(customer_ids))
    if not ids:
        raise refuse("customers", Code.REQUIRED, "Name at least one customer.")
    if len(ids) > MAXIMUM_CUSTOMERS:
        raise refuse(
            "customers",
            Code.TOO_MANY,
            f"{len(ids)} customers in one call, {MAXIMUM_CUSTOMERS} are the most.",
        )
    return ids


def _locked(group: CustomerGroup) -> CustomerGroup:
    """Lock the group's row, so that its capacity is counted by one call at a time."""
    return CustomerGroup.objects.select_for_update().get(pk=group.pk)


def _check_by_hand(group: CustomerGroup, *, field_name: str = "group") -> None:
    if not group.is_active:
        raise refuse(
            field_name,
            Code.GROUP_INACTIVE,
            f"{group.name} is not active. Activate it before adding customers.",
        )
    if group.kind == GroupKind.AUTOMATIC:
        raise refuse(
            field_name,
            Code.GROUP_AUTOMATIC,
            f"{group.name} is filled by its rules alone. Make it hybrid to add"
            " customers by hand.",
        )


def _lock_memberships(
    ids: Sequence[int], group: CustomerGroup
) -> dict[int, Membership]:
    rows = (
        Membership.objects.select_for_update(of=("self",))
        .filter(group=group, customer_id__in=ids)
        .select_related("group")
        .order_by("pk")
    )
    return {row.customer_id: row for row in rows}


def _refused_customers(ids: Sequence[int]) -> Iterable[RefusedCustomer]:
    known = dict(
        get_user_model().objects.filter(pk__in=ids).values_list("pk", "is_active")
    )
    for pk in ids:
        if pk not in known:
            yield RefusedCustomer(pk, Code.NOT_FOUND, "There is no such customer.")
        elif not known[pk]:
            yield RefusedCustomer(
                pk, Code.CUSTOMER_INACTIVE, "The customer's account is not active."
            )


def _refused_excluded(
    ids: Sequence[int], group: CustomerGroup
) -> Iterable[RefusedCustomer]:
    excluded = Exclusion.objects.filter(group=group, customer_id__in=ids)
    for pk in excluded.values_list("customer_id", flat=True):
        yield RefusedCustomer(
            pk,
            Code.EXCLUDED,
            f"Is excluded from {group.name}. Lift the exclusion first.",
        )


def _refused_non_members(
    ids: Sequence[int], group: CustomerGroup
) -> Iterable[RefusedCustomer]:
    members = set(
        Membership.objects.filter(group=group, customer_id__in=ids).values_list(
            "customer_id", flat=True
        )
    )
    return [
        RefusedCustomer(pk, Code.NOT_A_MEMBER, f"Is not in {group.name}.")
        for pk in ids
        if pk not in members
    ]


def _over_capacity(
    group: CustomerGroup, joining: Sequence[int]
) -> Iterable[RefusedCustomer]:
    if group.capacity is None or not joining:
        return []
    free = max(group.capacity - group.memberships.count(), 0)
    return [
        RefusedCustomer(
            pk,
            Code.CAPACITY_REACHED,
            f"{group.name} takes {group.capacity} customers and has {free} free"
            f" {'place' if free == 1 else 'places'}.",
        )
        for pk in joining[free:]
    ]


def _join_default(
    ids: Collection[int], *, actor: Actor, cause: Cause, now: datetime
) -> None:
    if not ids:
        return
    group = CustomerGroup.objects.get(is_default=True)
    there = set(
        Membership.objects.filter(group=group, customer_id__in=ids).values_list(
            "customer_id", flat=True
        )
    )
    new = [
        Membership(customer_id=pk, group=group, by_default=True, since=now)
        for pk in sorted(set(ids) - there)
    ]
    Membership.objects.bulk_create(new, batch_size=1000)
    _record(new, change=Change.JOINED, cause=cause, actor=actor, now=now)


def _end_default_memberships(
    ids: Sequence[int], *, actor: Actor, cause: Cause, now: datetime
) -> None:
    """End the memberships that nothing but the default made."""
    _end(
        Membership.objects.filter(
            customer_id__in=ids,
            group__is_default=True,
            by_default=True,
            by_hand=False,
            by_rule=False,
        ),
        actor=actor,
        cause=cause,
        now=now,
    )


def _make_primary(
    group: CustomerGroup,
    ids: Sequence[int],
    *,
    actor: Actor,
    now: datetime,
    reason: str,
) -> None:
    rows = Membership.objects.filter(customer_id__in=ids).select_related("group")
    before = list(rows.filter(is_primary=True).exclude(group=group))
    after = list(rows.filter(group=group, is_primary=False))
    Membership.objects.filter(pk__in=[row.pk for row in before]).update(
        is_primary=False
    )
    Membership.objects.filter(pk__in=[row.pk for row in after]).update(is_primary=True)
    for change, changed in (
        (Change.NO_LONGER_PRIMARY, before),
        (Change.MADE_PRIMARY, after),
    ):
        _record(
            changed,
            change=change,
            cause=actor.cause,
            actor=actor,
            now=now,
            reason=reason,
        )


def _end(
    rows: QuerySet, *, actor: Actor, cause: Cause, now: datetime, reason: str = ""
) -> None:
    ended = list(rows.select_related("group"))
    Membership.objects.filter(pk__in=[row.pk for row in ended]).delete()
    _record(ended, change=Change.LEFT, cause=cause, actor=actor, now=now, reason=reason)


def _record(
    memberships: Iterable[Membership],
    *,
    change: Change,
    cause: Cause,
    actor: Actor,
    now: datetime,
    reason: str = "",
    reasons: Mapping[int, str] | None = None,
) -> None:
    """Write a line of the ledger for each.

    :param reasons: by customer, for those who have one of their own.
    """
    own = reasons or {}
    entries = [
        LedgerEntry(
            customer_id=row.customer_id,
            group_code=row.group.code,
            group_name=row.group.name,
            change=change,
            cause=cause,
            by_user_id=actor.user_id,
            by_app=actor.app_name,
            reason=own.get(row.customer_id, reason),
            at=now,
        )
        for row in memberships
    ]
    LedgerEntry.objects.bulk_create(entries, batch_size=1000)
    if change in (Change.JOINED, Change.LEFT):
        note_mirrors([entry.customer_id for entry in entries])
