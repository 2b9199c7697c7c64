"""Draft orders that are quotes for a customer, as both generations read them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Any, NamedTuple, Self


class QuoteProblem(StrEnum):
    """Why a quote cannot be requested, sent or accepted."""

    NO_CHECKOUT = "no_checkout"
    EMPTY = "empty"
    UNAVAILABLE = "unavailable"
    HAS_VOUCHER = "has_voucher"
    NO_DRAFT = "no_draft"
    NO_LINE = "no_line"
    CHANGED = "changed"
    DELETED_PRODUCT = "deleted_product"
    OUT_OF_STOCK = "out_of_stock"
    NO_BILLING_ADDRESS = "no_billing_address"
    NO_SHIPPING_ADDRESS = "no_shipping_address"
    NO_SHIPPING_METHOD = "no_shipping_method"
    NO_TAXES = "no_taxes"
    NOT_ORDERABLE = "not_orderable"


class QuoteRefused(Exception):
    """Saleor's order cannot be made, or changed, as it was asked for."""

    def __init__(self, problem: QuoteProblem) -> None:
        super().__init__(str(problem))
        self.problem = problem


class Amounts(NamedTuple):
    """An amount without and with taxes, in the currency of the order."""

    net: Decimal
    gross: Decimal


class QuotedLine(NamedTuple):
    """A line of a quote.

    :param variant_id: the primary key, None if the variant was deleted.
    :param product_name: that of the product.
    :param variant_name: that of the variant, which may be empty.
    :param sku: empty if the variant has none.
    :param quantity: how many units.
    :param unit: what one of them costs.
    :param total: what all of them cost.
    """

    variant_id: int | None
    product_name: str
    variant_name: str
    sku: str
    quantity: int
    unit: Amounts
    total: Amounts


@dataclass(frozen=True, slots=True)
class QuotedOrder:
    """A draft order with its prices.

    :param order_id: its primary key as text.
    :param number: what shop and customer call it.
    :param customer_id: whose it is, None for a guest.
    :param currency: that of all amounts.
    :param shipping: what shipping costs.
    :param total: what everything costs, after discounts of the whole order.
    """

    order_id: str
    number: str
    customer_id: int | None
    currency: str
    lines: tuple[QuotedLine, ...]
    shipping: Amounts
    total: Amounts

    def to_json(self) -> dict[str, Any]:
        """Return it as plain data."""
        return {
            "order_id": self.order_id,
            "number": self.number,
            "customer_id": self.customer_id,
            "currency": self.currency,
            "lines": [
                {
                    **line._asdict(),
                    "unit": _written(line.unit),
                    "total": _written(line.total),
                }
                for line in self.lines
            ],
            "shipping": _written(self.shipping),
            "total": _written(self.total),
        }

    @classmethod
    def from_json(cls, data: Any) -> Self:
        """Return what ``to_json`` has written.

        :raises ValueError: it is something else.
        """
        try:
            return cls(
                order_id=str(data["order_id"]),
                number=str(data["number"]),
                customer_id=_key(data["customer_id"]),
                currency=str(data["currency"]),
                lines=tuple(_line(each) for each in data["lines"]),
                shipping=_amounts(data["shipping"]),
                total=_amounts(data["total"]),
            )
        except (InvalidOperation, KeyError, TypeError) as error:
            raise ValueError(str(error)) from None


# What makes an order at the same prices again: columns by name, of the order and of
# each line by its primary key as text.
Frozen = Mapping[str, Any]


def written_columns(row: Any, names: Sequence[str]) -> dict[str, Any]:
    """Return columns of a row as plain data.

    :param names: of amounts, texts, numbers and yes or no.
    """
    values = {name: getattr(row, name) for name in names}
    return {
        name: str(value) if isinstance(value, Decimal) else value
        for name, value in values.items()
    }


def restore_columns(row: Any, stored: Mapping[str, Any], names: Sequence[str]) -> None:
    """Set columns of a loaded row to what ``written_columns`` has written.

    :raises QuoteRefused: something else is stored.
    """
    try:
        for name in names:
            value = stored[name]
            is_amount = isinstance(getattr(row, name), Decimal) and value is not None
            setattr(row, name, Decimal(value) if is_amount else value)
    except (InvalidOperation, KeyError, TypeError, ValueError):
        raise QuoteRefused(QuoteProblem.CHANGED) from None


def _written(amounts: Amounts) -> list[str]:
    return [str(amounts.net), str(amounts.gross)]


def _amounts(data: Any) -> Amounts:
    net, gross = (Decimal(each) for each in data)
    if not (net.is_finite() and gross.is_finite()):
        raise ValueError("not an amount")
    return Amounts(net, gross)


def _key(data: Any) -> int | None:
    return None if data is None else int(data)


def _line(data: Any) -> QuotedLine:
    return QuotedLine(
        variant_id=_key(data["variant_id"]),
        product_name=str(data["product_name"]),
        variant_name=str(data["variant_name"]),
        sku=str(data["sku"]),
        quantity=int(data["quantity"]),
        unit=_amounts(data["unit"]),
        total=_amounts(data["total"]),
    )
