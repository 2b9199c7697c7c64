"""How staff ask what units are worth that come back, and pay them back."""

from decimal import Decimal
from typing import Any

from tests.port.answers import Order
from tests.storefront import Storefront

# The type of the amount has another name in each Saleor.
REFUND = """mutation($id: ID!) {
  orderRefund(id: $id, amount: %s) { errors { field message } }
}"""
SUGGEST = """query($order: ID!, $lines: [CustomerGroupReturnedLineInput!]!) {
  customerGroupRefundSuggestion(orderId: $order, lines: $lines) {
    lines { lineId quantity amount { amount } }
    sharedAmount { amount currency } keptAmount { amount } promotions
    refundedAmount { amount }
    errors { field code message }
  }
}"""


def suggest(owner: Storefront, order: Order, **returned: int) -> Any:
    """Ask for units by SKU, with underscores for hyphens."""
    by_sku = {line.sku.replace("-", "_"): line.id for line in order.lines}
    lines = [{"lineId": by_sku[sku], "quantity": n} for sku, n in returned.items()]
    found = owner.ask(SUGGEST, order=order.id, lines=lines)
    return found["customerGroupRefundSuggestion"]


def readings(found: Any) -> tuple[Decimal, Decimal, list[str]]:
    assert found["errors"] == []
    return (
        Decimal(str(found["sharedAmount"]["amount"])),
        Decimal(str(found["keptAmount"]["amount"])),
        found["promotions"],
    )


def refund(owner: Storefront, order: Order, amount: str) -> None:
    """Pay back an amount, of which Saleor keeps no units."""
    owner.change(REFUND % amount, id=order.id)
