"""How many groups and customers a shop has, and the tags of its groups."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import CharField, F, Func

from ...models import CustomerGroup, Membership
from ..membership.current_members import current
from ..membership.possible_members import possible_members


@dataclass(frozen=True, slots=True)
class Totals:
    """How many groups, customers, and customers in groups other than the default.

    ``tags`` are those that groups have, each once, by name.
    """

    groups: int
    customers: int
    customers_in_groups: int
    tags: list[str]


def count_totals(*, now: datetime) -> Totals:
    """Count them, in four queries.

    :param now: memberships that have ended do not count.
    """
    elsewhere = Membership.objects.filter(current(now), group__is_default=False)
    each_tag = Func(F("tags"), function="unnest", output_field=CharField())
    tags = CustomerGroup.objects.order_by().annotate(tag=each_tag)
    return Totals(
        groups=CustomerGroup.objects.count(),
        customers=possible_members().count(),
        customers_in_groups=elsewhere.order_by().values("customer").distinct().count(),
        tags=sorted(tags.values_list("tag", flat=True).distinct()),
    )
