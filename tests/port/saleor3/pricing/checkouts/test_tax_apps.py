"""Taxes by an app, beside prices of groups and promotions of the order."""

from collections.abc import Iterator
from decimal import Decimal

import pytest

from tests.owner import Shop
from tests.port.saleor3.rows import promote_orders
from tests.port.saleor3.taxes import TaxApp

D = Decimal


@pytest.fixture
def tax_app(shop: Shop) -> Iterator[TaxApp]:
    app = TaxApp(shop.catalogue)
    yield app
    app.close()


def test_a_promotion_of_the_order_is_for_what_the_group_pays_for_a_new_quantity(
    shop: Shop, tax_app: TaxApp
) -> None:
    variant = shop.catalogue.variant("odd", "33.33", category=shop.tea)
    vip = shop.group("VIP")
    shop.rule(vip, "percent_off", "7", category=shop.tea)
    seven = {"reward_value_type": "percentage", "reward_value": D(7)}
    promote_orders(shop, reward_type="subtotal_discount", **seven)
    ann = shop.member(vip, "ann@example.com")

    checkout = ann.set_quantities(ann.open_checkout({variant: 3}), {variant: 9})

    # 9 x 31.00 less 7 percent, and a tax of 8.875 percent on top.
    assert checkout.discount == D("19.53")
    assert (checkout.nets[-1], checkout.total) == (D("259.47"), D("282.50"))
    name, asked = tax_app.asked[-1]
    assert name == "checkout_calculate_taxes"
    assert asked["discounts"] == [{"amount": {"amount": 19.53}}]
    assert ann.look(checkout).total == D("282.50")
