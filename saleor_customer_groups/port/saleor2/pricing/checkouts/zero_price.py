"""A price of zero that Saleor 2.10 can put into an order.

2.10 finds the tax rate of an order line by dividing the tax by the net price. That
fails for every price of 0.00, also for that of a product that costs nothing.
"""

from decimal import Decimal
from typing import Any

from prices import Money, TaxedMoney


class ZeroPrice(TaxedMoney):
    """Nothing, in whatever quantity, at a tax rate of 0."""

    __slots__ = ()

    def __init__(self, currency: str) -> None:
        zero = Money(Decimal(0), currency)
        super().__init__(net=zero, gross=zero)

    @property
    def tax(self) -> Money:
        """Return a tax that can be divided by a price of 0."""
        return _NoTax(Decimal(0), self.currency)

    def __mul__(self, other: Any) -> "ZeroPrice":
        return self

    __rmul__ = __truediv__ = __mul__

    def quantize(self, *args: Any, **named: Any) -> "ZeroPrice":
        """Return the price as it is."""
        return self


class _NoTax(Money):
    __slots__ = ()

    def __truediv__(self, other: Any) -> Any:
        return Decimal(0) if isinstance(other, Money) else self
