"""The bills that the walk-through expects add up."""

import pytest

from demo.expected import BASKET, EVERYBODY, EXPORT, SHIPPING, VIP, WHOLESALE, Bill


@pytest.mark.parametrize("bill", [EVERYBODY, WHOLESALE, VIP, EXPORT])
def test_bill_adds_up(bill: Bill) -> None:
    lines = [
        amount * item.quantity
        for amount, item in zip(bill.unit_amounts, BASKET, strict=True)
    ]

    assert sum(lines) == bill.subtotal
    assert bill.subtotal + SHIPPING == bill.total
    assert len(bill.groups) == len(BASKET)
