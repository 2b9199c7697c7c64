"""A tax plugin of the shop's own, beside prices of groups."""

from decimal import Decimal
from typing import Any

from tests.owner import Shop
from tests.port.saleor2.taxes import tax_by_plugin

D = Decimal


def test_a_plugin_that_taxes_whole_lines_taxes_the_groups_price(
    shop: Shop, settings: Any
) -> None:
    tax_by_plugin(settings)
    vip = shop.group("VIP")
    espresso = {"include": {"variants": [str(shop.espresso.pk)]}}
    shop.rule(vip, "fixed_price", "12.34", scope=espresso)
    shop.catalogue.set_price(shop.latte, "12.34")

    ann = shop.member(vip, "ann@example.com")
    checkout = ann.ship(ann.open_checkout({shop.espresso: 3, shop.latte: 3}))
    order = ann.buy(checkout)

    # A tax of 8.875 percent: 3.2855 on 37.02, where it would be 1.10 on each 12.34.
    assert [(line.net_total, line.total) for line in checkout.lines] == [
        (D("37.02"), D("40.31"))
    ] * 2
    assert (checkout.shipping, checkout.total) == (D("10.89"), D("91.51"))
    assert order.total == D("91.51")
    # Saleor itself makes a unit price of what a line costs.
    assert order.units == {"espresso": D("13.44"), "latte": D("13.44")}
