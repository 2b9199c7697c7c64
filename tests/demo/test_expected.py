"""The bills that the walk-through expects add up."""

import pytest

from demo.walk_through.expected import (
    BASKET,
    EVERYBODY,
    EXPORT,
    GIFT,
    PROMOTED,
    PROMOTED_LINES,
    PROMOTED_TOTAL,
    SHIPPING,
    VIP,
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
