"""Customers who are kept out of a group, whatever rules and staff say."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime

from django.contrib.auth import get_user_model
from django.db import transaction

from ..models import Change, CustomerGroup, Exclusion, Membership
from .actors import Actor
from .admission import RefusedCustomer, distinct, locked
from .ledger import end, record
from .membership import Outcome, put_back
from .open_carts import reprice_customers
from .refusals import Code, refuse
from .turns import take_turn


@transaction.atomic
def exclude_customers(
    *,
    group: CustomerGroup,
    customer_ids: Collection[int],
    actor: Actor,
    now: datetime,
    reason: str = "",
) -> Outcome:
    """Keep customers out of a group until that is lifted: all of them, or none.

    Their memberships end; whoever is in no group after that goes to the default group.
    Who is excluded already stays so, with the reason of then.

    :raises django.core.exceptions.ValidationError: the call as a whole is refused (the
        default group, which takes whoever is in no other; too many customers).
    """
    ids = distinct(customer_ids)
    take_turn()
    # Whoever adds customers by hand locks the group too, before asking who is excluded.
    group = locked(group)
    if group.is_default:
        raise refuse(
            "group",
            Code.DEFAULT_GROUP,
            f"{group.name} is the default group, which takes whoever is in no other.",
        )
    refused = list(_refused_unknown(ids))
    if refused:
        return Outcome(refused=refused)
    before = _excluded(group, ids)
    new = [
        Exclusion(customer_id=pk, group=group, reason=reason, at=now)
        for pk in ids
        if pk not in before
    ]
    Exclusion.objects.bulk_create(new, batch_size=1000)
    record(
        new,
        change=Change.EXCLUDED,
        cause=actor.cause,
        actor=actor,
        now=now,
        reason=reason,
    )
    end(
        Membership.objects.filter(group=group, customer_id__in=ids),
        actor=actor,
        cause=actor.cause,
        now=now,
        reason=reason,
    )
    put_back(ids, actor=actor, cause=actor.cause, now=now)
    reprice_customers(ids)
    return Outcome(changed=len(ids))


@transaction.atomic
def lift_exclusions(
    *,
    group: CustomerGroup,
    customer_ids: Collection[int],
    actor: Actor,
    now: datetime,
    reason: str = "",
) -> Outcome:
    """Let customers into a group again, without adding them: all of them, or none.

    :raises django.core.exceptions.ValidationError: the call as a whole is refused.
    """
    ids = distinct(customer_ids)
    group = locked(group)
    excluded = _excluded(group, ids)
    refused = [
        RefusedCustomer(pk, Code.NOT_EXCLUDED, f"Is not excluded from {group.name}.")
        for pk in ids
        if pk not in excluded
    ]
    if refused:
        return Outcome(refused=refused)
    Exclusion.objects.filter(pk__in=[row.pk for row in excluded.values()]).delete()
    record(
        excluded.values(),
        change=Change.EXCLUSION_LIFTED,
        cause=actor.cause,
        actor=actor,
        now=now,
        reason=reason,
    )
    return Outcome(changed=len(ids))


def _excluded(group: CustomerGroup, ids: Sequence[int]) -> dict[int, Exclusion]:
    rows = Exclusion.objects.filter(group=group, customer_id__in=ids)
    return {row.customer_id: row for row in rows.select_related("group")}


def _refused_unknown(ids: Sequence[int]) -> Iterable[RefusedCustomer]:
    known = set(
        get_user_model().objects.filter(pk__in=ids).values_list("pk", flat=True)
    )
    for pk in ids:
        if pk not in known:
            yield RefusedCustomer(pk, Code.NOT_FOUND, "There is no such customer.")
