"""Conditions read in plain Python, one customer at a time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from fractions import Fraction
from typing import Any

from saleor_customer_groups.conditions import shop_zone
from tests.port.past import HAS_LANGUAGES, NOT_PLACED


@dataclass(frozen=True)
class Line:
    variant: str | None
    quantity: int
    price: str


@dataclass(frozen=True)
class Order:
    customer: int | None
    at: datetime
    currency: str
    status: str
    language: str
    lines: tuple[Line, ...]
    shipping: int
    paid: Fraction
    refunded: Fraction

    @staticmethod
    def gross_of(lines: Sequence[Line], shipping: int) -> Fraction:
        return Fraction(shipping) + sum(amount_of(line) for line in lines)

    @property
    def gross(self) -> Fraction:
        return self.gross_of(self.lines, self.shipping)


@dataclass(frozen=True)
class Customer:
    email: str
    joined: datetime
    is_confirmed: bool
    shipping: tuple[str, str] | None
    billing: tuple[str, str] | None
    language: str
    metadata: dict[str, str]
    private_metadata: dict[str, str]
    groups: frozenset[str]


# Fields with a text, which not everybody has.
TEXTS = {"email_domain", "language", "country", "city", "metadata"}

# What one unit costs, by variant, and where each is in the catalogue.
COSTS = {"espresso": Fraction(4), "mug": Fraction("2.5"), "tea": None}
PLACES = {
    "espresso": {"categories": {"drinks", "coffee"}, "collections": {"gifts"}},
    "mug": {"categories": {"kitchen"}, "collections": {"gifts"}},
    "tea": {"categories": {"drinks"}, "collections": set()},
}


def amount_of(line: Line) -> Fraction:
    return Fraction(line.price) * line.quantity


class Reading:
    """A tree as it is read for one customer of a shop."""

    def __init__(
        self, customer: Customer, orders: Sequence[Order], now: datetime
    ) -> None:
        self.customer = customer
        self.now = now
        self.orders = [order for order in orders if order.status not in NOT_PLACED]

    def at(self, now: datetime) -> "Reading":
        """Return the same customer as of another moment."""
        return Reading(self.customer, self.orders, now)

    def meets(self, tree: dict[str, Any]) -> bool:
        if "all" in tree:
            return all(map(self.meets, tree["all"]))
        if "any" in tree:
            return any(map(self.meets, tree["any"]))
        if "none" in tree:
            return not any(map(self.meets, tree["none"]))
        return self.compares(tree, getattr(self, tree["field"])(tree))

    def compares(self, leaf: dict[str, Any], value: Any) -> bool:
        operator, wanted = leaf["operator"], leaf.get("value")
        if leaf["field"] == "in_group":
            codes = wanted if isinstance(wanted, list) else [wanted]
            return bool(value & set(codes)) == (operator in ("eq", "in"))
        if operator in ("is_set", "is_not_set"):
            return (value is not None) == (operator == "is_set")
        if value is None:
            # Who has no text has another one than that which is named.
            return leaf["field"] in TEXTS and operator in ("ne", "not_in")
        if isinstance(value, Fraction | int) and not isinstance(value, bool):
            wanted = (
                [Fraction(each) for each in wanted]
                if isinstance(wanted, list)
                else Fraction(wanted)
            )
        return {
            "gt": lambda: value > wanted,
            "gte": lambda: value >= wanted,
            "lt": lambda: value < wanted,
            "lte": lambda: value <= wanted,
            "eq": lambda: value == wanted,
            "ne": lambda: value != wanted,
            "between": lambda: wanted[0] <= value <= wanted[1],
            "in": lambda: value in wanted,
            "not_in": lambda: value not in wanted,
            "contains": lambda: wanted in value,
        }[operator]()

    def counted(self, leaf: dict[str, Any]) -> list[Order]:
        period = leaf.get("period", {"kind": "lifetime"})
        return [
            order
            for order in self.orders
            if leaf.get("currency", order.currency) == order.currency
            and (
                period["kind"] == "lifetime"
                or (
                    period["kind"] == "rolling_days"
                    and self.now - timedelta(days=period["days"])
                    <= order.at
                    <= self.now
                )
                or (
                    period["kind"] == "since"
                    and order.at.astimezone(shop_zone()).date()
                    >= date.fromisoformat(period["date"])
                )
            )
        ]

    def net_revenue(self, leaf: dict[str, Any]) -> Fraction:
        return Fraction(sum(each.gross - each.refunded for each in self.counted(leaf)))

    def order_count(self, leaf: dict[str, Any]) -> int:
        return len(self.counted(leaf))

    def average_order_value(self, leaf: dict[str, Any]) -> Fraction | None:
        orders = self.counted(leaf)
        return self.net_revenue(leaf) / len(orders) if orders else None

    def gross_margin(self, leaf: dict[str, Any]) -> Fraction:
        margin = Fraction(0)
        for order in self.counted(leaf):
            whole = sum(
                amount_of(line) - cost * line.quantity
                for line in order.lines
                if (cost := COSTS.get(line.variant or "")) is not None
            )
            if order.refunded:
                whole *= max(order.gross - order.refunded, 0) / order.gross
            # As PostgreSQL rounds to the decimals of a column: half away from 0.
            thousandths = int(abs(whole) * 1000 + Fraction(1, 2))
            margin += Fraction(thousandths if whole > 0 else -thousandths, 1000)
        return margin

    def bought(self, leaf: dict[str, Any]) -> list[Line]:
        scope = leaf.get("scope", {})
        return [
            line
            for order in self.counted(leaf)
            for line in order.lines
            if ("include" not in scope or named(scope["include"], line))
            and not named(scope.get("exclude", {}), line)
        ]

    def units_bought(self, leaf: dict[str, Any]) -> int:
        return sum(line.quantity for line in self.bought(leaf))

    def amount_bought(self, leaf: dict[str, Any]) -> Fraction:
        return Fraction(sum(map(amount_of, self.bought(leaf))))

    def days_since_last_order(self, leaf: dict[str, Any]) -> int | None:
        return min(((self.now - each.at).days for each in self.orders), default=None)

    def days_since_first_order(self, leaf: dict[str, Any]) -> int | None:
        return max(((self.now - each.at).days for each in self.orders), default=None)

    def payment_history(self, leaf: dict[str, Any]) -> str:
        orders = self.counted(leaf)
        paid = sum(each.paid >= each.gross for each in orders)
        if not orders:
            return "none"
        if paid == len(orders) and not any(
            0 < each.gross <= each.refunded for each in orders
        ):
            return "excellent"
        return "good" if Fraction(paid, len(orders)) >= Fraction(9, 10) else "poor"

    def refund_rate(self, leaf: dict[str, Any]) -> Fraction | None:
        orders = self.counted(leaf)
        gross = sum(each.gross for each in orders)
        refunded = sum(each.refunded for each in orders)
        return Fraction(refunded) * 100 / gross if gross else None

    def has_ordered(self, leaf: dict[str, Any]) -> bool:
        return bool(self.orders)

    def account_age_days(self, leaf: dict[str, Any]) -> int:
        return (self.now - self.customer.joined).days

    def email_domain(self, leaf: dict[str, Any]) -> str:
        return self.customer.email.partition("@")[2]

    def language(self, leaf: dict[str, Any]) -> str | None:
        if HAS_LANGUAGES:
            return self.customer.language
        ordered = sorted(self.orders, key=lambda order: order.at)
        return ordered[-1].language if ordered else None

    def is_confirmed(self, leaf: dict[str, Any]) -> bool:
        return self.customer.is_confirmed

    def country(self, leaf: dict[str, Any]) -> str | None:
        address = self.customer.shipping or self.customer.billing
        return address[0] if address else None

    def city(self, leaf: dict[str, Any]) -> str | None:
        address = self.customer.shipping or self.customer.billing
        return address[1].lower() or None if address else None

    def metadata(self, leaf: dict[str, Any]) -> str | None:
        is_private = leaf.get("private", False)
        kept = self.customer.private_metadata if is_private else self.customer.metadata
        return kept.get(leaf["key"])

    def in_group(self, leaf: dict[str, Any]) -> frozenset[str]:
        return self.customer.groups or frozenset({"standard"})


def named(selection: dict[str, list[str]], line: Line) -> bool:
    if line.variant is None:
        return False
    places = {"variants": {line.variant}, **PLACES[line.variant]}
    return any(places[kind] & set(names) for kind, names in selection.items())
