"""Reviews in plain Python. docs/reports.md, Reviews."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from itertools import combinations
from typing import Any

from saleor_customer_groups.conditions import shop_zone
from saleor_customer_groups.models import CustomerGroup, Exclusion, Membership
from tests.conditions.generated import NOW
from tests.conditions.reference import Reading

from .random_members import DAY, RandomMembers, is_current, revenue_of


class ReviewReading:
    """What each review finds in a shop, in plain Python."""

    def __init__(self, shop: RandomMembers) -> None:
        self.shop = shop
        self.rows = list(Membership.objects.select_related("group"))
        self.current = [
            row
            for row in self.rows
            if is_current(row) and row.customer_id not in shop.staff
        ]

    def members(self, group: CustomerGroup, now: datetime = NOW) -> set[int]:
        rows = [row for row in self.rows if is_current(row, now)]
        found = {row.customer_id for row in rows if row.group_id == group.pk}
        if group.is_default:
            found |= set(self.shop.customers) - {row.customer_id for row in rows}
        return found - self.shop.staff

    def inactive(
        self, group: CustomerGroup, *, days: int, currency: str
    ) -> list[tuple[int, Fraction]]:
        since = NOW - timedelta(days=days)
        found = [
            (pk, revenue_of(self.shop.orders_of(pk), currency))
            for pk in self.members(group)
            if all(order.at < since for order in self.shop.orders_of(pk))
        ]
        return sorted(found, key=lambda each: (each[1], each[0]), reverse=True)

    def lapsing(
        self, group: CustomerGroup, tree: Any, *, days: int, currency: str
    ) -> list[tuple[int, Fraction, bool, tuple[date, date] | None]]:
        found = [
            (
                row.customer_id,
                revenue_of(self.shop.orders_of(row.customer_id), currency),
                row.by_hand and (row.until is None or row.until > NOW),
                self.last_day(row.customer_id, group, tree, days),
            )
            for row in self.current
            if row.group_id == group.pk
            and row.by_rule
            and row.unqualified_since is None
            and not self.meets(row.customer_id, tree, NOW + days * DAY)
        ]
        return sorted(found, key=lambda each: (each[1], each[0]), reverse=True)

    def meets(self, pk: int, tree: Any, now: datetime) -> bool:
        reading = self.shop.readings[pk]
        groups = frozenset(
            row.group.code
            for row in self.rows
            if row.customer_id == pk and is_current(row, now)
        )
        later = Reading(replace(reading.customer, groups=groups), reading.orders, now)
        return later.meets(tree)

    def last_day(
        self, pk: int, group: CustomerGroup, tree: Any, days: int
    ) -> tuple[date, date] | None:
        zone = shop_zone()
        today = NOW.astimezone(zone).date()
        end = NOW + days * DAY
        # True at first: they are members by rule, and not in grace.
        held, falls = True, []
        day = today
        moment: datetime = NOW
        while True:
            holds = self.meets(pk, tree, moment)
            if held and not holds:
                falls.append(today if moment == NOW else day)
            held = holds
            if moment == end:
                break
            if moment != NOW:
                day += timedelta(days=1)
            following = day + timedelta(days=1)
            begins = datetime(
                following.year, following.month, following.day, tzinfo=zone
            )
            # In UTC: days before it have 24 hours each, as conditions count them.
            moment = min(begins.astimezone(UTC), end)
        if len(falls) != 1:
            return None
        return falls[0], falls[0] + timedelta(days=group.grace_days)

    def in_grace(self) -> list[tuple[datetime, int, int]]:
        return sorted(
            (
                row.unqualified_since + timedelta(days=row.group.grace_days),
                row.customer_id,
                row.group_id,
            )
            for row in self.current
            if row.by_rule
            and row.unqualified_since is not None
            and row.group.grace_days
            and row.group.is_active
            and not row.by_default
            and not (row.by_hand and (row.until is None or row.until > NOW))
        )

    def near(
        self, *, percent: Fraction, amount: Fraction | None
    ) -> list[tuple[datetime, int, int, Fraction, Fraction]]:
        programme = self.shop.programme
        levels = [each for each in self.shop.levels if self.is_active(each.group_id)]
        period = (
            {"kind": "rolling_days", "days": 365}
            if programme.reset == "rolling_12_months"
            else {
                "kind": "since",
                "date": programme.active_from.astimezone(shop_zone())
                .date()
                .isoformat(),
            }
        )
        leaf = {"field": programme.metric, "period": period}
        if programme.currency:
            leaf["currency"] = programme.currency
        found = []
        for pk in self.shop.everybody():
            value = Fraction(getattr(self.shop.readings[pk], programme.metric)(leaf))
            theirs = {row.group_id for row in self.current if row.customer_id == pk}
            floor = max(
                [value, *(each.minimum for each in levels if each.group_id in theirs)]
            )
            above = [each for each in levels if each.minimum > floor]
            if not above or value <= 0:
                continue
            following = min(above, key=lambda each: each.minimum)
            minimum = Fraction(following.minimum)
            missing = minimum - value
            most = minimum * percent / 100 if amount is None else amount
            if missing <= most and not self.is_excluded(pk, following.group_id):
                share = _rounded(missing * 100 / minimum, 4)
                last = max(order.at for order in self.shop.orders_of(pk))
                found.append((last, pk, following.group_id, missing, share))
        return sorted(found, reverse=True)

    def waiting(self) -> list[tuple[datetime, int]]:
        group = self.shop.limited
        members = self.members(group)
        # Staff who became members before take their place all the same.
        taken = sum(is_current(row) for row in self.rows if row.group_id == group.pk)
        qualifying = [
            (self.shop.readings[pk].customer.joined, pk)
            for pk in self.shop.everybody()
            if pk not in members
            and not self.is_excluded(pk, group.pk)
            and self.meets(pk, self.shop.wanted, NOW)
        ]
        return sorted(qualifying)[max(group.capacity - taken, 0) :]

    def overlaps(self) -> list[tuple[Fraction, int, int, int, int]]:
        groups = list(CustomerGroup.objects.order_by("pk"))
        members = {group.pk: self.members(group) for group in groups}
        found = []
        for one, other in combinations([group.pk for group in groups], 2):
            shared = len(members[one] & members[other])
            if shared:
                smaller = min(len(members[one]), len(members[other]))
                share = _rounded(Fraction(shared * 100, smaller), 2)
                found.append((share, shared, one, other, smaller))
        return sorted(found, reverse=True)

    def is_active(self, group_id: int) -> bool:
        return CustomerGroup.objects.get(pk=group_id).is_active

    def is_excluded(self, pk: int, group_id: int) -> bool:
        return Exclusion.objects.filter(customer=pk, group=group_id).exists()


def _rounded(number: Fraction, places: int) -> Fraction:
    """Round half up, a number that is not below 0."""
    return Fraction(int(number * 10**places + Fraction(1, 2)), 10**places)
