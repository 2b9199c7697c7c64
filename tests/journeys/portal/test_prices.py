"""Those to whom prices are hidden find none, and have no checkout.

portal.md, section 3.
"""

from typing import Any

import pytest
from graphql_relay import to_global_id

from saleor_customer_groups import port
from tests.api import STRANGER, Caller, log_in, make_app_caller, make_staff
from tests.journeys.portal.world import MEMBER, World, messages, refused
from tests.port.plugin import configure
from tests.queries import counted
from tests.storefront import Storefront

ON_SALEOR_3 = port.GENERATION == 3
CHANNEL = 'channel: "default-channel"' if ON_SALEOR_3 else ""
HIDDEN = "Prices are not shown to you."
NO_CHECKOUT = "Prices are not shown to you, so nothing can be put into a checkout."

PRICES = f"""{{ products(first: 10 {CHANNEL}) {{ edges {{ node {{
  name {"" if ON_SALEOR_3 else "minimalVariantPrice { amount }"}
  pricing {{ onSale priceRange {{ start {{ gross {{ amount }} }} }} }}
  variants {{ pricing {{ price {{ gross {{ amount }} }} }} }}
}} }} }} }}"""

LISTS = [
    "filter: {price: {gte: 10}}",
    "filter: {price: {lte: 10}}",
    "filter: {minimalPrice: {lte: 10}}",
    "sortBy: {field: PRICE, direction: ASC}",
    "sortBy: {field: MINIMAL_PRICE, direction: DESC}",
    *(
        [
            "where: {price: {range: {gte: 10}}}",
            "where: {minimalPrice: {range: {lte: 10}}}",
            "where: {AND: [{price: {range: {lte: 10}}}]}",
            'search: "latte", where: {minimalPrice: {eq: 10}}',
        ]
        if ON_SALEOR_3
        else []
    ),
]


def shown(caller: Caller) -> list[Any]:
    """Return all prices that somebody sees in the catalogue."""
    found: list[Any] = []
    for edge in caller.ask(PRICES)["edges"]:
        node = edge["node"]
        found += [node["pricing"], *(each["pricing"] for each in node["variants"])]
        found.append(node.get("minimalVariantPrice", node["pricing"]))
    return [each for each in found if each is not None]


def listed(caller: Caller, how: str, collection: str = "") -> Any:
    """List products in some way; return their number, or the kind of the error."""
    channel = "" if collection else CHANNEL
    products = f"products(first: 10 {channel} {how}) {{ totalCount }}"
    if collection:
        products = f'collection(id: "{collection}" {CHANNEL}) {{ {products} }}'
    answer = caller.post(f"{{ {products} }}")
    if answer.errors:
        assert HIDDEN in answer.errors[0]["message"]
        return answer.codes[0]
    assert answer.data is not None
    found = answer.data["collection"] if collection else answer.data
    return found["products"]["totalCount"]


def test_there_are_no_prices_in_the_catalogue(world: World) -> None:
    member, other = log_in(MEMBER), log_in("other@example.com")
    everything = len(shown(other))
    assert everything == len(shown(member)) == 9

    world.refuse("can_see_prices")

    assert shown(member) == []
    assert len(shown(other)) == len(shown(STRANGER)) == everything
    world.refuse_guests("can_see_prices")
    assert shown(STRANGER) == []
    assert len(shown(other)) == everything
    clerk = make_staff("product.manage_products", name="clerk")
    assert len(shown(clerk)) == len(shown(make_app_caller())) == everything
    configure(active=False)
    assert len(shown(member)) == everything


@pytest.mark.parametrize("how", LISTS)
def test_nor_are_they_found_by_filters_and_sorting(world: World, how: str) -> None:
    member, other = log_in(MEMBER), log_in("other@example.com")
    rare = to_global_id("Collection", world.shop.catalogue.collection("Rare").pk)
    before = listed(other, how)
    assert isinstance(before, int)
    world.refuse("can_see_prices")
    world.refuse_guests("can_see_prices")

    assert listed(member, how) == listed(STRANGER, how) == "PermissionDenied"
    # On Saleor 2.10 nothing else has filters.
    if ON_SALEOR_3 and "search" not in how:
        assert listed(member, how, rare) == "PermissionDenied"
    assert listed(other, how) == before
    assert listed(make_staff(name="clerk"), how) == before
    assert listed(make_app_caller(), how) == before
    # By anything else products are listed as ever.
    assert listed(member, "sortBy: {field: NAME, direction: ASC}") == 3
    assert listed(member, "") == 3


def test_there_is_no_checkout(world: World) -> None:
    basket = {world.shop.latte: 1}
    world.refuse("can_see_prices")
    world.refuse_guests("can_see_prices")

    for shopper in (world.member, world.guest):
        assert messages(shopper.open_checkout, basket) == {NO_CHECKOUT}
        assert messages(shopper.open_checkout, {}) == {NO_CHECKOUT}

    assert not checkouts()
    assert world.other.open_checkout(basket).lines


def test_nothing_is_put_into_one_that_is_there(world: World) -> None:
    checkout = world.member.open_checkout({world.shop.latte: 3})
    world.refuse("can_see_prices")

    for basket in ({world.shop.espresso: 1}, {world.shop.latte: 1}):
        assert messages(world.member.add, checkout, basket) == {NO_CHECKOUT}
        # Its customer counts, not who has its id.
        assert messages(world.other.add, checkout, basket) == {NO_CHECKOUT}
    more = {world.shop.latte: 4}
    assert messages(world.member.set_quantities, checkout, more) == {NO_CHECKOUT}
    assert units(checkout) == {"latte": 3}
    # What is in it may become less; only its prices are not told.
    assert HIDDEN in str(
        messages(world.member.set_quantities, checkout, {world.shop.latte: 2})
    )
    assert units(checkout) == {"latte": 2}


def test_the_prices_of_one_that_is_there_are_refused(world: World) -> None:
    checkout = world.member.open_checkout({world.shop.latte: 3})
    world.refuse("can_see_prices")

    told = refused(world.member.look, checkout)

    assert {each["message"] for each in told} == {HIDDEN}
    assert "9.99" not in str(told)
    if ON_SALEOR_3:
        # Nor to a guest who has its id; on Saleor 2.10 it is not shown to them at all.
        told = refused(world.guest.look, checkout)
        assert {each["message"] for each in told} == {HIDDEN}
    # Staff see it as it is.
    assert len(world.shop.owner().look(checkout).lines) == 1
    world.allow("can_see_prices")
    assert str(world.member.look(checkout).total) == "29.97"


def test_past_orders_show_what_was_paid(world: World) -> None:
    world.member.buy(world.member.open_checkout({world.shop.latte: 1}))
    world.refuse("can_see_prices")

    found = world.member.ask(
        "{ me { orders(first: 5) { edges { node { total { gross { amount } }"
        " lines { unitPrice { gross { amount } } } } } } } }"
    )

    (edge,) = found["me"]["orders"]["edges"]
    (line,) = edge["node"]["lines"]
    assert line["unitPrice"]["gross"]["amount"] == 9.99


def test_a_group_that_says_yes_shows_them(world: World) -> None:
    world.refuse("can_see_prices")
    world.shop.put_into(world.open, MEMBER)

    assert len(shown(log_in(MEMBER))) == 9


def test_a_guest_with_a_checkout_logs_in(world: World) -> None:
    checkout = world.guest.open_checkout({world.shop.latte: 1})
    world.refuse("can_see_prices")
    shopper = Storefront().log_in(MEMBER)

    assert messages(shopper.look, checkout) == {HIDDEN}
    assert str(world.guest.look(checkout).total) == "9.99"


@pytest.mark.parametrize("of", ["member", "other"])
def test_what_it_costs_in_queries(world: World, of: str) -> None:
    shopper = log_in(f"{of}@example.com")

    def cost() -> int:
        shopper.ask(PRICES)
        with counted() as queries:
            shopper.ask(PRICES)
        return queries.count

    before = cost()
    world.refuse("can_see_prices")
    one = cost()
    assert one <= before + 1
    for number in range(17):
        world.shop.catalogue.variant(
            f"more-{number}", "1.00", category=world.shop.coffee
        )
    assert cost() == one


def checkouts() -> bool:
    from saleor.checkout.models import Checkout

    return Checkout.objects.exists()


def units(checkout: Any) -> dict[str, int]:
    from saleor.checkout.models import CheckoutLine

    lines = CheckoutLine.objects.filter(checkout=checkout.token)
    return {each.variant.sku: each.quantity for each in lines}
