"""How many groups and customers a shop has."""

from dataclasses import dataclass
from datetime import datetime

from ...models import CustomerGroup, Membership
from ..membership.current_members import current
from ..membership.possible_members import possible_members


@dataclass(frozen=True, slots=True)
class Totals:
    """How many groups, customers, and customers in groups other than the default."""

    groups: int
    customers: int
    customers_in_groups: int


def count_totals(*, now: datetime) -> Totals:
    """Count them, in three queries.

    :param now: memberships that have ended do not count.
    """
    elsewhere = Membership.objects.filter(current(now), group__is_default=False)
    return Totals(
        groups=CustomerGroup.objects.count(),
        customers=possible_members().count(),
        customers_in_groups=elsewhere.order_by().values("customer").distinct().count(),
    )
