"""What a shopper has from promotions, and what is missing to the next one."""

from decimal import Decimal
from typing import Any

from tests.owner import Shop
from tests.port.answers import Checkout
from tests.queries import counted
from tests.storefront import Storefront

OFFERS = """query($id: ID!) { me { offers(checkoutId: $id) {
  promotions { code name kind isApplied reason message saved { amount currency } }
  gifts { variantId quantity promotionCode }
  shippingPrice { amount }
} } }"""
DRAFT_OFFERS = """query($id: ID!) { order(id: $id) { customerGroupOffers {
  promotions { code isApplied saved { amount } }
} } }"""


def offers(shopper: Storefront, checkout: Checkout) -> Any:
    return shopper.ask(OFFERS, id=checkout.id)["me"]["offers"]


def test_a_shopper_sees_what_they_have_and_what_is_missing(shop: Shop) -> None:
    vip = shop.group("VIP")
    shop.promotion(vip, "Spring", kind="percent_off", percent="10")
    shop.promotion(
        vip,
        "Post for nothing",
        kind="free_shipping",
        conditions=[{"kind": "min_subtotal", "amount": "160.00", "currency": "USD"}],
    )
    shop.promotion(
        vip,
        "Three for two",
        kind="buy_x_get_y",
        buy={
            "scope": {"include": {"categories": [str(shop.tea.pk)]}},
            "quantity": 2,
        },
        get={
            "scope": {"include": {"categories": [str(shop.tea.pk)]}},
            "quantity": 1,
        },
    )
    others = shop.group("Others")
    shop.promotion(others, "Secret", kind="percent_off", percent="50")
    shop.promotion(vip, "Off", kind="percent_off", percent="60", is_active=False)
    ann = shop.member(vip, "ann@example.com")

    found = offers(ann, ann.open_checkout({shop.espresso: 2}))

    assert found == {
        "promotions": [
            {
                "code": "spring",
                "name": "Spring",
                "kind": "percent_off",
                "isApplied": True,
                "reason": "APPLIED",
                "message": "10 % off for VIP",
                "saved": {"amount": 4.0, "currency": "USD"},
            },
            {
                "code": "post-for-nothing",
                "name": "Post for nothing",
                "kind": "free_shipping",
                "isApplied": False,
                "reason": "CONDITION_NOT_MET",
                "message": "120.00 USD more for free shipping",
                "saved": {"amount": 0.0, "currency": "USD"},
            },
            {
                "code": "three-for-two",
                "name": "Three for two",
                "kind": "buy_x_get_y",
                "isApplied": False,
                "reason": "OUT_OF_SCOPE",
                "message": "nothing in the cart is in its scope",
                "saved": {"amount": 0.0, "currency": "USD"},
            },
        ],
        "gifts": [],
        "shippingPrice": None,
    }


def test_offers_say_what_shipping_costs_with_them(shop: Shop) -> None:
    vip = shop.group("VIP")
    shop.promotion(vip, "Cheap post", kind="free_shipping", up_to="7.50")
    ann = shop.member(vip, "ann@example.com")

    found = offers(ann, ann.ship(ann.open_checkout({shop.espresso: 1})))

    assert Decimal(str(found["shippingPrice"]["amount"])) == Decimal("2.50")
    assert found["promotions"][0]["saved"] == {"amount": 7.5, "currency": "USD"}


def test_nobody_sees_the_offers_in_the_checkout_of_somebody_else(shop: Shop) -> None:
    vip = shop.group("VIP")
    shop.promotion(vip, "Spring", kind="percent_off", percent="10")
    ann = shop.member(vip, "ann@example.com")
    bob = shop.member(vip, "bob@example.com")
    guest = Storefront()
    of_ann = ann.open_checkout({shop.espresso: 1})
    of_guest = guest.open_checkout({shop.espresso: 1})

    assert offers(bob, of_ann) is None
    assert offers(bob, of_guest) is None
    assert guest.ask(OFFERS, id=of_guest.id) == {"me": None}


def test_offers_cost_as_many_queries_with_twenty_lines_and_promotions(
    shop: Shop,
) -> None:
    vip = shop.group("VIP")
    ann = shop.member(vip, "ann@example.com")
    bob = shop.member(vip, "bob@example.com")
    shop.promotion(vip, "Spring 0", kind="percent_off", percent="1")
    few = ann.open_checkout({shop.espresso: 1})
    offers(ann, few)
    with counted() as one:
        offers(ann, few)

    for number in range(1, 20):
        shop.promotion(vip, f"Spring {number}", kind="percent_off", percent="1")
    more = {
        shop.catalogue.variant(f"cake-{number}", "1.00", category=shop.tea): 1
        for number in range(20)
    }
    many = bob.open_checkout(more)
    offers(bob, many)
    with counted() as twenty:
        found = offers(bob, many)

    assert len(found["promotions"]) == 20
    assert twenty.count == one.count


def test_staff_see_on_a_draft_order_what_promotions_would_give(shop: Shop) -> None:
    vip = shop.group("VIP")
    shop.promotion(vip, "Spring", kind="percent_off", percent="10")
    ann = shop.member(vip, "ann@example.com")
    owner = shop.owner()
    customer = ann.ask("{ me { id } }")["me"]["id"]

    draft = owner.draft_order(customer, {shop.espresso: 2})

    assert draft.units == {"espresso": Decimal("20.00")}
    assert owner.ask(DRAFT_OFFERS, id=draft.id)["order"]["customerGroupOffers"] == {
        "promotions": [{"code": "spring", "isApplied": True, "saved": {"amount": 4.0}}]
    }
