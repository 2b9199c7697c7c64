"""Pay on terms in tests, in the words of shoppers and owners."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.contrib.auth import get_user_model
from django.utils import timezone
from graphql_relay import from_global_id, to_global_id

from saleor_customer_groups import port
from saleor_customer_groups.conditions.zone import shop_zone
from saleor_customer_groups.models import CustomerGroup, TermsOrder
from tests.owner import Shop
from tests.storefront import Order, Storefront

CHOOSE = """mutation($id: ID!, $option: CustomerGroupPaymentOptionEnum!, $po: String) {
  customerGroupPaymentChoose(
    checkoutId: $id, option: $option, purchaseOrderNumber: $po
  ) {
    options { option available }
    errors { field code message }
  }
}"""
SET_TERMS = """mutation($id: ID!, $input: CustomerGroupTermsInput!) {
  customerGroupTermsUpdate(id: $id, input: $input) { errors { field code message } }
}"""
OPTIONS = (
    "customerGroupPaymentOptions { option label instructions netDays dueOn available"
    " reason requiresApproval requiresPurchaseOrder }"
)
TERMS = """customerGroupTerms {
  option state purchaseOrderNumber placedOn dueOn earlyPaymentUntil
  earlyPaymentAmount { amount currency } instructions total { amount currency }
  paid { amount } credited { amount } open { amount } daysOverdue
}"""
RECORD = """mutation($id: ID!, $amount: Decimal!, $on: String!, $reference: String!) {
  customerGroupPaymentRecord(
    orderId: $id, amount: $amount, receivedOn: $on, reference: $reference
  ) {
    terms { state paid { amount } credited { amount } open { amount } }
    errors { field code message }
  }
}"""


def today() -> date:
    """Return the day in the shop."""
    return timezone.now().astimezone(shop_zone()).date()


def set_terms(owner: Storefront, group: CustomerGroup, **terms: Any) -> None:
    """Say how a group pays."""
    from tests.graphql.ids import id_of

    owner.change(SET_TERMS, id=id_of(group), input=terms)


def choose(
    shopper: Storefront, checkout: Any, option: str = "NET_TERMS", po: str | None = None
) -> dict[str, Any]:
    """Choose how a checkout is to be paid."""
    return shopper.change(CHOOSE, id=checkout.id, option=option, po=po)


def options_of(shopper: Storefront, checkout: Any) -> list[dict[str, Any]] | None:
    """Return what a checkout offers, as somebody sees it."""
    document = (
        f"query($id: ID!) {{ checkout(id: $id) {{ {OPTIONS} }} }}"
        if port.GENERATION == 3
        else f"query($id: UUID!) {{ checkout(token: $id) {{ {OPTIONS} }} }}"
    )
    key = checkout.id if port.GENERATION == 3 else checkout.token
    found = shopper.ask(document, id=key)["checkout"]
    # Saleor 2.10 shows nobody a checkout of another.
    return found and found["customerGroupPaymentOptions"]


def gateways_of(shopper: Storefront, checkout: Any) -> list[str]:
    """Return the gateways that Saleor itself lists."""
    asked = "availablePaymentGateways { id }"
    document = (
        f"query($id: ID!) {{ checkout(id: $id) {{ {asked} }} }}"
        if port.GENERATION == 3
        else f"query($id: UUID!) {{ checkout(token: $id) {{ {asked} }} }}"
    )
    key = checkout.id if port.GENERATION == 3 else checkout.token
    found = shopper.ask(document, id=key)["checkout"]["availablePaymentGateways"]
    return [each["id"] for each in found]


def terms_of(asking: Storefront, order: Order) -> dict[str, Any] | None:
    """Return the terms of an order, as staff see them."""
    found = asking.ask(
        f"query($id: ID!) {{ order(id: $id) {{ {TERMS} }} }}", id=order.id
    )
    return found["order"] and found["order"]["customerGroupTerms"]


def own_terms_of(shopper: Storefront, order: Order) -> dict[str, Any] | None:
    """Return the terms of an order, as its customer sees them."""
    found = shopper.ask(
        f"{{ me {{ orders(first: 9) {{ edges {{ node {{ id {TERMS} }} }} }} }} }}"
    )
    orders = {
        each["node"]["id"]: each["node"] for each in found["me"]["orders"]["edges"]
    }
    return orders[order.id]["customerGroupTerms"]


def known_terms_of(asking: Storefront, order: Order) -> dict[str, Any] | None:
    """Return the terms of an order, as whoever merely knows its id sees them."""
    if port.GENERATION == 3:
        return terms_of(asking, order)
    from saleor.order.models import Order as Row

    token = Row.objects.get(pk=from_global_id(order.id)[1]).token
    found = asking.ask(
        f"query($token: UUID!) {{ orderByToken(token: $token) {{ {TERMS} }} }}",
        token=str(token),
    )
    return found["orderByToken"] and found["orderByToken"]["customerGroupTerms"]


def buy_on_terms(
    shopper: Storefront, basket: Mapping[Any, int], po: str | None = None
) -> Order:
    """Choose shipping and net terms, and order."""
    checkout = shopper.open_checkout(basket)
    shopper.ship(checkout)
    choose(shopper, checkout, po=po)
    return shopper.complete(checkout)


def record(
    owner: Storefront, order: Order, amount: str, *, on: date, reference: str = "R1"
) -> dict[str, Any]:
    """Record a payment."""
    payload = owner.change(
        RECORD, id=order.id, amount=amount, on=on.isoformat(), reference=reference
    )
    return payload["terms"]


def cancel(owner: Storefront, order: Order) -> None:
    """Cancel an order in Saleor."""
    errors = "orderErrors" if port.GENERATION == 2 else "errors"
    owner.change(
        f"mutation($id: ID!) {{ orderCancel(id: $id) {{ {errors} {{ code }} }} }}",
        id=order.id,
    )


def capture(owner: Storefront, order: Order, amount: str) -> None:
    """Have Saleor itself book what was received."""
    if port.GENERATION == 2:
        owner.change(
            "mutation($id: ID!, $amount: Decimal!) {"
            " orderCapture(id: $id, amount: $amount)"
            " { orderErrors { field code message } } }",
            id=order.id,
            amount=amount,
        )
        return
    owner.change(
        "mutation($id: ID!, $amount: PositiveDecimal!) { transactionUpdate(id: $id,"
        ' transaction: {amountCharged: {amount: $amount, currency: "USD"}})'
        " { errors { field code message } } }",
        id=transaction_of(order),
        amount=amount,
    )


def refund(owner: Storefront, order: Order, amount: str) -> None:
    """Have Saleor itself book what was given back."""
    if port.GENERATION == 2:
        owner.change(
            "mutation($id: ID!, $amount: Decimal!) {"
            " orderRefund(id: $id, amount: $amount)"
            " { orderErrors { field code message } } }",
            id=order.id,
            amount=amount,
        )
        return
    owner.change(
        "mutation($id: ID!, $amount: PositiveDecimal!) {"
        " transactionEventReport(id: $id, type: REFUND_SUCCESS, amount: $amount,"
        ' pspReference: "B1")'
        " { errors { field code message } } }",
        id=transaction_of(order),
        amount=amount,
    )


def transaction_of(order: Order) -> str:
    """Return the id of our transaction of an order of Saleor 3."""
    from saleor.payment.models import TransactionItem

    item = TransactionItem.objects.get(order=from_global_id(order.id)[1])
    return to_global_id("TransactionItem", item.token)


def row_of(order: Order) -> TermsOrder:
    """Return what is stored of an order."""
    return TermsOrder.objects.get(order_id=from_global_id(order.id)[1])


def money(found: Mapping[str, Any]) -> Decimal:
    """Return an amount."""
    return Decimal(str(found["amount"]))


def customer(email: str) -> Any:
    """Return an account."""
    return get_user_model().objects.get(email=email)


class World:
    """A shop that sells to VIPs on terms, and others who know nothing of that."""

    def __init__(self, shop: Shop, **terms: Any) -> None:
        self.shop = shop
        self.owner = shop.owner()
        self.vip = shop.group("VIP")
        set_terms(
            self.owner,
            self.vip,
            **{"options": ["ONLINE", "NET_TERMS"], "netDays": 30, **terms},
        )
        self.member = shop.member(self.vip, "member@example.com")
        self.other = shop.member(shop.group("Other"), "other@example.com")
        self.guest = Storefront()
