"""A shopper who does not want a gift need not have it."""

from decimal import Decimal
from typing import Any

import pytest
from graphene import Node

from saleor_customer_groups.models import CustomerGroup
from tests.owner import Shop
from tests.port.answers import Checkout
from tests.port.plugin import configure
from tests.storefront import Storefront, dialect

from .test_gifts import EMAIL, give, seen, tea
from .test_offers import offers

D = Decimal
ACCEPT = """mutation($id: ID!, $code: String!) {
  customerGroupGiftAccept(checkoutId: $id, promotionCode: $code) {
    offers { promotions { code reason } gifts { quantity promotionCode } }
    errors { field code message }
  }
}"""


@pytest.fixture
def vip(shop: Shop) -> CustomerGroup:
    return shop.group("VIP")


@pytest.fixture
def ann(shop: Shop, vip: CustomerGroup) -> Storefront:
    """A shopper who gets an espresso for every two green teas."""
    give(shop, vip, shop.espresso, per={"quantity": 2, "scope": tea(shop)})
    return shop.member(vip, EMAIL)


def accept(shopper: Storefront, checkout: Checkout, code: str = "gift") -> Any:
    answer = shopper.ask(ACCEPT, id=checkout.id, code=code)
    return answer["customerGroupGiftAccept"]


def without(shopper: Storefront, checkout: Checkout, way: str, variant: Any) -> Any:
    """Take the gift out of a checkout."""
    if way == "delete":
        return shopper.remove(checkout, variant.sku)
    return shopper.set_quantities(checkout, {variant: 0})


@pytest.mark.parametrize("way", ["delete", "set to 0"])
def test_a_gift_that_is_taken_out_stays_out_until_another_number_is_earned(
    shop: Shop, ann: Storefront, way: str
) -> None:
    gift, two_teas = ("espresso", 1, D(0)), ("green-tea", 2, D("60.00"))
    checkout = ann.open_checkout({shop.green_tea: 2})

    refused = without(ann, checkout, way, shop.espresso)
    told = offers(ann, checkout)["promotions"][0]
    bought_more = ann.add(checkout, {shop.latte: 1})
    three = ann.set_quantities(checkout, {shop.green_tea: 3, shop.latte: 0})
    four = ann.set_quantities(checkout, {shop.green_tea: 4})
    two = ann.set_quantities(checkout, {shop.green_tea: 2})

    assert seen(checkout) == [gift, two_teas]
    assert seen(refused) == [two_teas]
    assert (told["reason"], told["message"], told["isApplied"]) == (
        "REFUSED_BY_CUSTOMER",
        "espresso was taken out of the cart",
        False,
    )
    assert seen(bought_more) == [two_teas, ("latte", 1, D("9.99"))]
    assert seen(three) == [("green-tea", 3, D("90.00"))]
    assert seen(four) == [("espresso", 2, D(0)), ("green-tea", 4, D("120.00"))]
    assert seen(two) == [gift, two_teas]


def test_a_gift_is_earned_anew_after_it_was_not(shop: Shop, ann: Storefront) -> None:
    checkout = ann.open_checkout({shop.green_tea: 2})
    ann.remove(checkout, "espresso")

    one = ann.set_quantities(checkout, {shop.green_tea: 1})
    two = ann.set_quantities(checkout, {shop.green_tea: 2})

    assert seen(one) == [("green-tea", 1, D("30.00"))]
    assert seen(two) == [("espresso", 1, D(0)), ("green-tea", 2, D("60.00"))]


def test_a_refused_gift_is_not_in_the_order(shop: Shop, ann: Storefront) -> None:
    checkout = ann.remove(ann.open_checkout({shop.green_tea: 2}), "espresso")

    order = ann.buy(checkout)

    assert seen(order) == [("green-tea", 2, D("60.00"))]
    assert (order.total, order.captured) == (D("70.00"), D("70.00"))


def test_a_shopper_takes_the_gift_after_all(shop: Shop, ann: Storefront) -> None:
    checkout = ann.open_checkout({shop.green_tea: 2})
    given = [("espresso", 1, D(0)), ("green-tea", 2, D("60.00"))]

    nothing_refused = accept(ann, checkout)
    ann.remove(checkout, "espresso")
    wrong = accept(ann, checkout, code="other")
    still_out = ann.look(checkout)
    taken = accept(ann, checkout)

    assert nothing_refused == {
        "offers": None,
        "errors": [
            {
                "field": "promotionCode",
                "code": "NOT_FOUND",
                "message": "No gift of gift was taken out of this checkout.",
            }
        ],
    }
    assert wrong["errors"][0]["code"] == "NOT_FOUND"
    assert seen(still_out) == given[1:]
    assert taken == {
        "offers": {
            "promotions": [{"code": "gift", "reason": "APPLIED"}],
            "gifts": [{"quantity": 1, "promotionCode": "gift"}],
        },
        "errors": [],
    }
    assert seen(ann.look(checkout)) == given


def test_one_refusal_leaves_other_gifts_and_what_is_bought(
    shop: Shop, vip: CustomerGroup, ann: Storefront
) -> None:
    give(shop, vip, shop.latte)
    checkout = ann.open_checkout({shop.green_tea: 2, shop.latte: 1})

    refused = ann.remove(checkout, "espresso")
    # The shopper means the latte that is paid for.
    unpaid = ann.set_quantities(checkout, {shop.latte: 0})

    assert seen(refused) == [
        ("green-tea", 2, D("60.00")),
        ("latte", 1, D(0)),
        ("latte", 1, D("9.99")),
    ]
    assert seen(unpaid) == [("green-tea", 2, D("60.00")), ("latte", 1, D(0))]


def test_nobody_refuses_a_gift_through_another_checkout(
    shop: Shop, vip: CustomerGroup, ann: Storefront
) -> None:
    bob = shop.member(vip, "bob@example.com")
    of_ann = ann.open_checkout({shop.green_tea: 2})
    of_bob = bob.open_checkout({shop.green_tea: 2})
    (gift,) = (line.id for line in of_ann.lines if line.sku == "espresso")

    bob.ask(dialect.REMOVE, id=of_bob.id, line=gift)

    for shopper, checkout in ((ann, of_ann), (bob, of_bob)):
        assert len(seen(shopper.look(checkout))) == 2


def test_a_checkout_that_is_none_has_no_gift_to_take(
    shop: Shop, ann: Storefront
) -> None:
    for key in ("nothing", "7f7e8a52-7f0f-4f6b-9b3e-000000000000"):
        answer = ann.ask(ACCEPT, id=Node.to_global_id("Checkout", key), code="gift")[
            "customerGroupGiftAccept"
        ]
        assert [each["code"] for each in answer["errors"]] == ["NOT_FOUND"]


def test_a_refusal_goes_when_the_plugin_is_switched_off(
    shop: Shop, ann: Storefront
) -> None:
    checkout = ann.open_checkout({shop.green_tea: 2})
    ann.remove(checkout, "espresso")

    configure(active=False)
    off = ann.look(checkout)
    configure(active=True)

    assert seen(off) == [("green-tea", 2, D("60.00"))]
    assert seen(ann.look(checkout)) == [
        ("espresso", 1, D(0)),
        ("green-tea", 2, D("60.00")),
    ]


OFFERS = """{
  offers: customerGroupOffers { promotions { code message } gifts { quantity } }
}"""


def offers_on(shopper: Storefront, checkout: Checkout) -> Any:
    """Return the offers on the checkout itself."""
    document = dialect.LOOK.replace(dialect._CHECKOUT, OFFERS)
    return shopper.ask(document, **dialect.look_variables(checkout))["checkout"]


def test_a_guest_sees_the_offers_on_the_checkout_itself(
    shop: Shop, vip: CustomerGroup
) -> None:
    guests = shop.group("Guests", for_guests=True)
    shop.promotion(guests, "Spring", kind="percent_off", percent="10")
    shop.promotion(vip, "Secret", kind="percent_off", percent="50")
    guest = Storefront()
    checkout = guest.open_checkout({shop.green_tea: 1})

    assert offers_on(guest, checkout) == {
        "offers": {
            "promotions": [{"code": "spring", "message": "10 % off for Guests"}],
            "gifts": [],
        }
    }


def test_the_customer_reads_their_group_there_and_nobody_else(
    shop: Shop, ann: Storefront
) -> None:
    checkout = ann.open_checkout({shop.green_tea: 2})
    promotion = {"code": "gift", "message": "1 x espresso as a gift for VIP"}
    hidden = {"code": "gift", "message": "1 x espresso as a gift"}
    gifts = [{"quantity": 1}]

    assert offers_on(ann, checkout)["offers"] == {
        "promotions": [promotion],
        "gifts": gifts,
    }
    assert offers_on(shop.owner(), checkout)["offers"]["promotions"] == [promotion]
    if dialect.SHOWS_CARTS_BY_ID:
        assert offers_on(Storefront(), checkout)["offers"] == {
            "promotions": [hidden],
            "gifts": gifts,
        }
