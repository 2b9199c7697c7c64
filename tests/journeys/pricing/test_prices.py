"""What shoppers of different groups pay for the same basket."""

from collections.abc import Callable
from decimal import Decimal
from itertools import pairwise
from typing import Any

import pytest
from django.core.signals import request_started

from saleor_customer_groups import port
from saleor_customer_groups.models import PriceRule
from tests.owner import Shop
from tests.storefront import Storefront

D = Decimal


def test_a_new_shopper_joins_the_default_group(
    shop: Shop, groups_of: Callable[[str], list[str]]
) -> None:
    Storefront().register("ann@example.com")

    assert groups_of("ann@example.com") == ["Standard"]


@pytest.mark.parametrize(
    ("group", "kind", "value", "in_coffee", "units", "subtotal"),
    [
        (None, "", "", False, ("20.00", "9.99", "30.00"), "79.99"),
        ("Wholesale", "percent_off", "10", True, ("18.00", "8.99", "30.00"), "74.99"),
        ("VIP", "percent_off", "15", False, ("17.00", "8.49", "25.50"), "67.99"),
        (
            "Export",
            "percent_increase",
            "8",
            False,
            ("21.60", "10.79", "32.40"),
            "86.39",
        ),
        ("Staff", "amount_off", "2.50", True, ("17.50", "7.49", "30.00"), "72.49"),
        ("Far", "amount_increase", "0.40", False, ("20.40", "10.39", "30.40"), "81.59"),
        ("Flat", "fixed_price", "15", True, ("15.00", "15.00", "30.00"), "75.00"),
        ("Gratis", "amount_off", "25", True, ("0.00", "0.00", "30.00"), "30.00"),
    ],
)
def test_each_group_pays_its_own_price(
    shop: Shop,
    group: str | None,
    kind: str,
    value: str,
    in_coffee: bool,
    units: tuple[str, str, str],
    subtotal: str,
) -> None:
    members = shop.group(group) if group else shop.default_group()
    if group:
        shop.rule(members, kind, value, category=shop.coffee if in_coffee else None)
    shopper = shop.member(members, "ann@example.com")

    checkout = shopper.open_checkout(
        {shop.espresso: 2, shop.latte: 1, shop.green_tea: 1}
    )

    expected = dict(zip(("espresso", "latte", "green-tea"), map(D, units), strict=True))
    assert checkout.units == expected
    assert checkout.subtotal == D(subtotal)


def test_the_order_has_the_prices_of_the_checkout_also_where_goods_are_free(
    shop: Shop,
) -> None:
    vip = shop.group("VIP")
    shop.rule(vip, "percent_off", "15")
    shop.rule(vip, "amount_off", "25", category=shop.coffee)
    ann = Storefront().register("ann@example.com")
    shop.put_into(vip, "ann@example.com")

    checkout = ann.open_checkout({shop.espresso: 2, shop.latte: 1, shop.green_tea: 2})
    order = ann.buy(checkout)

    assert checkout.units == {
        "espresso": D("0.00"),
        "latte": D("0.00"),
        "green-tea": D("25.50"),
    }
    assert order.units == checkout.units
    assert order.total == order.captured == D("61.00")
    assert order.adds_up


def test_the_line_names_the_group_that_made_its_price(shop: Shop) -> None:
    vip = shop.group("VIP")
    shop.rule(vip, "percent_off", "15", category=shop.tea)
    ann = shop.member(vip, "ann@example.com")

    checkout = ann.open_checkout({shop.espresso: 1, shop.green_tea: 1})

    assert {
        line.sku: (line.unit, line.group, line.list_price) for line in checkout.lines
    } == {
        "espresso": (D("20.00"), None, None),
        "green-tea": (D("25.50"), "VIP", D("30.00")),
    }


def test_a_guest_pays_the_list_price_or_that_of_the_guests_group(shop: Shop) -> None:
    guest = Storefront()
    basket = {shop.green_tea: 1}

    before = guest.open_checkout(basket)
    visitors = shop.group("Visitors", for_guests=True)
    shop.rule(visitors, "percent_increase", "10")
    after = guest.open_checkout(basket)

    assert before.units == {"green-tea": D("30.00")}
    assert after.units == {"green-tea": D("33.00")}


def test_a_customer_without_any_membership_is_priced_as_the_default_group(
    shop: Shop,
) -> None:
    ann = Storefront().register("ann@example.com")
    shop.default_group().memberships.all().delete()
    shop.rule(shop.default_group(), "percent_off", "5")

    assert ann.open_checkout({shop.green_tea: 1}).units == {"green-tea": D("28.50")}


def test_of_two_groups_the_better_price_counts(shop: Shop) -> None:
    wholesale, vip = shop.group("Wholesale"), shop.group("VIP")
    shop.rule(wholesale, "percent_off", "10", category=shop.coffee)
    shop.rule(vip, "percent_off", "15", category=shop.tea)
    shop.rule(vip, "percent_increase", "8", category=shop.coffee)
    ann = shop.member(wholesale, "ann@example.com")
    shop.put_into(vip, "ann@example.com")

    checkout = ann.open_checkout({shop.espresso: 1, shop.green_tea: 1})

    assert checkout.units == {"espresso": D("18.00"), "green-tea": D("25.50")}


def test_a_group_inherits_the_prices_of_the_group_above_it(shop: Shop) -> None:
    trade = shop.group("Trade")
    gold = shop.group("Gold", parent=trade)
    shop.rule(trade, "percent_off", "10")
    ann = shop.member(gold, "ann@example.com")

    assert ann.open_checkout({shop.green_tea: 1}).units == {"green-tea": D("27.00")}


def test_a_price_that_saleor_cannot_charge_never_stops_a_sale(
    shop: Shop, caplog: pytest.LogCaptureFixture
) -> None:
    vip = shop.group("VIP")
    rule = shop.rule(vip, "fixed_price", "9", category=shop.coffee)
    # As it came in before amounts were checked.
    adjustment = {**rule.adjustment, "amount": "100000000000000000.00"}
    PriceRule.objects.update(adjustment=adjustment)
    shop.rule(vip, "percent_off", "10", category=shop.tea)
    ann = shop.member(vip, "ann@example.com")

    told_before: list[int] = []

    def began(**_: Any) -> None:
        told_before.append(caplog.text.count(told))

    told = "vip-fixed_price-9 would make more than Saleor can charge"
    request_started.connect(began)
    try:
        order = ann.buy(ann.open_checkout({shop.espresso: 2, shop.green_tea: 1}))
    finally:
        request_started.disconnect(began)

    assert order.total == D("77.00")
    assert order.captured == order.total
    # However often a request prices a checkout, it says so once.
    told_before.append(caplog.text.count(told))
    told_in_request = [after - before for before, after in pairwise(told_before)]
    assert max(told_in_request) == 1
    prices = {name: shown.prices for name, shown in ann.browse().items()}
    assert prices["espresso"] == (D("20.00"), D("20.00"))


# What Saleor's columns hold is a cent less.
TOO_MUCH = {2: D(10**10), 3: D(10**17)}[port.GENERATION]


@pytest.mark.parametrize("included", [False, True])
@pytest.mark.parametrize(
    ("part", "is_charged"),
    [
        ("0.95", False),
        # A storefront cannot pay so many digits on Saleor 3: they are numbers in JSON.
        *([("0.45", True)] if port.GENERATION == 2 else []),
    ],
)
def test_taxes_and_shipping_count_towards_what_saleor_can_charge(
    shop: Shop, included: bool, part: str, is_charged: bool
) -> None:
    shop.catalogue.charge_taxes("23", included=included)
    vip = shop.group("VIP")
    amount = TOO_MUCH * D(part) / 50
    rule = shop.rule(vip, "fixed_price", "9", category=shop.coffee)
    # As it came in before amounts were checked.
    PriceRule.objects.update(adjustment={**rule.adjustment, "amount": str(amount)})
    ann = shop.member(vip, "ann@example.com")

    order = ann.buy(ann.open_checkout({shop.espresso: 50, shop.green_tea: 1}))

    goods = 50 * (amount if is_charged else D(20)) + 30
    taxed = goods if included else goods * D("1.23")
    assert order.total - order.shipping == taxed
    assert order.captured == order.total
    prices = {name: shown.prices[0] for name, shown in ann.browse().items()}
    assert prices["espresso"] == amount * (1 if included else D("1.23"))
