"""Gifts beside goods that are collected: they decide nothing about where."""

from decimal import Decimal
from typing import Any

import pytest
from graphene import Node
from saleor.warehouse.models import Stock, Warehouse

from tests.journeys.pricing.promotions.test_gifts import EMAIL, give, seen
from tests.owner import Shop
from tests.port.answers import Checkout
from tests.port.saleor3 import dialect
from tests.storefront import ADDRESS, Storefront

D = Decimal
POINTS = """query($id: ID!) {
  checkout(id: $id) { availableCollectionPoints { name } }
}"""
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
