"""Customers who are kept out of a group, whatever rules and staff say."""

from collections.abc import Collection, Iterable, Sequence
from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import QuerySet

from ...engine.base.messages import Message
from ...models import Change, CustomerGroup, Exclusion, Membership
from ..base.bulk_sql import among, insertion
from ..base.occasions import Occasion
from ..base.open_checkouts import reprice_customers
from ..base.refusals import NO_SUCH_CUSTOMER, Code, refuse
from ..base.transactions.locks import lock_membership_changes
from .admission import MembershipChanges, RefusedCustomer, distinct, locked
from .expiry import end_due
from .ledger import alter, announce, end, put_back, write


@transaction.atomic
def exclude_customers(
    *,
    group: CustomerGroup,
    customer_ids: Collection[int],
    occasion: Occasion,
) -> MembershipChanges:
    """Keep customers out of a group until that is lifted: all of them, or none.

    Their memberships end; whoever is in no group after that goes to the default group.
    Customers who are excluded already stay so; a new reason replaces the old one, with
    a line in the ledger; no reason, or an empty one, leaves it.

    :raises django.core.exceptions.ValidationError: the call as a whole is refused (the
        default group, which takes whoever is in no other; too many customers).
    """
    ids = distinct(customer_ids)
    reason = occasion.reason or ""
    lock_membership_changes()
    # Adding customers locks the group, too, before it asks who is excluded.
    group = locked(group)
    if group.is_default:
        raise refuse(
            "group",
            Code.DEFAULT_GROUP,
            Message(
                "{group} is the default group, which takes whoever is in no other.",
                group=group.name,
            ),
        )
    refused = list(_refused_unknown(ids))
    if refused:
        return MembershipChanges(refused=refused)
    end_due(among(ids), now=occasion.now)
    noted: dict[str, Any] = {"change": Change.EXCLUDED, "occasion": occasion}
    new = insertion(Exclusion, ids, group=group, reason=reason, at=occasion.now)
    write(*new, **noted)
    if reason:
        others = _excluded(group, ids).exclude(reason=reason)
        alter(others, {"reason": reason}, **noted)
    rows = Membership.objects.filter(among(ids), group=group)
    left = end(rows, occasion=occasion)
    announce(left, put_back(ids, occasion=occasion))
    reprice_customers(ids)
    return MembershipChanges(changed=len(ids))


@transaction.atomic
def lift_exclusions(
    *,
    group: CustomerGroup,
    customer_ids: Collection[int],
    occasion: Occasion,
) -> MembershipChanges:
    """Let customers into a group again, without adding them: all of them, or none.

    :raises django.core.exceptions.ValidationError: the call as a whole is refused.
    """
    ids = distinct(customer_ids)
    group = locked(group)
    rows = _excluded(group, ids)
    excluded = set(rows.values_list("customer_id", flat=True))
    refused = [
        RefusedCustomer(
            pk,
            Code.NOT_EXCLUDED,
            Message("The customer is not excluded from {group}.", group=group.name),
        )
        for pk in ids
        if pk not in excluded
    ]
    if refused:
        return MembershipChanges(refused=refused)
    end(rows, change=Change.EXCLUSION_LIFTED, occasion=occasion)
    return MembershipChanges(changed=len(ids))


def _excluded(group: CustomerGroup, ids: Collection[int]) -> QuerySet:
    return Exclusion.objects.filter(among(ids), group=group)


def _refused_unknown(ids: Sequence[int]) -> Iterable[RefusedCustomer]:
    users = get_user_model().objects.filter(among(ids, "pk"))
    known = set(users.values_list("pk", flat=True))
    for pk in ids:
        if pk not in known:
            yield RefusedCustomer(pk, Code.NOT_FOUND, NO_SUCH_CUSTOMER)
