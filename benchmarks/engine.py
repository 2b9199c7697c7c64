"""What is promised about the engine's speed, measured.

Every function builds its shop, prices the cart several times and returns the shortest
time in milliseconds, or a ratio where its name says so. The time is the processor's:
the engine waits for nothing, and what else the machine does is not measured.
"""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from decimal import Decimal
from time import process_time
from typing import Any

from benchmarks.figures import Figure
from saleor_customer_groups.engine import (
    Cart,
    Customer,
    Facts,
    Group,
    Line,
    PriceRule,
    Promotion,
    RuleBook,
    Settings,
    price,
)

LINES = 50
NOW = datetime(2026, 3, 15, 12, tzinfo=UTC)


def price_50_lines_with_20_of_500_rules() -> float:
    """50 lines, 500 rules of which 20 concern every line; promised: 10 ms."""
    rules = [_rule(number) for number in range(20)]
    rules += _rules_for_others(480)
    book = RuleBook(price_rules=rules)
    return _price_often(book)


def price_50_lines_with_20_of_500_rules_and_build_the_book() -> float:
    """The same, with the rules indexed again each time."""
    rules = [_rule(number) for number in range(20)]
    rules += _rules_for_others(480)
    facts = _facts()
    return _shortest(lambda: price(facts, RuleBook(price_rules=rules)))


def price_one_line_with_10_of_5000_rules() -> float:
    """Per line of 50, 5,000 rules of which 10 concern it; promised: 0.3 ms."""
    return _time_with_irrelevant_rules(4990) / LINES


def slowdown_by_5000_more_irrelevant_rules() -> float:
    """How much longer with 10,000 rules than with 5,000; promised: below 1.10."""
    few, many = (_book_with_irrelevant_rules(number) for number in (4990, 9990))
    facts = _facts()
    # In turns, so that a busy machine slows both.
    times = [
        (_once(lambda: price(facts, few)), _once(lambda: price(facts, many)))
        for _ in range(40)
    ]
    return min(many for _, many in times) / min(few for few, _ in times)


def price_50_lines_with_200_promotions_for_all() -> float:
    """50 lines, 200 promotions that all concern all lines; promised: 60 ms."""
    book = RuleBook(promotions=[_promotion(number, {}) for number in range(200)])
    return _price_often(book)


def price_50_lines_with_10_of_200_promotions() -> float:
    """50 lines, 200 promotions of which 10 concern them; promised: 15 ms."""
    promotions = [_promotion(number, {}) for number in range(10)]
    promotions += [
        _promotion(number, {"include": {"products": [f"other-{number}"]}})
        for number in range(10, 200)
    ]
    book = RuleBook(promotions=promotions)
    return _price_often(book)


def price_50_lines_with_20_rules_by_policy() -> dict[str, float]:
    """50 lines, 20 rules that concern every line, by policy."""
    book = RuleBook(price_rules=[_rule(number) for number in range(20)])
    policies = (
        "best_price",
        "priority",
        "newest_group",
        "primary_group",
        "stack",
        "add",
    )
    return {policy: _price_often(book, policy) for policy in policies}


def _time_with_irrelevant_rules(number: int) -> float:
    return _price_often(_book_with_irrelevant_rules(number))


def _book_with_irrelevant_rules(number: int) -> RuleBook:
    rules = [_rule(place) for place in range(10)]
    return RuleBook(price_rules=rules + _rules_for_others(number))


def _rules_for_others(number: int) -> list[PriceRule]:
    """Return rules that do not concern the cart, each for one of several reasons."""
    reasons: list[dict[str, Any]] = [
        {"groups": ["trade"]},
        {"scope": {"include": {"products": ["other"]}}},
        {"scope": {"include": {"categories": ["other", "another"]}}},
        {"channels": ["elsewhere"]},
        {"valid_until": NOW},
        {"is_active": False},
    ]
    return [
        _rule(1000 + place, **reasons[place % len(reasons)]) for place in range(number)
    ]


def _rule(number: int, **terms: Any) -> PriceRule:
    return PriceRule.model_validate(
        {
            "code": f"rule-{number}",
            "groups": ["vip"],
            "priority": number % 7,
            "adjustment": {"kind": "percent_off", "percent": str(number % 30)},
            **terms,
        }
    )


def _promotion(number: int, scope: dict[str, Any]) -> Promotion:
    kinds: list[dict[str, Any]] = [
        {"kind": "percent_off", "percent": "1", "scope": scope},
        {"kind": "amount_off", "amount": "3.00", "currency": "USD", "scope": scope},
        {
            "kind": "buy_x_get_y",
            "buy": {"scope": scope, "quantity": 3},
            "get": {"scope": scope},
            "max_free": 1,
        },
        {
            "kind": "bundle",
            "components": [{"scope": scope, "quantity": 2}],
            "percent_off": "5",
            "max_sets": 1,
        },
    ]
    return Promotion.model_validate(
        {
            "code": f"promotion-{number}",
            "groups": ["vip"],
            "conditions": [
                {"kind": "min_subtotal", "amount": "10.00", "currency": "USD"},
            ],
            "benefit": kinds[number % 4],
        }
    )


def _facts(policy: str = "best_price") -> Facts:
    return Facts(
        currency="USD",
        channel="web",
        now=NOW,
        settings=Settings.model_validate({"policy": policy}),
        groups=(
            Group(code="vip", created_at=NOW),
            Group(code="trade", created_at=NOW),
        ),
        customer=Customer(groups=("vip",)),
        cart=Cart(
            shipping_price=Decimal("10.00"),
            lines=tuple(
                Line(
                    variant=f"variant-{place}",
                    product=f"product-{place}",
                    product_type="goods",
                    categories=frozenset({"coffee", f"category-{place % 5}"}),
                    collections=frozenset({"summer"}),
                    quantity=place % 4 + 1,
                    unit_price=Decimal(100 + place),
                    cost=Decimal(50),
                )
                for place in range(LINES)
            ),
        ),
    )


def _price_often(book: RuleBook, policy: str = "best_price") -> float:
    facts = _facts(policy)
    return _shortest(lambda: price(facts, book))


def _once(work: Callable[[], object]) -> float:
    start = process_time()
    work()
    return (process_time() - start) * 1000


def _shortest(work: Callable[[], object], times: int = 15) -> float:
    return min(_once(work) for _ in range(times))


_PROMISES: list[tuple[str, Callable[[], float], float, str]] = [
    (
        "50 lines, 500 rules, 20 concern the cart",
        price_50_lines_with_20_of_500_rules,
        10,
        "ms",
    ),
    (
        "a line of 50, 5,000 rules, 10 concern it",
        price_one_line_with_10_of_5000_rules,
        0.3,
        "ms",
    ),
    (
        "10,000 rules against 5,000, 10 concern the cart",
        slowdown_by_5000_more_irrelevant_rules,
        1.10,
        "x",
    ),
    (
        "50 lines, 200 promotions for all of them",
        price_50_lines_with_200_promotions_for_all,
        60,
        "ms",
    ),
    (
        "50 lines, 200 promotions, 10 concern the cart",
        price_50_lines_with_10_of_200_promotions,
        15,
        "ms",
    ),
]


def measure() -> Iterator[Figure]:
    """Yield what the engine alone takes, with verdicts off."""
    for what, function, promised, unit in _PROMISES:
        yield Figure(
            "The engine alone", what, function(), unit, promised, is_binding=True
        )
