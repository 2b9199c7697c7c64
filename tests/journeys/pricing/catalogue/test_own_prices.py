"""The catalogue shows shoppers what they will pay."""

import logging
from decimal import Decimal
from typing import Any

import pytest
from promise import Promise

from saleor_customer_groups.graphql.pricing import catalogue
from saleor_customer_groups.services.pricing import explanations
from tests.owner import Shop
from tests.port.answers import Shown, ShownProduct
from tests.port.plugin import configure
from tests.queries import counted
from tests.storefront import Storefront

D = Decimal


def variants(shown: dict[str, ShownProduct]) -> dict[str, Shown]:
    return {sku: each for p in shown.values() for sku, each in p.variants.items()}


def prices(shopper: Storefront) -> dict[str, Decimal]:
    return {sku: each.price for sku, each in variants(shopper.browse()).items()}


def test_a_member_sees_what_their_checkout_charges_and_a_guest_the_public_price(
    shop: Shop,
) -> None:
    vip = shop.group("VIP")
    shop.rule(vip, "percent_off", "15", category=shop.tea)
    shop.rule(vip, "percent_increase", "8", category=shop.coffee)
    shop.catalogue.put_on_sale("10", shop.espresso)
    ann = shop.member(vip, "ann@example.com")

    of_ann = ann.browse()
    of_guest = Storefront().browse()
    charged = ann.open_checkout(
        {shop.espresso: 1, shop.latte: 1, shop.green_tea: 1}
    ).units

    assert variants(of_ann) == {
        # Saleor's sale on the raised price still is below the listing price.
        "espresso": Shown(D("19.44"), D("20.00"), D("0.56"), True),
        # A higher price is not struck through.
        "latte": Shown(D("10.79"), D("10.79"), None, False),
        "green-tea": Shown(D("25.50"), D("30.00"), D("4.50"), True),
    }
    assert {sku: each.price for sku, each in variants(of_ann).items()} == charged
    assert variants(of_guest) == {
        "espresso": Shown(D("18.00"), D("20.00"), D("2.00"), True),
        "latte": Shown(D("9.99"), D("9.99"), None, False),
        "green-tea": Shown(D("30.00"), D("30.00"), None, False),
    }
    for product in (*of_ann.values(), *of_guest.values()):
        (only,) = product.variants.values()
        assert product.prices == (only.price, only.price)
        assert product.undiscounted == (only.undiscounted, only.undiscounted)
        assert product[2:4] == only[2:4]


def test_a_product_shows_the_range_of_what_its_variants_cost_the_shopper(
    shop: Shop,
) -> None:
    big = shop.catalogue.another(shop.green_tea, "green-tea-1kg", "100.00")
    shop.catalogue.another(shop.green_tea, "green-tea-2kg", "180.00")
    vip = shop.group("VIP")
    for kind, value, variant in (
        ("percent_increase", "10", shop.green_tea),
        ("fixed_price", "25.00", big),
    ):
        shop.rule(vip, kind, value, scope={"include": {"variants": [str(variant.pk)]}})

    tea = shop.member(vip, "ann@example.com").browse()["green-tea"]

    assert tea.variants == {
        "green-tea": Shown(D("33.00"), D("33.00"), None, False),
        "green-tea-1kg": Shown(D("25.00"), D("100.00"), D("75.00"), True),
        "green-tea-2kg": Shown(D("180.00"), D("180.00"), None, False),
    }
    assert (tea.prices, tea.undiscounted) == (
        (D("25.00"), D("180.00")),
        (D("33.00"), D("180.00")),
    )
    assert (tea.discount, tea.on_sale) == (D("8.00"), True)


@pytest.mark.parametrize("included", [True, False])
def test_taxes_are_those_of_the_checkout(shop: Shop, included: bool) -> None:
    shop.catalogue.charge_taxes("23", included=included)
    vip = shop.group("VIP")
    shop.rule(vip, "percent_off", "15", category=shop.coffee)
    shop.rule(vip, "percent_increase", "15", category=shop.tea)
    ann = shop.member(vip, "ann@example.com")

    shown = ann.browse()
    checkout = ann.open_checkout({shop.latte: 1, shop.green_tea: 1})

    latte = shown["latte"].variants["latte"]
    assert latte[:2] == (
        (D("8.49"), D("9.99")) if included else (D("10.44"), D("12.29"))
    )
    assert {line.sku: (line.unit, line.net_total) for line in checkout.lines} == {
        sku: (shown[sku].variants[sku].price, shown[sku].nets[sku])
        for sku in ("latte", "green-tea")
    }


def test_a_guest_sees_the_guests_price(shop: Shop) -> None:
    shop.rule(shop.group("Guests", for_guests=True), "percent_off", "5")
    ann = Storefront().register("ann@example.com")

    assert prices(Storefront())["green-tea"] == D("28.50")
    assert prices(ann)["green-tea"] == D("30.00")


def test_nobody_sees_anothers_price(shop: Shop) -> None:
    vip, trade = shop.group("VIP"), shop.group("Trade")
    shop.rule(vip, "percent_off", "15")
    shop.rule(trade, "percent_off", "40")
    ann = shop.member(vip, "ann@example.com")
    bob = shop.member(trade, "bob@example.com")
    cid = Storefront().register("cid@example.com")

    seen = [prices(each)["green-tea"] for each in (ann, bob, cid, Storefront(), ann)]

    assert seen == [D("25.50"), D("18.00"), D("30.00"), D("30.00"), D("25.50")]


def fail(*args: Any, **named: Any) -> None:
    raise ZeroDivisionError("a fault of ours")


def test_switched_off_or_broken_it_is_as_if_there_were_no_groups(
    shop: Shop, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    vip = shop.group("VIP")
    shop.rule(vip, "percent_off", "15")
    shop.catalogue.put_on_sale("10", shop.espresso)
    ann = shop.member(vip, "ann@example.com")
    own, public = ann.browse(), Storefront().browse()

    configure(active=False)
    off = ann.browse()
    configure(active=True)
    broken = []
    ours = ((explanations.engine, "price_units_alone"), (catalogue, "_load_shopper"))
    for place, name in ours:
        with monkeypatch.context() as patch:
            patch.setattr(place, name, fail)
            broken.append(ann.browse())

    assert [off, *broken] == [public] * 3
    assert {
        record.getMessage().partition(":")[0]
        for record in caplog.records
        if record.levelno >= logging.ERROR
    } == {"The catalogue shows Saleor's own prices"}
    assert ann.browse() == own != public


@pytest.mark.parametrize("who", ["member", "customer", "guest"])
def test_extra_queries_keep_the_promise_and_do_not_grow(
    shop: Shop, who: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    vip = shop.group("VIP")
    shop.rule(vip, "percent_off", "15")
    shopper = Storefront()
    if who != "guest":
        shopper.register("ann@example.com")
    if who == "member":
        shop.put_into(vip, "ann@example.com")

    def extra() -> int:
        shopper.browse()
        with counted() as ours:
            shopper.browse()
        with monkeypatch.context() as patch, counted() as saleors:
            patch.setattr(catalogue, "_load_shopper", lambda *_: Promise.resolve(None))
            shopper.browse()
        return ours.count - saleors.count

    few = extra()
    for number in range(8):
        shop.catalogue.variant(f"v{number}", "10.00", category=shop.tea)
    many = extra()

    assert few == many <= (3 if who == "member" else 1)
