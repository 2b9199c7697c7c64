"""What Saleor 3 knows of units that came back before."""

from decimal import Decimal
from typing import Any

import pytest
from saleor.order.models import Order as SaleorOrder

from tests.journeys.pricing.refunds.suggestions import readings, suggest
from tests.owner import Shop
from tests.port.answers import Order
from tests.storefront import Storefront

# Saleor tells of orders after their transaction.
pytestmark = pytest.mark.django_db(transaction=True)

RETURN = """mutation($order: ID!, $input: OrderReturnProductsInput!) {
  orderFulfillmentReturnProducts(order: $order, input: $input) {
    errors { field message code }
  }
}"""


@pytest.fixture
def order(shop: Shop) -> Order:
    """Ten scales for 179.25 and a grinder for 449.00."""
    vip = shop.group("VIP")
    scale = shop.catalogue.variant("scale", "23.90", category=shop.tea)
    grinder = shop.catalogue.variant("grinder", "449.00", category=shop.coffee)
    tea = {"scope": {"include": {"categories": [str(shop.tea.pk)]}}}
    shop.promotion(vip, "A quarter off", kind="percent_off", percent="25", **tea)
    ann = shop.member(vip, "ann@example.com")
    return ann.buy(ann.open_checkout({scale: 10, grinder: 1}))


def give_back(
    owner: Storefront, order: Order, units: int, *, replace: bool = False, **how: Any
) -> None:
    line = next(line for line in order.lines if line.sku == "scale")
    lines = [{"orderLineId": line.id, "quantity": units, "replace": replace}]
    owner.change(RETURN, order=order.id, input={"orderLines": lines, **how})


def amounts(found: Any) -> tuple[Decimal, Decimal]:
    shared, kept, promotions = readings(found)
    assert promotions == []
    return shared, kept


def test_units_that_came_back_count(shop: Shop, order: Order) -> None:
    owner = shop.owner()

    give_back(owner, order, 3)
    # They are back, and not paid back yet: their own worth can still be asked for.
    assert amounts(suggest(owner, order, scale=7)) == (Decimal("125.47"),) * 2
    assert amounts(suggest(owner, order, scale=10)) == (Decimal("179.25"),) * 2
    give_back(owner, order, 3, refund=True, amountToRefund=53.78)
    assert amounts(suggest(owner, order, scale=4)) == (Decimal("71.70"),) * 2
    give_back(owner, order, 1, replace=True)

    found = suggest(owner, order, scale=7)
    (error,) = found["errors"]
    assert (error["field"], error["message"]) == (
        "lines.0.quantity",
        "Of the 10 units of the line 4 were refunded or replaced; give 1 to 6.",
    )
    found = suggest(owner, order, scale=6, grinder=1)
    assert found["refundedAmount"]["amount"] == 53.78
    assert amounts(found) == (Decimal("556.55"),) * 2


def test_refunds_that_were_granted_count_without_their_shipping(
    shop: Shop, order: Order
) -> None:
    owner = shop.owner()
    placed = SaleorOrder.objects.get()
    line = placed.lines.get(quantity=10)
    for units, amount, status in ((3, "63.78", "none"), (5, "89.62", "failure")):
        granted = placed.granted_refunds.create(
            amount_value=Decimal(amount),
            currency="USD",
            status=status,
            shipping_costs_included=status == "none",
        )
        granted.lines.create(order_line=line, quantity=units)

    found = suggest(owner, order, scale=7)

    # Shipping was 10.00; a refund that failed is none.
    assert found["refundedAmount"]["amount"] == 53.78
    assert amounts(found) == (Decimal("125.47"),) * 2
    assert suggest(owner, order, scale=8)["errors"][0]["message"] == (
        "Of the 10 units of the line 3 were refunded or replaced; give 1 to 7."
    )
