"""What fields of ours cost in the lists of checkouts and drafts of staff."""

import pytest
from django.contrib.auth import get_user_model
from graphene import Node

from saleor_customer_groups import port
from saleor_customer_groups.models import CustomerGroup
from tests.api import (
    MANAGE_CHECKOUTS,
    MANAGE_ORDERS,
    MANAGE_USERS,
    Caller,
    make_staff,
)
from tests.owner import Shop
from tests.port.answers import Checkout
from tests.port.goods import set_stock, set_weight, way_by_weight
from tests.queries import counted
from tests.storefront import Storefront

pytestmark = pytest.mark.django_db

CHANNEL = ', channel: "default-channel"' if port.GENERATION == 3 else ""
PAGE = f"{{ checkouts(first: 50{CHANNEL}) {{ edges {{ node {{ id %s }} }} }} }}"
DRAFTS = "{ draftOrders(first: 50) { edges { node { id %s } } } }"
FIELDS = "promotions { name message saved { amount } }"
OFFERS = f"customerGroupOffers {{ {FIELDS} }}"
PRICES = "lines { id totalPrice { gross { amount } } %s }"
CHANGES = "customerGroupPriceChange { message before { amount } after { amount } }"


@pytest.fixture
def vip(shop: Shop) -> CustomerGroup:
    vip = shop.group("VIP")
    shop.rule(vip, "percent_off", "20", with_vouchers="refuse")
    shop.promotion(vip, "Five", kind="percent_off", percent="5")
    return vip


def attach(shop: Shop, vip: CustomerGroup, name: str) -> Checkout:
    """Have somebody log in with a full cart."""
    member = shop.member(vip, f"{name}@example.com")
    return member.attach(Storefront().open_checkout({shop.green_tea: 2}))


def cost_of(staff: Caller, page: str, asked: str, plain: str) -> int:
    """Return how many queries our fields cost on a page."""

    def cost(what: str) -> int:
        staff.ask(page % what)
        with counted() as queries:
            staff.ask(page % what)
        return queries.count

    return cost(asked) - cost(plain)


@pytest.mark.parametrize("surroundings", ["nothing", "limits", "gifts", "chosen ways"])
def test_twenty_checkouts_cost_as_many_queries_as_one(
    shop: Shop, vip: CustomerGroup, surroundings: str
) -> None:
    staff = make_staff(MANAGE_CHECKOUTS, MANAGE_USERS)
    if surroundings == "limits":
        shop.promotion(vip, "Once", kind="percent_off", percent="1", limit_total=99)
        shop.promotion(
            vip, "Each", kind="percent_off", percent="2", limit_per_customer=9
        )
    if surroundings in ("gifts", "chosen ways"):
        shop.promotion(vip, "Gift", kind="gift", variants=[str(shop.espresso.pk)])
        shop.promotion(vip, "Free", kind="free_shipping")

    def make(name: str) -> None:
        checkout = attach(shop, vip, name)
        if surroundings == "chosen ways":
            Storefront().ship(checkout)

    def costs() -> tuple[int, int]:
        return (
            cost_of(staff, PAGE, OFFERS, ""),
            cost_of(staff, PAGE, PRICES % CHANGES, PRICES % ""),
        )

    make("ann")
    one = costs()
    for number in range(19):
        make(f"ann{number}")
    twenty = costs()

    assert twenty == one


def test_twenty_drafts_cost_as_many_queries_as_one(
    shop: Shop, vip: CustomerGroup
) -> None:
    staff = make_staff(MANAGE_ORDERS, MANAGE_USERS)
    owner = shop.owner()
    shop.promotion(vip, "Gift", kind="gift", variants=[str(shop.espresso.pk)])
    shop.promotion(vip, "Once", kind="percent_off", percent="1", limit_total=99)

    def make(name: str) -> None:
        shop.member(vip, f"{name}@example.com")
        customer = get_user_model().objects.get(email=f"{name}@example.com")
        owner.draft_order(Node.to_global_id("User", customer.pk), {shop.green_tea: 2})

    make("ann")
    one = cost_of(staff, DRAFTS, OFFERS, "")
    for number in range(19):
        make(f"ann{number}")
    twenty = cost_of(staff, DRAFTS, OFFERS, "")

    assert twenty == one


def test_each_checkout_has_its_own(shop: Shop, vip: CustomerGroup) -> None:
    trade = shop.group("Trade")
    shop.rule(trade, "percent_off", "50")
    attach(shop, vip, "ann")
    attach(shop, trade, "bob")
    Storefront().open_checkout({shop.green_tea: 3})

    page = make_staff(MANAGE_CHECKOUTS, MANAGE_USERS).ask(
        PAGE % f"{OFFERS} {PRICES % CHANGES}"
    )

    seen = {
        checkout["lines"][0]["totalPrice"]["gross"]["amount"]: (
            [each["name"] for each in checkout["customerGroupOffers"]["promotions"]],
            [
                (line["customerGroupPriceChange"] or {}).get("after")
                for line in checkout["lines"]
            ],
        )
        for checkout in (edge["node"] for edge in page["edges"])
    }
    assert seen == {
        45.6: (["Five"], [{"amount": 45.6}]),
        30.0: ([], [{"amount": 30.0}]),
        90.0: ([], [None]),
    }


def test_gifts_and_limits_in_a_list_are_those_of_each_checkout(
    shop: Shop, vip: CustomerGroup
) -> None:
    """A gift of 6 kg, of which there are 3, goes with what weighs 4 kg or more."""
    shop.promotion(vip, "Gift", kind="gift", variants=[str(shop.espresso.pk)])
    shop.promotion(
        vip, "Once", kind="percent_off", percent="1", limit_per_customer=1, priority=9
    )
    back = shop.member(vip, "back@example.com")
    back.buy(back.open_checkout({shop.latte: 4}))
    shop.catalogue.post.delete()
    way_by_weight("Light", "5.00", 5)
    way_by_weight("Heavy", "25.00", 50, 5)
    set_weight(shop.espresso, 6)
    set_weight(shop.green_tea, 2)
    # Of which one is for the order.
    set_stock(shop.espresso, 4)
    told = {}
    asked = {}
    for name, shopper, basket in (
        ("light", None, {shop.green_tea: 2}),
        ("heavy", None, {shop.green_tea: 4}),
        ("greedy", None, {shop.green_tea: 4, shop.espresso: 3}),
        ("back", back, {shop.green_tea: 4}),
    ):
        by = shopper or shop.member(vip, f"{name}@example.com")
        id_ = by.open_checkout(basket).id
        alone = by.ask(f'{{ me {{ offers(checkoutId: "{id_}") {{ {FIELDS} }} }} }}')
        asked[id_] = alone["me"]["offers"]
        told[name] = {
            each["name"]: each["saved"]["amount"] for each in asked[id_]["promotions"]
        }

    page = make_staff(MANAGE_CHECKOUTS, MANAGE_USERS).ask(PAGE % OFFERS)

    nodes = [edge["node"] for edge in page["edges"]]
    assert {each["id"]: each["customerGroupOffers"] for each in nodes} == asked
    assert told == {
        "light": {"Once": 0.48, "Five": 2.38, "Gift": 0.0},
        "heavy": {"Once": 0.96, "Five": 4.75, "Gift": 20.0},
        "greedy": {"Once": 1.44, "Five": 7.13, "Gift": 0.0},
        "back": {"Once": 0.0, "Five": 4.8, "Gift": 20.0},
    }
