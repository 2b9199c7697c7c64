"""What a shop answers, in a form that both Saleors share."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, NamedTuple


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
    nets: tuple[Decimal, ...] = ()
    voucher: str = ""

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
    nets: tuple[Decimal, ...] = ()

    @property
    def units(self) -> dict[str, Decimal]:
        """Unit price by SKU."""
        return {line.sku: line.unit for line in self.lines}

    @property
    def adds_up(self) -> bool:
        """Whether lines + shipping - discount are the total, to the cent."""
        lines = sum((line.unit * line.quantity for line in self.lines), Decimal(0))
        return lines + self.shipping - self.discount == self.total


class Shown(NamedTuple):
    """What the catalogue shows of a variant, prices with tax."""

    price: Decimal
    undiscounted: Decimal
    discount: Decimal | None
    on_sale: bool


class ShownProduct(NamedTuple):
    """What the catalogue shows of a product, lowest and highest price with tax."""

    prices: tuple[Decimal, Decimal]
    undiscounted: tuple[Decimal, Decimal]
    discount: Decimal | None
    on_sale: bool
    variants: dict[str, Shown]
    nets: dict[str, Decimal]


TAXED = "{ net { amount } gross { amount } }"
SHOWN = f"""
  name
  pricing {{
    onSale discount {TAXED}
    priceRange {{ start {TAXED} stop {TAXED} }}
    priceRangeUndiscounted {{ start {TAXED} stop {TAXED} }}
  }}
  variants {{
    sku pricing {{
      onSale price {TAXED} priceUndiscounted {TAXED} discount {TAXED}
    }}
  }}
"""


def read_shown(data: dict[str, Any]) -> ShownProduct:
    """Return a product of the catalogue out of an answer."""
    pricing = data["pricing"]
    variants = {each["sku"]: each["pricing"] for each in data["variants"]}
    return ShownProduct(
        prices=_range(pricing["priceRange"]),
        undiscounted=_range(pricing["priceRangeUndiscounted"]),
        discount=_discount(pricing),
        on_sale=pricing["onSale"],
        variants={
            sku: Shown(
                price=gross(each["price"]),
                undiscounted=gross(each["priceUndiscounted"]),
                discount=_discount(each),
                on_sale=each["onSale"],
            )
            for sku, each in variants.items()
        },
        nets={sku: net(each["price"]) for sku, each in variants.items()},
    )


def _range(prices: dict[str, Any]) -> tuple[Decimal, Decimal]:
    return gross(prices["start"]), gross(prices["stop"])


def _discount(pricing: dict[str, Any]) -> Decimal | None:
    return gross(pricing["discount"]) if pricing["discount"] else None


def amount(value: Any) -> Decimal:
    """Return a number of JSON as the decimal that it prints as, with two decimals."""
    return Decimal(str(value)).quantize(Decimal("0.01"))


def gross(taxed: dict[str, Any] | None) -> Decimal:
    """Return the gross amount of a TaxedMoney, 0 where there is none."""
    return amount(taxed["gross"]["amount"] if taxed else 0)


def nets(data: dict[str, Any], *names: str) -> tuple[Decimal, ...]:
    """Return net amounts in an answer, by name."""
    return tuple(net(data[name]) for name in names)


def net(taxed: dict[str, Any]) -> Decimal:
    """Return the net amount of a TaxedMoney."""
    return amount(taxed["net"]["amount"])


def read_total(payload: Mapping[str, Any]) -> Decimal:
    """Return what there is to pay for a checkout in an answer."""
    return gross(payload["checkout"]["totalPrice"])


def checkout_of(
    data: Mapping[str, Any], *, unit: Callable[[Mapping[str, Any]], Decimal]
) -> Checkout:
    """Return a checkout out of an answer.

    :param unit: gives what one unit of a line costs.
    """
    return Checkout(
        id=data["id"],
        token=data["token"],
        lines=tuple(
            Line(
                id=line["id"],
                sku=line["variant"]["sku"],
                quantity=line["quantity"],
                unit=unit(line),
                total=gross(line["totalPrice"]),
                net_total=net(line["totalPrice"]),
                **reason_of(line),
            )
            for line in data["lines"]
        ),
        subtotal=gross(data["subtotalPrice"]),
        shipping=gross(data["shippingPrice"]),
        discount=amount((data["discount"] or {"amount": 0})["amount"]),
        total=gross(data["totalPrice"]),
        nets=nets(data, "subtotalPrice", "shippingPrice", "totalPrice"),
        voucher=data["voucherCode"] or "",
    )


def reason_of(line: Mapping[str, Any]) -> dict[str, Any]:
    """Return the group that made the price of a line, and its listing price."""
    reason = line.get("customerGroupPrice")
    if reason is None:
        return {}
    return {
        "group": reason["groupName"],
        "list_price": amount(reason["listPrice"]["amount"]),
    }
