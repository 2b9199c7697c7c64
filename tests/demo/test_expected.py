"""The bills that the walk-through expects add up."""

import pytest

from demo.walk_through.expected import (
    BASKET,
    BASKETS,
    EVERYBODY,
    EXPORT,
    GIFT,
    ON_TERMS,
    ON_TERMS_EARLY,
    PROMOTED,
    PROMOTED_LINES,
    PROMOTED_TOTAL,
    SHIPPING,
    VIP,
    WAITING,
    WAITING_EARLY,
    WHOLESALE,
    Bill,
)


@pytest.mark.parametrize("bill", [EVERYBODY, WHOLESALE, VIP, EXPORT])
def test_bill_adds_up(bill: Bill) -> None:
    lines = [
        amount * item.quantity
        for amount, item in zip(bill.unit_amounts, BASKET, strict=True)
    ]

    assert sum(lines) == bill.subtotal
    assert bill.subtotal + SHIPPING == bill.total
    assert len(bill.groups) == len(BASKET)


def test_bill_with_promotions_adds_up() -> None:
    amounts = [amount for amount, _ in PROMOTED_LINES.values()]

    assert sum(amounts) + SHIPPING == PROMOTED_TOTAL
    assert list(PROMOTED_LINES) == [item.sku for item in (*PROMOTED, GIFT)]


def test_amounts_on_terms_add_up() -> None:
    assert WHOLESALE.subtotal * BASKETS + SHIPPING == WAITING
    assert [each * 98 / 100 for each in (ON_TERMS, WAITING)] == [
        ON_TERMS_EARLY,
        WAITING_EARLY,
    ]
