"""Conditions about orders, on their edges."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from saleor_customer_groups.models import AppliedBenefit, OrderFigures
from tests.conditions.conftest import who
from tests.conditions.generated import NOW
from tests.port import Catalogue
from tests.port.past import NOT_PLACED, pay, place, set_cost

REVENUE = {"field": "net_revenue", "currency": "USD"}


def test_net_revenue_is_compared_exactly(make_customer: Callable[..., int]) -> None:
    ann, bob, cid = map(make_customer, ("ann", "bob", "cid"))
    pay(place(ann, at=NOW, total="50000.00"), "50000.00")
    pay(place(bob, at=NOW, total="50100.00"), "50100.00", refunded="99.99")

    assert who({**REVENUE, "operator": "gt", "value": "50000"}) == {bob}
    assert who({**REVENUE, "operator": "gte", "value": "50000"}) == {ann, bob}
    assert who({**REVENUE, "operator": "eq", "value": "50000.00"}) == {ann}
    assert who({**REVENUE, "operator": "lt", "value": 50000}) == {cid}
    assert who({**REVENUE, "operator": "between", "value": ["50000", "50000.01"]}) == {
        ann,
        bob,
    }


def test_both_ends_of_a_rolling_period_are_included(
    make_customer: Callable[..., int],
) -> None:
    year, second = timedelta(days=365), timedelta(seconds=1)
    ages = {"now": 0 * year, "edge": year, "before": year + second, "after": -second}
    made = {name: make_customer(name) for name in ages}
    for name, age in ages.items():
        place(made[name], at=NOW - age, total="10")

    found = who(
        {
            "field": "order_count",
            "operator": "eq",
            "value": 1,
            "period": {"kind": "rolling_days", "days": 365},
        }
    )

    assert found == {made["now"], made["edge"]}


def test_only_orders_that_were_placed_and_kept_count(
    make_customer: Callable[..., int],
) -> None:
    ann = make_customer()
    for status in NOT_PLACED:
        place(ann, at=NOW, total="10", status=status)
    place(None, at=NOW, total="10")
    has_ordered = {"field": "has_ordered", "operator": "eq", "value": True}

    assert who(has_ordered) == set()
    place(ann, at=NOW, total="10", status="fulfilled")
    assert who(has_ordered) == {ann}
    assert OrderFigures.objects.exclude(customer_id=None).count() == 1


@pytest.mark.parametrize(
    ("paid", "unpaid", "refunded", "history"),
    [
        (0, 0, 0, "none"),
        (2, 0, 0, "excellent"),
        (1, 0, 1, "good"),
        (9, 1, 0, "good"),
        (8, 1, 0, "poor"),
    ],
)
def test_payment_history(
    make_customer: Callable[..., int],
    paid: int,
    unpaid: int,
    refunded: int,
    history: str,
) -> None:
    ann = make_customer()
    for _ in range(paid):
        pay(place(ann, at=NOW, total="10"), "10")
    for _ in range(refunded):
        pay(place(ann, at=NOW, total="10"), "10", refunded="10")
    for _ in range(unpaid):
        pay(place(ann, at=NOW, total="10"), "9.99")
    field = {"field": "payment_history", "operator": "eq"}

    assert who({**field, "value": history}) == {ann}
    assert who({**field, "operator": "ne", "value": history}) == set()


def margins() -> list[Any]:
    who({"field": "has_ordered", "operator": "eq", "value": True})
    return list(OrderFigures.objects.values_list("margin_amount", flat=True))


def test_margin_is_calculated_with_the_frozen_cost_else_todays(
    make_customer: Callable[..., int], catalogue: Catalogue
) -> None:
    drinks = catalogue.category("Drinks")
    coffee = catalogue.variant("coffee", "10.00", category=drinks, cost="4.00")
    tea = catalogue.variant("tea", "10.00", category=drinks)
    order = place(
        make_customer(), at=NOW, lines=[(coffee, 2, "10.00"), (tea, 1, "10.00")]
    )
    line = order.lines.get(variant=coffee)

    assert list(map(float, margins())) == [12]
    set_cost(coffee, "5.00")
    assert list(map(float, margins())) == [10]
    for code in ("one", "two"):
        AppliedBenefit.objects.create(
            order_id=str(order.pk),
            order_line_id=str(line.pk),
            code=code,
            quantity=2,
            currency="USD",
            list_price_amount=10,
            public_price_amount=10,
            unit_price_amount=10,
            amount=0,
            cost_amount="3.50",
            created_at=NOW,
        )
    assert list(map(float, margins())) == [13]
    pay(order, "30", refunded="15")
    assert list(map(float, margins())) == [6.5]
    set_cost(coffee, None)
    AppliedBenefit.objects.all().delete()
    assert margins() == [None]


def test_what_a_voucher_took_off_is_shared_over_the_lines(
    make_customer: Callable[..., int], catalogue: Catalogue
) -> None:
    drinks = catalogue.category("Drinks")
    coffee = catalogue.variant("coffee", "30.00", category=drinks, cost="4.00")
    tea = catalogue.variant("tea", "10.00", category=drinks)
    ann = make_customer()
    place(ann, at=NOW, lines=[(coffee, 1, "30.00"), (tea, 1, "10.00")], off="4.00")
    bought = {"field": "amount_bought", "operator": "eq", "currency": "USD"}
    of_coffee = {"include": {"variants": [str(coffee.pk)]}}

    assert list(map(float, margins())) == [23]
    assert who({**bought, "scope": of_coffee, "value": "27.00"}) == {ann}
    assert who({**bought, "value": "36.00"}) == {ann}
