"""Group prices with taxes, included in prices and on top of them."""

from decimal import Decimal

import pytest

from tests.owner import Shop

D = Decimal


@pytest.mark.parametrize(
    ("included", "kind", "gross", "net"),
    [
        # The price that is entered is the one that the group changes and that is
        # rounded; the tax follows. One unit, because Saleor 3 taxes the whole line
        # and Saleor 2.10 each unit.
        (True, "percent_off", "8.49", "6.90"),
        (True, "percent_increase", "11.49", "9.34"),
        (False, "percent_off", "10.44", "8.49"),
        (False, "percent_increase", "14.13", "11.49"),
    ],
)
def test_the_group_changes_the_price_on_the_side_it_is_entered(
    shop: Shop, included: bool, kind: str, gross: str, net: str
) -> None:
    shop.catalogue.charge_taxes("23", included=included)
    vip = shop.group("VIP")
    shop.rule(vip, kind, "15")
    ann = shop.member(vip, "ann@example.com")

    checkout = ann.open_checkout({shop.latte: 1})
    order = ann.buy(checkout)

    (only,) = checkout.lines
    assert (only.unit, only.total, only.net_total) == (D(gross), D(gross), D(net))
    assert order.units == {"latte": D(gross)}
    assert order.total == D(gross) + order.shipping
    assert order.adds_up


@pytest.mark.parametrize(
    ("included", "gross", "net"), [(True, "10.00", "8.13"), (False, "12.30", "10.00")]
)
def test_what_costs_others_nothing_is_taxed_at_the_groups_price(
    shop: Shop, included: bool, gross: str, net: str
) -> None:
    shop.catalogue.charge_taxes("23", included=included)
    shop.catalogue.set_price(shop.latte, "0.00")
    vip = shop.group("VIP")
    shop.rule(vip, "fixed_price", "10.00")

    checkout = shop.member(vip, "ann@example.com").open_checkout({shop.latte: 1})

    (only,) = checkout.lines
    assert (only.unit, only.total, only.net_total) == (D(gross), D(gross), D(net))
