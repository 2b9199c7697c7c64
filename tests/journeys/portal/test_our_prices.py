"""Our own queries tell no price to those to whom prices are hidden. portal.md."""

from typing import Any

from saleor_customer_groups import port
from tests.api import STRANGER, Caller, log_in, make_app_caller
from tests.graphql.ids import id_of
from tests.journeys.portal.world import MEMBER, OTHER, World

HIDDEN = "Prices are not shown to you."
PROFILE = "{ customerGroupPriceProfile }"
PRICES = """query($variants: [ID!], $profile: String) {
  customerGroupPrices(
    variantIds: $variants, profile: $profile, channel: "default-channel"
  ) { price { amount } }
}"""
OFFERS = "query($id: ID!) { me { offers(checkoutId: $id) { promotions { code } } } }"
ACCEPT = """mutation($id: ID!) {
  customerGroupGiftAccept(checkoutId: $id, promotionCode: "none") { errors { code } }
}"""
LINES = """query($id: %s!) { checkout(%s: $id) { lines {
  customerGroupPrice { groupName } customerGroupPriceChange { message }
} customerGroupOffers { promotions { code } } } }""" % (
    ("ID", "id") if port.GENERATION == 3 else ("UUID", "token")
)


def told(caller: Caller, document: str, **variables: Any) -> set[str]:
    """Return what is said in errors."""
    answer = caller.post(document, **variables)
    return {each["message"] for each in answer.errors}


def test_prices_and_offers_are_refused(world: World) -> None:
    member, other = log_in(MEMBER), log_in(OTHER)
    checkout = world.member.open_checkout({world.shop.latte: 1})
    variants = [id_of(world.shop.latte)]
    key = checkout.id if port.GENERATION == 3 else checkout.token
    asked: list[tuple[str, dict[str, Any]]] = [
        (PRICES, {"variants": variants}),
        (OFFERS, {"id": checkout.id}),
        (LINES, {"id": key}),
    ]
    assert [told(member, document, **given) for document, given in asked] == [set()] * 3

    world.refuse("can_see_prices")

    for document, given in asked:
        assert told(member, document, **given) == {HIDDEN}, document
    assert HIDDEN in told(member, ACCEPT, id=checkout.id)
    found = other.ask(PRICES, variants=variants)
    assert found == [{"price": {"amount": 9.99}}]
    assert told(STRANGER, PRICES, variants=variants) == set()
    world.refuse_guests("can_see_prices")
    assert told(STRANGER, PRICES, variants=variants) == {HIDDEN}


def test_they_have_a_profile_of_their_own(world: World) -> None:
    member, other, app = log_in(MEMBER), log_in(OTHER), make_app_caller()
    public = other.ask(PROFILE)
    assert member.ask(PROFILE) == STRANGER.ask(PROFILE) == public
    world.shop.rule(world.group, "percent_off", "10")
    priced = member.ask(PROFILE)
    assert priced != public

    world.refuse("can_see_prices")
    world.refuse_guests("can_see_prices")

    without = member.ask(PROFILE)
    assert without not in (public, priced)
    # Whatever rules there are for them.
    assert STRANGER.ask(PROFILE) == without
    assert other.ask(PROFILE) == public
    asked: dict[str, Any] = {"variants": [id_of(world.shop.latte)]}
    # Not by the profile of somebody else, nor by theirs.
    assert told(member, PRICES, **asked, profile=public) == {HIDDEN}
    assert told(app, PRICES, **asked, profile=without) == {HIDDEN}
    assert app.ask(PRICES, **asked, profile=public) == [{"price": {"amount": 9.99}}]
    world.allow("can_see_prices")
    assert member.ask(PROFILE) == priced
