"""Hidden products are neither put into checkouts nor sold. visibility.md, section 3."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from graphql_relay import to_global_id

from saleor_customer_groups import port
from tests.journeys.visibility.hiding import hide, show
from tests.owner import Shop
from tests.port.plugin import configure
from tests.storefront import Refused, Storefront

# What a variant is refused with, and what a checkout is.
CODE = (
    "UNAVAILABLE_VARIANT_IN_CHANNEL"
    if port.GENERATION == 3
    else "PRODUCT_NOT_PUBLISHED"
)


class World:
    """A member who sees Latte, and others who do not."""

    def __init__(self, shop: Shop) -> None:
        self.shop = shop
        self.vip = shop.group("VIP")
        self.latte = shop.latte
        self.set = hide(shop.latte.product, groups=(self.vip,))
        self.member = shop.member(self.vip, "member@example.com")
        self.other = shop.member(shop.group("Other"), "other@example.com")
        self.guest = Storefront()


@pytest.fixture
def world(shop: Shop) -> World:
    return World(shop)


def refused(call: Callable[..., Any], *given: Any) -> list[Any]:
    with pytest.raises(Refused) as error:
        call(*given)
    assert {each["code"] for each in error.value.errors} == {CODE}
    # Its id was sent; nothing else of it is told.
    told = json.dumps(error.value.errors).lower()
    assert "latte" not in told
    assert "9.99" not in told
    return error.value.errors


def test_only_who_sees_a_product_creates_a_checkout_with_it(world: World) -> None:
    made = world.member.open_checkout({world.latte: 2})

    assert [(line.sku, line.quantity) for line in made.lines] == [("latte", 2)]
    for shopper in (world.other, world.guest):
        refused(shopper.open_checkout, {world.latte: 1})
        # More than there are in stock: what is said of stock would name it.
        refused(shopper.open_checkout, {world.latte: 5000})


def test_nor_is_it_added_to_a_checkout(world: World) -> None:
    for shopper in (world.other, world.guest):
        checkout = shopper.open_checkout({world.shop.espresso: 1})

        refused(shopper.add, checkout, {world.latte: 1})
        refused(shopper.add, checkout, {world.latte: 5000})
        refused(shopper.set_quantities, checkout, {world.latte: 1})

        after = shopper.look(checkout)
        assert [(line.sku, line.quantity) for line in after.lines] == [("espresso", 1)]
    checkout = world.member.open_checkout({world.shop.espresso: 1})
    assert len(world.member.add(checkout, {world.latte: 1}).lines) == 2


def test_the_customer_of_the_checkout_counts(world: World) -> None:
    checkout = world.other.open_checkout({world.shop.espresso: 1})

    # Whoever knows its id may add to it, on behalf of its customer.
    refused(world.member.add, checkout, {world.latte: 1})


def test_before_it_has_a_customer_who_asks_counts(world: World) -> None:
    checkout = world.guest.open_checkout({world.shop.espresso: 1})

    refused(world.guest.add, checkout, {world.latte: 1})
    refused(world.other.add, checkout, {world.latte: 1})

    assert len(world.member.add(checkout, {world.latte: 1}).lines) == 2


def test_of_a_line_that_is_hidden_now_there_may_only_be_fewer(world: World) -> None:
    checkout = world.member.open_checkout({world.latte: 3, world.shop.espresso: 1})
    world.shop.take_out_of(world.vip, "member@example.com")

    refused(world.member.set_quantities, checkout, {world.latte: 4})
    refused(world.member.add, checkout, {world.latte: 1})
    fewer = world.member.set_quantities(checkout, {world.latte: 2})

    assert {line.sku: line.quantity for line in fewer.lines} == {
        "latte": 2,
        "espresso": 1,
    }
    assert str(fewer.units["latte"]) == "9.99"
    gone = world.member.remove(checkout, "latte")
    assert [line.sku for line in gone.lines] == ["espresso"]


def test_who_has_left_the_group_cannot_complete_it(world: World) -> None:
    checkout = world.member.open_checkout({world.latte: 1, world.shop.espresso: 1})
    paid = world.member.pay_for(checkout)
    world.shop.take_out_of(world.vip, "member@example.com")

    errors = refused(world.member.complete, paid)

    line = to_global_id("ProductVariant", world.latte.pk)
    of_line = next(each.id for each in checkout.lines if each.sku == "latte")
    told = json.dumps(errors)
    assert line in told or of_line in told or port.GENERATION == 3
    assert not _orders()
    world.member.remove(checkout, "latte")
    world.member.pay(world.member.look(checkout))
    order = world.member.complete(checkout)
    assert [each.sku for each in order.lines] == ["espresso"]


def test_nor_can_others_once_a_set_is_made(world: World) -> None:
    show(world.set)
    checkout = world.other.open_checkout({world.latte: 1})
    paid = world.other.pay_for(checkout)
    row = hide(world.latte.product, groups=(world.vip,))

    refused(world.other.complete, paid)

    assert not _orders()
    show(row)
    assert [each.sku for each in world.other.complete(paid).lines] == ["latte"]


def test_who_sees_it_buys_it_and_finds_it_among_past_orders(world: World) -> None:
    order = world.member.buy(world.member.open_checkout({world.latte: 1}))
    assert [each.sku for each in order.lines] == ["latte"]
    world.shop.take_out_of(world.vip, "member@example.com")

    found = world.member.ask(
        "{ me { orders(first: 5) { edges { node { lines { productSku"
        " productName variant { id product { name } } } } } } } }"
    )

    (edge,) = found["me"]["orders"]["edges"]
    (line,) = edge["node"]["lines"]
    assert line["productSku"] == "latte"
    assert line["productName"] == "latte"


def test_a_checkout_with_a_hidden_line_is_shown_as_it_is(world: World) -> None:
    checkout = world.member.open_checkout({world.latte: 2, world.shop.espresso: 1})
    world.shop.take_out_of(world.vip, "member@example.com")

    shown = world.member.ask(
        "query($id: ID!) { checkout(id: $id) { lines { variant { name product { name }"
        " attributes { attribute { name } } } } } }"
        if port.GENERATION == 3
        else "query($id: UUID!) { checkout(token: $id) { lines { variant { name"
        " product { name } pricing { price { gross { amount } } }"
        " attributes { attribute { name } } } } } }",
        id=checkout.id if port.GENERATION == 3 else checkout.token,
    )

    names = [each["variant"]["product"]["name"] for each in shown["checkout"]["lines"]]
    assert sorted(names) == ["espresso", "latte"]


def test_staff_may_sell_it_by_a_draft(world: World) -> None:
    owner = world.shop.owner()
    customer = get_user_model().objects.get(email="other@example.com")

    order = owner.draft_order(to_global_id("User", customer.pk), {world.latte: 1})

    assert [each.sku for each in order.lines] == ["latte"]


def test_switched_off_everything_is_sold(world: World) -> None:
    configure(active=False)

    order = world.guest.buy(world.guest.open_checkout({world.latte: 1}))

    assert [each.sku for each in order.lines] == ["latte"]


def _orders() -> bool:
    from saleor.order.models import Order

    return Order.objects.exists()
