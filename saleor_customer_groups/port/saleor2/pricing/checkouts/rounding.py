"""The price of a whole line in an order of Saleor 2.10, which knows unit prices only.

Where it does not divide, the unit price is rounded up, and the order's discount takes
off what that is too much: lines plus shipping less discount are the total. See
docs/pricing.md, Orders.
"""

from decimal import Decimal
from typing import Any

from prices import Money, TaxedMoney

from .....engine.money import round_up


class WholePrice(TaxedMoney):
    """The price of a line that was not found as unit price times quantity."""

    __slots__ = ()

    def __truediv__(self, other: Any) -> TaxedMoney:
        """Return a unit price that is not below the exact one."""
        net, gross = (
            Money(unit_of(side.amount, other, side.currency), side.currency)
            for side in (self.net, self.gross)
        )
        return TaxedMoney(net=net, gross=gross)


def unit_of(total: Decimal, quantity: int, currency: str) -> Decimal:
    """Return the unit price in an order for the price of a whole line."""
    return round_up(total / quantity, currency)


def rounded_up_by(total: TaxedMoney, quantity: int) -> Decimal:
    """Return what a line of an order will come to above that of its checkout.

    :param total: the price of the line of the checkout.
    """
    if not isinstance(total, WholePrice):
        return Decimal(0)
    return (total / quantity).gross.amount * quantity - total.gross.amount
