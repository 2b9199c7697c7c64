"""What shoppers do in the shop: register, fill a basket, pay."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import uuid4

from demo import accounts
from demo.client import (
    ATTACH_CUSTOMER,
    CHOOSE_SHIPPING,
    CREATE_CHECKOUT,
    PAY,
    PLACE_ORDER,
    PRODUCTS,
    READ_CHECKOUT,
    REGISTER,
    Client,
    Refused,
)
from demo.walk_through import expected

ADDRESS = {
    "firstName": "Ann",
    "lastName": "Shopper",
    "streetAddress1": "1 Main Street",
    "city": "New York",
    "countryArea": "NY",
    "postalCode": "10001",
    "country": "US",
}


@dataclass(frozen=True, slots=True)
class PublicPrice:
    """What a variant costs everybody, and what it costs when it is not on sale."""

    variant_id: str
    listed: Decimal
    public: Decimal


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a checkout as the shop prices it, and the group behind the price."""

    unit_amount: Decimal
    group: str | None
    price: PublicPrice

    @property
    def reasons(self) -> list[str]:
        """Say how the price comes about."""
        listed, public = self.price.listed, self.price.public
        sale = [f"sale {_percent(public, listed)}"] if public < listed else []
        if self.group is None:
            return sale or ["listed price"]
        if self.unit_amount <= public:
            return [f"{self.group} {_percent(self.unit_amount, listed)}"]
        return [f"{self.group} {_percent(self.unit_amount, public)}", *sale]


@dataclass(frozen=True, slots=True)
class Basket:
    """A checkout as the shop prices it, its lines in the order of the basket."""

    id: str
    lines: tuple[Line, ...]
    subtotal: Decimal
    shipping: Decimal
    total: Decimal


@dataclass(frozen=True, slots=True)
class PromotedLine:
    """A line with what it costs altogether, and the promotions that lowered it."""

    quantity: int
    total: Decimal
    promotions: Sequence[str]
    is_gift: bool


@dataclass(frozen=True, slots=True)
class PromotedBasket:
    """A checkout with promotions, its lines by SKU."""

    id: str
    lines: Mapping[str, PromotedLine]
    shipping: Decimal
    total: Decimal


# What a line says of itself whose price is Saleor's own.
NO_PROMOTIONS: Mapping[str, Any] = {"promotions": [], "isGift": False}


@dataclass(frozen=True, slots=True)
class Order:
    """An order as the shop keeps it: number, unit prices by SKU, totals."""

    number: str
    unit_amounts: Mapping[str, Decimal]
    shipping: Decimal
    total: Decimal
    captured: Decimal


def register(address: str) -> tuple[str, Client]:
    """Register a new shopper; return the e-mail, and who they are from now on."""
    email = f"shopper-{uuid4().hex[:8]}@example.com"
    Client(address).ask(REGISTER, email=email, password=accounts.PASSWORD)
    return email, log_in(address, email)


def log_in(address: str, email: str) -> Client:
    """Return somebody who has logged in."""
    client = Client(address)
    client.log_in(email, accounts.PASSWORD)
    return client


def read_prices(guest: Client) -> dict[str, PublicPrice]:
    """Return what a guest sees in the catalogue, by SKU.

    :raises Refused: what the basket needs is not there.
    """
    prices = {
        variant["sku"]: PublicPrice(
            variant["id"],
            listed=_gross(variant["pricing"]["priceUndiscounted"]),
            public=_gross(variant["pricing"]["price"]),
        )
        for edge in guest.ask(PRODUCTS)["edges"]
        for variant in edge["node"]["variants"]
    }
    for item in (*expected.BASKET, *expected.PROMOTED):
        if item.sku not in prices:
            raise Refused(f"this is not the demo shop: it does not sell {item.name}")
    return prices


def fill_basket(
    guest: Client, customer: Client | None, prices: Mapping[str, PublicPrice]
) -> Basket:
    """Put the basket in a checkout as a guest, log in, and read the prices."""
    checkout = fill_checkout(guest, customer, prices, expected.BASKET)
    lines = {line["variant"]["sku"]: line for line in checkout["lines"]}
    return Basket(
        checkout["id"],
        tuple(_line(lines[item.sku], prices[item.sku]) for item in expected.BASKET),
        subtotal=_gross(checkout["subtotalPrice"]),
        shipping=_gross(checkout["shippingPrice"]),
        total=_gross(checkout["totalPrice"]),
    )


def fill_promoted_basket(
    guest: Client, customer: Client, prices: Mapping[str, PublicPrice]
) -> PromotedBasket:
    """Do the same with the basket that promotions of the customer's group lower."""
    checkout = fill_checkout(guest, customer, prices, expected.PROMOTED)
    return PromotedBasket(
        checkout["id"],
        {
            line["variant"]["sku"]: PromotedLine(
                line["quantity"],
                _gross(line["totalPrice"]),
                (line["customerGroupPrice"] or NO_PROMOTIONS)["promotions"],
                (line["customerGroupPrice"] or NO_PROMOTIONS)["isGift"],
            )
            for line in checkout["lines"]
        },
        shipping=_gross(checkout["shippingPrice"]),
        total=_gross(checkout["totalPrice"]),
    )


def fill_checkout(
    guest: Client,
    customer: Client | None,
    prices: Mapping[str, PublicPrice],
    items: Sequence[expected.Item],
) -> dict[str, Any]:
    """Fill a checkout as a guest, log in, choose shipping, and read it.

    A customer's earlier checkout, which Saleor would bring back, is left alone so.
    """
    created = guest.ask(
        CREATE_CHECKOUT,
        input={
            "email": "guest@example.com",
            "lines": [
                {"variantId": prices[item.sku].variant_id, "quantity": item.quantity}
                for item in items
            ],
            "shippingAddress": ADDRESS,
            "billingAddress": ADDRESS,
        },
    )["checkout"]
    if customer is not None:
        customer.ask(ATTACH_CUSTOMER, checkout=created["id"])
    methods = {each["name"]: each["id"] for each in created["availableShippingMethods"]}
    shopper = customer or guest
    shopper.ask(
        CHOOSE_SHIPPING,
        checkout=created["id"],
        method=methods[expected.SHIPPING_METHOD],
    )
    checkout = shopper.ask(READ_CHECKOUT, token=created["token"])
    return {"id": created["id"], **checkout}


def pay(customer: Client, basket: Basket | PromotedBasket) -> Order:
    """Pay a basket with the dummy gateway and return the order."""
    customer.ask(PAY, checkout=basket.id, amount=str(basket.total))
    order = customer.ask(PLACE_ORDER, checkout=basket.id)["order"]
    return Order(
        order["number"],
        {line["productSku"]: _gross(line["unitPrice"]) for line in order["lines"]},
        shipping=_gross(order["shippingPrice"]),
        total=_gross(order["total"]),
        captured=read_amount(order["totalCaptured"]),
    )


def _line(line: Mapping[str, Any], price: PublicPrice) -> Line:
    ours = line["customerGroupPrice"]
    return Line(
        unit_amount=_gross(line["totalPrice"]) / line["quantity"],
        group=ours and ours["groupName"],
        price=price,
    )


def _gross(price: Mapping[str, Any]) -> Decimal:
    return read_amount(price["gross"])


def read_amount(money: Mapping[str, Any]) -> Decimal:
    """Return an amount with its cents; GraphQL gives a number without."""
    return Decimal(str(money["amount"])).quantize(Decimal("0.01"))


def _percent(amount: Decimal, of: Decimal) -> str:
    """Return how far one amount is from another, in whole percent with a sign."""
    return f"{(amount / of - 1) * 100:+.0f} %"
