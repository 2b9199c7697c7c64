"""What is recorded of an order, whichever way Saleor 3 makes one of a checkout."""

from decimal import Decimal

import pytest
from graphene import Node
from saleor.checkout.models import CheckoutLine
from saleor.checkout.tasks import automatic_checkout_completion_task

from saleor_customer_groups.models import AppliedBenefit, PriceRule
from tests.owner import Shop
from tests.port.saleor3 import dialect
from tests.port.saleor3.rows import an_app, basket, pay_by_transaction
from tests.storefront import ADDRESS, Storefront

# Saleor tells of an order after its transaction.
pytestmark = pytest.mark.django_db(transaction=True)

D = Decimal
BY_APP = """mutation($id: ID!) { orderCreateFromCheckout(id: $id) {
  order { id } errors { field message code }
} }"""


@pytest.mark.parametrize("way", ["transaction", "app", "automatic"])
def test_the_order_is_recorded_without_what_an_app_has_priced(
    shop: Shop, ann: Storefront, way: str
) -> None:
    app = an_app("checkout.handle_checkouts")
    checkout = ann.ship(ann.open_checkout({**basket(shop), shop.latte: 1}))
    ann.change(dialect.BILL, id=checkout.id, address=ADDRESS)
    latte = CheckoutLine.objects.get(variant=shop.latte)
    lines = [{"lineId": Node.to_global_id("CheckoutLine", latte.pk), "price": 5}]
    app.change(dialect.UPDATE, id=checkout.id, lines=lines)
    checkout = ann.look(checkout)

    # What is recorded is what made the prices, as it was then.
    PriceRule.objects.filter(adjustment__kind="percent_off").update(name="Renamed")
    if way == "app":
        app.change(BY_APP, id=checkout.id)
    else:
        pay_by_transaction(checkout)
    if way == "transaction":
        ann.complete(checkout)
    elif way == "automatic":
        automatic_checkout_completion_task(latte.checkout_id, None, None)

    assert checkout.total == D("82.50")
    rows = AppliedBenefit.objects.order_by("sku")
    assert list(rows.values_list("sku", "name", "unit_price_amount", "amount")) == [
        ("espresso", "VIP percent_off 10", D("18"), D("-4")),
        ("green-tea", "VIP percent_increase 5", D("31.5"), D("1.5")),
    ]
