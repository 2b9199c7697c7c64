"""Vouchers for single lines of an order, beside our discounts.

Saleor takes a voucher off a line with a discount of type MANUAL, because staff who type
one mean it instead. Ours is a price, and a voucher goes off that, as in a checkout.
"""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from decimal import Decimal

from prices import Money
from saleor.discount.models import OrderLineDiscount
from saleor.order.fetch import EditableOrderLineInfo

from ..orders.price_origin import HIDDEN, amount_off, our_discount, paid_price


def price_before_vouchers(info: EditableOrderLineInfo) -> Money | None:
    """Return what one unit costs before vouchers, None if that is for Saleor to say.

    Not rounded: as in a checkout, vouchers are calculated on the whole line.
    """
    ours = our_discount(info)
    if ours is None:
        amount = paid_price(info)
        return None if amount is None else Money(amount, info.line.currency)
    return Money(_total(info, ours) / info.line.quantity, info.line.currency)


@contextmanager
def without_our_discounts(lines: Collection[EditableOrderLineInfo]) -> Iterator[None]:
    """Hide our discounts on lines from Saleor, while their prices still hold."""
    hidden = [(info, info.discounts, our_discount(info)) for info in lines]
    for info, discounts, ours in hidden:
        if ours is not None:
            info.discounts = [each for each in discounts if each is not ours]
            setattr(info, HIDDEN, ours)
    try:
        yield
    finally:
        for info, discounts, ours in hidden:
            if ours is not None:
                info.discounts = discounts
                delattr(info, HIDDEN)


def take_vouchers_off(lines: Collection[EditableOrderLineInfo]) -> None:
    """Store the exact price after vouchers on lines with a discount of ours.

    Saleor would take a price that has been rounded for one unit times the quantity.
    """
    changed = []
    for info in lines:
        ours = our_discount(info)
        if ours is None:
            continue
        left = _total(info, ours) - sum(
            discount.amount_value for discount in info.get_voucher_discounts()
        )
        info.line.base_unit_price_amount = max(left, Decimal(0)) / info.line.quantity
        off = amount_off(info.line, ours)
        if ours.amount_value != off:
            ours.amount_value = off
            changed.append(ours)
    if changed:
        OrderLineDiscount.objects.bulk_update(changed, ["amount_value"])


def _total(info: EditableOrderLineInfo, ours: OrderLineDiscount) -> Decimal:
    total = info.line.undiscounted_base_unit_price_amount * info.line.quantity
    return max(total - amount_off(info.line, ours), Decimal(0))
