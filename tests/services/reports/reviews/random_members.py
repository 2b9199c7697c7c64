"""Random shops with members of all kinds, for reviews of them."""

from datetime import datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from random import Random
from typing import Any

from django.contrib.auth import get_user_model

from saleor_customer_groups.models import (
    CustomerGroup,
    Exclusion,
    Level,
    LevelProgramme,
    Membership,
)
from saleor_customer_groups.services.evaluation import order_figures
from saleor_customer_groups.services.groups import levels
from saleor_customer_groups.services.groups.level_values import (
    LevelValues,
    ProgrammeValues,
)
from saleor_customer_groups.services.membership.lists.by_revenue import (
    record_all_revenue,
)
from tests.conditions.generated import NOW, coin, make_customer, make_order, make_tree
from tests.conditions.reference import Order, Reading
from tests.conditions.test_property import Shop

DAY = timedelta(days=1)
# Some of them on the edge of what a review asks.
MOMENTS = (None, NOW - DAY, NOW, NOW + timedelta(seconds=1), NOW + 20 * DAY)
BOUNDS = ("10", "20", "43.33", "60", "100", "120")


class RandomMembers:
    """Customers, orders, groups and memberships as the test has made them."""

    def __init__(self, random: Random, shop: Shop) -> None:
        self.random = random
        self.shop = shop
        people = [make_customer(random) for _ in range(6)]
        self.customers = [
            shop.add_customer(each, number) for number, each in enumerate(people)
        ]
        orders = [make_order(random, 6) for _ in range(25)]
        for order in orders:
            who = order.customer
            shop.add_order(order, None if who is None else self.customers[who])
        order_figures.rebuild_figures()
        self.readings = {
            pk: Reading(person, [o for o in orders if o.customer == number], NOW)
            for number, (pk, person) in enumerate(
                zip(self.customers, people, strict=True)
            )
        }
        self.staff: set[int] = set()
        self.standard = CustomerGroup.objects.get(is_default=True)
        self.ruled, self.tree = self._ruled("ruled")
        self.limited, self.wanted = self._ruled("limited")
        CustomerGroup.objects.filter(pk=self.limited.pk).update(
            capacity=random.randint(1, 2)
        )
        self.programme = self._programme()
        self.levels = list(
            Level.objects.filter(programme=self.programme).select_related("group")
        )
        self._join()
        if coin(random):
            record_all_revenue()
        if coin(random):
            # Hired: no customer any more.
            self.staff.add(self.customers[5])
            users = get_user_model().objects
            users.filter(pk__in=self.staff).update(is_staff=True)
        for group in (self.standard, self.ruled, self.limited):
            group.refresh_from_db()

    def _ruled(self, code: str) -> tuple[CustomerGroup, dict[str, Any]]:
        readings = list(self.readings.values())
        # What conditions of groups are: mostly about the last orders.
        data = self.random.choice(
            [
                _spent(self.random.choice(BOUNDS), 365),
                {"any": [_spent("10", 30), _spent("43.33", 365)]},
                {
                    "field": "days_since_last_order",
                    "operator": "between",
                    "value": [1, 80],
                },
                {
                    "none": [
                        {"field": "account_age_days", "operator": "gt", "value": 80}
                    ]
                },
                make_tree(self.random, readings),
                make_tree(self.random, readings),
            ]
        )
        group = CustomerGroup.objects.create(
            name=code,
            name_lower=code,
            code=code,
            kind="hybrid",
            conditions=self.shop.spell(data),
            grace_days=self.random.choice((0, 0, 10, 30)),
            created_at=NOW,
            updated_at=NOW,
        )
        return group, data

    def _programme(self) -> LevelProgramme:
        random = self.random
        bounds = sorted(random.sample((0, 1, 2, 3, 4, 6), k=3))
        metric = random.choice(("net_revenue", "order_count", "gross_margin"))
        is_money = metric != "order_count"
        values = ProgrammeValues(
            name="Loyalty",
            metric=metric,
            currency="USD" if is_money else "",
            active_from=NOW - random.choice((70, 300)) * DAY,
            reset=random.choice(("never", "rolling_12_months")),
            levels=[
                LevelValues(
                    name=f"Level {bound}",
                    minimum=Decimal(bound) * (Decimal("15.55") if is_money else 1),
                )
                for bound in bounds
            ],
        )
        made = levels.create_programme(values=values, now=NOW)
        if random.random() < 0.2:
            top = made.levels.last()
            CustomerGroup.objects.filter(pk=top.group_id).update(is_active=False)
        return made

    def _join(self) -> None:
        random = self.random
        groups = [
            self.standard,
            self.ruled,
            self.limited,
            *(level.group for level in self.levels),
        ]
        for pk in self.customers:
            for group in groups:
                if random.random() < 0.15:
                    Exclusion.objects.create(customer_id=pk, group=group, at=NOW)
                elif coin(random):
                    self._add(pk, group)

    def _add(self, pk: int, group: CustomerGroup) -> None:
        random = self.random
        is_default = group.is_default
        by_rule = not is_default and random.random() < 0.7
        by_hand = coin(random) or not (by_rule or is_default)
        Membership.objects.create(
            customer_id=pk,
            group=group,
            by_rule=by_rule,
            by_hand=by_hand,
            by_default=is_default,
            since=NOW - 100 * DAY,
            until=random.choice(MOMENTS) if by_hand else None,
            unqualified_since=(
                NOW - random.choice((1, 10, 40)) * DAY
                if by_rule and random.random() < 0.4
                else None
            ),
        )

    def orders_of(self, pk: int) -> list[Order]:
        return self.readings[pk].orders

    def everybody(self) -> list[int]:
        return [pk for pk in self.customers if pk not in self.staff]


def _spent(amount: str, days: int) -> dict[str, Any]:
    return {
        "field": "net_revenue",
        "operator": "gte",
        "value": amount,
        "currency": "USD",
        "period": {"kind": "rolling_days", "days": days},
    }


def is_current(row: Membership, now: datetime = NOW) -> bool:
    stays = row.by_rule or row.by_default
    return stays or row.until is None or row.until > now


def revenue_of(orders: list[Order], currency: str) -> Fraction:
    return Fraction(
        sum(each.gross - each.refunded for each in orders if each.currency == currency)
    )
