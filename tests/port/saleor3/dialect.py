"""How Saleor 3 spells what a storefront asks."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from graphene import Node

from tests.port.answers import (
    SHOWN,
    TAXED,
    Checkout,
    Line,
    Order,
    amount,
    checkout_of,
    gross,
    net,
    nets,
    reason_of,
)

CHECKOUT_INPUT = {"channel": "default-channel"}
DRAFT_INPUT = {"channelId": Node.to_global_id("Channel", 1)}

# Whether whoever knows the id of a customer's cart may read it.
SHOWS_CARTS_BY_ID = True

_CHECKOUT = f"""{{
  id token
  lines {{
    id quantity variant {{ sku }} unitPrice {TAXED} totalPrice {TAXED}
    customerGroupPrice {{ groupName listPrice {{ amount }} }}
  }}
  subtotalPrice {TAXED} shippingPrice {TAXED} totalPrice {TAXED}
  discount {{ amount }} voucherCode
}}"""
_ORDER = f"""{{
  id discounts {{ amount {{ amount }} }} shippingPrice {TAXED} total {TAXED}
  totalCharged {{ amount }}
  lines {{
    id productSku quantity unitPrice {TAXED} totalPrice {TAXED}
    customerGroupPrice {{ groupName listPrice {{ amount }} }}
  }}
}}"""
_ERRORS = "errors { field message code }"
_ANSWER = f"checkout {_CHECKOUT} {_ERRORS}"

BROWSE = f"""{{
  products(first: 50, channel: "default-channel") {{ edges {{ node {{ {SHOWN} }} }} }}
}}"""
REGISTER = f"""mutation($email: String!, $password: String!) {{
  accountRegister(
    input: {{email: $email, password: $password, channel: "default-channel"}}
  ) {{ user {{ id }} {_ERRORS} }}
}}"""
LOG_IN = f"""mutation($email: String!, $password: String!) {{
  tokenCreate(email: $email, password: $password) {{ token {_ERRORS} }}
}}"""
CREATE = f"""mutation($input: CheckoutCreateInput!) {{
  checkoutCreate(input: $input) {{ {_ANSWER} }}
}}"""
ADD = f"""mutation($id: ID!, $lines: [CheckoutLineInput!]!) {{
  checkoutLinesAdd(id: $id, lines: $lines) {{ {_ANSWER} }}
}}"""
UPDATE = f"""mutation($id: ID!, $lines: [CheckoutLineUpdateInput!]!) {{
  checkoutLinesUpdate(id: $id, lines: $lines) {{ {_ANSWER} }}
}}"""
REMOVE = f"""mutation($id: ID!, $line: ID!) {{
  checkoutLinesDelete(id: $id, linesIds: [$line]) {{ {_ANSWER} }}
}}"""
ATTACH = f"""mutation($id: ID!) {{
  checkoutCustomerAttach(id: $id) {{ {_ANSWER} }}
}}"""
DETACH = f"""mutation($id: ID!) {{
  checkoutCustomerDetach(id: $id) {{ {_ANSWER} }}
}}"""
CHANGE_EMAIL = f"""mutation($id: ID!, $email: String!) {{
  checkoutEmailUpdate(id: $id, email: $email) {{ {_ANSWER} }}
}}"""
LOOK = f"query($id: ID!) {{ checkout(id: $id) {_CHECKOUT} }}"
_SHIP = """mutation($id: ID!, $address: AddressInput!, $method: ID!) {
  billed: checkoutBillingAddressUpdate(id: $id, billingAddress: $address) {
    errors { field message code }
  }
  shipped: checkoutDeliveryMethodUpdate(id: $id, deliveryMethodId: $method) {
    checkout %s errors { field message code }
  }
}"""
SHIP = _SHIP % _CHECKOUT
SHIP_TO_PAY = _SHIP % f"{{ totalPrice {TAXED} }}"
VOUCHER = f"""mutation($id: ID!, $code: String!) {{
  checkoutAddPromoCode(id: $id, promoCode: $code) {{ {_ANSWER} }}
}}"""
UNVOUCHER = f"""mutation($id: ID!, $code: String!) {{
  checkoutRemovePromoCode(id: $id, promoCode: $code) {{ {_ANSWER} }}
}}"""
BILL = f"""mutation($id: ID!, $address: AddressInput!) {{
  checkoutBillingAddressUpdate(id: $id, billingAddress: $address) {{
    checkout {{ methods: shippingMethods {{ id }} }} {_ERRORS}
  }}
}}"""
PAY = f"""mutation($id: ID!, $input: PaymentInput!) {{
  checkoutPaymentCreate(id: $id, input: $input) {{ payment {{ id }} {_ERRORS} }}
}}"""
COMPLETE = f"""mutation($id: ID!) {{
  checkoutComplete(id: $id) {{ order {_ORDER} {_ERRORS} }}
}}"""
DRAFT = f"""mutation($input: DraftOrderCreateInput!) {{
  draftOrderCreate(input: $input) {{ order {_ORDER} {_ERRORS} }}
}}"""
DRAFT_UPDATE = f"""mutation($id: ID!, $input: DraftOrderInput!) {{
  draftOrderUpdate(id: $id, input: $input) {{ order {_ORDER} {_ERRORS} }}
}}"""
DRAFT_ADD = f"""mutation($id: ID!, $lines: [OrderLineCreateInput!]!) {{
  orderLinesCreate(id: $id, input: $lines) {{ order {_ORDER} {_ERRORS} }}
}}"""
LOOK_AT_ORDER = f"query($id: ID!) {{ order(id: $id) {_ORDER} }}"
DRAFT_LINE = f"""mutation($id: ID!, $quantity: Int!) {{
  orderLineUpdate(id: $id, input: {{quantity: $quantity}}) {{
    order {_ORDER} {_ERRORS}
  }}
}}"""
DRAFT_COMPLETE = f"""mutation($id: ID!) {{
  draftOrderComplete(id: $id) {{ order {_ORDER} {_ERRORS} }}
}}"""
SET_PLUGIN = """mutation($id: ID!, $input: PluginUpdateInput!) {
  pluginUpdate(id: $id, input: $input) {
    plugin { id } errors { field message code }
  }
}"""


def draft_voucher(code: str | None) -> dict[str, Any]:
    """Return input that puts a voucher on a draft order, or takes it off."""
    return {"voucherCode": code}


def look_variables(checkout: Checkout) -> dict[str, str]:
    """Return by what a checkout is looked up."""
    return {"id": checkout.id}


def read_checkout(data: Mapping[str, Any]) -> Checkout:
    """Return a checkout out of an answer."""
    return checkout_of(data, unit=lambda line: gross(line["unitPrice"]))


def read_order(data: Mapping[str, Any]) -> Order:
    """Return an order out of an answer."""
    return Order(
        id=data["id"],
        lines=tuple(
            Line(
                id=line["id"],
                sku=line["productSku"],
                quantity=line["quantity"],
                unit=gross(line["unitPrice"]),
                total=gross(line["totalPrice"]),
                net_total=net(line["totalPrice"]),
                **reason_of(line),
            )
            for line in data["lines"]
        ),
        shipping=gross(data["shippingPrice"]),
        # Line prices of Saleor 3 are those after the discount of the whole order.
        discount=Decimal(0),
        total=gross(data["total"]),
        captured=amount((data["totalCharged"] or {"amount": 0})["amount"]),
        nets=nets(data, "shippingPrice", "total"),
    )
