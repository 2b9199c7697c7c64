"""A report in plain Python. docs/reports.md."""

from collections.abc import Iterator
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Any

from django.contrib.auth import get_user_model

from saleor_customer_groups.engine.money import round_fraction
from saleor_customer_groups.engine.reports.metrics import Sums
from saleor_customer_groups.services.reports.audiences import Audience, AudienceKind
from saleor_customer_groups.services.reports.scopes import Basis, ReportScope
from tests.port.past import NOT_PLACED

from .random_shop import DAY, D, Order, RandomShop

THOUSANDTH = D("0.001")


class Reading:
    """A report in plain Python."""

    def __init__(
        self, shop: RandomShop, audience: Audience, scope: ReportScope
    ) -> None:
        self.shop, self.audience, self.scope = shop, audience, scope
        self.groups = {group.pk for group in audience.groups}
        users = get_user_model().objects.filter(is_staff=False)
        self.everybody = set(users.values_list("pk", flat=True))
        self.accounts = set(get_user_model().objects.values_list("pk", flat=True))
        self.counted = [
            order
            for order in shop.orders
            if order.status not in NOT_PLACED
            and order.currency == scope.currency
            and scope.channel in (None, order.channel)
        ]
        self.theirs = [order for order in self.counted if self.is_theirs(order)]
        self.within = [each for each in self.theirs if self.is_within(each)]

    def members(self) -> set[int]:
        now = self.shop.snapshot()
        if self.audience.kind is AudienceKind.EVERYBODY:
            return self.everybody
        if self.audience.kind is AudienceKind.NO_GROUP:
            return {pk for pk in self.everybody if now.get(pk, set()) <= self.groups}
        default = self.shop.standard.pk
        return {pk for pk in self.everybody if now.get(pk, {default}) & self.groups}

    def is_theirs(self, order: Order) -> bool:
        if self.audience.kind is AudienceKind.EVERYBODY:
            return True
        if self.scope.basis is Basis.MEMBERS_NOW:
            return order.customer in self.members()
        if self.audience.kind is AudienceKind.NO_GROUP:
            return order.customer in self.everybody and order.groups <= self.groups
        return bool(order.groups & self.groups)

    def is_within(self, order: Order) -> bool:
        day = order.at.astimezone(self.shop.zone).date()
        return self.scope.period.start <= day < self.scope.period.end

    def is_earlier(self, order: Order) -> bool:
        day = order.at.astimezone(self.shop.zone).date()
        return self.scope.period.earlier.start <= day < self.scope.period.start

    def sums(self) -> Sums:
        within = self.within
        of_known = [each for each in within if each.customer in self.everybody]
        buyers = {each.customer for each in of_known}
        earlier = {
            each.customer
            for each in self.theirs
            if self.is_earlier(each) and each.customer in self.everybody
        }
        is_stamp = self.scope.basis is Basis.AT_ORDER
        is_stamp &= self.audience.kind is not AudienceKind.EVERYBODY
        customers = buyers if is_stamp else self.members()
        ever = self.theirs if is_stamp else self.counted
        margins = [margin for each in within if (margin := _margin(each))]
        joined, left = self.moves()
        return Sums(
            customers=len(customers),
            buyers=len(buyers),
            earlier_buyers=len(earlier),
            returning_buyers=len(earlier & buyers),
            orders=len(within),
            customer_orders=len(of_known),
            revenue=sum((each.net for each in within), D(0)),
            customer_revenue=sum((each.net for each in of_known), D(0)),
            lifetime_amount=sum(
                (each.net for each in ever if each.customer in customers), D(0)
            ),
            listed_amount=sum((each.listed for each in within), D(0)),
            discount_amount=-sum(
                (min(one, D(0)) for each in within for one in each.changes), D(0)
            ),
            increase_amount=sum(
                (max(one, D(0)) for each in within for one in each.changes), D(0)
            ),
            early_payment_amount=sum((each.early for each in within), D(0)),
            goods_amount=sum((each.net for each in within), D(0)),
            costed_amount=sum((costed for costed, _ in margins), D(0)),
            margin_amount=(
                sum((margin for _, margin in margins), D(0)) if margins else None
            ),
            joined=joined,
            left=left,
        )

    def moves(self) -> tuple[int | None, int | None]:
        if self.audience.kind is not AudienceKind.GROUP:
            return None, None
        joined = left = 0
        was: dict[int, set[int]] = {}
        for at, now in self.shop.history:
            for pk in {*was, *now}:
                new = (now.get(pk, set()) - was.get(pk, set())) & self.groups
                old = (was.get(pk, set()) - now.get(pk, set())) & self.groups
                if self.scope.begins_at <= at < self.scope.ends_at and not (
                    new and old
                ):
                    joined += len(new)
                    left += len(old)
            was = now
        return joined, left

    def months(self) -> Iterator[tuple[Any, ...]]:
        for first in self.scope.period.months():
            found = [
                each
                for each in self.within
                if each.at.astimezone(self.shop.zone).date().replace(day=1) == first
            ]
            yield (
                first,
                len(found),
                len({each.customer for each in found} - {None}),
                sum((each.net for each in found), D(0)),
                -sum((min(one, D(0)) for each in found for one in each.changes), D(0)),
                self.members_at(first),
            )

    def members_at(self, month: date) -> int:
        following = (month + 31 * DAY).replace(day=1)
        last = min(following, self.scope.period.end)
        end = datetime(last.year, last.month, last.day, tzinfo=self.shop.zone)
        states = [state for at, state in self.shop.history if at < end]
        found = (states or [{}])[-1]
        # Nobody knows any more that an erased account was in several groups.
        return sum(
            bool(each & self.groups) if pk in self.accounts else len(each & self.groups)
            for pk, each in found.items()
        )

    def top(self) -> list[tuple[int, int, Decimal, datetime]]:
        found: dict[int, list[Order]] = {}
        for each in self.within:
            if each.customer is not None:
                found.setdefault(each.customer, []).append(each)
        rows = [
            (
                pk,
                len(each),
                sum((one.net for one in each), D(0)),
                max(o.at for o in each),
            )
            for pk, each in found.items()
        ]
        return sorted(rows, key=lambda row: (-row[2], row[0]))

    def rules(self) -> dict[str, tuple[Any, ...]]:
        codes = {code for each in self.within for code, _ in each.benefits.values()}
        return {code: self.rule(code) for code in codes}

    def rule(self, code: str) -> tuple[Any, ...]:
        touched = [
            (each, each.lines[at], amount)
            for each in self.within
            for at, (by, amount) in each.benefits.items()
            if by == code
        ]
        margins = [
            count * (price * order.line_share - cost * order.kept)
            for order, (count, price, cost), _ in touched
            if cost is not None
        ]
        losses = [each for each in margins if each < 0]
        return (
            len({order.key for order, *_ in touched}),
            sum(count for _, (count, *_), _ in touched),
            sum((amount for *_, amount in touched), D(0)),
            rounded(
                sum(
                    (
                        count * price * order.line_share
                        for order, (count, price, _), _ in touched
                    ),
                    D(0),
                )
            ),
            rounded(sum(margins, D(0))) if margins else None,
            len(losses),
            rounded(-sum(losses, D(0))),
        )

    def goods(self, kind: str) -> dict[str, tuple[Any, ...]]:
        """What was bought of each: units, money, and the margin where it is known."""
        names = self.shop.names[kind]
        lines = list(self.sold_lines())
        found = {}
        for name, skus in names.items():
            theirs = [each for each in lines if each[0] in skus]
            margins = [margin for *_, margin in theirs if margin is not None]
            if theirs:
                found[name] = (
                    sum(count for _, count, *_ in theirs),
                    sum((brought for *_, brought, _ in theirs), D(0)),
                    sum(margins, D(0)) if margins else None,
                )
        return found

    def nowhere(self, kind: str) -> Decimal:
        somewhere = set().union(*self.shop.names[kind].values())
        return sum(
            (
                brought
                for sku, _, brought, _ in self.sold_lines()
                if sku not in somewhere
            ),
            D(0),
        )

    def sold_lines(self) -> Iterator[tuple[str, int, Decimal, Decimal | None]]:
        for order in self.within:
            for sku, (count, price, cost) in zip(order.goods, order.lines, strict=True):
                brought = count * price * order.line_share
                margin = None if cost is None else brought - count * cost * order.kept
                yield sku, count, brought, margin


def rounded(amount: Decimal) -> Decimal:
    """Round once, half up."""
    return round_fraction(Fraction(amount))


def _margin(order: Order) -> tuple[Decimal, Decimal] | None:
    """Return what lines with a known cost brought, and what of it was above the cost.

    None if no cost is known. Figures of orders keep both to a thousandth.
    """
    costed = [
        (count * price, count * cost)
        for count, price, cost in order.lines
        if cost is not None
    ]
    if not costed:
        return None
    prices, costs = (sum(column, D(0)) for column in zip(*costed, strict=True))
    return (
        (prices * order.kept).quantize(THOUSANDTH, ROUND_HALF_UP),
        ((prices - costs) * order.kept).quantize(THOUSANDTH, ROUND_HALF_UP),
    )
