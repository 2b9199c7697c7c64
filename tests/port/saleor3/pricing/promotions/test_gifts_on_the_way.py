"""Gifts beside goods that are collected, sent elsewhere or paid: they keep nobody."""

from decimal import Decimal
from typing import Any

import pytest
from django.contrib.sites.models import Site
from graphene import Node
from saleor.checkout.models import Checkout as SaleorCheckout
from saleor.order.models import Order
from saleor.payment.gateways.stripe import webhooks
from saleor.payment.models import Payment
from saleor.warehouse.models import Stock, Warehouse
from stripe.stripe_object import StripeObject

from tests.journeys.pricing.promotions.test_gifts import EMAIL, give, seen
from tests.owner import Shop
from tests.port.answers import Checkout
from tests.port.goods import set_stock, withdraw
from tests.port.saleor3 import dialect
from tests.storefront import ADDRESS, Storefront

D = Decimal
POINTS = """query($id: ID!) {
  checkout(id: $id) { availableCollectionPoints { name } }
}"""
MOVE = f"""mutation($id: ID!, $address: AddressInput!) {{
  checkoutShippingAddressUpdate(id: $id, shippingAddress: $address) {{
    {dialect._ANSWER}
  }}
}}"""
COLLECT = f"""mutation($id: ID!, $point: ID!) {{
  checkoutDeliveryMethodUpdate(id: $id, deliveryMethodId: $point) {{
    {dialect._ANSWER}
  }}
}}"""


@pytest.fixture
def ann(shop: Shop) -> Storefront:
    """A shopper who gets an espresso with whatever she buys."""
    vip = shop.group("VIP")
    give(shop, vip, shop.espresso)
    return shop.member(vip, EMAIL)


def open_point(shop: Shop, stock: dict[Any, int], option: str) -> str:
    """Open a place at which goods are collected; return its id."""
    point = Warehouse.objects.create(
        name="Corner",
        slug="corner",
        address=shop.catalogue.warehouse.address.get_copy(),
        click_and_collect_option=option,
        is_private=False,
    )
    point.channels.add(shop.catalogue.channel)
    for variant, quantity in stock.items():
        Stock.objects.create(
            warehouse=point, product_variant=variant, quantity=quantity
        )
    return Node.to_global_id("Warehouse", point.pk)


@pytest.mark.parametrize(
    ("espressos", "option", "is_given"),
    [
        (None, "local", False),
        (0, "local", False),
        (1, "local", True),
        # The other warehouse sends it there.
        (None, "all", True),
    ],
)
def test_what_is_given_does_not_decide_where_goods_are_collected(
    shop: Shop, ann: Storefront, espressos: int | None, option: str, is_given: bool
) -> None:
    stock = {shop.green_tea: 5}
    if espressos is not None:
        stock[shop.espresso] = espressos
    point = open_point(shop, stock, option)
    checkout = ann.open_checkout({shop.green_tea: 2})
    ann.change(dialect.BILL, id=checkout.id, address=ADDRESS)

    def points() -> list[str]:
        found = ann.ask(POINTS, id=checkout.id)["checkout"]
        return [each["name"] for each in found["availableCollectionPoints"]]

    def collect() -> Checkout:
        answer = ann.change(COLLECT, id=checkout.id, point=point)
        return dialect.read_checkout(answer["checkout"])

    offered, collected = points(), collect()
    ann.pay(collected)
    order = ann.complete(collected)

    assert offered == ["Corner"]
    expected = [("green-tea", 2, D("60.00"))]
    if is_given:
        expected.insert(0, ("espresso", 1, D(0)))
    assert seen(collected) == seen(order) == expected
    assert order.total == D("60.00")


def test_an_address_is_taken_though_the_gift_has_run_out(
    shop: Shop, ann: Storefront
) -> None:
    checkout = ann.open_checkout({shop.green_tea: 2})
    set_stock(shop.espresso, 0)

    moved = ann.change(MOVE, id=checkout.id, address={**ADDRESS, "city": "Albany"})

    assert seen(checkout)[0] == ("espresso", 1, D(0))
    assert seen(dialect.read_checkout(moved["checkout"])) == [
        ("green-tea", 2, D("60.00"))
    ]


def test_an_address_is_taken_where_what_is_given_is_bought_too(
    shop: Shop, ann: Storefront
) -> None:
    settings = Site.objects.get_current().settings
    settings.limit_quantity_per_checkout = 2
    settings.save()
    Site.objects.clear_cache()
    checkout = ann.open_checkout({shop.espresso: 2})

    moved = ann.change(MOVE, id=checkout.id, address={**ADDRESS, "city": "Albany"})

    assert seen(dialect.read_checkout(moved["checkout"])) == [
        ("espresso", 1, D(0)),
        ("espresso", 2, D("40.00")),
    ]


# Saleor tells of an order after its transaction.
@pytest.mark.django_db(transaction=True)
def test_who_has_paid_elsewhere_gets_the_goods_though_the_gift_is_withdrawn(
    shop: Shop, ann: Storefront
) -> None:
    checkout = ann.pay_for(ann.open_checkout({shop.green_tea: 2}))
    withdraw(shop.espresso)
    intent = StripeObject.construct_from({"id": "pi_1", "currency": "usd"}, "key")

    webhooks._finalize_checkout(
        SaleorCheckout.objects.get(pk=checkout.token),
        Payment.objects.get(),
        intent,
        "capture",
        "7000",
        "usd",
    )

    order = Order.objects.get()
    assert [line.product_sku for line in order.lines.all()] == ["green-tea"]
    assert order.total_gross_amount == D("70.00")
