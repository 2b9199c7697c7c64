"""A gift goes along with what is bought, or it is left out: it costs no shipping."""

from decimal import Decimal
from typing import Any

import pytest
from graphene import Node

from saleor_customer_groups import port
from saleor_customer_groups.models import CustomerGroup, Promotion
from tests.owner import Shop
from tests.port.answers import Checkout
from tests.port.goods import (
    make_digital,
    set_stock,
    set_weight,
    way_by_weight,
    withdraw,
)
from tests.queries import counted
from tests.storefront import ADDRESS, Storefront, dialect

from .test_gifts import EMAIL, give, seen
from .test_offers import offers
from .test_promotion_previews import PREVIEW

D = Decimal


@pytest.fixture
def vip(shop: Shop) -> CustomerGroup:
    return shop.group("VIP")


@pytest.fixture
def ann(shop: Shop, vip: CustomerGroup) -> Storefront:
    return shop.member(vip, EMAIL)


def choose(shopper: Storefront, checkout: Checkout, method: Any) -> Checkout:
    """Say who pays, and choose a way of shipping."""
    given = {
        "address": ADDRESS,
        "method": Node.to_global_id("ShippingMethod", method.pk),
    }
    data = shopper.ask(dialect.SHIP, id=checkout.id, **given)
    return dialect.read_checkout(data["shipped"]["checkout"])


def ways(shopper: Storefront, checkout: Checkout) -> int:
    """Return how many ways of shipping are offered, and say who pays."""
    billed = shopper.change(dialect.BILL, id=checkout.id, address=ADDRESS)
    return len(billed["checkout"]["methods"])


def told(shopper: Storefront, checkout: Checkout) -> list[tuple[str, str, float]]:
    """Return reason, message and what is saved of all offers."""
    found = offers(shopper, checkout)["promotions"]
    return [(o["reason"], o["message"], o["saved"]["amount"]) for o in found]


def test_a_gift_that_is_shipped_does_not_come_with_what_is_not(
    shop: Shop, vip: CustomerGroup, ann: Storefront
) -> None:
    make_digital(shop.green_tea)
    give(shop, vip, shop.espresso)
    checkout = ann.open_checkout({shop.green_tea: 1})
    left_out = told(ann, checkout)
    ann.change(dialect.BILL, id=checkout.id, address=ADDRESS)
    ann.pay(checkout)
    order = ann.complete(checkout)

    make_digital(shop.latte)
    give(shop, vip, shop.espresso, shop.latte)
    both = ann.open_checkout({shop.green_tea: 1})
    shipped = ann.add(both, {shop.espresso: 1})

    assert seen(checkout) == seen(order) == [("green-tea", 1, D("30.00"))]
    assert (order.total, order.captured) == (D("30.00"), D("30.00"))
    assert left_out == [
        ("NOT_DELIVERABLE", "espresso cannot be shipped with what is in the cart", 0.0)
    ]
    assert seen(both) == [("green-tea", 1, D("30.00")), ("latte", 1, D(0))]
    assert [each for each in seen(shipped) if each[2] == 0] == [
        ("espresso", 1, D(0))
    ] * 2


@pytest.mark.parametrize(
    ("weights", "chosen", "is_given"),
    [
        # The cart weighs 1 kg: only the way up to 5 kg is offered.
        ((9, 1), None, False),
        ((9, 1), "light", False),
        ((4, 1), None, True),
        ((4, 1), "light", True),
        ((4.5, 1), "light", False),
        ((3.9, 1.1), "light", True),
        # From 6 kg on it is the other one.
        ((9, 6), None, True),
        ((9, 6), "heavy", True),
        ((45, 6), "heavy", False),
    ],
)
def test_a_gift_is_as_heavy_as_the_way_of_shipping_lets_it_be(
    shop: Shop,
    vip: CustomerGroup,
    ann: Storefront,
    weights: tuple[float, float],
    chosen: str | None,
    is_given: bool,
) -> None:
    methods = {
        "light": way_by_weight("Light", "5.00", 5),
        "heavy": way_by_weight("Heavy", "25.00", 50, 5),
    }
    shop.catalogue.post.delete()
    set_weight(shop.espresso, weights[0])
    set_weight(shop.green_tea, weights[1])
    give(shop, vip, shop.espresso)
    checkout = ann.open_checkout({shop.green_tea: 1})
    assert ways(ann, checkout) == 1
    if chosen:
        checkout = choose(ann, checkout, methods[chosen])
    expected = [("green-tea", 1, D("30.00"))]
    if is_given:
        expected.insert(0, ("espresso", 1, D(0)))

    assert seen(checkout) == seen(ann.look(checkout)) == expected
    # What is given never decides how the rest may be shipped.
    assert ways(ann, checkout) == 1
    assert told(ann, checkout)[0][0] == ("APPLIED" if is_given else "NOT_DELIVERABLE")
    if chosen:
        ann.pay(checkout)
        order = ann.complete(checkout)
        assert seen(order) == expected
        assert order.total == D("30.00") + (D(5) if chosen == "light" else D(25))


def test_gifts_that_are_too_heavy_together_make_way_in_their_order(
    shop: Shop, vip: CustomerGroup, ann: Storefront
) -> None:
    light = way_by_weight("Light", "5.00", 5)
    for variant, weight in ((shop.espresso, 1.5), (shop.latte, 3), (shop.green_tea, 1)):
        set_weight(variant, weight)
    give(shop, vip, shop.latte)
    give(shop, vip, shop.espresso, shop.green_tea, quantity=2)

    checkout = choose(ann, ann.open_checkout({shop.green_tea: 1}), light)
    freer = choose(ann, checkout, shop.catalogue.post)

    assert seen(checkout) == [("green-tea", 1, D("30.00")), ("latte", 1, D(0))]
    assert seen(freer) == [
        ("espresso", 2, D(0)),
        ("green-tea", 1, D("30.00")),
        ("latte", 1, D(0)),
    ]


def test_many_gifts_to_choose_from_cost_as_many_queries_as_one(
    shop: Shop, vip: CustomerGroup, ann: Storefront
) -> None:
    checkout = ann.open_checkout({shop.green_tea: 1})
    cups = [
        shop.catalogue.variant(f"cup-{number}", "9.00", category=shop.tea)
        for number in range(9)
    ]
    for cup in cups:
        set_weight(cup, 9)
    way_by_weight("Light", "5.00", 5)
    counts = []
    for choice in ((shop.espresso,), (*cups[:8], shop.espresso)):
        Promotion.objects.all().delete()
        give(shop, vip, *choice)
        for cup in cups:
            set_stock(cup, 0)
        ann.look(checkout)
        shop.catalogue.let_prices_run_out()
        with counted() as queries:
            found = ann.look(checkout)
        counts.append(queries.count)
        assert seen(found) == [("espresso", 1, D(0)), ("green-tea", 1, D("30.00"))]

    assert counts[0] == counts[1]


def test_the_preview_says_what_the_checkout_does(
    shop: Shop, vip: CustomerGroup, ann: Storefront
) -> None:
    way_by_weight("Light", "5.00", 5)
    shop.catalogue.post.delete()
    set_weight(shop.espresso, 9)
    set_weight(shop.green_tea, 1)
    make_digital(shop.latte)
    give(shop, vip, shop.espresso)
    owner = shop.owner()

    def preview(variant: Any) -> Any:
        line = {
            "variantId": Node.to_global_id("ProductVariant", variant.pk),
            "quantity": 1,
        }
        basket = {
            "lines": [line],
            "channel": "default-channel",
            "groupCodes": ["vip"],
        }
        answer = owner.ask(PREVIEW, input=basket)["customerGroupPromotionPreview"]
        return answer["current"]["verdicts"][0]

    shown = preview(shop.green_tea)
    too_heavy = ann.open_checkout({shop.green_tea: 1})
    not_shipped = preview(shop.latte)

    assert shown["reason"] == not_shipped["reason"] == "NOT_DELIVERABLE"
    assert shown["message"] == "espresso cannot be shipped with what is in the cart"
    assert seen(too_heavy) == [("green-tea", 1, D("30.00"))]


def test_why_a_gift_cannot_be_had_is_said_of_each_choice(
    shop: Shop, vip: CustomerGroup, ann: Storefront
) -> None:
    withdraw(shop.espresso)
    set_stock(shop.latte, 1)
    give(shop, vip, shop.espresso, shop.latte, quantity=2)
    checkout = ann.open_checkout({shop.green_tea: 1})

    (none_left,) = told(ann, checkout)
    set_stock(shop.latte, 2)
    shop.catalogue.let_prices_run_out()
    (given,) = told(ann, checkout)

    assert none_left == (
        "OUT_OF_STOCK",
        "espresso is not published; only 1 of latte is left, 2 would be due",
        0.0,
    )
    assert given == ("APPLIED", "2 x latte as a gift for VIP", 19.98)
    assert seen(ann.look(checkout))[1] == ("latte", 2, D(0))


def test_free_shipping_is_told_before_a_way_is_chosen(
    shop: Shop, vip: CustomerGroup, ann: Storefront
) -> None:
    shop.promotion(vip, "Post", kind="free_shipping")
    checkout = ann.open_checkout({shop.espresso: 1})
    make_digital(shop.latte)
    # Saleor 2.10 has one checkout for each customer.
    bob = shop.member(vip, "bob@example.com")
    digital = bob.open_checkout({shop.latte: 1})

    before, shown = told(ann, checkout), offers(ann, checkout)
    chosen = choose(ann, checkout, shop.catalogue.post)

    assert before == [("APPLIED", "free shipping for VIP", 0.0)]
    assert shown["promotions"][0]["isApplied"] is True
    assert shown["shippingPrice"] is None
    assert told(ann, chosen) == [("APPLIED", "free shipping for VIP", 10.0)]
    assert told(bob, digital) == [("NOTHING_LEFT", "shipping costs nothing here", 0.0)]


@pytest.mark.parametrize("included", [False, True])
@pytest.mark.parametrize("percent", ["25", "40"])
def test_what_is_offered_at_the_groups_price_with_taxes_carries_gifts(
    shop: Shop, vip: CustomerGroup, ann: Storefront, included: bool, percent: str
) -> None:
    shop.catalogue.charge_taxes("23", included=included)
    way_by_weight("Light", "5.00", 5)
    shop.catalogue.post.delete()
    set_weight(shop.espresso, 9)
    set_weight(shop.green_tea, 1)
    # Two teas are 60.00; for the group 45.00, which is 55.35 with taxes, or 36.00.
    shop.catalogue.shipping("Large orders", "0.00", minimum="50")
    shop.rule(vip, "percent_off", percent)
    give(shop, vip, shop.espresso)
    for_guests = Storefront().open_checkout({shop.green_tea: 2})
    assert ways(Storefront(), for_guests) == 2

    checkout = ann.open_checkout({shop.green_tea: 2})

    is_carried = ways(ann, checkout) == 2
    taxed = port.GENERATION == 2 and not included and percent == "25"
    assert is_carried is taxed
    assert (("espresso", 1, D(0)) in seen(ann.look(checkout))) is is_carried


# Saleor 2.10 asks for the goods without the voucher: there one example says it all.
_MORE = pytest.mark.long if port.GENERATION == 2 else ()


@pytest.mark.parametrize(
    ("voucher", "is_carried"),
    [
        ({"value": "5"}, True),
        ({"value": "10"}, False),
        ({"value": "2.50", "in_money": True, "of": "green_tea"}, False),
        ({"value": "20", "once": True, "of": "green_tea"}, False),
        pytest.param({"value": "3.50", "in_money": True}, True, marks=_MORE),
        pytest.param({"value": "4.50", "in_money": True}, False, marks=_MORE),
        pytest.param({"value": "10", "of": "green_tea"}, False, marks=_MORE),
        pytest.param(
            {"value": "1.50", "in_money": True, "of": "green_tea"}, True, marks=_MORE
        ),
        pytest.param({"value": "5", "once": True}, True, marks=_MORE),
        pytest.param({"value": "10", "once": True}, False, marks=_MORE),
        pytest.param(
            {"value": "10", "once": True, "of": "green_tea"}, True, marks=_MORE
        ),
    ],
)
def test_what_is_offered_beside_a_voucher_carries_gifts(
    shop: Shop,
    vip: CustomerGroup,
    ann: Storefront,
    voucher: dict[str, Any],
    is_carried: bool,
) -> None:
    of = [shop.green_tea] if voucher.pop("of", None) else []
    shop.catalogue.voucher("CODE", voucher.pop("value"), *of, **voucher)
    way_by_weight("Light", "5.00", 5)
    shop.catalogue.post.delete()
    set_weight(shop.espresso, 9)
    set_weight(shop.green_tea, 1)
    # Two teas are 60.00, and for the group 54.00.
    shop.catalogue.shipping("Large orders", "0.00", minimum="50")
    shop.rule(vip, "percent_off", "10")
    give(shop, vip, shop.espresso)
    checkout = ann.open_checkout({shop.green_tea: 2})
    assert ways(ann, checkout) == 2
    gift = ("espresso", 1, D(0))
    assert gift in seen(ann.look(checkout))

    ann.use_voucher(checkout, "CODE")

    is_carried = is_carried or port.GENERATION == 2
    assert (ways(ann, checkout) == 2) is is_carried
    assert (gift in seen(ann.look(checkout))) is is_carried
