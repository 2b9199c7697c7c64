"""Who is a member at a moment: one definition for lists, counts and prices."""

from collections.abc import Sequence
from datetime import datetime

from django.contrib.auth import get_user_model
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.expressions import Combinable

from ...models import Membership


def current(now: datetime | Combinable) -> Q:
    """Return the condition that a membership has not ended.

    Only its manual part has an end: a rule or the default still keeps it.
    """
    stays = Q(by_rule=True) | Q(by_default=True)
    return Q(until__isnull=True) | Q(until__gt=now) | stays


def customers_in_no_group(*, now: datetime, among: Q | None = None) -> QuerySet:
    """Return the customers without a membership: they are in the default group.

    Members of staff are no customers.

    :param among: memberships outside which none of the customers asked for has any;
        PostgreSQL does not conclude it from their keys.
    """
    theirs = Membership.objects.filter(
        current(now), among or Q(), customer=OuterRef("pk")
    )
    users = get_user_model()._default_manager.filter(is_staff=False)
    return users.filter(~Exists(theirs))


def has_ended(row: Membership, now: datetime) -> bool:
    """Return whether a membership has ended, although its row is still there."""
    stays = row.by_rule or row.by_default
    return row.until is not None and row.until <= now and not stays


def groups_of(customer_id: int, *, now: datetime) -> Sequence[Membership]:
    """Return the memberships of a customer that have not ended, oldest first."""
    return list(
        Membership.objects.filter(current(now), customer_id=customer_id).select_related(
            "group"
        )
    )
