"""The primary group of a customer."""

from collections.abc import Collection

from django.db import transaction

from ...engine.base.messages import Message
from ...models import Change, CustomerGroup, Membership
from ..base.bulk_sql import among
from ..base.occasions import Occasion
from ..base.open_checkouts import reprice_customers
from ..base.refusals import Code, refuse
from ..base.transactions.locks import lock_membership_changes
from . import ledger
from .admission import MembershipChanges, distinct, refused_non_members
from .default_members import in_no_group
from .expiry import end_due
from .ledger import announce, join_default


@transaction.atomic
def make_primary(
    *,
    group: CustomerGroup,
    customer_ids: Collection[int],
    occasion: Occasion,
) -> MembershipChanges:
    """Make a group the primary one of its members: of all of them, or of none.

    :raises django.core.exceptions.ValidationError: the whole call is refused (group
        inactive, too many customers).
    """
    ids = distinct(customer_ids)
    if not group.is_active:
        raise refuse(
            "group",
            Code.GROUP_INACTIVE,
            Message("{group} is not active. Activate it first.", group=group.name),
        )
    lock_membership_changes()
    end_due(among(ids), now=occasion.now)
    # All their memberships, so that nobody makes another one primary meanwhile.
    list(
        Membership.objects.select_for_update()
        .filter(among(ids))
        .order_by("pk")
        .values_list("pk")
    )
    if refused := list(refused_non_members(ids, group, now=occasion.now)):
        return MembershipChanges(refused=refused)
    if group.is_default:
        alone = in_no_group(ids, now=occasion.now)
        announce(join_default(alone, occasion=occasion))
    ledger.make_primary(group, ids, occasion=occasion)
    reprice_customers(ids)
    return MembershipChanges(changed=len(ids))


@transaction.atomic
def clear_primary(
    *,
    group: CustomerGroup,
    customer_ids: Collection[int],
    occasion: Occasion,
) -> MembershipChanges:
    """Make a group no longer the primary one of its members: of all, or of none.

    They have no primary group then.

    :raises django.core.exceptions.ValidationError: the call as a whole is refused.
    """
    ids = distinct(customer_ids)
    lock_membership_changes()
    end_due(among(ids), now=occasion.now)
    if refused := list(refused_non_members(ids, group, now=occasion.now)):
        return MembershipChanges(refused=refused)
    ledger.alter(
        Membership.objects.filter(among(ids), group=group, is_primary=True),
        {"is_primary": False},
        change=Change.NO_LONGER_PRIMARY,
        occasion=occasion,
    )
    reprice_customers(ids)
    return MembershipChanges(changed=len(ids))
