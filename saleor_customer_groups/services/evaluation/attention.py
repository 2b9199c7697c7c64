"""What somebody should look at in groups that fill themselves."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import QuerySet

from ...models import CustomerGroup, Membership, MembershipRun, RunState
from ..membership.current_members import current
from .runs import STOPPED


def groups_with_problems() -> Sequence[CustomerGroup]:
    """Return the active groups whose conditions cannot be asked, by name."""
    active = CustomerGroup.objects.filter(is_active=True, conditions__isnull=False)
    return list(active.exclude(conditions_problem=""))


def failed_runs() -> Sequence[MembershipRun]:
    """Return the latest run of each active group where it failed, the newest first.

    A run that somebody has stopped has not failed; earlier versions stored that in
    English alone.
    """
    latest = MembershipRun.objects.order_by("group_id", "-started_at", "-pk")
    failed = MembershipRun.objects.filter(
        pk__in=latest.distinct("group_id").values("pk"),
        state=RunState.FAILED,
        group__is_active=True,
    )
    return list(failed.exclude(problem__in=[STOPPED, str(STOPPED)]))


def memberships_at_risk(*, now: datetime) -> QuerySet[Membership]:
    """Return the memberships that the conditions no longer support, kept by grace.

    A run after the grace of their group ends them. Customers whom staff have added as
    well are not among them.
    """
    return Membership.objects.filter(
        current(now),
        by_rule=True,
        by_hand=False,
        by_default=False,
        unqualified_since__isnull=False,
        group__is_active=True,
    ).order_by("unqualified_since", "pk")
