"""Hidden products in checkouts of Saleor 3. visibility.md, section 3."""

from typing import Any

import pytest
from graphene import Node
from saleor.order.models import Order

from tests.api import MANAGE_CHECKOUTS, Caller, make_app_caller
from tests.journeys.visibility.hiding import hide, show
from tests.owner import Shop
from tests.port.saleor3.rows import pay_by_transaction
from tests.queries import counted
from tests.storefront import Refused, Storefront

PROBLEMS = """query($id: ID!) { checkout(id: $id) {
  problems {
    __typename
    ... on CheckoutLineProblemVariantNotAvailable { line { variant { sku } } }
    ... on CheckoutLineProblemInsufficientStock { line { variant { sku } } }
  }
} }"""
UNAVAILABLE = "CheckoutLineProblemVariantNotAvailable"


class World:
    """A member who sees Latte, and others who do not."""

    def __init__(self, shop: Shop) -> None:
        self.shop = shop
        self.vip = shop.group("VIP")
        self.latte = shop.latte
        self.set = hide(shop.latte.product, groups=(self.vip,))
        self.member = shop.member(self.vip, "member@example.com")
        self.other = shop.member(shop.group("Other"), "other@example.com")

    def leave(self) -> None:
        self.shop.take_out_of(self.vip, "member@example.com")


@pytest.fixture
def world(shop: Shop) -> World:
    return World(shop)


def problems(shopper: Storefront, checkout: Any) -> list[tuple[str, str]]:
    found = shopper.ask(PROBLEMS, id=checkout.id)["checkout"]["problems"]
    return [(each["__typename"], each["line"]["variant"]["sku"]) for each in found]


def test_a_line_that_is_hidden_now_is_a_problem(world: World) -> None:
    checkout = world.member.open_checkout({world.latte: 2, world.shop.espresso: 1})
    assert problems(world.member, checkout) == []

    world.leave()

    assert problems(world.member, checkout) == [(UNAVAILABLE, "latte")]
    # Nobody is told that there are too few of what they may not see.
    world.latte.stocks.update(quantity=1)
    assert problems(world.member, checkout) == [(UNAVAILABLE, "latte")]
    world.shop.put_into(world.vip, "member@example.com")
    assert problems(world.member, checkout) == [
        ("CheckoutLineProblemInsufficientStock", "latte")
    ]


def test_the_problems_of_many_checkouts_take_as_many_queries_as_one(
    world: World,
) -> None:
    document = (
        "{ me { checkouts(first: 20) { edges { node { problems { __typename } } } } } }"
    )

    def ask() -> int:
        world.member.ask(document)
        with counted() as queries:
            found = world.member.ask(document)["me"]["checkouts"]["edges"]
        assert all(
            each["node"]["problems"] == [{"__typename": UNAVAILABLE}] for each in found
        )
        return queries.count

    world.member.open_checkout({world.latte: 1})
    world.leave()
    one = ask()
    world.shop.put_into(world.vip, "member@example.com")
    for _ in range(6):
        world.member.open_checkout({world.latte: 1})
    world.leave()
    assert ask() == one


ADD_APART = """mutation($id: ID!, $lines: [CheckoutLineInput!]!) {
  checkoutLinesAdd(id: $id, lines: $lines) {
    checkout { lines { id quantity } } errors { field code }
  }
}"""
SET_LINES = """mutation($id: ID!, $lines: [CheckoutLineUpdateInput!]!) {
  checkoutLinesUpdate(id: $id, lines: $lines) {
    checkout { lines { id quantity } } errors { field code }
  }
}"""


def test_of_each_of_two_lines_of_a_variant_there_may_only_be_fewer(
    world: World,
) -> None:
    checkout = world.member.open_checkout({world.latte: 2})
    variant = Node.to_global_id("ProductVariant", world.latte.pk)
    apart = {"variantId": variant, "quantity": 3, "forceNewLine": True}
    added = world.member.change(ADD_APART, id=checkout.id, lines=[apart])
    two, three = sorted(added["checkout"]["lines"], key=lambda each: each["quantity"])
    world.leave()

    # As many as are in both lines.
    more = [{"lineId": two["id"], "quantity": 5}]
    with pytest.raises(Refused) as error:
        world.member.change(SET_LINES, id=checkout.id, lines=more)

    assert error.value.errors == [
        {"field": "lines", "code": "UNAVAILABLE_VARIANT_IN_CHANNEL"}
    ]
    units = {line.id: line.quantity for line in world.member.look(checkout).lines}
    assert units == {two["id"]: 2, three["id"]: 3}
    fewer = [{"lineId": three["id"], "quantity": 1}]
    after = world.member.change(SET_LINES, id=checkout.id, lines=fewer)
    assert {each["id"]: each["quantity"] for each in after["checkout"]["lines"]} == {
        two["id"]: 2,
        three["id"]: 1,
    }


def test_completing_names_the_variant(world: World) -> None:
    checkout = world.member.open_checkout({world.latte: 1, world.shop.espresso: 1})
    world.member.pay_for(checkout)
    world.leave()

    payload = world.member.ask(
        "mutation($id: ID!) { checkoutComplete(id: $id)"
        " { order { id } errors { code variants lines } } }",
        id=checkout.id,
    )["checkoutComplete"]

    assert payload["order"] is None
    (error,) = payload["errors"]
    assert error["code"] == "UNAVAILABLE_VARIANT_IN_CHANNEL"
    assert error["variants"] == [Node.to_global_id("ProductVariant", world.latte.pk)]
    assert not Order.objects.exists()


def test_what_is_paid_for_is_sold(world: World) -> None:
    checkout = world.member.open_checkout({world.latte: 1})
    world.member.ship(checkout)
    pay_by_transaction(world.member.look(checkout))
    world.leave()

    order = world.member.complete(checkout)

    assert [each.sku for each in order.lines] == ["latte"]


def test_a_checkout_made_of_an_order_leaves_it_out(world: World) -> None:
    order = world.member.buy(
        world.member.open_checkout({world.latte: 1, world.shop.espresso: 1})
    )
    document = (
        "mutation($id: ID!) { checkoutCreateFromOrder(id: $id) {"
        " checkout { lines { variant { sku } } }"
        " unavailableVariants { variantId code } errors { code } } }"
    )

    def again(shopper: Storefront) -> Any:
        payload = shopper.ask(document, id=order.id)["checkoutCreateFromOrder"]
        assert payload["errors"] == []
        skus = [each["variant"]["sku"] for each in payload["checkout"]["lines"]]
        return sorted(skus), payload["unavailableVariants"]

    assert again(world.member) == (["espresso", "latte"], [])
    left_out = {
        "variantId": Node.to_global_id("ProductVariant", world.latte.pk),
        "code": "UNAVAILABLE_VARIANT_IN_CHANNEL",
    }
    assert again(world.other) == (["espresso"], [left_out])
    world.leave()
    assert again(world.member) == (["espresso"], [left_out])


def test_an_app_puts_anything_into_a_checkout_without_a_customer(
    world: World,
) -> None:
    app = make_app_caller(MANAGE_CHECKOUTS)
    document = """mutation($variant: ID!) { checkoutCreate(input: {
      channel: "default-channel", email: "guest@example.com",
      lines: [{variantId: $variant, quantity: 1}]
    }) { checkout { lines { variant { sku } } } errors { code } } }"""

    made = app.ask(
        document, variant=Node.to_global_id("ProductVariant", world.latte.pk)
    )

    assert made == {
        "checkout": {"lines": [{"variant": {"sku": "latte"}}]},
        "errors": [],
    }


def test_nor_does_an_app_sell_it_to_who_may_not_see_it(world: World) -> None:
    show(world.set)
    checkout = world.other.open_checkout({world.latte: 1})
    world.other.ship(checkout)
    hide(world.latte.product, groups=(world.vip,))
    app: Caller = make_app_caller("checkout.handle_checkouts", name="Orders")

    made = app.ask(
        "mutation($id: ID!) { orderCreateFromCheckout(id: $id)"
        " { order { id } errors { code } } }",
        id=checkout.id,
    )

    assert made == {
        "order": None,
        "errors": [{"code": "UNAVAILABLE_VARIANT_IN_CHANNEL"}],
    }
    assert not Order.objects.exists()


def test_a_fault_of_ours_stops_no_sale(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    checkout = world.other.open_checkout({world.shop.espresso: 1})
    paid = world.other.pay_for(checkout)

    from saleor_customer_groups.services.visibility import shoppers

    def fail(*_: Any, **__: Any) -> Any:
        raise RuntimeError

    monkeypatch.setattr(shoppers, "read_current_groups_of", fail)
    with pytest.raises(Refused):
        world.other.add(checkout, {world.latte: 1})
    assert [each.sku for each in world.other.complete(paid).lines] == ["espresso"]
