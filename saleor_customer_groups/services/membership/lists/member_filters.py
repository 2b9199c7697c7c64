"""Which members of a group are wanted."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from ....models import CustomerTotals, Membership


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberFilter:
    """Which members are wanted: those that meet everything that is not None.

    :param search: each word is part of the name or the e-mail address.
    :param sources: names of sources, of which at least one keeps them in the group.
    :param has_end: whether their membership ends by itself.
    :param ends_before: when it ends at the latest.
    :param no_order_since: they have ordered nothing since this moment.
    :param is_primary: whether the group is their primary one.
    """

    search: str = ""
    sources: tuple[str, ...] | None = None
    has_end: bool | None = None
    ends_before: datetime | None = None
    no_order_since: datetime | None = None
    is_primary: bool | None = None

    def members(self, rows: QuerySet[Membership]) -> QuerySet[Membership]:
        """Return the wanted ones among some memberships."""
        wanted = named_like(self.search, of="customer__")
        if self.sources is not None:
            any_of = Q(pk__in=[])
            for source in self.sources:
                any_of |= Q(**{source: True})
            wanted &= any_of
        if self.has_end is not None:
            wanted &= Q(until__isnull=not self.has_end)
        if self.ends_before is not None:
            wanted &= Q(until__lt=self.ends_before)
        if self.is_primary is not None:
            wanted &= Q(is_primary=self.is_primary)
        return rows.filter(wanted, *self._without_orders("customer_id"))

    def customers(self, rows: QuerySet) -> QuerySet:
        """Return the wanted ones among customers in no group, as members by default."""
        is_wanted = (
            (self.sources is None or "by_default" in self.sources)
            and not self.has_end
            and self.ends_before is None
            and not self.is_primary
        )
        if not is_wanted:
            return rows.none()
        return rows.filter(named_like(self.search), *self._without_orders("pk"))

    def _without_orders(self, customer: str) -> tuple[Any, ...]:
        if self.no_order_since is None:
            return ()
        later = CustomerTotals.objects.filter(
            customer_id=OuterRef(customer), last_order_at__gte=self.no_order_since
        )
        return (~Exists(later),)


EVERYBODY = MemberFilter()


def named_like(text: str, *, of: str = "") -> Q:
    """Return the condition that a name or address contains all words of a text.

    :param of: the path to the customer, such as "customer__".
    """
    wanted = Q()
    for word in text.split():
        wanted &= (
            Q(**{f"{of}email__icontains": word})
            | Q(**{f"{of}first_name__icontains": word})
            | Q(**{f"{of}last_name__icontains": word})
        )
    return wanted
