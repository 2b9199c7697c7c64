"""A group's price beside what Saleor itself takes off a product for everybody."""

from decimal import Decimal

import pytest

from tests.owner import Shop

D = Decimal


@pytest.mark.parametrize(
    ("kind", "percent", "with_promotions", "sale", "unit"),
    [
        # Listed at 20.00, the group pays 18.00.
        ("percent_off", "10", "best", "30", "14.00"),
        ("percent_off", "10", "best", "5", "18.00"),
        ("percent_off", "10", "stack", "30", "12.60"),
        ("percent_off", "10", "replace", "30", "18.00"),
        # The group pays 21.00.
        ("percent_increase", "5", "best", "10", "18.90"),
        ("percent_increase", "5", "stack", "10", "18.90"),
        ("percent_increase", "5", "replace", "10", "21.00"),
    ],
)
def test_the_rule_says_how_a_groups_price_goes_with_a_sale(
    shop: Shop,
    kind: str,
    percent: str,
    with_promotions: str,
    sale: str,
    unit: str,
) -> None:
    vip = shop.group("VIP")
    shop.rule(vip, kind, percent, with_promotions=with_promotions)
    ann = shop.member(vip, "ann@example.com")
    shop.catalogue.put_on_sale(sale, shop.espresso)

    checkout = ann.open_checkout({shop.espresso: 2})

    assert checkout.units == {"espresso": D(unit)}


def test_the_order_has_the_price_of_sale_and_group_together(shop: Shop) -> None:
    vip = shop.group("VIP")
    shop.rule(vip, "percent_off", "10", with_promotions="stack")
    ann = shop.member(vip, "ann@example.com")
    shop.catalogue.put_on_sale("30", shop.espresso)

    order = ann.buy(ann.open_checkout({shop.espresso: 2}))

    assert order.units == {"espresso": D("12.60")}
    assert order.total == order.captured == D("35.20")
