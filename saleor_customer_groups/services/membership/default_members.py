"""Who is in the default group, customers from before the plugin included."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth import get_user_model
from django.db.models import (
    BigIntegerField,
    Exists,
    Max,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
)
from django.db.models.functions import Coalesce

from ...models import CustomerGroup, Membership, MembershipRun, RunCause
from ...port.base.arrays import ArrayOf
from ..base.bulk_sql import among
from .current_members import current, customers_in_no_group


@dataclass(frozen=True, slots=True)
class DefaultMembers:
    """The default group, and those who are in it because they are in no group.

    ``customers`` are the users without a membership.
    """

    group_id: int
    customers: QuerySet


def default_members(*, now: datetime) -> DefaultMembers:
    """Return who is in the default group without a membership; one query.

    Once everybody has been put into it, only customers who came later are searched, and
    those whose last membership has just ended.
    """
    fills = MembershipRun.objects.filter(cause=RunCause.DEFAULT_GROUP).order_by()
    furthest = fills.values("cause").annotate(up_to=Max("done_up_to")).values("up_to")
    over = Membership.objects.filter(until__lte=now).order_by("pk")
    row = (
        CustomerGroup.objects.filter(is_default=True)
        .annotate(
            up_to=Coalesce(Subquery(furthest, output_field=BigIntegerField()), 0),
            over=ArrayOf(over.values("customer_id"), of=BigIntegerField()),
        )
        .values_list("pk", "up_to", "over")
        .get()
    )
    group_id, up_to, over_of = row
    customers = customers_in_no_group(now=now)
    if up_to:
        customers = customers.filter(Q(pk__gt=up_to) | Q(pk__in=over_of))
    return DefaultMembers(group_id, customers)


def in_no_group(customer_ids: Collection[int], *, now: datetime) -> set[int]:
    """Return those of some customers who are in no group, and so in the default one."""
    rows = Membership.objects.filter(current(now), customer=OuterRef("pk"))
    users = get_user_model()._default_manager.filter(among(customer_ids, "pk"))
    return set(users.filter(~Exists(rows)).values_list("pk", flat=True))


def default_code() -> str:
    """Return the code of the default group."""
    return CustomerGroup.objects.values_list("code", flat=True).get(is_default=True)
