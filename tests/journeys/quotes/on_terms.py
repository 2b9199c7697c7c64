"""Quotes of a shop that sells on terms, in the words of shoppers and owners."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import pytest
from saleor.order.models import Order as SaleorOrder

from saleor_customer_groups import port
from saleor_customer_groups.models import TermsLedgerEntry, TermsOrder
from tests.journeys.quotes import quoting
from tests.journeys.terms.paying import World, set_terms
from tests.port.answers import Order
from tests.storefront import Refused, Storefront

# Espressos for 20.00 each, and 10.00 for shipping.
UNITS = 3
TOTAL = Decimal("70.00")

_SALEOR = {
    3: """query($id: ID!) { order(id: $id) {
      status isPaid chargeStatus authorizeStatus totalAuthorized { amount }
      transactions { name authorizedAmount { amount } chargedAmount { amount } }
    } }""",
    2: """query($id: ID!) { order(id: $id) {
      status isPaid paymentStatus totalAuthorized { amount }
      payments { gateway isActive total { amount } capturedAmount { amount } }
    } }""",
}


def offered(
    world: World,
    shopper: Storefront | None = None,
    basket: Mapping[Any, int] | None = None,
) -> quoting.SeenQuote:
    """Have a shopper ask for a quote, and staff send it.

    :param shopper: the member, if it is nobody else.
    """
    shopper = shopper or world.member
    checkout = shopper.open_checkout(basket or {world.shop.espresso: UNITS})
    quote = quoting.request(shopper, shopper.ship(checkout))
    return quoting.send(world.owner, quoting.draft_of(world.owner, quote))


def order_of(quote: quoting.SeenQuote) -> Order:
    """Return the order of an accepted quote."""
    assert quote.order_id is not None
    return Order(quote.order_id, (), Decimal(0), Decimal(0), Decimal(0))


def accepted(
    world: World, quote: quoting.SeenQuote | None = None, po: str | None = None
) -> Order:
    """Have the member accept a quote, and return its order."""
    return order_of(quoting.accept(world.member, quote or offered(world), po))


def saleor_of(world: World, order: Order) -> dict[str, Any]:
    """Return status and payments of an order as staff see them in Saleor."""
    return world.owner.ask(_SALEOR[port.GENERATION], id=order.id)["order"]


def refused(
    shopper: Storefront, quote: quoting.SeenQuote, po: str | None = None
) -> tuple[str | None, str, str]:
    """Return what accepting is refused with, after which nothing has changed."""
    before = stored()
    with pytest.raises(Refused) as error:
        quoting.accept(shopper, quote, po)
    assert stored() == before
    (seen,) = (each for each in quoting.mine(shopper) if each.id == quote.id)
    assert (seen.status, seen.total, seen.order_id) == ("SENT", quote.total, None)
    (found,) = error.value.errors
    return found["field"], found["code"], found["message"]


def assert_open_without_terms(world: World, order: Order, total: Decimal) -> None:
    """Look whether an order is to be paid by Saleor's own ways."""
    assert not TermsOrder.objects.filter(order_id=_key(order)).exists()
    assert world.owner.look_at_order(order).total == total
    found = saleor_of(world, order)
    assert found["status"] == "UNFULFILLED"
    assert found["isPaid"] is False
    assert found["totalAuthorized"] == {"amount": 0.0}
    assert found["transactions" if port.GENERATION == 3 else "payments"] == []


def payments() -> list[Any]:
    """Return all payments and transactions that are stored in Saleor."""
    from saleor.payment.models import Payment, Transaction

    found = [
        *Payment.objects.order_by("pk").values(),
        *Transaction.objects.order_by("pk").values(),
    ]
    if port.GENERATION == 3:
        from saleor.payment.models import TransactionItem

        found += TransactionItem.objects.order_by("pk").values()
    return found


def allocated() -> int:
    """Return how many units are allocated to orders."""
    from saleor.warehouse.models import Allocation

    return sum(Allocation.objects.values_list("quantity_allocated", flat=True))


def stored() -> list[Any]:
    """Return all that accepting a quote may change."""
    return [
        list(SaleorOrder.objects.order_by("pk").values_list("pk", "status")),
        payments(),
        allocated(),
        list(TermsOrder.objects.order_by("pk").values()),
        TermsLedgerEntry.objects.count(),
    ]


def _key(order: Order) -> str:
    from graphql_relay import from_global_id

    return str(from_global_id(order.id)[1])


def limit(world: World, amount: str, currency: str = "USD") -> None:
    """Let the group owe no more than an amount."""
    set_terms(world.owner, world.vip, creditLimit=amount, creditCurrency=currency)
