"""How shoppers and staff deal with quotes, over GraphQL and HTTP."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.utils import timezone
from graphene import Node
from saleor.order.models import Order as SaleorOrder
from saleor.order.models import OrderLine
from saleor.shipping.models import ShippingMethod
from saleor.warehouse.models import Stock

from saleor_customer_groups import port
from saleor_customer_groups.models import CustomerQuote
from tests.owner import Shop
from tests.port.answers import Checkout, Order
from tests.storefront import Refused, Storefront

_QUOTE = """{
  id number status validUntil note message orderId
  lines { sku quantity unitPrice { gross { amount } } totalPrice { gross { amount } } }
  shippingPrice { gross { amount } } total { gross { amount currency } }
}"""
_ANSWER = f"quote {_QUOTE} errors {{ field code message }}"

REQUEST = f"""mutation($id: ID!, $note: String) {{
  customerGroupQuoteRequest(checkoutId: $id, note: $note) {{ {_ANSWER} }}
}}"""
SEND = f"""mutation($id: ID!, $until: DateTime!, $message: String,
  $prices: [CustomerGroupQuotePriceInput!]) {{
  customerGroupQuoteSend(
    orderId: $id, validUntil: $until, message: $message, prices: $prices
  ) {{ {_ANSWER} }}
}}"""
WITHDRAW = f"""mutation($id: ID!) {{
  customerGroupQuoteWithdraw(id: $id) {{ {_ANSWER} }}
}}"""
ACCEPT = f"""mutation($id: ID!, $po: String) {{
  customerGroupQuoteAccept(id: $id, purchaseOrderNumber: $po) {{ {_ANSWER} }}
}}"""
DECLINE = f"""mutation($id: ID!, $reason: String) {{
  customerGroupQuoteDecline(id: $id, reason: $reason) {{ {_ANSWER} }}
}}"""
MINE = f"{{ me {{ customerGroupQuotes {_QUOTE} }} }}"
ALL = """query($filter: CustomerGroupQuoteFilterInput) {
  customerGroupQuotes(first: 20, filter: $filter) {
    totalCount edges { node {
      id number status orderId customer { email }
      changes { status byUser { email } byApp text }
    } }
  }
}"""
_DELETE = {
    3: "mutation($id: ID!) { draftOrderDelete(id: $id) { errors { field } } }",
    2: """mutation($id: ID!) {
      draftOrderDelete(id: $id) { errors: orderErrors { field } }
    }""",
}
ME_ORDERS = """{ me { orders(first: 20) { edges { node {
  id number status isPaid total { gross { amount } }
} } } } }"""


class World:
    """Ann is in a group with 10 % off tea, and has three of it and one espresso."""

    def __init__(self, shop: Shop) -> None:
        self.shop = shop
        self.vip = shop.group("VIP")
        self.rule = shop.rule(self.vip, "percent_off", "10", category=shop.tea)
        self.ann = shop.member(self.vip, "ann@example.com")
        self.owner = shop.owner()
        self.checkout = self.ann.ship(
            self.ann.open_checkout({shop.green_tea: 3, shop.espresso: 1})
        )


def codes(error: "pytest.ExceptionInfo[Refused]") -> list[tuple[str | None, str]]:
    """Return the fields and codes of a refusal."""
    return [(each["field"], each["code"]) for each in error.value.errors]


@dataclass(frozen=True)
class SeenQuote:
    """A quote as somebody sees it, prices with taxes."""

    id: str
    number: str
    status: str
    order_id: str | None
    units: Mapping[str, tuple[int, Decimal]]
    shipping: Decimal
    total: Decimal
    note: str
    message: str


def read(data: Mapping[str, Any]) -> SeenQuote:
    """Return a quote out of an answer."""
    return SeenQuote(
        id=data["id"],
        number=data["number"],
        status=data["status"],
        order_id=data["orderId"],
        units={
            line["sku"]: (line["quantity"], _amount(line["unitPrice"]))
            for line in data["lines"]
        },
        shipping=_amount(data["shippingPrice"]),
        total=_amount(data["total"]),
        note=data["note"],
        message=data["message"],
    )


def request(shopper: Storefront, checkout: Checkout, note: str = "") -> SeenQuote:
    """Ask for a quote of a checkout."""
    return read(shopper.change(REQUEST, id=checkout.id, note=note)["quote"])


def send(
    staff: Storefront,
    draft: Order,
    message: str = "",
    *,
    days: float = 14,
    prices: Mapping[str, str] | None = None,
) -> SeenQuote:
    """Send a quote, for some days.

    :param prices: what a unit of some goods is to cost, by SKU.
    """
    lines = {line.sku: line.id for line in draft.lines}
    given = {
        "id": draft.id,
        "until": (timezone.now() + timedelta(days=days)).isoformat(),
        "message": message,
        "prices": [
            {"lineId": lines[sku], "unitPrice": price}
            for sku, price in (prices or {}).items()
        ],
    }
    return read(staff.change(SEND, **given)["quote"])


def accept(shopper: Storefront, quote: SeenQuote, po: str | None = None) -> SeenQuote:
    """Accept a quote.

    :param po: the shopper's own number of the order.
    """
    return read(shopper.change(ACCEPT, id=quote.id, po=po)["quote"])


def decline(shopper: Storefront, quote: SeenQuote, reason: str = "") -> SeenQuote:
    """Decline a quote."""
    return read(shopper.change(DECLINE, id=quote.id, reason=reason)["quote"])


def withdraw(staff: Storefront, quote: SeenQuote) -> SeenQuote:
    """Withdraw a quote."""
    return read(staff.change(WITHDRAW, id=quote.id)["quote"])


def mine(shopper: Storefront) -> list[SeenQuote]:
    """Look at one's own quotes."""
    return [read(each) for each in shopper.ask(MINE)["me"]["customerGroupQuotes"]]


def listed(staff: Storefront, **wanted: Any) -> list[dict[str, Any]]:
    """Look at the quotes of all customers."""
    found = staff.ask(ALL, filter=wanted or None)["customerGroupQuotes"]
    nodes = [edge["node"] for edge in found["edges"]]
    assert found["totalCount"] == len(nodes)
    return nodes


def draft_of(staff: Storefront, quote: SeenQuote) -> Order:
    """Look at the draft of a quote, as staff do."""
    (order_id,) = (each["orderId"] for each in listed(staff) if each["id"] == quote.id)
    order = Order(order_id, (), Decimal(0), Decimal(0), Decimal(0))
    return staff.look_at_order(order)


def delete_draft(staff: Storefront, draft: Order) -> None:
    """Delete a draft, as staff do."""
    staff.change(_DELETE[port.GENERATION], id=draft.id)


def orders_of(shopper: Storefront) -> list[tuple[str, str, Decimal]]:
    """Return number, status and total of the orders that a shopper sees."""
    edges = shopper.ask(ME_ORDERS)["me"]["orders"]["edges"]
    return [
        (node["number"], node["status"], _amount(node["total"]))
        for node in (edge["node"] for edge in edges)
    ]


def _amount(taxed: Mapping[str, Any]) -> Decimal:
    return Decimal(str(taxed["gross"]["amount"])).quantize(Decimal("0.01"))


PLACE = {
    3: "mutation($id: ID!) { draftOrderComplete(id: $id) { errors { field code } } }",
    2: """mutation($id: ID!) {
      draftOrderComplete(id: $id) { errors: orderErrors { field code } }
    }""",
}


def customer_id(email: str) -> str:
    """Return the global id of a customer."""
    return Node.to_global_id("User", get_user_model().objects.get(email=email).pk)


def shipping_method() -> str:
    """Return the global id of the shop's way of shipping."""
    return Node.to_global_id("ShippingMethod", ShippingMethod.objects.get().pk)


def set_stock(variant: Any, quantity: int) -> None:
    """Have so many units of a variant in stock."""
    Stock.objects.filter(product_variant=variant).update(quantity=quantity)


def let_drafts_grow_old() -> None:
    """Have Saleor 3 find the prices of drafts again where it does so in time."""
    if port.GENERATION == 3:
        lines = OrderLine.objects.filter(draft_base_price_expire_at__isnull=False)
        lines.update(draft_base_price_expire_at=timezone.now())
        SaleorOrder.objects.update(should_refresh_prices=True)


def key_of(quote: SeenQuote) -> str:
    """Return the primary key of the order of a quote as text."""
    return CustomerQuote.objects.get(number=quote.number).order_id
