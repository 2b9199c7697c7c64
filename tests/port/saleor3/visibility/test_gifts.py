"""Gifts of promotions of Saleor that somebody may not see. visibility.md, section 3."""

import pytest
from saleor.discount import RewardType

from tests.journeys.visibility.hiding import hide
from tests.owner import Shop
from tests.port.saleor3.rows import promote_orders
from tests.storefront import Storefront


class World:
    """A member alone sees the gift that is worth more."""

    def __init__(self, shop: Shop) -> None:
        self.shop = shop
        self.vip = shop.group("VIP")
        rule = promote_orders(shop, reward_type=RewardType.GIFT)
        rule.gifts.set([shop.green_tea, shop.latte])
        hide(shop.green_tea.product, groups=(self.vip,))
        self.member = shop.member(self.vip, "member@example.com")

    def bought_by(self, shopper: Storefront) -> list[str]:
        """Return what is in an order of somebody who put one product into a basket."""
        checkout = shopper.open_checkout({self.shop.espresso: 1})
        return sorted(line.sku for line in shopper.buy(checkout).lines)


@pytest.fixture
def world(shop: Shop) -> World:
    return World(shop)


def test_saleor_gives_nobody_what_they_do_not_see(world: World) -> None:
    assert world.bought_by(world.member) == ["espresso", "green-tea"]
    # The next one, and the order can be placed.
    assert world.bought_by(Storefront()) == ["espresso", "latte"]


def test_without_one_that_is_seen_nothing_is_given(world: World) -> None:
    hide(world.shop.latte.product, name="Other", groups=(world.vip,))

    assert world.bought_by(world.member) == ["espresso", "green-tea"]
    assert world.bought_by(Storefront()) == ["espresso"]


def test_who_does_not_see_it_any_more_is_given_another_one(world: World) -> None:
    member, shop = world.member, world.shop
    checkout = member.open_checkout({shop.espresso: 1})
    assert {line.sku for line in checkout.lines} == {"espresso", "green-tea"}
    shop.take_out_of(world.vip, "member@example.com")

    after = member.set_quantities(checkout, {shop.espresso: 2})

    assert {line.sku for line in after.lines} == {"espresso", "latte"}
    order = member.buy(after)
    assert sorted(line.sku for line in order.lines) == ["espresso", "latte"]
