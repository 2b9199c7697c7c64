"""What conditions would do, without doing it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from ..models import CustomerGroup, Exclusion, Membership
from ..segments import LeafValue
from . import segments
from .runs import possible_members


@dataclass(frozen=True, slots=True)
class ConditionPreview:
    """How many customers meet conditions, and what a run would then do.

    ``joining`` are those for whom there is a place. ``matching`` can be read page by
    page.
    """

    count: int
    joining: int
    leaving: int
    kept_by_grace: int
    in_vain: int
    matching: QuerySet


def preview_conditions(
    conditions: Any, *, group: CustomerGroup | None, now: datetime
) -> ConditionPreview:
    """Return what a run with conditions would do; nothing is written.

    :param conditions: as they would be saved.
    :param group: whose they would be, as it is; none for a new one.
    :raises django.core.exceptions.ValidationError: they are refused, with the path.
    """
    tree = segments.check_conditions(conditions)
    matching = possible_members().filter(segments.matching(tree, now=now))
    if group is None:
        count = matching.count()
        return ConditionPreview(count, count, 0, 0, 0, matching)
    excluded = Exclusion.objects.filter(group=group, customer=OuterRef("pk"))
    matching = matching.filter(~Exists(excluded))
    members = Membership.objects.filter(group=group)
    here = Exists(members.filter(customer=OuterRef("pk")))
    waiting = matching.filter(~here).count()
    gone = members.filter(by_rule=True).exclude(
        customer__in=matching.order_by().values("pk")
    )
    overdue = Q(unqualified_since__lte=now - timedelta(days=group.grace_days))
    if group.grace_days:
        leaving, kept = gone.filter(overdue), gone.exclude(overdue).count()
    else:
        leaving, kept = gone, 0
    left = leaving.filter(by_hand=False, by_default=False).count()
    joining = waiting
    if group.capacity is not None:
        free = max(group.capacity - (members.count() - left), 0)
        joining = min(waiting, free)
    return ConditionPreview(
        count=matching.count(),
        joining=joining,
        leaving=left,
        kept_by_grace=kept,
        in_vain=waiting - joining,
        matching=matching,
    )


def check_customer(
    conditions: Any, *, customer_id: int, now: datetime
) -> list[LeafValue]:
    """Return every condition with what a customer has for it; nothing is written.

    :raises django.core.exceptions.ValidationError: the conditions are refused.
    """
    tree = segments.check_conditions(conditions)
    return list(segments.values_of(tree, customer_id=customer_id, now=now))
