"""Promotions, prices and profiles if products are hidden. visibility.md, section 3."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from tests.api import STRANGER, Caller, make_app_caller, make_customer
from tests.clock import Clock
from tests.graphql.ids import id_of
from tests.journeys.visibility.hiding import hide, show
from tests.owner import Shop
from tests.queries import counted
from tests.storefront import Checkout, Storefront

OFFERS = """query($id: ID!) { me { offers(checkoutId: $id) {
  promotions { code name isApplied message } gifts { variantId quantity }
} } }"""
PROFILE = "{ customerGroupPriceProfile }"
PRICES = """query($variants: [ID!], $profile: String) {
  customerGroupPrices(
    variantIds: $variants, profile: $profile, channel: "default-channel"
  ) { variantId }
}"""


def units(checkout: Checkout) -> dict[str, int]:
    return {line.sku: line.quantity for line in checkout.lines}


def offers(shopper: Storefront, checkout: Checkout) -> Any:
    return shopper.ask(OFFERS, id=checkout.id)["me"]["offers"]


def test_a_gift_that_its_receiver_may_not_see_is_not_given(shop: Shop) -> None:
    vip, trade = shop.group("VIP"), shop.group("Trade")
    for group in (vip, trade):
        shop.promotion(
            group,
            f"A treat for {group.name}",
            kind="gift",
            variants=[str(shop.latte.pk), str(shop.espresso.pk)],
        )
    row = hide(shop.latte.product, groups=(vip,))
    member = shop.member(vip, "member@example.com")
    trader = shop.member(trade, "trader@example.com")

    of_member = member.open_checkout({shop.green_tea: 1})
    of_trader = trader.open_checkout({shop.green_tea: 1})

    assert units(of_member) == {"green-tea": 1, "latte": 1}
    assert units(of_trader) == {"green-tea": 1, "espresso": 1}
    show(row)
    assert units(trader.look(of_trader)) == {"green-tea": 1, "latte": 1}
    hide(shop.latte.product, groups=(vip,))
    assert units(trader.look(of_trader)) == {"green-tea": 1, "espresso": 1}
    order = trader.buy(of_trader)
    assert sorted(each.sku for each in order.lines) == ["espresso", "green-tea"]


def test_without_another_one_there_is_no_such_promotion(shop: Shop) -> None:
    trade = shop.group("Trade")
    shop.promotion(
        trade,
        "A latte for you",
        kind="gift",
        variants=[str(shop.latte.pk)],
        conditions=[{"kind": "min_quantity", "quantity": 2}],
    )
    trader = shop.member(trade, "trader@example.com")
    checkout = trader.open_checkout({shop.green_tea: 1})
    assert [each["code"] for each in offers(trader, checkout)["promotions"]] == [
        "a-latte-for-you"
    ]

    hide(shop.latte.product)

    assert offers(trader, checkout) == {"promotions": [], "gifts": []}
    more = trader.set_quantities(checkout, {shop.green_tea: 2})
    assert units(more) == {"green-tea": 2}
    assert offers(trader, checkout) == {"promotions": [], "gifts": []}


def test_what_is_missing_to_a_promotion_does_not_name_it(shop: Shop) -> None:
    trade = shop.group("Trade")
    latte = {"include": {"products": [str(shop.latte.product_id)]}}
    shop.promotion(
        trade,
        "Spring",
        kind="percent_off",
        percent="10",
        conditions=[{"kind": "min_quantity", "quantity": 2, "scope": latte}],
    )
    trader = shop.member(trade, "trader@example.com")
    checkout = trader.open_checkout({shop.green_tea: 1})
    assert "latte" in json.dumps(offers(trader, checkout))

    hide(shop.latte.product)

    told = offers(trader, checkout)
    assert [each["code"] for each in told["promotions"]] == ["spring"]
    assert "latte" not in json.dumps(told)
    assert "another product" in told["promotions"][0]["message"]


def profile(caller: Caller) -> str:
    token = caller.ask(PROFILE)
    assert isinstance(token, str)
    return token


def test_the_price_profile_changes_with_what_is_seen(
    shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = Clock(monkeypatch)
    vip = shop.group("VIP")
    member, other = make_customer("member"), make_customer("other")
    shop.put_into(vip, member.email)
    public = profile(STRANGER)
    assert profile(member) == profile(other) == public

    ends = timezone.now() + timedelta(hours=1)
    row = hide(shop.latte.product, groups=(vip,), valid_until=ends)

    outside = profile(STRANGER)
    assert outside != public
    # Who sees the same has the same.
    assert profile(other) == outside
    # Who sees everything has the one that everybody had before.
    assert profile(member) == public
    clock.put_forward(hours=2)
    assert profile(STRANGER) == profile(other) == profile(member) == public
    show(row)
    assert profile(STRANGER) == public


def test_prices_by_a_profile_are_of_what_it_stands_for(shop: Shop) -> None:
    vip = shop.group("VIP")
    member = make_customer("member")
    shop.put_into(vip, member.email)
    hide(shop.latte.product, groups=(vip,))
    asked = {"variants": [id_of(shop.latte), id_of(shop.espresso)]}
    both = [{"variantId": each} for each in asked["variants"]]
    app = make_app_caller()

    # Of guests, although an app sees everything.
    assert app.ask(PRICES, **asked, profile=profile(STRANGER)) == both[1:]
    assert app.ask(PRICES, **asked, profile=profile(member)) == both
    # Nobody sees more by the profile of somebody else.
    assert STRANGER.ask(PRICES, **asked, profile=profile(member)) == both[1:]
    assert STRANGER.ask(PRICES, **asked) == both[1:]
    assert member.ask(PRICES, **asked) == both


@pytest.mark.parametrize("path", ["list", "category", "product by id"])
def test_what_it_costs_in_queries(shop: Shop, path: str) -> None:
    from tests.journeys.visibility.paths import PATHS, Goods

    vip = shop.group("VIP")
    member, outsider = make_customer("member"), make_customer("outsider")
    shop.put_into(vip, member.email)
    document = PATHS[path](Goods(shop.espresso))

    def costs() -> list[int]:
        found = []
        for caller in (STRANGER, member, outsider):
            caller.post(document)
            with counted() as queries:
                caller.post(document)
            found.append(queries.count)
        return found

    before = costs()
    sets = [hide(shop.latte.product, groups=(vip,))]
    # A guest costs nothing more, and somebody who has logged in one query.
    once = [before[0], before[1] + 1, before[2] + 1]
    assert costs() == once
    sets += [hide(shop.latte.product, name=f"Set {each}") for each in range(20)]
    for number in range(20):
        shop.catalogue.variant(f"more-{number}", "1.00", category=shop.coffee)
    assert costs() == once
    for row in sets:
        show(row)
    assert costs() == before
