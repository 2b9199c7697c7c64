"""Which of their groups is the primary one of a customer."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from ..models import Change, CustomerGroup, Membership
from . import ledger
from .actors import Actor
from .admission import distinct, refused_non_members
from .default_group import in_no_group
from .expiry import end_due
from .ledger import join_default
from .membership import Outcome
from .open_carts import reprice_customers
from .refusals import Code, refuse
from .turns import take_turn


@transaction.atomic
def make_primary(
    *,
    group: CustomerGroup,
    customer_ids: Collection[int],
    actor: Actor,
    now: datetime,
    reason: str | None = None,
) -> Outcome:
    """Make a group the primary one of its members: of all of them, or of none.

    :raises django.core.exceptions.ValidationError: the call as a whole is refused
        (group inactive, too many customers).
    """
    ids = distinct(customer_ids)
    if not group.is_active:
        raise refuse(
            "group",
            Code.GROUP_INACTIVE,
            f"{group.name} is not active. Activate it first.",
        )
    take_turn()
    end_due(Q(customer_id__in=ids), now=now)
    # All their memberships, so that nobody makes another one primary meanwhile.
    list(
        Membership.objects.select_for_update()
        .filter(customer_id__in=ids)
        .order_by("pk")
        .values_list("pk")
    )
    if refused := list(refused_non_members(ids, group, now=now)):
        return Outcome(refused=refused)
    if group.is_default:
        alone = in_no_group(ids, now=now)
        join_default(alone, actor=actor, cause=actor.cause, now=now)
    ledger.make_primary(group, ids, actor=actor, now=now, reason=reason or "")
    reprice_customers(ids)
    return Outcome(changed=len(ids))


@transaction.atomic
def clear_primary(
    *,
    group: CustomerGroup,
    customer_ids: Collection[int],
    actor: Actor,
    now: datetime,
    reason: str | None = None,
) -> Outcome:
    """Have a group be the primary one of its members no longer: of all, or of none.

    They have no primary group then.

    :raises django.core.exceptions.ValidationError: the call as a whole is refused.
    """
    ids = distinct(customer_ids)
    take_turn()
    end_due(Q(customer_id__in=ids), now=now)
    if refused := list(refused_non_members(ids, group, now=now)):
        return Outcome(refused=refused)
    rows = list(
        Membership.objects.select_for_update(of=("self",))
        .filter(group=group, customer_id__in=ids, is_primary=True)
        .select_related("group")
        .order_by("pk")
    )
    Membership.objects.filter(pk__in=[row.pk for row in rows]).update(is_primary=False)
    ledger.record(
        rows,
        change=Change.NO_LONGER_PRIMARY,
        cause=actor.cause,
        actor=actor,
        now=now,
        reason=reason or "",
    )
    reprice_customers(ids)
    return Outcome(changed=len(ids))
