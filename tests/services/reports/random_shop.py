"""Random shops, for reports on them."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib.auth import get_user_model

from saleor_customer_groups.models import CreditNote, CustomerGroup, Membership
from saleor_customer_groups.services.base.codes import listed
from saleor_customer_groups.services.groups import group_deletion, groups
from saleor_customer_groups.services.membership import joining, leaving
from tests.graphql.terms.made_orders import on_terms
from tests.port import Catalogue
from tests.port.past import CHANNELS, NOT_PLACED, pay, place, sell_in
from tests.services.conftest import NOW
from tests.services.evaluation.test_order_figures import record
from tests.services.occasions import with_occasion

D = Decimal
DAY = timedelta(days=1)
CODES = ("gold", "silver", "golden", "second")
LISTED = D(12)
CENT = D("0.01")
# As figures of orders keep what is left of each line.
SHARE = D("0.000000000001")


@dataclass
class Order:
    """An order as the test has made it."""

    key: str
    at: datetime
    customer: int | None
    currency: str
    channel: str
    status: str
    gross: Decimal
    refunded: Decimal
    groups: frozenset[int]
    is_stamped: bool
    # Quantity, price and cost of each line.
    lines: list[tuple[int, Decimal, Decimal | None]]
    # What is sold on each line.
    goods: list[str] = field(default_factory=list)
    # By line: the code of the rule, and what it changed the line by.
    benefits: dict[int, tuple[str, Decimal]] = field(default_factory=dict)
    # What was written off because it was paid early.
    early: Decimal = Decimal(0)

    @property
    def net(self) -> Decimal:
        return self.gross - self.refunded

    @property
    def kept(self) -> Decimal:
        return self.net / self.gross

    @property
    def line_share(self) -> Decimal:
        return self.kept.quantize(SHARE, ROUND_HALF_UP)

    @property
    def listed(self) -> Decimal:
        return sum(
            (
                count * (LISTED if at in self.benefits else price)
                for at, (count, price, _) in enumerate(self.lines)
            ),
            D(0),
        )

    @property
    def changes(self) -> list[Decimal]:
        return [amount for _, amount in self.benefits.values()]


class RandomShop:
    """Customers who join, leave and buy, and guests."""

    def __init__(self, random: Random, zone: str) -> None:
        self.random = random
        self.zone = ZoneInfo(zone)
        catalogue = Catalogue()
        drinks, teas = catalogue.category("Drinks"), catalogue.category("Teas")
        hot, new = catalogue.collection("Hot"), catalogue.collection("New")
        # Coffee is sold below its cost at times, tea has no known one.
        self.goods = [
            (
                catalogue.variant(
                    "coffee", "10", category=drinks, cost="4", collections=(hot, new)
                ),
                D(10),
                D(4),
            ),
            (
                catalogue.variant("tea", "6", category=teas, collections=(hot,)),
                D(6),
                None,
            ),
            (catalogue.variant("milk", "3", category=drinks, cost="5"), D(3), D(5)),
            (catalogue.variant("gone", "2", category=teas, cost="1"), D(2), D(1)),
        ]
        self.names = {
            "Category": {"Drinks": {"coffee", "milk"}, "Teas": {"tea"}},
            "Collection": {"Hot": {"coffee", "tea"}, "New": {"coffee"}},
            "Product": {name: {name} for name in ("coffee", "tea", "milk")},
        }
        CustomerGroup.objects.update(created_at=NOW - 1000 * DAY)
        self.standard = CustomerGroup.objects.get(is_default=True)
        self.gold = self._group("Gold")
        self.silver = self._group("Silver", parent=self.gold)
        self.gone = self._group("Gone")
        users = get_user_model().objects
        self.staff = users.create(email="staff@example.com", is_staff=True).pk
        self.customers = [
            users.create(email=f"{name}@example.com", date_joined=NOW - 900 * DAY).pk
            for name in ("ann", "bob", "cid", "dan")
        ]
        for pk in self.customers:
            joining.register(customer_id=pk, now=NOW - 900 * DAY)
        # Registered while the plugin was off: in the default group all the same.
        self.customers.append(users.create(email="eve@example.com").pk)
        self.orders: list[Order] = []
        # When something changed, and who was in which groups from then on.
        self.history: list[tuple[datetime, dict[int, set[int]]]] = [
            (NOW - 900 * DAY, self.snapshot())
        ]

    def _group(self, name: str, **values: Any) -> CustomerGroup:
        made = groups.create_group(values={"name": name, **values}, now=NOW - 950 * DAY)
        CustomerGroup.objects.filter(pk=made.pk).update(created_at=NOW - 950 * DAY)
        return made

    def live(self, days: Collection[date]) -> None:
        """Let things happen, some of them on the edges of days."""
        random = self.random
        times = {
            NOW - timedelta(minutes=random.randint(1, 800 * 24 * 60)) for _ in range(45)
        }
        for day in days:
            begins = datetime(day.year, day.month, day.day, tzinfo=self.zone)
            times |= {begins, begins - timedelta(microseconds=1)}
        actions = [self._buy] * 6 + [self._join] * 3 + [self._leave, self._rename]
        for at in sorted(each for each in times if each < NOW):
            random.choice(actions)(at)
        with_gone = with_occasion(now=NOW - timedelta(seconds=2))
        group_deletion.delete_groups(groups={"id": self.gone}, **with_gone)
        self._note(NOW - timedelta(seconds=2))
        self._delete_goods()
        if random.random() < 0.5:
            self._erase(self.customers[3])
        if random.random() < 0.3:
            # Hired: no customer any more.
            users = get_user_model().objects
            users.filter(pk=self.customers[2]).update(is_staff=True)
        for group in (self.standard, self.gold, self.silver):
            group.refresh_from_db()

    def _buy(self, at: datetime) -> None:
        random = self.random
        who = random.choice([*self.customers, None, self.staff])
        lines = [
            (*random.choice(self.goods), random.randint(1, 3))
            for _ in range(random.randint(1, 2))
        ]
        currency = random.choice(["USD", "USD", "EUR"])
        status = random.choice(["unfulfilled"] * 5 + [NOT_PLACED[1]])
        sold = [(variant, count, str(price)) for variant, price, _, count in lines]
        made = place(who, at=at, lines=sold, currency=currency, status=status)
        order = Order(
            key=str(made.pk),
            at=at,
            customer=who,
            currency=currency,
            channel=random.choice(CHANNELS),
            status=status,
            gross=made.total_gross_amount,
            refunded=self._refund(made.total_gross_amount),
            groups=frozenset(self.snapshot().get(who or 0, ())),
            is_stamped=random.random() < 0.5,
            lines=[(count, price, cost) for _, price, cost, count in lines],
            goods=[variant.sku for variant, *_ in lines],
        )
        if order.channel != CHANNELS[0]:
            # The goods are not listed there, so nobody knows what they cost.
            sell_in(order.channel, made)
            order.lines = [(count, price, None) for count, price, _ in order.lines]
        if order.refunded:
            pay(made, str(order.gross), refunded=str(order.refunded))
        if order.is_stamped and who is not None:
            found = CustomerGroup.objects.filter(pk__in=order.groups)
            codes = found.values_list("code", flat=True)
            made.private_metadata = {"customer_groups": listed(codes)}
            made.save()
        for place_, line in enumerate(made.lines.order_by("pk")):
            # Lines may be of the same variant at the same price, so any order will do.
            if random.random() < 0.4:
                self._benefit(order, made, line, place_)
        if random.random() < 0.4:
            order.early = (order.gross / 50).quantize(CENT, ROUND_HALF_UP)
            note = on_terms(made, placed_at=at, credited_amount=order.early)
            CreditNote.objects.create(order=note, amount=order.early, created_at=at)
        self.orders.append(order)

    def _refund(self, total: Decimal) -> Decimal:
        """Give back nothing, all, a half, or a third, which has no end in decimals."""
        part = self.random.choice([0, 0, 0, 1, D("0.5"), D(1) / 3, D(1) / 3])
        return (total * part).quantize(CENT, ROUND_HALF_UP)

    def _benefit(self, order: Order, made: Any, line: Any, _: int) -> None:
        at = next(
            at
            for at, (count, price, _) in enumerate(order.lines)
            if (count, price) == (line.quantity, line.unit_price_gross_amount)
            and at not in order.benefits
        )
        code, amount = self.random.choice([("less", D("-1.25")), ("more", D("0.5"))])
        order.benefits[at] = code, amount
        record(made, line, str(amount), code=code, name=code, unit_price_amount=7)

    def _join(self, at: datetime) -> None:
        group = self.random.choice([self.gold, self.silver, self.gone])
        who = self.random.choice(self.customers[:4])
        group.refresh_from_db()
        joining.add_members(
            group=group,
            customer_ids=[who],
            leave_default=self.random.random() < 0.7,
            **with_occasion(now=at),
        )
        self._note(at)

    def _leave(self, at: datetime) -> None:
        group = self.random.choice([self.gold, self.silver, self.gone])
        members = Membership.objects.filter(group=group).values_list("customer_id")
        if members:
            leaving.remove_members(
                group=group, customer_ids=[members[0][0]], **with_occasion(now=at)
            )
        self._note(at)

    def _rename(self, at: datetime) -> None:
        group = self.random.choice([self.gold, self.silver])
        used = set(CustomerGroup.objects.values_list("code", flat=True))
        free = [code for code in CODES if code not in used]
        group.refresh_from_db()
        code = self.random.choice(free)
        groups.update_group(group=group, values={"code": code}, **with_occasion(now=at))

    def _delete_goods(self) -> None:
        """Nobody knows what they cost, unless it was recorded."""
        self.goods[-1][0].delete()
        for order in self.orders:
            order.lines = [
                (count, price, None if sku == "gone" else cost)
                for (count, price, cost), sku in zip(
                    order.lines, order.goods, strict=True
                )
            ]

    def _erase(self, pk: int) -> None:
        get_user_model().objects.get(pk=pk).delete()
        for order in self.orders:
            if order.customer == pk:
                order.customer = None
                if not order.is_stamped:
                    order.groups = frozenset()

    def snapshot(self) -> dict[int, set[int]]:
        found: dict[int, set[int]] = {}
        rows = Membership.objects.values_list("customer_id", "group_id")
        for customer, group in rows:
            found.setdefault(customer, set()).add(group)
        return found

    def _note(self, at: datetime) -> None:
        self.history.append((at, self.snapshot()))
