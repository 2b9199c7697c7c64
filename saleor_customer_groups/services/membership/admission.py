"""Who may be added to a group manually, who may not, and why."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.contrib.auth import get_user_model
from django.db.models import QuerySet

from ...engine.base.messages import Message, counted
from ...models import CustomerGroup, Exclusion, GroupKind, Membership
from ..base.bulk_sql import among
from ..base.refusals import NO_SUCH_CUSTOMER, Code, refuse, too_many
from .current_members import current
from .default_members import in_no_group

MAX_CUSTOMERS = 10_000


@dataclass(frozen=True, slots=True)
class RefusedCustomer:
    """One customer of a call that was refused, and why."""

    customer_id: int
    code: Code
    message: str


@dataclass(frozen=True, slots=True)
class MembershipChanges:
    """The outcome of a call: all customers changed or none, unless some are skipped.

    :param changed: how many customers were changed.
    :param refused: those who were not changed, or because of whom nobody was.
    """

    changed: int = 0
    refused: Sequence[RefusedCustomer] = field(default=())


def others(ids: Sequence[int], refused: Sequence[RefusedCustomer]) -> list[int]:
    """Return the customers who are not refused."""
    pks = {each.customer_id for each in refused}
    return [pk for pk in ids if pk not in pks]


def distinct(customer_ids: Collection[int]) -> list[int]:
    """Return each customer once; none, and too many in one call, are refused."""
    ids = list(dict.fromkeys(customer_ids))
    if not ids:
        raise refuse("customers", Code.REQUIRED, Message("Name at least one customer."))
    if len(ids) > MAX_CUSTOMERS:
        raise too_many(
            "customers",
            len(ids),
            Message("customers in one call"),
            maximum=MAX_CUSTOMERS,
        )
    return ids


def locked(group: CustomerGroup) -> CustomerGroup:
    """Lock the group's row, so that its capacity is counted by one call at a time."""
    return CustomerGroup.objects.select_for_update().get(pk=group.pk)


def check_manual_joining(group: CustomerGroup, *, field_name: str = "group") -> None:
    """Refuse a group that nobody can be put into manually."""
    if not group.is_active:
        raise refuse(
            field_name,
            Code.GROUP_INACTIVE,
            Message(
                "{group} is not active. Activate it before adding customers.",
                group=group.name,
            ),
        )
    if group.kind == GroupKind.AUTOMATIC:
        raise refuse(
            field_name,
            Code.GROUP_AUTOMATIC,
            Message(
                "{group} is filled by its rules alone. Make it hybrid to add customers"
                " manually.",
                group=group.name,
            ),
        )


def locked_memberships(ids: Collection[int], group: CustomerGroup) -> QuerySet:
    """Return the memberships of these customers in a group, locked when they are read.

    Whoever reads all of them at once locks them in the order of their keys.
    """
    rows = Membership.objects.filter(among(ids), group=group)
    return rows.select_for_update().order_by("pk")


def locked_members(ids: Collection[int], group: CustomerGroup) -> set[int]:
    """Lock the memberships of these customers in a group; return who has one."""
    return set(locked_memberships(ids, group).values_list("customer_id", flat=True))


def refused_customers(ids: Sequence[int]) -> Iterable[RefusedCustomer]:
    """Refuse customers who do not exist, or whose account is not active."""
    users = get_user_model().objects.filter(among(ids, "pk"))
    known = dict(users.values_list("pk", "is_active"))
    for pk in ids:
        if pk not in known:
            yield RefusedCustomer(pk, Code.NOT_FOUND, NO_SUCH_CUSTOMER)
        elif not known[pk]:
            yield RefusedCustomer(
                pk,
                Code.CUSTOMER_INACTIVE,
                Message("The customer's account is not active."),
            )


def refused_excluded(
    ids: Sequence[int], group: CustomerGroup
) -> Iterable[RefusedCustomer]:
    """Refuse those who are excluded from a group."""
    excluded = Exclusion.objects.filter(among(ids), group=group)
    for pk in excluded.values_list("customer_id", flat=True):
        yield RefusedCustomer(
            pk,
            Code.EXCLUDED,
            Message(
                "The customer is excluded from {group}. Lift the exclusion first.",
                group=group.name,
            ),
        )


def refused_non_members(
    ids: Sequence[int], group: CustomerGroup, *, now: datetime
) -> Iterable[RefusedCustomer]:
    """Refuse those who are not in a group."""
    rows = Membership.objects.filter(current(now), among(ids), group=group)
    members = set(rows.values_list("customer_id", flat=True))
    if group.is_default:
        members |= in_no_group(ids, now=now)
    return [
        RefusedCustomer(
            pk,
            Code.NOT_A_MEMBER,
            Message("The customer is not in {group}.", group=group.name),
        )
        for pk in ids
        if pk not in members
    ]


def refused_alone(
    ids: Sequence[int], group: CustomerGroup, *, now: datetime
) -> Iterable[RefusedCustomer]:
    """Refuse those who are in the default group because they are in no other."""
    if not group.is_default:
        return []
    others = Membership.objects.filter(current(now), among(ids)).exclude(
        group=group, by_hand=False, by_rule=False
    )
    elsewhere = set(others.values_list("customer_id", flat=True))
    return [
        RefusedCustomer(
            pk,
            Code.DEFAULT_GROUP,
            Message(
                "The customer is in {group} because of being in no other group. Add the"
                " customer to another one instead.",
                group=group.name,
            ),
        )
        for pk in ids
        if pk not in elsewhere
    ]


def refused_by_rule(
    ids: Sequence[int], group: CustomerGroup
) -> Iterable[RefusedCustomer]:
    """Refuse those whom the conditions of a group would bring back to it."""
    by_rule = Membership.objects.filter(among(ids), group=group, by_rule=True)
    return [
        RefusedCustomer(
            pk,
            Code.GROUP_AUTOMATIC,
            Message(
                "The customer is in {group} by its conditions. Exclude the customer"
                " instead.",
                group=group.name,
            ),
        )
        for pk in by_rule.order_by("pk").values_list("customer_id", flat=True)
    ]


def free_places(group: CustomerGroup, *, now: datetime) -> int:
    """Return how many more a group with a capacity takes, ended members not counted."""
    taken = group.memberships.filter(current(now)).count()
    return max((group.capacity or 0) - taken, 0)


def over_capacity(
    group: CustomerGroup, joining: Sequence[int], *, now: datetime
) -> Iterable[RefusedCustomer]:
    """Refuse those for whom a group has no place left."""
    if group.capacity is None or not joining:
        return []
    places = free_places(group, now=now)
    message = counted(
        group.capacity,
        "{group} takes 1 customer and has {places}.",
        "{group} takes {number} customers and has {places}.",
        group=group.name,
        places=counted(places, "1 free place", "{number} free places"),
    )
    return [
        RefusedCustomer(pk, Code.CAPACITY_REACHED, message) for pk in joining[places:]
    ]
