"""Random customers, orders and conditions, with many cases on an edge."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from random import Random
from typing import Any

from saleor_customer_groups.conditions import FIELDS
from tests.conditions.reference import Customer, Line, Order, Reading
from tests.port.past import NOT_PLACED

NOW = datetime(2026, 3, 15, 12, tzinfo=UTC)

# The time zones in which shops keep their days.
ZONES = ("UTC", "America/New_York", "Pacific/Auckland")

# Some of them on the edge of a period, or of a day.
AGES = (
    timedelta(0),
    timedelta(seconds=1),
    timedelta(days=1),
    timedelta(days=29, hours=23),
    timedelta(days=30),
    timedelta(days=30, seconds=1),
    # When a day began in the time zones of the tests, and just before.
    timedelta(days=73, hours=7),
    timedelta(days=73, hours=7, seconds=1),
    timedelta(days=73, hours=12),
    timedelta(days=74, hours=1),
    timedelta(days=365),
    timedelta(days=400),
)
GROUPS = ("gold", "silver", "staff")
ADDRESSES = (None, ("DE", "Berlin"), ("DE", "BERLIN"), ("US", "New York"), ("PL", ""))
STATUSES = (*["unfulfilled"] * 6, "fulfilled", *NOT_PLACED)
ARGUMENTS: Mapping[str, Sequence[Any]] = {
    "period": (
        {"kind": "lifetime"},
        {"kind": "rolling_days", "days": 30},
        {"kind": "rolling_days", "days": 365},
        {"kind": "since", "date": "2026-01-01"},
    ),
    "currency": ("USD", "EUR"),
    "scope": (
        {},
        {"include": {"categories": ["drinks"]}},
        {"include": {"collections": ["gifts"], "variants": ["tea"]}},
        {"include": {"categories": ["drinks"]}, "exclude": {"variants": ["tea"]}},
        {"exclude": {"categories": ["coffee"]}},
    ),
    "key": ("tea", "opt-in", "other"),
    "private": (True, False),
}
VALUES: Mapping[str, Sequence[Any]] = {
    "amount": ("0", "10", "10.00", "33.33", "43.33", "-5"),
    "percent": ("0", "10", "50", "100"),
    "number": (0, 1, 2, 3),
    "days": (0, 1, 29, 30, 31, 365),
    "yes_or_no": (True, False),
    "payment_history": ("excellent", "good", "poor", "none"),
    "country": ("DE", "US", "PL", "FR"),
    "group": (*GROUPS, "standard"),
    "email_domain": ("example.com", "shop.example", "shop"),
    "language": ("en", "de", "fr"),
    "city": ("berlin", "new york", "er"),
    "metadata": ("y", "no", "n"),
}


def make_customer(random: Random) -> Customer:
    notes = [
        {key: random.choice(("y", "no")) for key in ("tea", "opt-in") if coin(random)}
        for _ in range(2)
    ]
    return Customer(
        email=random.choice(("a@example.com", "a@shop.example")),
        joined=NOW - random.choice(AGES),
        is_confirmed=coin(random),
        shipping=random.choice(ADDRESSES),
        billing=random.choice(ADDRESSES),
        language=random.choice(("en", "de")),
        metadata=notes[0],
        private_metadata=notes[1],
        groups=frozenset(code for code in GROUPS if coin(random)),
    )


def make_order(random: Random, customers: int) -> Order:
    lines = tuple(
        Line(
            variant=random.choice(("espresso", "mug", "tea", None)),
            quantity=random.randint(1, 3),
            price=random.choice(("10.00", "33.33", "5.50")),
        )
        for _ in range(random.randint(1, 3))
    )
    shipping = random.choice((0, 10))
    gross = Order.gross_of(lines, shipping)
    paid = random.choice((gross, gross, Fraction(0), Fraction(5)))
    return Order(
        customer=random.choice((None, *range(customers))),
        at=NOW - random.choice(AGES),
        currency=random.choice(("USD", "USD", "EUR")),
        status=random.choice(STATUSES),
        language=random.choice(("en", "de")),
        lines=lines,
        shipping=shipping,
        paid=paid,
        refunded=min(
            random.choice((Fraction(0), Fraction(0), Fraction(5), paid)), paid
        ),
    )


def make_leaf(random: Random, readings: Sequence[Reading]) -> dict[str, Any]:
    """Make a condition; often somebody has just what it compares with."""
    field = FIELDS[random.choice(list(FIELDS))]
    operator = random.choice(field.operators)
    leaf: dict[str, Any] = {"field": field.name, "operator": str(operator)}
    for argument, model in field.arguments.model_fields.items():
        if model.is_required() or coin(random):
            leaf[argument] = random.choice(ARGUMENTS[argument])
    choices = list(VALUES.get(field.name) or VALUES[field.kind.name])
    had = getattr(random.choice(readings), field.name)(leaf)
    if isinstance(had, Fraction) and (exact := written(had)) is not None:
        choices += [exact] * len(choices)
    if operator == "between":
        leaf["value"] = sorted(random.choices(choices, k=2), key=Fraction)
    elif operator in ("in", "not_in"):
        leaf["value"] = random.choices(choices, k=2)
    elif operator not in ("is_set", "is_not_set"):
        leaf["value"] = random.choice(choices)
    return leaf


def make_tree(
    random: Random, readings: Sequence[Reading], levels: int = 3
) -> dict[str, Any]:
    if not levels or random.random() < 0.4:
        return make_leaf(random, readings)
    parts = [
        make_tree(random, readings, levels - 1) for _ in range(random.randint(1, 2))
    ]
    return {random.choice(("all", "any", "none")): parts}


def coin(random: Random) -> bool:
    return random.random() < 0.5


def written(number: Fraction) -> str | None:
    """Write a number as a decimal, where it is one."""
    exact = Decimal(number.numerator) / number.denominator
    return format(exact, "f") if Fraction(exact) == number else None
