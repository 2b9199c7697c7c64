"""GraphQL over plain HTTP, as a storefront speaks it."""

from typing import Any

import httpx

# One for all, because making one takes a while. A server that is to stop would wait for
# connections that are kept.
HTTP = httpx.Client(timeout=60, limits=httpx.Limits(max_keepalive_connections=0))


class Refused(Exception):
    """The shop did not do what it was asked, in one line."""


class Client:
    """Somebody who visits the shop: a guest, or whoever has logged in."""

    def __init__(self, address: str) -> None:
        self.url = f"{address}/graphql/"
        self._headers: dict[str, str] = {}

    def log_in(self, email: str, password: str) -> None:
        """Be this customer or member of staff from now on."""
        answer = self.ask(LOG_IN, email=email, password=password)
        self._headers["Authorization"] = f"JWT {answer['token']}"

    def ask(self, document: str, **variables: Any) -> Any:
        """Send a query or mutation with one field, and return what the field holds.

        :raises Refused: there is no answer, or it holds errors.
        """
        try:
            response = HTTP.post(
                self.url,
                json={"query": document, "variables": variables},
                headers=self._headers,
            )
            answer = response.json()
        except (httpx.HTTPError, ValueError) as error:
            raise Refused(f"{self.url} gave no answer: {error}") from error
        if mistakes := answer.get("errors"):
            raise Refused(mistakes[0]["message"])
        [(name, field)] = answer["data"].items()
        if field is None:
            raise Refused(f"{name}: nothing found")
        for key, value in field.items() if isinstance(field, dict) else ():
            if key.lower().endswith("errors") and value:
                raise Refused(f"{name}: {value[0]['field']}: {value[0]['message']}")
        return field


LOG_IN = """
mutation ($email: String!, $password: String!) {
  tokenCreate(email: $email, password: $password) {
    token accountErrors { field message }
  }
}
"""

SWITCH_ON = """
mutation {
  pluginUpdate(id: "customer_groups", input: {active: true}) {
    plugin { active } pluginsErrors { field message }
  }
}
"""

REGISTER = """
mutation ($email: String!, $password: String!) {
  accountRegister(input: {email: $email, password: $password}) {
    user { email } accountErrors { field message }
  }
}
"""

MY_GROUPS = "{ me { customerGroups { name } } }"

PRODUCTS = """
{
  products(first: 100) { edges { node { variants {
    id sku pricing { price { gross { amount } } priceUndiscounted { gross { amount } } }
  } } } }
}
"""

CREATE_CHECKOUT = """
mutation ($input: CheckoutCreateInput!) {
  checkoutCreate(input: $input) {
    checkout { id token availableShippingMethods { id name } }
    checkoutErrors { field message }
  }
}
"""

ATTACH_CUSTOMER = """
mutation ($checkout: ID!) {
  checkoutCustomerAttach(checkoutId: $checkout) {
    checkout { id } checkoutErrors { field message }
  }
}
"""

CHOOSE_SHIPPING = """
mutation ($checkout: ID!, $method: ID!) {
  checkoutShippingMethodUpdate(checkoutId: $checkout, shippingMethodId: $method) {
    checkout { id } checkoutErrors { field message }
  }
}
"""

READ_CHECKOUT = """
query ($token: UUID!) {
  checkout(token: $token) {
    lines {
      quantity
      variant { sku }
      totalPrice { gross { amount } }
      customerGroupPrice { groupName listPrice { amount } promotions isGift }
    }
    subtotalPrice { gross { amount } }
    shippingPrice { gross { amount } }
    totalPrice { gross { amount } }
  }
}
"""

PAY = """
mutation ($checkout: ID!, $amount: Decimal!) {
  checkoutPaymentCreate(
    checkoutId: $checkout
    input: {gateway: "mirumee.payments.dummy", token: "demo", amount: $amount}
  ) {
    payment { chargeStatus } paymentErrors { field message }
  }
}
"""

PLACE_ORDER = """
mutation ($checkout: ID!) {
  checkoutComplete(checkoutId: $checkout) {
    order {
      number
      lines { productSku quantity unitPrice { gross { amount } } }
      shippingPrice { gross { amount } }
      total { gross { amount } }
      totalCaptured { amount }
    }
    checkoutErrors { field message }
  }
}
"""

CHOOSE_NET_TERMS = """
mutation ($checkout: ID!, $number: String) {
  customerGroupPaymentChoose(
    checkoutId: $checkout, option: NET_TERMS, purchaseOrderNumber: $number
  ) {
    options { option } errors { field message }
  }
}
"""

PLACE_ON_TERMS = """
mutation ($checkout: ID!) {
  checkoutComplete(checkoutId: $checkout) {
    order {
      number
      customerGroupTerms {
        state purchaseOrderNumber placedOn dueOn earlyPaymentUntil
        earlyPaymentAmount { amount } open { amount }
      }
    }
    checkoutErrors { field message }
  }
}
"""

AGING = """
{
  customerGroupAging {
    currency notDue { amount } days1To30 { amount } days31To60 { amount }
    days61To90 { amount } over90 { amount } total { amount }
  }
}
"""
