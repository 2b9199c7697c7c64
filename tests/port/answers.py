"""What a shop answers, in a form that both Saleors share."""

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any


@dataclass(frozen=True)
class Line:
    """One line of a checkout or order as the shopper sees it, prices with tax."""

    id: str
    sku: str
    quantity: int
    unit: Decimal
    total: Decimal
    group: str | None = None
    list_price: Decimal | None = None
    net_total: Decimal | None = None


@dataclass(frozen=True)
class Checkout:
    """A checkout as the shopper sees it."""

    id: str
    token: str
    lines: tuple[Line, ...]
    subtotal: Decimal
    shipping: Decimal
    discount: Decimal
    total: Decimal
    shipping_methods: tuple[str, ...] = field(repr=False)

    @property
    def units(self) -> dict[str, Decimal]:
        """Unit price by SKU."""
        return {line.sku: line.unit for line in self.lines}


@dataclass(frozen=True)
class Order:
    """An order as the shopper sees it."""

    id: str
    lines: tuple[Line, ...]
    shipping: Decimal
    discount: Decimal
    total: Decimal
    captured: Decimal | None = None

    @property
    def units(self) -> dict[str, Decimal]:
        """Unit price by SKU."""
        return {line.sku: line.unit for line in self.lines}

    @property
    def adds_up(self) -> bool:
        """Whether lines + shipping - discount are the total, to the cent."""
        lines = sum((line.unit * line.quantity for line in self.lines), Decimal(0))
        return lines + self.shipping - self.discount == self.total


def amount(value: Any) -> Decimal:
    """Return a number of JSON as the decimal that it prints as, with two decimals."""
    return Decimal(str(value)).quantize(Decimal("0.01"))


def gross(taxed: dict[str, Any] | None) -> Decimal:
    """Return the gross amount of a TaxedMoney, 0 where there is none."""
    return amount(taxed["gross"]["amount"] if taxed else 0)


def net(taxed: dict[str, Any]) -> Decimal:
    """Return the net amount of a TaxedMoney."""
    return amount(taxed["net"]["amount"])
