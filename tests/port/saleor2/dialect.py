"""How Saleor 2.10 spells what a storefront asks."""

from collections.abc import Mapping
from typing import Any

from graphene import Node
from saleor.discount.models import Voucher

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

CHECKOUT_INPUT: dict[str, Any] = {}
DRAFT_INPUT: dict[str, Any] = {}

# Whether whoever knows the id of a customer's cart may read it.
SHOWS_CARTS_BY_ID = False

_CHECKOUT = f"""{{
  id token
  lines {{
    id quantity variant {{ sku }} totalPrice {TAXED}
    customerGroupPrice {{ groupName listPrice {{ amount }} }}
  }}
  subtotalPrice {TAXED} shippingPrice {TAXED} totalPrice {TAXED}
  discount {{ amount }} voucherCode
}}"""
_ORDER = f"""{{
  id discount {{ amount }} shippingPrice {TAXED} total {TAXED}
  totalCaptured {{ amount }}
  lines {{
    id productSku quantity unitPrice {TAXED}
    customerGroupPrice {{ groupName listPrice {{ amount }} }}
  }}
}}"""
_ANSWER = f"checkout {_CHECKOUT} checkoutErrors {{ field message code }}"
_DRAFT_ANSWER = f"order {_ORDER} orderErrors {{ field message code }}"

BROWSE = f"{{ products(first: 50) {{ edges {{ node {{ {SHOWN} }} }} }} }}"
REGISTER = """mutation($email: String!, $password: String!) {
  accountRegister(input: {email: $email, password: $password}) {
    user { id } accountErrors { field message code }
  }
}"""
LOG_IN = """mutation($email: String!, $password: String!) {
  tokenCreate(email: $email, password: $password) {
    token accountErrors { field message code }
  }
}"""
CREATE = f"""mutation($input: CheckoutCreateInput!) {{
  checkoutCreate(input: $input) {{ {_ANSWER} }}
}}"""
ADD = f"""mutation($id: ID!, $lines: [CheckoutLineInput]!) {{
  checkoutLinesAdd(checkoutId: $id, lines: $lines) {{ {_ANSWER} }}
}}"""
UPDATE = f"""mutation($id: ID!, $lines: [CheckoutLineInput]!) {{
  checkoutLinesUpdate(checkoutId: $id, lines: $lines) {{ {_ANSWER} }}
}}"""
REMOVE = f"""mutation($id: ID!, $line: ID!) {{
  checkoutLineDelete(checkoutId: $id, lineId: $line) {{ {_ANSWER} }}
}}"""
ATTACH = f"""mutation($id: ID!) {{
  checkoutCustomerAttach(checkoutId: $id) {{ {_ANSWER} }}
}}"""
DETACH = f"""mutation($id: ID!) {{
  checkoutCustomerDetach(checkoutId: $id) {{ {_ANSWER} }}
}}"""
CHANGE_EMAIL = f"""mutation($id: ID!, $email: String!) {{
  checkoutEmailUpdate(checkoutId: $id, email: $email) {{ {_ANSWER} }}
}}"""
LOOK = f"query($token: UUID!) {{ checkout(token: $token) {_CHECKOUT} }}"
BILL = """mutation($id: ID!, $address: AddressInput!) {
  checkoutBillingAddressUpdate(checkoutId: $id, billingAddress: $address) {
    checkout { methods: availableShippingMethods { id } }
    checkoutErrors { field message code }
  }
}"""
_SHIP = """mutation($id: ID!, $address: AddressInput!, $method: ID!) {
  billed: checkoutBillingAddressUpdate(checkoutId: $id, billingAddress: $address) {
    checkoutErrors { field message code }
  }
  shipped: checkoutShippingMethodUpdate(checkoutId: $id, shippingMethodId: $method) {
    checkout %s checkoutErrors { field message code }
  }
}"""
SHIP = _SHIP % _CHECKOUT
SHIP_TO_PAY = _SHIP % f"{{ totalPrice {TAXED} }}"
VOUCHER = f"""mutation($id: ID!, $code: String!) {{
  checkoutAddPromoCode(checkoutId: $id, promoCode: $code) {{ {_ANSWER} }}
}}"""
UNVOUCHER = f"""mutation($id: ID!, $code: String!) {{
  checkoutRemovePromoCode(checkoutId: $id, promoCode: $code) {{ {_ANSWER} }}
}}"""
PAY = """mutation($id: ID!, $input: PaymentInput!) {
  checkoutPaymentCreate(checkoutId: $id, input: $input) {
    payment { id } paymentErrors { field message code }
  }
}"""
COMPLETE = f"""mutation($id: ID!) {{
  checkoutComplete(checkoutId: $id) {{
    order {_ORDER} checkoutErrors {{ field message code }}
  }}
}}"""
DRAFT = f"""mutation($input: DraftOrderCreateInput!) {{
  draftOrderCreate(input: $input) {{ {_DRAFT_ANSWER} }}
}}"""
DRAFT_UPDATE = f"""mutation($id: ID!, $input: DraftOrderInput!) {{
  draftOrderUpdate(id: $id, input: $input) {{ {_DRAFT_ANSWER} }}
}}"""
DRAFT_ADD = f"""mutation($id: ID!, $lines: [OrderLineCreateInput]!) {{
  draftOrderLinesCreate(id: $id, input: $lines) {{ {_DRAFT_ANSWER} }}
}}"""
LOOK_AT_ORDER = f"query($id: ID!) {{ order(id: $id) {_ORDER} }}"
DRAFT_LINE = f"""mutation($id: ID!, $quantity: Int!) {{
  draftOrderLineUpdate(id: $id, input: {{quantity: $quantity}}) {{ {_DRAFT_ANSWER} }}
}}"""
DRAFT_COMPLETE = f"""mutation($id: ID!) {{
  draftOrderComplete(id: $id) {{ {_DRAFT_ANSWER} }}
}}"""
SET_PLUGIN = """mutation($id: ID!, $input: PluginUpdateInput!) {
  pluginUpdate(id: $id, input: $input) {
    plugin { id } pluginsErrors { field message code }
  }
}"""


def draft_voucher(code: str | None) -> dict[str, Any]:
    """Return input that puts a voucher on a draft order, or takes it off."""
    if code is None:
        return {"voucher": None}
    return {"voucher": Node.to_global_id("Voucher", Voucher.objects.get(code=code).pk)}


def look_variables(checkout: Checkout) -> dict[str, str]:
    """Return by what a checkout is looked up."""
    return {"token": checkout.token}


def read_checkout(data: Mapping[str, Any]) -> Checkout:
    """Return a checkout out of an answer."""
    return checkout_of(
        data, unit=lambda line: gross(line["totalPrice"]) / line["quantity"]
    )


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
                total=gross(line["unitPrice"]) * line["quantity"],
                net_total=net(line["unitPrice"]) * line["quantity"],
                **reason_of(line),
            )
            for line in data["lines"]
        ),
        shipping=gross(data["shippingPrice"]),
        discount=amount((data["discount"] or {"amount": 0})["amount"]),
        total=gross(data["total"]),
        captured=amount((data["totalCaptured"] or {"amount": 0})["amount"]),
        nets=nets(data, "shippingPrice", "total"),
    )
