"""Staff sell hidden products by drafts, and are told. visibility.md, section 3."""

from typing import Any

import pytest
from django.contrib.auth import get_user_model
from graphql_relay import to_global_id

from tests.api import MANAGE_ORDERS, STRANGER, Caller, log_in, make_staff
from tests.journeys.visibility.hiding import hide, show
from tests.owner import Shop
from tests.port.plugin import configure
from tests.queries import counted
from tests.storefront import Order, Storefront

LINES = """query($id: ID!) { order(id: $id) {
  lines { productSku customerGroupIsHidden }
} }"""


class World:
    """A shop in which only VIPs see Latte, and its owner, who writes orders."""

    def __init__(self, shop: Shop) -> None:
        self.shop = shop
        self.vip = shop.group("VIP")
        self.set = hide(shop.latte.product, groups=(self.vip,))
        self.owner = shop.owner()
        self.basket = {shop.latte: 1, shop.espresso: 2}
        shop.member(self.vip, "member@example.com")
        shop.member(shop.group("Other"), "other@example.com")

    def draft(self, email: str | None) -> Order:
        return self.owner.draft_order(self._id(email), self.basket)

    def give_to(self, order: Order, email: str) -> None:
        self.owner.give_draft_to(order, str(self._id(email)))

    def marked(self, order: Order) -> dict[str, bool | None]:
        found = self.owner.ask(LINES, id=order.id)["order"]["lines"]
        return {
            each["productSku"]: each["customerGroupIsHidden"]
            for each in sorted(found, key=lambda line: line["productSku"])
        }

    @staticmethod
    def _id(email: str | None) -> str | None:
        users = get_user_model().objects
        return email and to_global_id("User", users.get(email=email).pk)


@pytest.fixture
def world(shop: Shop) -> World:
    return World(shop)


def test_what_the_customer_of_a_draft_does_not_see_is_marked(world: World) -> None:
    hidden = {"espresso": False, "latte": True}
    shown = {"espresso": False, "latte": False}

    draft = world.draft("other@example.com")

    assert {each.sku for each in draft.lines} == {"espresso", "latte"}
    assert world.marked(draft) == hidden
    assert world.marked(world.draft(None)) == hidden
    assert world.marked(world.draft("member@example.com")) == shown
    # Staff see everything, whoever they buy for.
    assert world.marked(world.draft("owner@example.com")) == shown
    world.give_to(draft, "member@example.com")
    assert world.marked(draft) == shown
    world.give_to(draft, "other@example.com")
    assert world.marked(draft) == hidden
    configure(active=False)
    assert world.marked(draft) == shown
    configure(active=True)
    show(world.set)
    assert world.marked(draft) == shown


def test_nothing_is_said_of_what_was_bought(world: World) -> None:
    shopper = Storefront()
    bought = shopper.buy(shopper.open_checkout({world.shop.espresso: 1}))
    hide(world.shop.espresso.product, groups=(world.vip,), name="Later")

    assert world.marked(bought) == {"espresso": None}


def test_only_who_manages_orders_is_told(world: World) -> None:
    draft = world.draft("other@example.com")

    def told(caller: Caller) -> Any:
        answer = caller.post(LINES, id=draft.id)
        order = (answer.data or {}).get("order")
        return (
            None
            if order is None
            else [each["customerGroupIsHidden"] for each in order["lines"]]
        )

    assert told(STRANGER) in (None, [None, None])
    other = log_in("other@example.com")
    assert told(other) in (None, [None, None])
    assert sorted(told(make_staff(MANAGE_ORDERS))) == [False, True]


def test_many_lines_are_looked_at_at_once(world: World) -> None:
    def asks_more() -> int:
        """Return how many queries the field takes beside those of Saleor."""
        counts = []
        for fields in ("id", "id customerGroupIsHidden"):
            document = (
                "{ draftOrders(first: 50) { edges { node { lines {"
                f" {fields} }} }} }} }} }}"
            )
            world.owner.ask(document)
            with counted() as queries:
                world.owner.ask(document)
            counts.append(queries.count)
        return counts[1] - counts[0]

    world.draft("other@example.com")
    world.draft("member@example.com")
    one = asks_more()
    for number in range(8):
        email = f"shopper-{number}@example.com"
        world.shop.member(world.shop.group(f"Group {number}"), email)
        hide(world.shop.green_tea.product, name=f"Set {number}")
        world.draft(email)
    assert asks_more() == one
